"""问题人员: two persons make an entry, which bars where 诚信 is asked; twice academic fraud is for life."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.enums import FlagState, Role
from accounts.models import FlaggedPerson, LoginIdentifier
from accounts.services import flags, registration
from accounts.services.flags import is_blocked, sentences
from applications.enums import KindCode
from applications.services.checkup import examine
from applications.services.transitions import perform
from core.errors import Refused
from core.models import AuditEntry
from core.workflow import NotAllowed
from messaging.models import Message
from tests.factories.accounts import actor_for, make_office, make_user, prove, sign_in
from tests.factories.applications import World
from tests.factories.flags import about, flagged, posted, proposal

PLEDGED = {"commitment": "on"}
LIST, CREATE = "admin_portal:flagged_person_list", "admin_portal:flagged_person_create"


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once; every test is taken back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield World()


@pytest.fixture
def world(one_world, db):
    one_world.office.phone = "0777-2838125"
    one_world.office.save()
    for actor in (one_world.second, one_world.admin, one_world.applicant):
        actor.user.refresh_from_db()
    return one_world


def barred(world, act="recognition"):
    """What the applicant is told, asked anew."""
    world.applicant.user.refresh_from_db()
    return is_blocked(world.applicant.user, act)


def test_an_entry_bars_only_once_a_second_person_confirmed_it(world):
    flag = flags.propose(about(world.applicant.user), actor=world.admin)
    assert barred(world) == ""
    for actor, refusal in ((world.admin, Refused), (world.second, NotAllowed)):
        with pytest.raises(refusal):
            flags.confirm(flag, actor=actor)
    other = actor_for(make_user(name="黄副主任"), world.office, Role.ADMIN)
    confirmed = flags.confirm(flag, actor=other)
    assert flags.confirm(flag, actor=other).decided_at == confirmed.decided_at
    day = confirmed.until
    assert barred(world) == (
        f"您正处在失信限制期内（至 {day.year} 年 {day.month} 月 {day.day} 日），期满前不能申报。"
        f"如有异议，请致电{world.office.short_name}（0777-2838125）。"
    )
    assert barred(world, "replacement") == ""
    told = Message.objects.get(recipient=world.applicant.user, template_code="person_flagged")
    assert "0777-2838125" in told.body
    events = AuditEntry.objects.filter(event__startswith="accounts.flag_").values_list("event", flat=True)
    assert sorted(events) == ["accounts.flag_confirmed", "accounts.flag_proposed"]


def test_it_bars_from_its_first_day_to_its_last(world):
    today = timezone.localdate()
    since, until = today + dt.timedelta(days=2), today + dt.timedelta(days=4)
    flagged(world, about(world.applicant.user, since=since, until=until))
    noon = timezone.localtime().replace(hour=12, minute=0)
    found = []
    for day in range(7):
        with time_machine.travel(noon + dt.timedelta(days=day), tick=False):
            found.append(bool(barred(world)))
    assert found == [False, False, True, True, True, False, False]


def test_academic_fraud_in_two_applications_is_for_life(world):
    user, today = world.applicant.user, timezone.localdate()
    fraud = {"ground": "academic_fraud", "until": today}
    first = flagged(world, about(user, finding="PS-2025-000001", **fraud))
    tomorrow = timezone.now() + dt.timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):
        assert barred(world) == "", "one finding whose days are over bars no more"
    with pytest.raises(Refused, match="已经登记过"):
        flags.propose(about(user, finding="PS-2025-000001", **fraud), actor=world.second)
    second = flagged(world, about(user, finding="PS-2026-000002", **fraud))
    assert second.until is None
    with time_machine.travel(tomorrow, tick=False):
        for act in (*KindCode, "evaluation"):
            assert barred(world, act).startswith("累计在两次申报中发现有学术造假行为的，终身不得申报。")
        assert len(sentences(world.applicant.user)) == 1
    flags.lift(first, "发现有误。", was_mistaken=True, actor=world.admin)
    with time_machine.travel(tomorrow, tick=False):
        assert barred(world).startswith("您被认定有失信行为，终身不得申报。")
    flags.lift(second, "提前解除。", was_mistaken=False, actor=world.admin)
    assert barred(world) == ""


def test_the_bar_is_asked_at_the_draft_at_the_hand_in_and_before(world):
    application = world.complete()
    flagged(world, about(world.applicant.user))
    world.applicant.user.refresh_from_db()
    with pytest.raises(Refused, match="失信限制期内"):
        perform(application, "submit", actor=world.applicant, data=PLEDGED)
    application.refresh_from_db()
    assert "JX-54" in {finding.rule_id for finding in examine(application, "applicant_check")}
    page = sign_in(Client(), world.applicant).get(reverse("applications:eligibility"))
    assert "失信限制期内" in page.content.decode()
    assert "失信限制期内" not in Client().get(reverse("applications:eligibility")).content.decode()
    perform(application, "delete", actor=world.applicant)
    with pytest.raises(Refused, match="失信限制期内"):
        world.draft()


def test_an_entry_without_an_account_becomes_theirs_and_the_number_lies_sealed(world):
    said = proposal("覃小明")
    flag = flagged(world, said)
    assert flag.user is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT f::text FROM accounts_flaggedperson f WHERE id = %s", [flag.pk])
        assert said.id_number not in cursor.fetchone()[0]
    newcomer = make_user(name="覃小明", id_number=said.id_number)
    flags.link(newcomer)
    assert is_blocked(newcomer, "evaluation")
    assert flags.link in registration._followers
    assert flags.kept(newcomer) == ["失信限制的记录（姓名、证件号、处理文号）"]
    assert flags.sheet_of(newcomer)[0].rows[0][4] == said.decree_number
    newcomer.deregistered_at = timezone.now()
    newcomer.save()
    LoginIdentifier.objects.filter(user=newcomer).delete()
    again = make_user(name="覃小明", id_number=said.id_number)
    flags.link(again)
    assert is_blocked(again, "evaluation")


def test_somebody_elses_number_and_a_wrong_one_are_refused(world):
    wrong_name = proposal("别的人", world.applicant.user.id_number)
    for said, sentence in ((wrong_name, "姓名不是这个"), (proposal(number="123"), "格式")):
        with pytest.raises(Refused, match=sentence):
            flags.propose(said, actor=world.second)


def test_the_pages_from_entering_to_lifting(world):
    clerk, admin = prove(sign_in(Client(), world.second)), prove(sign_in(Client(), world.admin))
    stranger = sign_in(Client(), actor_for(make_user(), make_office("080001"), Role.ADMIN))
    empty = clerk.get(reverse(LIST)).content.decode()
    assert "没有问题人员" in empty
    said = about(world.applicant.user)
    wrong = clerk.post(reverse(CREATE), posted(said) | {"until": "2001-01-01", "decree_number": ""})
    assert wrong.status_code == 422
    body = wrong.content.decode()
    assert "请填写处理决定的文号" in body
    assert "不能早于开始日" in body
    answer = clerk.post(reverse(CREATE), posted(said))
    flag = FlaggedPerson.objects.get()
    page = reverse("admin_portal:flagged_person_detail", args=[flag.public_id])
    assert (answer.status_code, answer.url) == (302, page)
    listed = admin.get(reverse(LIST), {"q": said.name[:2]}).content.decode()
    assert said.name in listed
    assert said.id_number not in listed + admin.get(page).content.decode()
    assert admin.get(reverse(LIST), {"q": said.id_number}).status_code == 422
    assert "没有符合条件的人员" in admin.get(reverse(LIST), {"q": "没有这人"}).content.decode()
    assert stranger.get(page).status_code == 404
    assert Message.objects.filter(recipient=world.admin.user, template_code="flag_proposed").count() == 1
    act = lambda name, browser=admin, **data: browser.post(  # noqa: E731
        reverse(f"admin_portal:flagged_person_{name}", args=[flag.public_id]), data
    )
    assert act("confirm", clerk).status_code == 403
    assert act("lift", reason="x").status_code == 409
    assert act("confirm").status_code == 302
    assert act("drop", reason="材料不足。").status_code == 409
    assert act("lift").status_code == 422
    assert act("lift", reason="申诉成立。", was_mistaken="on").status_code == 302
    flag.refresh_from_db()
    assert (flag.state, flag.was_mistaken) == (FlagState.LIFTED, True)
    assert "原认定有误" in admin.get(page).content.decode()
    again = flags.propose(about(world.applicant.user), actor=world.second)
    assert flags.drop(again, "材料不足。", actor=world.admin).state == FlagState.DROPPED
    assert barred(world) == ""
