"""隐私注销: nothing of a person is left but what the page said is kept (个人信息保护法, 第四十七条)."""

import tempfile
from datetime import timedelta

import pytest
import time_machine
from django.db.models import CASCADE
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.enums import CodePurpose, Role
from accounts.models import LoginIdentifier, Membership, OneTimeCode, SignInFailure, User
from accounts.services import (
    clerks,
    codes,
    consents,
    correction_files,
    corrections,
    deregistration,
    identifiers,
    invitations,
    own_data,
    registration,
    transfers,
    users,
)
from accounts.step_up import mark_fresh
from applications import registry
from applications.models import Application
from applications.registry import Target
from applications.services import delivery
from applications.services.drafts import autosave, create_draft
from applications.services.privacy import in_hands_of_others
from applications.services.row_drafts import autosave_new, autosave_row
from applications.services.transitions import perform
from catalogue.enums import LevelGroup
from certificates.enums import DeliveryMethod
from certificates.models import Delivery
from certificates.services.deliver import Parcel
from core import file_disk
from core.errors import Refused
from core.models import AuditEntry, StoredFile
from messaging.reference import texts
from messaging.services import notify
from tests.core.pictures import encoded, scene
from tests.factories.accounts import (
    actor_for,
    let_mail,
    make_employer,
    make_id_number,
    make_membership,
    sign_in,
)
from tests.factories.applications import World
from tests.factories.evaluation import ANSWERS, make_committee, make_plan
from tests.promises import traces
from tests.promises.plants import Plant, database, found

DIGITS = "246810"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    let_mail(world.office)
    return world


def register(plant, employer):
    user = registration.register(
        {
            "email": plant.email,
            "document_kind": "resident_id",
            "nationality": "CHN",
            "id_number": plant.id_number,
            "name": plant.name,
            "mobile": plant.mobile,
            "password": plant.password,
            "security_question": "birthplace",
            "security_answer": plant.answer,
        }
    )
    User.objects.filter(pk=user.pk).update(employer=employer)
    user.refresh_from_db()
    return actor_of(user)


def live(world, plant):
    """Leave something in every place: a draft, one sent back, papers, a transfer, messages, own data."""
    texts()
    invitation = traces.be_invited(plant, world.office)
    actor = register(plant, make_employer(office=world.office))
    invitations.accept(invitation, actor=actor)
    User.objects.filter(pk=actor.user.pk).update(employer=world.employer)
    actor = actor_of(User.objects.get(pk=actor.user.pk))
    traces.move_about(plant, actor)
    draft = world.complete(actor)
    fill_rows(world, plant, actor)
    parcel = Parcel(plant.name, "440000", plant.address, plant.mobile, "510620")
    asked = {"actor": actor, "expected_version": 0}
    delivery.choose(draft, DeliveryMethod.MAILING, parcel, **asked)
    submitted = perform(draft, "submit", actor=actor, data={"commitment": "on"})
    perform(submitted, "return_to_applicant", actor=world.clerk, data={"opinion": "请补材料", "sections": []})
    transfers.request(make_employer(office=world.office), actor=actor, reason=f"住{plant.address}")
    asked = {"name": plant.name, "document_kind": "resident_id", "nationality": "CHN"}
    asked |= {"id_number": make_id_number(77), "reason": plant.address}
    correction = corrections.open_request(asked, actor=actor)
    for spec in correction_files.SPECS:
        picture = encoded(scene(420, 540), "JPEG")
        correction_files.add_file(correction, spec, picture, name="a.jpg", actor=actor)
    corrections.perform(correction, "submit", actor=actor)
    copy = own_data.ask(actor=actor)
    own_data.make(copy.public_id)
    notify(
        actor.user,
        "application_withdrawn",
        context={"kind": plant.name, "application_number": plant.address},
        mobile=plant.mobile,
    )
    return actor


