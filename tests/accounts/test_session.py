"""Sessions, capacities, font size, and the doors that stay shut."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Capacity, actor_of
from accounts.enums import Role
from accounts.middleware import find_actor
from accounts.models import User
from core.models import AuditEntry
from tests.factories.accounts import (
    PASSWORD,
    actor_for,
    make_employer,
    make_membership,
    make_office,
    make_user,
    sign_in,
)


def actor_in(client, rf):
    request = rf.get("/")
    request.session = client.session
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    return find_actor(request)


def test_signing_in_gives_a_new_session_key(db, client, sign_in_page):
    client.cookies["sessionid"] = "chosen-by-an-attacker"
    user = make_user()
    sign_in_page(user.mobile, PASSWORD)
    first = client.session.session_key
    assert first != "chosen-by-an-attacker"
    sign_in_page(user.mobile, PASSWORD)
    assert client.session.session_key != first


def test_signing_out_ends_the_session_on_the_server(db, client):
    actor = actor_for()
    sign_in(client, actor)
    stolen = client.cookies["sessionid"].value
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.post(reverse("accounts:sign_out")).url == "/"
    client.cookies["sessionid"] = stolen
    assert client.get(reverse("accounts:employer_choose")).status_code == 302
    assert AuditEntry.objects.filter(event="accounts.signed_out", actor_id=actor.user.public_id).exists()


def test_the_session_cookie_is_out_of_reach_of_scripts(db, client, sign_in_page):
    sign_in_page(make_user().mobile, PASSWORD)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_disabled_person_is_out_at_the_next_request(db, client):
    actor = actor_for()
    sign_in(client, actor)
    User.objects.update(is_active=False)
    assert client.get(reverse("accounts:employer_choose")).status_code == 302


def test_the_membership_of_the_session_gives_the_capacity(db, client, rf):
    user = make_user()
    office, employer = make_office(), make_employer()
    for house, role, capacity in (
        (office, Role.ADMIN, Capacity.TITLE_OFFICE),
        (employer, Role.OWNER, Capacity.EMPLOYER),
        (None, "", Capacity.APPLICANT),
    ):
        sign_in(client, actor_for(user, house, role))
        actor = actor_in(client, rf)
        assert (actor.capacity, actor.role) == (capacity, role)
        assert (actor.office or actor.employer) == house
        assert actor.is_authenticated


def test_a_membership_that_ended_gives_nothing(db, client, rf):
    actor = actor_for(house=make_office(), role=Role.ADMIN)
    sign_in(client, actor)
    yesterday = timezone.localdate() - timedelta(days=1)
    type(actor.membership).objects.update(from_on=yesterday, to_on=yesterday)
    assert actor_in(client, rf).capacity == Capacity.APPLICANT


def test_the_membership_of_somebody_else_gives_nothing(db, client, rf):
    foreign = make_membership(make_user(), make_office(), Role.ADMIN)
    sign_in(client, actor_of(make_user(), foreign))
    assert actor_in(client, rf).capacity == Capacity.APPLICANT


def test_switching_takes_own_memberships_only(db, client, rf):
    user = make_user()
    sign_in(client, actor_for(user))
    mine = make_membership(user, make_office())
    foreign = make_membership(make_user(), make_employer())
    url = reverse("accounts:membership_switch")
    before = client.session.session_key
    assert client.post(url, {"membership": mine.public_id}).url == "/office/"
    assert client.session.session_key != before
    assert actor_in(client, rf).membership == mine
    assert client.post(url, {"membership": foreign.public_id}).status_code == 404
    assert client.post(url, {"membership": "nonsense"}).status_code == 404
    assert actor_in(client, rf).membership == mine
    assert client.post(url, {"membership": ""}).url == "/my/"
    assert actor_in(client, rf).capacity == Capacity.APPLICANT
    assert AuditEntry.objects.filter(event="accounts.membership_switched").count() == 2


def test_visitors_keep_their_font_size_in_a_cookie_and_people_in_the_account(db, client):
    url = reverse("accounts:aa_set")
    answer = client.post(url, {"aa": "xlarge", "next": reverse("accounts:sign_in")})
    assert answer.url == reverse("accounts:sign_in")
    assert 'data-aa="xlarge"' in client.get(reverse("accounts:sign_in")).content.decode()
    actor = actor_for()
    sign_in(client, actor)
    client.post(url, {"aa": "large", "next": "https://evil.example/"})
    assert User.objects.get(pk=actor.user.pk).aa == "large"
    assert 'data-aa="large"' in client.get(reverse("accounts:employer_choose")).content.decode()


@pytest.mark.parametrize("data", [{"aa": "huge"}, {}])
def test_an_unknown_font_size_is_refused(db, client, data):
    assert client.post(reverse("accounts:aa_set"), data).status_code == 400


def test_a_foreign_page_is_not_followed(db, client):
    answer = client.post(reverse("accounts:aa_set"), {"aa": "large", "next": "//evil.example/x"})
    assert answer.url == "/"


@pytest.mark.parametrize("name", ["entrance", "register", "sign_in", "sign_in_sms", "office_sign_in"])
def test_the_doors_are_open_to_everybody(db, client, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["employer_choose", "employer_search"])
def test_the_rest_leads_to_the_sign_in_page(db, client, name):
    answer = client.get(reverse(f"accounts:{name}"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize(
    "wanted", ["foo", "accounts:entrance", "//evil.example/", "https://evil.example/", "\n/x"]
)
def test_nobody_is_sent_to_another_place(db, client, sign_in_page, wanted):
    url = f"{reverse('accounts:sign_in')}?{urlencode({'next': wanted})}"
    assert sign_in_page(make_user().mobile, PASSWORD, url=url).url == "/my/"
    assert client.post(reverse("accounts:aa_set"), {"aa": "large", "next": wanted}).url == "/"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(db, client):
    form = f"http://testserver{reverse('accounts:employer_choose')}?from=home"
    answer = client.post(reverse("accounts:membership_switch"), headers={"referer": form})
    assert (
        answer.url == f"/accounts/sign-in/?{urlencode({'next': '/accounts/employer/?from=home'}, safe='/')}"
    )
    assert "刚才的内容还没有保存到系统" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("referer", ["", "https://evil.example/accounts/employer/"])
def test_without_a_page_of_ours_it_leads_to_the_entrance(db, client, referer):
    answer = client.post(reverse("accounts:membership_switch"), headers={"referer": referer})
    assert answer.url == "/accounts/sign-in/?next=/"


def test_who_is_out_already_may_leave_again(db, client):
    assert client.post(reverse("accounts:sign_out")).url == "/"


@pytest.mark.parametrize("name", ["register", "sign_in", "sign_in_sms", "office_sign_in"])
def test_pages_answer_head(db, client, name):
    assert client.head(reverse(f"accounts:{name}")).status_code == 200
