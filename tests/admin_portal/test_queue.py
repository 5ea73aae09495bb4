"""The queue: tabs, filters without personal data in the address, order, pages, export."""

import datetime
import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import OfficeLevel, Role
from admin_portal import exports, queue
from admin_portal.portals import EMPLOYER, OFFICE
from admin_portal.sla import sla_of
from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.services.transitions import perform
from catalogue.enums import LevelGroup, TitleLevel
from catalogue.working_days import publish_year
from core.models import AuditEntry
from tests.factories.accounts import actor_for, make_office, make_user, prove
from tests.factories.applications import make_title
from tests.factories.certificates import make_series

LIST = {portal.key: f"admin_portal:{portal.key}_application_list" for portal in (EMPLOYER, OFFICE)}


def listed(client, key="office", **params):
    """The numbers on one page of the queue, in its order."""
    response = client.get(reverse(LIST[key]), params)
    assert response.status_code == 200
    return [row.application.number for row in response.context["page"].rows]


def search(client, key="office", **words):
    return client.post(reverse(f"admin_portal:{key}_application_search"), words)


@pytest.mark.parametrize(("asked", "held"), [("", 50), ("100", 100), ("9999999", 50)])
def test_the_length_of_the_page_that_holds_is_marked(world, enter, asked, held):
    world.stored(S.OFFICE_REVIEW)
    page = enter(world.officer).get(reverse(LIST["office"]), {"per_page": asked}).content.decode()
    marked = re.findall(r'aria-current="true">(\d+)</a>', page)
    assert marked == [str(held)]


def test_tabs_of_an_office(world, enter):
    waiting, claimed, done = (
        world.stored(state) for state in (S.OFFICE_REVIEW, S.OFFICE_REVIEW, S.REJECTED_BY_OFFICE)
    )
    at_employer = world.placed(S.EMPLOYER_REVIEW)
    at_employer.arrived_at = None
    at_employer.save()
    perform(claimed, "claim", actor=world.officer)
    client = enter(world.officer)
    assert set(listed(client)) == {waiting.number, claimed.number}
    assert listed(client, tab="mine") == [claimed.number]
    assert listed(client, tab="closed") == [done.number]
    assert set(listed(client, tab="all")) == {waiting.number, claimed.number, done.number}


def test_tabs_of_an_employer(world, enter, strangers):
    waiting, sent = world.stored(S.EMPLOYER_REVIEW), world.stored(S.OFFICE_REVIEW)
    client = enter(world.clerk)
    assert listed(client, "employer") == [waiting.number]
    assert set(listed(client, "employer", tab="all")) == {waiting.number, sent.number}
    assert listed(enter(strangers["employer"]), "employer", tab="all") == []


def test_a_superior_office_sees_but_has_nothing_to_do(world, enter):
    superior = make_office("450000", level=OfficeLevel.REGIONAL)
    world.office.parent, world.office.path = superior, f"{superior.path}/{world.office.code}"
    world.office.save()
    application = world.at_office()
    client = enter(actor_for(make_user(name="莫文彬"), superior, Role.CLERK))
    assert listed(client) == []
    assert listed(client, tab="all") == [application.number]
    page = client.get(
        reverse("admin_portal:office_application_detail", args=[application.public_id])
    ).content.decode()
    assert 'id="decide"' not in page
    assert "显示完整内容" not in page
    reveal = reverse("admin_portal:office_application_reveal", args=[application.public_id])
    shown = client.post(reveal, {"reason": "核对"})
    assert shown.status_code == 409
    assert application.applicant.id_number not in shown.content.decode()


def test_a_typed_document_number_never_gets_into_an_address(world, enter):
    application, other = world.stored(S.OFFICE_REVIEW), world.stored(S.OFFICE_REVIEW)
    client, person = enter(world.officer), application.applicant
    for words in (person.id_number, person.id_number.lower(), person.mobile, person.email):
        response = search(client, q=words)
        assert response.status_code == 302
        assert words not in response["Location"]
        assert parse_qs(urlsplit(response["Location"]).query)["person"] == [str(person.public_id)]
        page = client.get(response["Location"]).content.decode()
        assert application.number in page
        assert other.number not in page
        assert words not in page


