"""Every door that takes or sets a secret: the same rules for passwords, few tries, one use of a code."""

import importlib
import pkgutil
from datetime import timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts import forms as form_modules
from accounts.actors import actor_of
from accounts.enums import CodePurpose, Role
from accounts.forms.employer_registration import EmployerRegistrationForm
from accounts.forms.password_renew import PasswordRenewForm
from accounts.forms.registration import RegistrationForm
from accounts.models import OneTimeCode, User
from accounts.services import (
    contact_changes,
    credentials,
    deregistration,
    proofs,
    recovery,
    second_factor,
    signin,
)
from core import context
from core.errors import Refused, TooMany
from messaging.models import Delivery
from tests.accounts.test_second_factor import code_at, enrolled
from tests.certificates.threads import in_threads
from tests.factories.accounts import (
    PASSWORD,
    actor_for,
    know_address,
    make_office,
    make_user,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]
HOME, AFAR = "198.51.100.7", "203.0.113.9"
LONGEST = "漓江-2026-" + "x7" * 28
assert len(LONGEST) == 64


def own_data(person):
    """What registers a person, as typed; document kind and code do not matter here."""
    names = ("name", "id_number", "mobile", "email")
    return {"document_kind": "resident_id"} | {name: getattr(person, name) for name in names}


def said_by(form, password):
    form = form({"password": password, "password_again": password})
    return form.errors.get("password")


def said_by_verb(verb, password):
    """What a service says; what it does is taken back."""
    try:
        with transaction.atomic():
            verb(password)
            transaction.set_rollback(True)
    except ValidationError as weak:
        return weak.messages
    return None


def change(person, password):
    return credentials.change_password(old=PASSWORD, new=password, actor=actor_of(person), keep="")


def recover(person, password):
    return recovery.set_password(recovery.ticket(person, "sms"), password)


DOORS = {
    "registration": lambda person, new: said_by(
        lambda twice: RegistrationForm(own_data(person) | twice), new
    ),
    "unit registration": lambda person, new: said_by(
        lambda twice: EmployerRegistrationForm(
            {"contact_name": person.name, "mobile": person.mobile, "contact_email": person.email} | twice
        ),
        new,
    ),
    "one-time secret": lambda person, new: said_by(lambda twice: PasswordRenewForm(twice, user=person), new),
    "gear": lambda person, new: said_by_verb(lambda password: change(person, password), new),
    "recovery": lambda person, new: said_by_verb(lambda password: recover(person, password), new),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_that_sets_a_password_has_the_same_rules(door):
    person = make_user(email="huangxf77@example.cn")
    weak = ["password123", "5505013-gxzc", "zzzzzzzzzz", "HuangXiuFang8", f"tel{person.mobile}"]
    weak += ["huangxf77-shan", "x" + LONGEST, "shan5"]
    weak += [] if door == "unit registration" else [f"x-{person.id_number[6:14]}"]
    assert [bad for bad in weak if not DOORS[door](person, bad)] == []
    assert not DOORS[door](person, LONGEST)


def test_a_unit_does_not_take_its_account_name_for_a_password():
    twice = {"password": "gx-erzhong-1", "password_again": "gx-erzhong-1"}
    assert "password" not in EmployerRegistrationForm(twice).errors
    assert "password" in EmployerRegistrationForm(twice | {"account": "gx-erzhong"}).errors


def password_fields():
    """(form, field) of every place to type a password."""
    for found in pkgutil.iter_modules(form_modules.__path__):
        module = importlib.import_module(f"{form_modules.__name__}.{found.name}")
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, forms.Form):
                for name, field in form.base_fields.items():
                    if isinstance(field.widget, forms.PasswordInput):
                        yield form, name, field


def test_no_field_cuts_a_password_or_hinders_pasting_and_password_managers():
    fields = list(password_fields())
    assert len({form for form, _, _ in fields}) >= 8
    for form, name, field in fields:
        attrs = field.widget.attrs
        assert attrs["autocomplete"] in {"new-password", "current-password"}, (form, name)
        assert int(attrs["maxlength"]) > len(LONGEST)
        assert not {"onpaste", "readonly"} & set(attrs)
        assert (field.strip, field.clean(f" {LONGEST} ")) == (False, f" {LONGEST} ")


def step_up(person, secret, address):
    data = {"step_up_secret": secret}
    return sign_in(Client(), actor_of(person)).post(reverse("accounts:step_up"), data, REMOTE_ADDR=address)


def gear(person, secret, address):
    data = {"old_password": secret, "password": LONGEST, "password_again": LONGEST}
    page = reverse("accounts:settings_password")
    return sign_in(Client(), actor_of(person)).post(page, data, REMOTE_ADDR=address)


@pytest.mark.parametrize("door", [step_up, gear])
def test_a_thief_of_a_session_is_stopped_and_the_owner_at_home_is_not(door):
    person = make_user()
    know_address(person, HOME)
    assert [door(person, "wrong", AFAR).status_code for _ in range(12)] == [422] * 10 + [429] * 2
    assert door(person, PASSWORD, AFAR).status_code == 429
    assert door(person, PASSWORD, HOME).status_code == 302


def test_codes_of_the_second_factor_cannot_be_tried_from_many_places():
    """Whoever knows the password has ten tries from everywhere together, the owner ten at home."""
    person = make_user()
    enrolled(person)
    know_address(person, HOME)

    def guess(code, address):
        token = context.current.set(context.RequestContext(ip=address))
        try:
            return second_factor_accepts(person, code)
        finally:
            context.current.reset(token)

    tried = [guess("000000", f"203.0.113.{number}") for number in range(12)]
    assert tried == [False] * 10 + [None] * 2
    assert guess(code_at(person), HOME) is True