def fill_rows(world, plant, actor):
    """A draft of 职称评审: a row with a scan and newer words over it, a new row and a section begun."""
    plan = make_plan(make_committee(world.office, world.title.series))
    case = create_draft("evaluation", actor=actor, target=Target(LevelGroup.INTERMEDIATE, world.office, plan))
    section = registry.kind("evaluation").section("work_history")
    words = ANSWERS["work_history"] | {"employer": plant.address, "witness": plant.name}
    row = world.add_row(case, section.key, words, actor)
    world.upload(case, section.key, "work_proof", actor, row)
    asked = {"actor": actor, "expected_version": row.version}
    autosave_row(case, section, row, words | {"post": plant.address}, **asked)
    asked["expected_version"] = 0
    autosave_new(case, section, "begun", words | {"notes": plant.address}, **asked)
    report = registry.kind("evaluation").section("work_report")
    autosave(case, report, {"report": f"<p>{plant.name}住{plant.address}</p>"}, **asked)


def give_code(actor):
    digest = identifiers.of_mobile(actor.user.mobile)
    codes._ask(CodePurpose.STEP_UP, actor.user.mobile, digest)
    known = codes._hash(CodePurpose.STEP_UP, digest, DIGITS)
    OneTimeCode.objects.filter(address_digest=digest, used_at=None).update(code_hash=known)


def dump():
    """Every text of the database."""
    return database()