def test_a_number_nobody_here_has_finds_nothing(world, enter, strangers):
    application = world.stored(S.OFFICE_REVIEW)
    for words in ("450103199003074518", application.applicant.id_number):
        response = search(enter(strangers["office"]), q=words)
        assert str(application.applicant.public_id) not in response["Location"]
        assert words not in response["Location"]
        assert "没有符合条件的申报" in enter(strangers["office"]).get(response["Location"]).content.decode()


def test_a_document_number_in_the_wrong_box_gets_into_no_address_either(world, enter):
    application = world.stored(S.OFFICE_REVIEW)
    client, number = enter(world.officer), application.applicant.id_number
    response = search(client, employer=number)
    assert response.status_code == 422
    assert "这里只填单位名称" in response.content.decode()
    response = search(client, tab=number, sort=number, per_page=number)
    assert parse_qs(urlsplit(response["Location"]).query) == {
        "tab": ["todo"],
        "sort": ["due"],
        "per_page": ["50"],
    }


def test_a_person_once_found_stays_while_other_filters_change(world, enter):
    application, client = world.stored(S.OFFICE_REVIEW), enter(world.officer)
    person = str(application.applicant.public_id)
    page = client.get(reverse(LIST["office"]), {"person": person}).content.decode()
    assert f'name="person" value="{person}"' in page
    kept = parse_qs(urlsplit(search(client, person=person, state="office_review")["Location"]).query)
    assert (kept["person"], kept["state"]) == ([person], ["office_review"])
    named = parse_qs(urlsplit(search(client, person=person, q="莫")["Location"]).query)
    assert "person" not in named


@pytest.mark.parametrize(
    ("field", "sentence"), [("assignee", "经办人：请从列表里选一项。"), ("person", "这个链接不完整")]
)
def test_what_is_no_id_is_told_in_plain_words(world, enter, field, sentence):
    page = enter(world.officer).get(reverse(LIST["office"]), {field: "zzz"}).content.decode()
    assert sentence in page
    assert "UUID" not in page


def test_only_what_can_be_taken_up_or_handed_over_can_be_selected(world, enter):
    free, taken = world.stored(S.OFFICE_REVIEW), world.stored(S.OFFICE_REVIEW)
    passed = world.stored(S.PRELIMINARY_PASSED)
    perform(taken, "claim", actor=world.officer)
    client = enter(world.officer)
    response = client.get(reverse(LIST["office"]))
    rows = {row.application.number: row.moves for row in response.context["page"].rows}
    assert rows == {free.number: ("claim", "transfer"), taken.number: ("transfer",), passed.number: ()}
    assert response.content.decode().count('name="application"') == 2
    perform(free, "claim", actor=world.second)
    page = client.get(reverse(LIST["office"])).content.decode()
    assert "受理选中的" not in page


def test_names_and_numbers_are_found(world, enter):
    found, client = world.stored(S.OFFICE_REVIEW, actor_for(make_user(name="欧阳娜娜"))), enter(world.officer)
    world.stored(S.OFFICE_REVIEW)
    for words in ("阳娜", found.number):
        response = search(client, q=words)
        assert listed(
            client, **{k: v[0] for k, v in parse_qs(urlsplit(response["Location"]).query).items()}
        ) == [found.number]


def test_every_filter_narrows_and_every_chip_widens(world, enter):
    publish_years()
    first, second = world.stored(S.OFFICE_REVIEW), world.stored(S.PRELIMINARY_PASSED)
    move_back(first, 1)
    move_back(second, 60)
    title = make_title("农艺师", TitleLevel.INTERMEDIATE, series=make_series("06", "农业系列"))
    second.series, second.level, second.assignee = title.series, title.level, world.second.user
    second.kind, second.level_group = KindCode.RECONFIRMATION, LevelGroup.INTERMEDIATE
    second.save()
    long_ago = timezone.localdate() - datetime.timedelta(days=50)
    client = enter(world.officer)
    for name, value in {
        "series": "06",
        "level": "intermediate",
        "state": "preliminary_passed",
        "assignee": str(world.second.user.public_id),
        "kind": "reconfirmation",
        "group": "intermediate",
        "sla": "late",
        "until": long_ago.isoformat(),
    }.items():
        assert listed(client, **{name: value}) == [second.number], name
        response = client.get(reverse(LIST["office"]), {name: value, "tab": "todo"})
        ((_, without),) = response.context["chips"]
        assert set(listed(client, **{k: v[0] for k, v in parse_qs(without[1:]).items()})) == {
            first.number,
            second.number,
        }
    for name, value in {"assignee": "none", "sla": "ok", "since": long_ago.isoformat()}.items():
        assert listed(client, **{name: value}) == [first.number], name
    assert len(listed(client, office=world.office.code)) == 2
    assert listed(client, employer="没有这个单位") == []
    assert len(listed(client, employer=world.employer.name[:6])) == 2


