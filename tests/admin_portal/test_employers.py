"""单位管理 and 单位信息 through their pages: tabs, clock, moves, the gate, changes, and doubles made one."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import EmployerState as S
from accounts.enums import Role
from accounts.models import Employer, Membership, User
from accounts.services.employer_merge import doubles_of
from accounts.services.employer_road import EMPLOYER_ROAD
from admin_portal.employer_queue import sla_since
from admin_portal.merging import merge
from applications.enums import ApplicationState
from catalogue.models import WorkdayOverride, WorkdayYear
from core.errors import Refused
from core.models import AuditEntry
from messaging.models import Message
from tests.factories.accounts import (
    actor_for,
    make_employer,
    make_membership,
    make_office,
    make_user,
    sign_in,
)
from tests.factories.employers import OTHER_USCI, licence, officers, place, register, typed
from tests.promises.crowd import at_once, post, switch_off_locks

LIST = "/office/employers/"
OWN = "/unit/profile/"


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def unit(office):
    return register(office)


@pytest.fixture
def staff(office, enter):
    """Browsers of a clerk and an administrator of the office."""
    return [enter(actor) for actor in officers(office)]


def detail(employer):
    return reverse("admin_portal:employer_detail", args=[employer.public_id])


def decide(client, employer, move, **data):
    url = reverse("admin_portal:employer_transition", args=[employer.public_id, move])
    return client.post(url, {"version": employer.version, **data})


def listed(client, tab="pending", **params):
    rows = client.get(LIST, {"tab": tab, **params}).context["page"].rows
    return {row.employer.name for row in rows}


def test_the_tabs_hold_what_is_in_that_state(unit, staff, enter, office):
    for state in ("active", "returned", "disabled"):
        make_employer(f"钦州市{state}学校", office=office, state=state)
    assert listed(staff[0]) == {"钦州市第三中学"}
    for tab in ("active", "returned", "disabled"):
        assert listed(staff[0], tab) == {f"钦州市{tab}学校"}
    assert listed(enter(actor_for(make_user(), make_office("080001")))) == set()


@pytest.mark.parametrize("q", ["第三", "qzsds", "91450100MA5TTTTT14", "韦春", "91450100ma5ttttt14"])
def test_found_by_name_pinyin_identifier_and_contact(unit, staff, office, q):
    register(office, 2, name="北海市海城中学", usci=OTHER_USCI, contact_name="陆建国")
    assert listed(staff[0], q=q) == {"钦州市第三中学"}


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-09-30", "剩 3 天"),
        ("2026-10-07", "剩 3 天"),
        ("2026-10-08", "剩 2 天"),
        ("2026-10-10", "今天到期"),
        ("2026-10-12", "超 1 天"),
    ],
)
def test_the_clock_skips_the_holidays_and_counts_a_worked_saturday(db, monkeypatch, today, words):
    """Handed in on the eve of the National Day; 1 to 7 October are off, Saturday the 10th is worked."""
    WorkdayYear.objects.create(year=2026)
    for day in range(1, 8):
        WorkdayOverride.objects.create(on=f"2026-10-{day:02d}", is_workday=False)
    WorkdayOverride.objects.create(on="2026-10-10", is_workday=True)
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(f"{today}T04:00:00+00:00"))
    assert sla_since(datetime(2026, 9, 30, 4, tzinfo=UTC)).words == words


def test_the_office_approves_and_the_owner_works(unit, staff, enter):
    employer, owner = unit
    answer = decide(staff[0], employer, "approve")
    assert (answer.status_code, answer.url) == (302, detail(employer))
    assert enter(owner).get("/unit/").status_code == 200


def test_a_return_without_reason_keeps_the_page_and_says_so(unit, staff):
    answer = decide(staff[0], unit[0], "return")
    assert answer.status_code == 422
    assert "请写明原因" in answer.content.decode()


def test_who_comes_second_is_told_who_was_first(unit, staff):
    employer, _ = unit
    decide(staff[0], employer, "return", opinion="执照看不清，请重拍。")
    answer = decide(staff[1], employer, "approve")
    assert answer.status_code == 409
    assert "覃志明" in answer.content.decode()
    assert Employer.objects.get().state == S.RETURNED


def test_the_page_masks_the_mobile_and_shows_the_licence(unit, staff):
    employer, owner = unit
    page = staff[0].get(detail(employer)).content.decode()
    assert owner.user.mobile not in page
    assert owner.user.mobile[-4:] in page
    assert "登记证照" in page


def test_another_offices_unit_is_not_found(unit, enter):
    stranger = enter(actor_for(make_user(), make_office("080001"), Role.ADMIN))
    assert stranger.get(detail(unit[0])).status_code == 404
    assert decide(stranger, unit[0], "approve").status_code == 404


@pytest.mark.parametrize("state", ["pending", "returned"])
def test_a_unit_not_yet_approved_has_one_page_only(unit, enter, state):
    employer, owner = unit
    browser = enter(owner)
    place(employer, state)
    for page in ("/unit/", "/unit/applications/", "/unit/profile/edit/"):
        answer = browser.get(page)
        assert (answer.status_code, getattr(answer, "url", "")) == (302, OWN) if page != OWN else True
    assert browser.post("/unit/applications/take-up/").status_code == 403
    page = browser.get(OWN).content.decode()
    assert employer.get_state_display() in page
    assert "申报审核" not in page
    assert "单位信息" in page


def test_a_disabled_unit_reads_why(unit, enter):
    employer, owner = unit
    place(employer, "disabled")
    Employer.objects.update(disabled_note="单位已注销。")
    answer = enter(owner).get(OWN)
    assert answer.status_code == 403
    assert "单位已注销。" in answer.content.decode()


def test_the_owner_mends_and_hands_in_again(unit, enter, office, staff):
    employer, owner = unit
    decide(staff[0], employer, "return", opinion="名称与执照不一致。")
    browser = enter(owner)
    assert "名称与执照不一致。" in browser.get(OWN).content.decode()
    form = browser.get("/unit/profile/mend/")
    assert "钦州市第三中学" in form.content.decode()
    data = typed(office, name="钦州市第三初级中学", contact_mobile="13900008888", version="2")
    assert browser.post("/unit/profile/mend/", {**data, "usci": "1"}).status_code == 422
    answer = browser.post("/unit/profile/mend/", {**data, "licence": licence()})
    assert (answer.status_code, answer.url) == (302, OWN)
    employer.refresh_from_db()
    assert (employer.state, employer.name) == (S.PENDING, "钦州市第三初级中学")


def test_small_changes_hold_at_once_and_large_ones_show_old_and_new(unit, enter, office, staff):
    employer, owner = unit
    place(employer, "active")
    browser = enter(owner)
    data = typed(office, phone="0777-9990000", contact_mobile="13900008888", version="1")
    assert browser.post("/unit/profile/edit/", data).url == OWN
    assert browser.post("/unit/profile/edit/", data | {"phone": "0777-8880000"}).status_code == 409
    employer.refresh_from_db()
    assert employer.phone == "0777-9990000"
    change = typed(office, name="钦州市实验中学", reason="经批准更名", version="2")
    change.pop("licence")
    missing = browser.post("/unit/profile/change/", change)
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["licence"])
    assert browser.post("/unit/profile/change/", change | {"licence": licence()}).url == OWN
    assert listed(staff[0], "changes") == {"钦州市第三中学"}
    page = staff[0].get(detail(employer)).content.decode()
    assert "<mark>钦州市实验中学</mark>" in page
    waiting = employer.changes.get()
    url = reverse("admin_portal:employer_change_transition", args=[waiting.public_id, "approve"])
    assert staff[0].post(url, {"version": 1}).status_code == 302
    employer.refresh_from_db()
    assert employer.name == "钦州市实验中学"


def test_the_owner_takes_a_change_back_and_a_clerk_may_not_edit(unit, enter, office):
    employer, owner = unit
    place(employer, "active")
    browser = enter(owner)
    change = typed(office, name="钦州市实验中学", reason="经批准更名", version="1")
    browser.post("/unit/profile/change/", change)
    browser.post(reverse("admin_portal:employer_change_withdraw", args=[employer.changes.get().public_id]))
    assert employer.changes.get().state == "withdrawn"
    clerk = enter(actor_for(make_user(), employer))
    assert clerk.get(OWN).status_code == 200
    assert clerk.get("/unit/profile/edit/").status_code == 403


@pytest.fixture
def doubles(world):
    """Two units that are one: the first has an open and a closed case, an owner and a clerk."""
    world.employer.name = "钦州市第二中学"
    world.employer.save()
    twin = make_employer("钦州第二中学", office=world.office, usci=OTHER_USCI)
    return world, twin


def test_likely_doubles_are_found(doubles):
    world, twin = doubles
    make_employer("北海海洋产业投资有限公司", office=world.office)
    assert list(doubles_of(twin)) == [world.employer]


def test_merging_moves_people_staff_and_open_cases(doubles):
    world, twin = doubles
    opened = world.stored(ApplicationState.EMPLOYER_REVIEW)
    closed = world.stored(ApplicationState.REJECTED_BY_EMPLOYER)
    keeper = actor_for(make_user(), twin, Role.OWNER)
    make_membership(world.clerk.user, twin)
    below = make_employer("钦州市第二中学分校", office=world.office, superior=world.employer)
    merge(world.employer, twin, opinion="重复注册。", actor=world.admin, expected_version=1)
    for row in (opened, closed, world.employer, below, twin):
        row.refresh_from_db()
    assert (opened.employer, closed.employer, below.superior) == (twin, world.employer, twin)
    assert (world.employer.state, world.employer.merged_into) == (S.MERGED, twin)
    assert not User.objects.filter(employer=world.employer).exists()
    serving = Membership.objects.filter(employer=twin, to_on=None).values_list("user", "role")
    assert sorted(serving) == sorted(
        [(keeper.user.pk, "owner"), (world.owner.user.pk, "clerk"), (world.clerk.user.pk, "clerk")]
    )
    assert world.employer not in Employer.objects.named_like("第二中学")
    assert Message.objects.filter(recipient=world.owner.user, template_code="employer_merged").exists()
    assert AuditEntry.objects.get(event="admin_portal.cases_handed_over").data == {"count": 1}


def test_merging_is_for_administrators_above_both_and_into_one_in_use(doubles):
    world, twin = doubles
    why = {"opinion": "重复注册。", "expected_version": None}
    with pytest.raises(Refused, match="管理员"):
        merge(world.employer, twin, actor=actor_for(make_user(), world.office), **why)
    foreign = make_employer("钦州市第二中学", office=make_office("080001"))
    with pytest.raises(Refused, match="管理员"):
        merge(world.employer, foreign, actor=world.admin, **why)
    with pytest.raises(Refused, match="自己"):
        merge(twin, twin, actor=world.admin, **why)
    place(twin, "disabled")
    with pytest.raises(Refused, match="正常使用"):
        merge(world.employer, twin, actor=world.admin, **why)
    assert not Employer.objects.filter(state=S.MERGED).exists()


def test_an_identifier_goes_to_the_one_that_stays(doubles):
    world, twin = doubles
    merge(twin, world.employer, opinion="重复注册。", actor=world.admin, expected_version=None)
    world.employer.refresh_from_db()
    assert world.employer.usci == OTHER_USCI


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_of_two_officers_at_once_one_decides(settings, tmp_path, monkeypatch, locked):
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    clerk, admin = officers(office)
    browsers = [sign_in(Client(), actor) for actor in (clerk, admin)]
    if not locked:
        switch_off_locks(monkeypatch, 2)
    for serial in range(1, 4 if locked else 2):
        employer, _ = register(office, serial, usci="", name=f"钦州市第{serial}小学")
        moves = (("approve", {}), ("return", {"opinion": "请补执照。"}))
        urls = [reverse("admin_portal:employer_transition", args=[employer.public_id, m]) for m, _ in moves]
        works = [
            post(browser, url, {"version": 1, **data})
            for browser, url, (_, data) in zip(browsers, urls, moves, strict=True)
        ]
        statuses = sorted(answer.status_code for answer in at_once(*works))
        assert (statuses == [302, 409]) is locked
        assert (employer.history.count() == 1) is locked


def test_the_road_has_no_way_back_from_merged():
    assert all(S.MERGED not in move.sources for move in EMPLOYER_ROAD.transitions.values())