def second_factor_accepts(person, code):
    try:
        proofs.prove(actor_of(person), code)
    except TooMany:
        return None
    except Refused:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_code_pass_each_door_once(give_code):
    person = make_user()

    def passes(purpose, use):
        give_code(purpose, person.mobile)

        def attempt():
            try:
                return bool(use())
            except Refused:
                return False

        return sum(in_threads(attempt))

    by_sms = {"mobile": person.mobile, "code": "246810", "address": HOME}
    assert passes(CodePurpose.SIGN_IN, lambda: signin.authenticate_by_code(**by_sms)) == 1
    numbers = iter(f"138{number:08d}" for number in range(20))
    proof = {"old_code": "246810", "password": "", "actor": actor_of(person), "keep": ""}
    assert passes(CodePurpose.CHANGE, lambda: contact_changes.change_mobile(next(numbers), **proof)) == 1
    person.refresh_from_db()
    leave = {"actor": actor_of(person), "code": "246810"}
    assert passes(CodePurpose.STEP_UP, lambda: deregistration.deregister(**leave) is None) == 1
    other = make_user()
    second_factor.begin(other)
    code, me = code_at(other), actor_of(other)
    assert passes(CodePurpose.REGISTER, lambda: second_factor.confirm(other, code, actor=me)) == 1


def test_one_mobile_gets_ten_codes_a_day_however_the_account_is_spelled(django_capture_on_commit_callbacks):
    person = make_user()
    spelled = [person.mobile, person.id_number, person.email, f"+86{person.mobile}"]
    for number in range(12):
        OneTimeCode.objects.update(created_at=timezone.now() - timedelta(hours=1))
        data = {"account": spelled[number % 4], "channel": "sms"}
        with django_capture_on_commit_callbacks(execute=True):
            recovery.start("question", data, address=f"203.0.113.{number}")
    assert Delivery.objects.filter(channel="sms").count() == 10


def public(view):
    return not getattr(view, "login_required", True)


def pages_behind_sign_in(patterns, kwargs=None, space=""):
    """Address of every page that asks for a sign-in, with made-up arguments."""
    made_up = {"uuid": "00000000-0000-4000-8000-000000000000", "slug": "x", "str": "x"}
    for pattern in patterns:
        known = (kwargs or {}) | {
            name: made_up[type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")]
            for name, converter in pattern.pattern.converters.items()
        }
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from pages_behind_sign_in(pattern.url_patterns, known, inner)
        elif not public(pattern.callback):
            yield f"{space}{pattern.name}", reverse(f"{space}{pattern.name}", kwargs=known)


OPEN = {
    "password_renew",
    "second_factor_check",
    "second_factor_enrol",
    "second_factor_begin",
    "second_factor_confirm",
    "keep_alive",
}


@pytest.mark.parametrize("first", ["second factor", "own password"])
def test_what_comes_first_cannot_be_gone_round_by_any_address(first):
    officer = actor_for(house=make_office(), role=Role.ADMIN)
    browser = sign_in(Client(), officer)
    if first == "second factor":
        enrolled(officer.user)
        session = browser.session
        session["second_factor"] = "due"
        session.save()
        page = reverse("accounts:second_factor_check")
    else:
        User.objects.filter(pk=officer.user.pk).update(must_change_password=True)
        page = reverse("accounts:password_renew")
    pages = {
        name: address
        for name, address in pages_behind_sign_in(get_resolver().url_patterns)
        if name.removeprefix("accounts:") not in OPEN
    }
    assert len(pages) > 100
    # The same rule decides both; once by every address is enough.
    step = 1 if first == "second factor" else 20
    got = {name: browser.post(pages[name]) for name in sorted(pages)[::step]}
    open_to_all = {
        name for name, answer in got.items() if answer.status_code != 403 and not led_to(page, answer)
    }
    assert open_to_all == set()
    assert all(pages[name].startswith("/unit/") for name, answer in got.items() if answer.status_code == 403)


def led_to(page, answer):
    return answer.status_code == 302 and answer.url.startswith(page)


@pytest.mark.parametrize("way", ["sms sign-in", "recovery by e-mail"])
def test_no_other_way_in_stands_for_the_second_factor(way, client, give_code, sign_in_page):
    person = make_user()
    enrolled(person)
    if way == "sms sign-in":
        code = give_code(CodePurpose.SIGN_IN, person.mobile)
        client.post(reverse("accounts:sign_in_sms"), {"mobile": person.mobile, "sms_code": code})
    else:
        recovery.set_password(recovery.ticket(person, "email"), LONGEST)
        sign_in_page(person.mobile, LONGEST)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get("/my/").url.startswith(reverse("accounts:second_factor_check"))


def test_the_whole_password_counts_when_signing_in(sign_in_page):
    person = make_user(password=LONGEST)
    assert sign_in_page(person.mobile, LONGEST[:-1]).status_code == 422
    assert sign_in_page(person.mobile, LONGEST).status_code == 302


def test_pages_of_people_stay_in_no_cache_and_leave_after_sign_out():
    person = actor_for()
    browser = sign_in(Client(), person)
    pages = ("/my/", reverse("accounts:settings"), reverse("messaging:message_list"))
    assert all("no-store" in browser.get(page)["Cache-Control"] for page in pages)
    browser.post(reverse("accounts:sign_out"))
    assert all(browser.get(page).status_code == 302 for page in pages)