def publish_years():
    """The calendar of this year and of the last, without holidays."""
    for year in (timezone.localdate().year - 1, timezone.localdate().year):
        publish_year(year, [], actor=None)


def move_back(application, days):
    """Let a case have come so many days ago."""
    application.arrived_at = application.turn_began_at = timezone.now() - datetime.timedelta(days=days)
    application.save()


def test_the_filter_by_colour_agrees_with_the_clock_of_every_row(world, enter):
    publish_years()
    for days in (0, 20, 24, 25, 26, 27, 28, 29, 30, 31, 60):
        move_back(world.stored(S.OFFICE_REVIEW), days)
    client, seen = enter(world.officer), []
    for colour in ("late", "soon", "ok"):
        rows = client.get(reverse(LIST["office"]), {"sla": colour}).context["page"].rows
        assert {row.sla.css for row in rows} == {f"sla-{colour}"}
        seen += [row.application.number for row in rows]
    assert sorted(seen) == sorted(listed(client))


def test_the_filter_by_colour_keeps_still_without_a_calendar(world, enter):
    move_back(world.stored(S.OFFICE_REVIEW), 60)
    assert [listed(enter(world.officer), sla=colour) for colour in ("late", "soon", "ok")] == [[], [], []]


def test_days_the_wrong_way_round_are_named_at_their_field(world, enter):
    response = search(enter(world.officer), since="2026-05-02", until="2026-05-01")
    assert response.status_code == 422
    assert "结束日期早于开始日期" in response.content.decode()
    far = search(enter(world.officer), until="9999-12-31")
    assert far.status_code == 422
    assert listed(enter(world.officer), until="9999-12-31") == []


@pytest.mark.parametrize("words", ["欧", "娜娜", "阳娜", "ouyangna", "oynn", "OYN"])
def test_a_name_is_found_by_any_part_of_it_and_by_its_letters(world, enter, words):
    found = world.stored(S.OFFICE_REVIEW, actor_for(make_user(name="欧阳娜娜")))
    world.stored(S.OFFICE_REVIEW)
    assert listed(enter(world.officer), q=words) == [found.number]


def test_a_superior_narrows_its_branch_to_one_office(world, enter):
    superior = make_office("450000", level=OfficeLevel.REGIONAL)
    world.office.parent, world.office.path = superior, f"{superior.path}/{world.office.code}"
    world.office.save()
    below = world.stored(S.OFFICE_REVIEW)
    client = enter(actor_for(make_user(name="莫文彬"), superior, Role.CLERK))
    assert listed(client, tab="all") == [below.number]
    assert listed(client, tab="all", office=world.office.code) == [below.number]
    assert listed(client, tab="all", office=superior.code) == []


def test_the_last_page_is_one_step_away(world, enter, monkeypatch):
    for _ in range(5):
        world.stored(S.OFFICE_REVIEW)
    monkeypatch.setattr(queue, "PER_PAGE", (2, 100))
    client = enter(world.officer)
    url, everything = reverse(LIST["office"]), listed(client, per_page=100)
    last = client.get(url, {"back": "1"})
    assert [row.application.number for row in last.context["page"].rows] == everything[-2:]
    assert ">首页<" in last.content.decode()
    assert ">末页<" not in last.content.decode()
    before = client.get(url, {"cursor": last.context["page"].prev_cursor}).context["page"]
    assert [row.application.number for row in before.rows] == everything[1:3]


@pytest.mark.parametrize(
    "params",
    [
        {"kind": "no"},
        {"group": "no"},
        {"sla": "no"},
        {"plan": "x"},
        {"committee": "'"},
        {"office": "999999"},
        {"since": "yesterday"},
        {"back": "x"},
        {"level": "no"},
        {"series": "99"},
        {"person": "x"},
        {"sort": "id_number"},
        {"cursor": "%%"},
        {"per_page": "9999999"},
        {"tab": "x"},
        {"assignee": "'"},
    ],
)
def test_an_odd_address_narrows_nothing(world, enter, params):
    number = world.stored(S.OFFICE_REVIEW).number
    assert listed(enter(world.officer), **params) == [number]


