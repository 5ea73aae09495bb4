"""单位公示 at the unit's pages: whom to show, the notice and its print, many recommended at once."""

import pypdfium2
import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from applications.enums import ApplicationState as S
from applications.models import Application, BatchJob, EmployerNotice, PrintedDocument, RowOutcome
from applications.notice_enums import NoticeState
from applications.services import batches, employer_notices
from applications.services.papers import orders
from core import outbox
from core.models import OutboxRow
from tests.factories.accounts import actor_for, make_employer, sign_in
from tests.factories.applications import OPINION, World
from tests.factories.evaluation import EvaluationWorld, run_out
from tests.factories.papers import run_worker
from tests.factories.results import OBJECTION
from tests.factories.showing import HUNG

LIST = "/unit/notices/"


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once: every test is taken back. Three people of one plan with the employer."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        world = EvaluationWorld()
        world.cases = [world.stored(S.EMPLOYER_REVIEW) for _ in range(3)]
        yield world


@pytest.fixture
def world(one_world, db):
    return one_world


@pytest.fixture
def unit(world):
    return sign_in(Client(), world.clerk)


def at(name, notice):
    return reverse(f"admin_portal:employer_notice_{name}", args=[notice.public_id])


def ids(*cases):
    return [str(case.public_id) for case in cases]


def begun(world, *cases):
    chosen = [case.pk for case in cases]
    (notice,) = employer_notices.begin(chosen, actor=world.clerk, **HUNG)
    return notice


def test_people_are_ticked_shown_printed_and_taken_down(world, unit):
    first, second, third = world.cases
    page = unit.get(LIST).content.decode()
    assert all(case.number in page for case in world.cases)
    begin = reverse("admin_portal:employer_notice_begin")
    chosen = {"application": [*ids(first, second), "not-a-uuid"]}
    wrong = unit.post(begin, chosen | {"contact": "人事科"})
    assert (wrong.status_code, "请填写公示地点。" in wrong.content.decode()) == (422, True)
    assert wrong.content.decode().count(" checked ") == 2
    nobody = unit.post(begin, HUNG)
    assert (nobody.status_code, "请先勾选" in nobody.content.decode()) == (409, True)
    answer = unit.post(begin, chosen | HUNG, follow=True)
    notice = EmployerNotice.objects.get()
    assert f"公示至 {notice.last_day} 止" in answer.content.decode()
    left = unit.get(LIST).content.decode()
    assert third.number in left
    assert first.number not in left
    again = unit.post(begin, chosen | HUNG)
    assert again.status_code == 409
    printed = unit.get(at("print", notice)).content.decode()
    for words in (first.applicant_name, first.title_path, HUNG["place"], HUNG["contact"], notice.period):
        assert words in printed
    assert first.applicant.id_number not in printed
    unit.post(at("paper", notice))
    run_worker()
    paper = PrintedDocument.objects.get()
    _, pieces = orders.download(paper.public_id, actor=world.clerk)
    with pypdfium2.PdfDocument(b"".join(pieces)) as document:
        words = "".join(one.get_textpage().get_text_range() for one in document)
    assert second.applicant_name in words
    assert "学校公告栏" in "".join(words.split())
    check = reverse("applications:paper_detail", args=[paper.check_code])
    assert "状态与生成时相同" in Client().get(check).content.decode()
    desk = reverse("admin_portal:employer_application_detail", args=[first.public_id])
    assert f"公示至 {notice.last_day} 止，期满没有异议才能同意推荐并报送。" in unit.get(desk).content.decode()
    early = unit.post(at("end", notice))
    assert (early.status_code, "还没有期满" in early.content.decode()) == (409, True)
    assert unit.post(at("take_down", notice)).status_code == 422
    unit.post(at("take_down", notice), {"opinion": "资格名称写错了。"})
    notice.refresh_from_db()
    assert notice.state == NoticeState.WITHDRAWN
    assert "又有了新的进展" in Client().get(check).content.decode()
    assert "资格名称写错了。" in unit.get(at("detail", notice)).content.decode()
    assert first.number in unit.get(LIST).content.decode()