def test_nothing_of_the_person_is_left(
    world, client, django_capture_on_commit_callbacks, monkeypatch, tmp_path
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plant = Plant(93)
    actor = live(world, plant)
    sign_in(client, actor)
    before, public_id = dump(), str(actor.user.public_id)
    assert before.count(plant.name) > 10
    assert set(found([plant], traces.unsealed())) >= {
        plant.id_number,
        plant.mobile,
        plant.email,
        plant.answer,
    }
    assert SignInFailure.objects.filter(account_key=public_id).exists()
    assert StoredFile.objects.exists()
    assert any(file_disk.root().rglob("*.jpg"))
    give_code(actor)
    with django_capture_on_commit_callbacks(execute=True):
        deregistration.deregister(actor=actor, code=DIGITS)
    after = dump()
    assert found([plant], after) == []
    assert plant.name not in after
    assert not StoredFile.objects.exists()
    assert not any(file_disk.root().rglob("*.jpg"))
    everywhere = "\n".join((traces.unsealed(), traces.valkey(), traces.texts_below(tmp_path)))
    assert found([plant], everywhere) == []
    assert plant.name not in everywhere
    assert not SignInFailure.objects.filter(account_key=public_id).exists()
    digests = (identifiers.of_email(plant.email), identifiers.of_mobile(plant.mobile))
    document = identifiers.of_document("resident_id", plant.id_number)
    assert not [digest for digest in (*digests, document) if digest in after]
    user = User.objects.get(pk=actor.user.pk)
    assert (user.name, user.id_number, user.mobile, user.is_active) == ("已注销用户", "", "", False)
    assert user.deregistered_at
    assert not user.check_password(plant.password)
    assert not Application.objects.filter(applicant=user).exists()
    assert not Delivery.objects.exists()
    assert [order.get_state_display() for order in user.orders.all()] == ["已关闭"]
    assert public_id in after
    assert AuditEntry.objects.filter(event="accounts.deregistered").count() == 1
    assert client.get("/my/").status_code == 302
    assert actor_of(registered_again(plant)).user.pk != user.pk


def registered_again(plant):
    return register(plant, None).user


def test_what_was_decided_stays_whole(world):
    case = world.issued()
    holder = world.applicant
    number = holder.user.id_number
    words = deregistration.kept(holder.user)
    assert any("申报 1 件" in line for line in words)
    assert any("证书 1 本" in line for line in words)
    give_code(holder)
    deregistration.deregister(actor=holder, code=DIGITS)
    case.refresh_from_db()
    assert case.applicant_name == case.certificate.holder_name != "已注销用户"
    assert case.certificate.id_number == number
    assert case.revisions.count() == 1
    assert StoredFile.objects.filter(owner_id=case.public_id).exists()
    assert Application.objects.visible_to(world.officer).filter(pk=case.pk).exists()


def test_everything_that_hangs_on_a_person_is_named_theirs(world):
    """Rows by CASCADE go; whoever adds a table must choose, and a proof of consent stays."""
    actor = live(world, Plant(4))
    consents.agree(actor.user, actor=actor)
    give_code(actor)
    deregistration.deregister(actor=actor, code=DIGITS)
    own = [r for r in User._meta.related_objects if r.on_delete is CASCADE]
    left = {
        r.related_model.__name__
        for r in own
        if r.related_model._base_manager.filter(**{r.field.name: actor.user})
    }
    assert left == set()
    assert len(own) >= 8
    assert not LoginIdentifier.objects.filter(user=actor.user).exists()


@pytest.mark.parametrize("state", ["employer_review", "office_review", "preliminary_passed", "approved"])
def test_a_case_in_the_hands_of_others_stands_in_the_way(world, state):
    case = world.stored(state, world.applicant)
    give_code(world.applicant)
    with pytest.raises(Refused, match=case.number):
        deregistration.deregister(actor=world.applicant, code=DIGITS)
    assert in_hands_of_others(world.applicant.user)
    assert User.objects.get(pk=world.applicant.user.pk).is_active
    assert OneTimeCode.objects.filter(used_at=None).count() == 1


def test_who_serves_a_house_stays(world):
    with pytest.raises(Refused, match="工作人员"):
        deregistration.deregister(actor=actor_of(world.clerk.user), code=DIGITS)
    former = actor_for(house=world.office, role=Role.CLERK)
    former.membership.to_on = former.membership.from_on = timezone.localdate() - timedelta(days=1)
    former.membership.save()
    assert deregistration.obstacles(former.user) == []


def test_a_wrong_code_closes_nothing_and_a_code_serves_once(world):
    give_code(world.applicant)
    with pytest.raises(Refused, match="不正确"):
        deregistration.deregister(actor=world.applicant, code="000000")
    assert User.objects.get(pk=world.applicant.user.pk).is_active
    deregistration.deregister(actor=world.applicant, code=DIGITS)
    assert not User.objects.get(pk=world.applicant.user.pk).is_active


def test_the_page_asks_for_a_proof_and_says_what_goes_and_what_stays(world, client):
    sign_in(client, world.applicant)
    page = reverse("accounts:deregistration")
    assert client.get(page).status_code == 302
    session = client.session
    mark_fresh(session)
    session.save()
    shown = client.get(page).content.decode()
    assert "注销后删除的" in shown
    assert "依照法律保留的" in shown
    assert world.applicant.user.mobile not in shown
    ask = reverse("accounts:deregistration_code_send")
    assert f'data-sms-code="{ask}"' in shown
    sent = client.post(ask)
    assert (sent.json()["retry_after"], "短信验证码已发出" in sent.json()["sentence"]) == (60, True)
    assert client.post(ask).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(seconds=62)):
        told = client.post(page, {"send_code": "1", "understood": "on"})
    assert "短信验证码已发出" in told.content.decode()
    assert told.context["form"]["understood"].value() is True
    give_code(world.applicant)
    assert client.post(page, {"sms_code": DIGITS}).status_code == 422
    assert client.post(page, {"sms_code": "111111", "understood": "on"}).status_code == 409
    answer = client.post(page, {"sms_code": DIGITS, "understood": "on"})
    assert answer.url == reverse("accounts:deregistered")
    assert client.get(answer.url).status_code == 200
    assert client.get("/my/").status_code == 302


def test_no_place_is_put_back_in_force_for_somebody_gone(world):
    clerks.disable(world.clerk.membership, note="调离", actor=world.owner)
    users.disable(world.second.membership, note="调离", actor=world.admin)
    for actor in (world.clerk, world.second):
        user = User.objects.get(pk=actor.user.pk)
        give_code(actor_of(user))
        deregistration.deregister(actor=actor_of(user), code=DIGITS)
    with pytest.raises(Refused):
        clerks.enable(world.clerk.membership, actor=world.owner)
    with pytest.raises(Refused):
        users.enable(world.second.membership, actor=world.admin)
    people = [world.clerk.user.pk, world.second.user.pk]
    assert not User.objects.filter(pk__in=people, is_active=True).exists()
    assert not Membership.objects.filter(user__in=people, to_on=None).exists()


def test_a_place_that_begins_tomorrow_stands_in_the_way(world):
    make_membership(world.applicant.user, world.office, from_on=timezone.localdate() + timedelta(days=1))
    assert any(world.office.name in sentence for sentence in deregistration.obstacles(world.applicant.user))