def test_a_search_word_too_long_is_named_at_its_field(world, enter):
    response = search(enter(world.officer), q="韦" * 61)
    assert response.status_code == 422
    assert "有 1 处需要修改" in response.content.decode()


def test_pages_hold_every_row_once(world, enter, monkeypatch):
    numbers = {world.stored(S.OFFICE_REVIEW).number for _ in range(7)}
    client, seen, url = enter(world.officer), [], reverse(LIST["office"])
    params = {"sort": "-arrived"}
    monkeypatch.setattr(queue, "PER_PAGE", (3, 100))
    while params.get("cursor") != "":
        page = client.get(url, params).context["page"]
        seen += [row.application.number for row in page.rows]
        params["cursor"] = page.next_cursor
    assert len(seen) == 7
    assert set(seen) == numbers


def test_the_head_sorts_and_says_so(world, enter):
    early, late = world.stored(S.OFFICE_REVIEW), world.stored(S.OFFICE_REVIEW)
    early.turn_began_at = timezone.now() - datetime.timedelta(days=9)
    early.save()
    client = enter(world.officer)
    assert listed(client) == [early.number, late.number]
    assert listed(client, sort="-due") == [late.number, early.number]
    assert 'aria-sort="ascending"' in client.get(reverse(LIST["office"])).content.decode()


def test_rows_are_masked(world, enter):
    application = world.stored(S.OFFICE_REVIEW)
    page = enter(world.officer).get(reverse(LIST["office"])).content.decode()
    number = application.applicant.id_number
    assert number not in page
    assert f"{'*' * 14}{number[-4:]}" in page


@pytest.mark.parametrize("key", ["employer", "office"])
@pytest.mark.parametrize("view", ["application_list", "dashboard"])
def test_statements_are_the_same_for_one_row_and_for_25(world, enter, key, view):
    state = S.EMPLOYER_REVIEW if key == "employer" else S.OFFICE_REVIEW
    client = enter(world.clerk if key == "employer" else world.officer)
    url = reverse(f"admin_portal:{key}_{view}")
    perform(
        world.stored(state),
        "open" if key == "employer" else "claim",
        actor=world.clerk if key == "employer" else world.officer,
    )
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(24):
        world.stored(state)
    with CaptureQueriesContext(connection) as many:
        response = client.get(url)
    if view == "application_list":
        assert len(response.context["page"].rows) == 25
    assert len(many) == len(one)


def test_cases_of_another_house_are_not_taken_up(world, enter, strangers):
    application = world.stored(S.EMPLOYER_REVIEW)
    url = reverse("admin_portal:employer_application_take_up")
    chosen = {"application": [str(application.public_id)]}
    page = enter(strangers["employer"]).post(url, chosen, follow=True).content.decode()
    assert application.number not in page
    application.refresh_from_db()
    assert application.opened_at is None


def test_the_export_follows_the_filters_is_masked_and_recorded(world, enter):
    wanted, _ = world.stored(S.OFFICE_REVIEW), world.stored(S.PRELIMINARY_PASSED)
    url = reverse("admin_portal:office_application_export")
    response = prove(enter(world.officer)).post(f"{url}?state=office_review")
    rows = list(load_workbook(BytesIO(response.getvalue())).active.values)
    assert len(rows) == 2
    assert rows[1][0] == wanted.number
    assert wanted.applicant.id_number not in str(rows)
    assert wanted.applicant.id_number[-4:] in rows[1][2]
    entry = AuditEntry.objects.get(event="admin_portal.queue_exported")
    assert entry.data == {"count": 1, "tab": "todo", "filters": ["state"]}


def test_an_export_says_when_it_holds_not_everything(world, enter, monkeypatch):
    for _ in range(3):
        world.stored(S.OFFICE_REVIEW)
    client, url = prove(enter(world.officer)), reverse("admin_portal:office_application_export")

    def exported(most):
        monkeypatch.setattr(exports, "MOST", most)
        return list(load_workbook(BytesIO(client.post(url).getvalue())).active.values)[1:]

    assert len(exported(3)) == 3
    *rows, told = exported(2)
    assert len(rows) == 2
    assert told[0] == "一次最多导出 2 行，其余没有导出，请缩小筛选范围后分几份导出。"