def test_an_objection_is_recorded_at_the_desk_and_read_on_the_notice(world, unit):
    case = world.cases[0]
    notice = begun(world, case)
    move = "admin_portal:employer_application_transition"
    page = reverse(move, args=[case.public_id, "object_to_notice"])
    version = Application.objects.get(pk=case.pk).version
    unit.post(page, OBJECTION | {"version": version})
    tab = unit.get(f"{LIST}?tab=objection").content.decode()
    assert notice.title in tab
    shown = unit.get(at("detail", notice)).content.decode()
    assert OBJECTION["objector_name"] in shown
    assert OBJECTION["opinion"] in shown
    assert "待处理" in shown
    Membership.objects.filter(pk=world.clerk.membership.pk).update(extra_acts=[])
    shown = sign_in(Client(), world.clerk).get(at("detail", notice)).content.decode()
    assert OBJECTION["objector_name"] not in shown, "who may not review reads no names"
    assert "撤回公示" not in shown


def test_many_are_recommended_at_once_and_each_is_told_why_not(world, unit):
    over, running, waiting = world.cases
    run_out(begun(world, over))
    until = begun(world, running).last_day
    url = reverse("admin_portal:employer_application_worded", args=["endorse"])
    chosen = {"application": ids(*world.cases), "key": ""}
    asked = unit.post(url, chosen).content.decode()
    assert "建议不少于 150 个字" in asked
    assert 'data-guide="150"' in asked
    assert unit.post(url, chosen | {"opinion": " "}).status_code == 422
    told = unit.post(url, chosen | OPINION)
    outbox.run(OutboxRow.objects.filter(kind=batches.RUN).latest("pk").pk)
    rows = {row.application_id: (row.outcome, row.reason) for row in BatchJob.objects.get().rows.all()}
    assert rows == {
        over.pk: (RowOutcome.DONE, ""),
        running.pk: (RowOutcome.SKIPPED, f"公示至 {until} 止，期满没有异议才能同意推荐并报送。"),
        waiting.pk: (
            RowOutcome.SKIPPED,
            "推荐前要先在单位公示，不少于 5 个工作日。请先点“开始公示”。",
        ),
    }
    assert "期满没有异议才能" in unit.get(told["Location"]).content.decode()
    wrong = reverse("admin_portal:employer_application_worded", args=["reject-by-employer"])
    assert unit.post(wrong, chosen).status_code == 404


def test_a_talent_centre_shows_the_people_it_speaks_for(world):
    """流动人员: who has no unit is shown and recommended by the talent centre (UN6)."""
    centre = make_employer("广西人才市场", office=world.office, is_talent_centre=True)
    clerk, case = actor_for(house=centre), world.cases[0]
    Application.objects.filter(pk=case.pk).update(employer=centre)
    at_centre = sign_in(Client(), clerk)
    assert case.number in at_centre.get(LIST).content.decode()
    (notice,) = employer_notices.begin([case.pk], actor=clerk, **HUNG)
    assert notice.title.startswith("广西人才市场关于")
    run_out(notice)
    url = reverse("admin_portal:employer_application_transition", args=[case.public_id, "endorse"])
    version = Application.objects.get(pk=case.pk).version
    assert at_centre.post(url, OPINION | {"version": version}).status_code == 302
    assert Application.objects.get(pk=case.pk).state == S.OFFICE_REVIEW


def test_the_pages_ask_as_often_for_many_as_for_one(world, unit):
    one = begun(world, world.cases[0])

    def cost(address):
        unit.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert unit.get(address).status_code == 200
        return len(captured)

    pages = (LIST, f"{LIST}?tab=running", at("detail", one), at("print", one))
    before = [cost(page) for page in pages]
    more = [world.stored(S.EMPLOYER_REVIEW) for _ in range(6)]
    begun(world, *more[:2])
    for case in more[:3]:
        one.entries.create(
            application=case, sequence=9, holder_name=case.applicant_name, title_path=case.title_path
        )
    assert [cost(page) for page in pages] == before


def test_other_kinds_know_no_notice(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    case = world.stored(S.EMPLOYER_REVIEW)
    desk = reverse("admin_portal:employer_application_detail", args=[case.public_id])
    assert "单位公示</h2>" not in sign_in(Client(), world.clerk).get(desk).content.decode()
    assert not employer_notices.to_be_shown(world.employer.pk).exists()