def test_the_default_account_sees_no_desk(world, enter):
    world.stored(S.OFFICE_REVIEW)
    client = enter(actor_for(house=world.office, role=Role.BOOTSTRAP))
    assert client.get(reverse(LIST["office"])).status_code == 403


@pytest.mark.parametrize("sort", ["", "due", "-due"])
def test_an_employer_finds_first_what_runs_out_first_whatever_was_promised(world, enter, settings, sort):
    settings.PROMISED_WORKING_DAYS = {"employer_review": 15, "authority_review": 5}
    longest, soonest, last = (
        world.stored(state) for state in (S.EMPLOYER_REVIEW, S.AUTHORITY_REVIEW, S.EMPLOYER_REVIEW)
    )
    soonest.authority = world.employer
    for application, days in ((longest, 8), (soonest, 3), (last, 2)):
        move_back(application, days)
    client = enter(world.clerk)
    asked = {"sort": sort} if sort else {}
    wanted = [soonest.number, longest.number, last.number]
    assert listed(client, "employer", **asked) == (wanted[::-1] if sort == "-due" else wanted)
    desk = reverse("admin_portal:employer_application_detail", args=[longest.public_id])
    page = client.get(desk, asked).content.decode()
    assert (str(soonest.public_id) in page, str(last.public_id) in page) == (True, True)
    url = f"{reverse('admin_portal:employer_application_take_up')}?sort={sort}"
    chosen = {"application": [str(longest.public_id), str(last.public_id)]}
    assert client.post(url, chosen).status_code == 302


def test_the_dashboard_shows_first_what_runs_out_first_whatever_was_promised(world, enter, settings):
    publish_years()
    settings.PROMISED_WORKING_DAYS = {"office_review": 30, "preliminary_passed": 5}
    longest, soonest = world.stored(S.OFFICE_REVIEW), world.stored(S.PRELIMINARY_PASSED)
    move_back(longest, 9)
    move_back(soonest, 7)
    shown = enter(world.officer).get(reverse("admin_portal:office_dashboard")).context["oldest"]
    assert [row.application for row in shown] == [soonest, longest]


def test_the_dashboard_counts_what_is_late(world, enter):
    publish_years()
    for days in (0, 25, 60):
        application = world.stored(S.OFFICE_REVIEW)
        application.turn_began_at = timezone.now() - datetime.timedelta(days=days)
        application.save()
    response = enter(world.officer).get(reverse("admin_portal:office_dashboard"))
    load = response.context["load"]
    assert load.total == 3
    assert load.late == 1
    assert "时限待定" not in response.content.decode()
    application.turn_began_at = timezone.now() - datetime.timedelta(days=900)
    application.save()
    response = enter(world.officer).get(reverse("admin_portal:office_dashboard"))
    assert response.context["load"].unknown == 1, "no holidays of that year were published"
    assert "1 件的办理时限待定" in response.content.decode()


def test_the_dashboard_lists_the_latest_moves_by_their_time(world, enter):
    cases = [world.stored(S.OFFICE_REVIEW) for _ in range(3)]
    for case, days in zip(cases, (2, 30, 1), strict=True):
        perform(case, "claim", actor=world.officer)
        case.progress.update(at=timezone.now() - datetime.timedelta(days=days))
    decisions = enter(world.officer).get(reverse("admin_portal:office_dashboard")).context["decisions"]
    first, second, third = cases
    assert [row.application for row in decisions] == [third, first, second]


@pytest.mark.parametrize(
    ("used", "words", "css"),
    [
        (0, "剩 5 天", "sla-ok"),
        (3, "剩 2 天", "sla-soon"),
        (5, "今天到期", "sla-soon"),
        (7, "超 2 天", "sla-late"),
    ],
)
def test_the_clock_in_words(used, words, css):
    sla = sla_of(used, 5)
    assert (sla.words, sla.css) == (words, css)


def test_no_clock_without_a_calendar():
    assert sla_of(None, 5) is None


def test_the_employer_reads_its_own_data(world, enter):
    page = enter(world.owner).get(reverse("admin_portal:employer_profile")).content.decode()
    assert world.employer.name in page
    assert world.clerk.user.name in page
    assert world.clerk.user.mobile not in page
