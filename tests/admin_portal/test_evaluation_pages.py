"""评审组织 at the desk: groups, the workbook of results, the list, 批文, the approval of many."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from admin_portal import evaluation_desk
from applications.enums import ApplicationState as S
from applications.models import Application, ResultBatch, ResultNotice
from applications.services import result_notices
from applications.services.transitions import perform
from certificates.models import Decree
from core.models import StoredDocument
from tests.factories.accounts import actor_for, make_office, prove, sign_in
from tests.factories.notices import PDF
from tests.factories.results import OBJECTION, SHEET_HEAD, ResultsWorld, results_sheet, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return ResultsWorld()


@pytest.fixture
def desk(world):
    return sign_in(Client(), world.officer)


def at(name, thing):
    return reverse(f"admin_portal:{name}", args=[thing.public_id])


def ballot(application, *numbers, name=None):
    """A row of the workbook, of a committee of 31."""
    return (application.number, name or application.applicant_name, f"{timezone.localdate()}", "31", *numbers)


def stay(application):
    application.refresh_from_db()
    return application.state


def test_the_office_goes_from_the_groups_to_the_certificates(world, desk):
    people = [world.admitted(), world.admitted()]
    page = desk.get(at("evaluation_plan", world.plan) + "?all=1").content.decode()
    assert "按专业分组" in page
    assert page.count(" checked ") == 2
    chosen = {"group": str(world.group.public_id), "application": [str(people[0].public_id)]}
    assert desk.post(at("evaluation_group", world.plan), chosen).status_code == 302
    assert desk.post(at("evaluation_divide", world.plan)).status_code == 302
    for one in people:
        perform(one, "enter_result", actor=world.officer, data=votes())
    published = desk.post(at("evaluation_publish", world.plan), follow=True)
    assert "已开始公示" in published.content.decode()
    perform(people[1], "record_objection", actor=world.officer, data=OBJECTION)
    notice = world.run_out()
    assert "陆小曼" in desk.get(at("result_notice_detail", notice)).content.decode()
    assert desk.post(at("result_notice_end", notice)).status_code == 302
    asked = desk.get(at("evaluation_decree", world.plan)).content.decode()
    assert people[0].number in asked
    assert people[1].number not in asked
    decree = {
        "number": "钦职办〔2026〕31号",
        "dated_on": f"{timezone.localdate()}",
        "file": SimpleUploadedFile("批文.pdf", PDF),
        "application": [str(one.public_id) for one in people],
    }
    told = desk.post(at("evaluation_decree", world.plan), decree).content.decode()
    assert all(words in told for words in (people[1].number, "现在的状态是“异议待处理”"))
    assert (stay(people[0]), stay(people[1])) == (S.DECREED, S.OBJECTION)
    plan_page = desk.get(at("evaluation_plan", world.plan)).content.decode()
    file = StoredDocument.objects.get(owner_id=Decree.objects.get().public_id)
    opened = reverse("core:document_open", args=[file.public_id])
    assert opened in plan_page
    assert b"".join(desk.get(opened).streaming_content) == PDF
    assert sign_in(Client(), world.clerk).get(opened).status_code == 404
    ticked = {"application": [str(people[0].public_id)], "opinion": "同意。"}
    prove(desk)
    own = desk.post(at("evaluation_approve", world.plan), ticked)
    assert own.status_code == 409
    assert "须由另一位工作人员办理" in own.content.decode()
    second = prove(sign_in(Client(), world.second))
    assert second.post(at("evaluation_approve", world.plan), ticked).status_code == 302
    assert stay(people[0]) == S.ISSUED


def test_a_workbook_is_looked_at_cell_by_cell_before_anything_is_entered(world, desk):
    good, bad, swapped = world.grouped(), world.grouped(), world.grouped()
    Application.objects.filter(pk=swapped.pk).update(applicant_name="岑桂英")
    rows = results_sheet(
        ballot(good, "21", "14", "5", "2"),
        ballot(bad, "21", "20", "5", "2"),
        ballot(swapped, "21", "14", "5", "2", name="别人"),
        ("PS-2026-999999", "黄秀芳", "2026-11-20", "31", "21", "14", "5", "2"),
    )
    uploaded = desk.post(at("evaluation_upload", world.plan), {"file": rows}, follow=True).content.decode()
    for sentence in ("合计 27 人，与出席 21 人不一致", "请核对是否错行", "没有这个申报号", "导入 1 行"):
        assert sentence in uploaded
    assert stay(good) == S.GROUPED
    batch = ResultBatch.objects.get()
    assert desk.post(at("evaluation_import", batch)).status_code == 302
    assert (stay(good), stay(bad), stay(swapped)) == (S.PASSED, S.GROUPED, S.GROUPED)
    again = desk.post(at("evaluation_import", batch))
    assert again.status_code == 409
    assert "已经导入过了" in again.content.decode()
    repeated = results_sheet(ballot(good, "21", "14", "5", "2"), ballot(bad, "21", "13", "6", "2"))
    desk.post(at("evaluation_upload", world.plan), {"file": repeated})
    latest = ResultBatch.objects.first()
    assert "导入 1 行" in desk.get(at("evaluation_batch", latest)).content.decode()
    desk.post(at("evaluation_import", latest))
    assert (stay(good), stay(bad)) == (S.PASSED, S.FAILED)


def test_numbers_and_names_are_known_however_excel_or_the_clerk_wrote_them(world, desk):
    """覃 海燕 with a wide blank, t－63 for T-63: still this person and nobody else."""
    grouped = world.grouped()
    name = grouped.applicant_name
    row = (f"{grouped.number}".lower().replace("-", "－"), f"{name[0]}　{name[1:]}")
    uploaded = desk.post(
        at("evaluation_upload", world.plan),
        {"file": results_sheet((*row, *ballot(grouped, "21", "14", "5", "2")[2:]))},
        follow=True,
    )
    assert "导入 1 行" in uploaded.content.decode()


def test_the_list_to_fill_in_can_be_uploaded_as_it_is(world, desk):
    grouped = world.grouped()
    given = desk.post(at("evaluation_template", world.plan))
    rows = list(load_workbook(io.BytesIO(given.getvalue())).active.values)
    assert rows[0][:-1] == SHEET_HEAD
    assert rows[1][:2] == (grouped.number, grouped.applicant_name)


def test_what_is_missing_is_said_and_nothing_is_done(world, desk):
    grouped = world.grouped()
    nobody = desk.post(at("evaluation_group", world.plan), {"group": str(world.group.public_id)})
    assert nobody.status_code == 422
    assert "请先勾选要办理的人员" in nobody.content.decode()
    assert desk.post(at("evaluation_publish", world.plan)).status_code == 409
    assert desk.post(at("evaluation_group_create", world.plan), {"name": world.group.name}).status_code == 409
    assert (
        desk.post(
            at("evaluation_upload", world.plan), {"file": SimpleUploadedFile("a.xlsx", b"x")}
        ).status_code
        == 422
    )
    assert stay(grouped) == S.GROUPED


def test_a_known_decree_wants_the_same_day_and_a_new_one_its_file(world, desk):
    application = world.on_notice()
    world.run_out()
    asked = {
        "number": "钦职办〔2026〕31号",
        "dated_on": f"{timezone.localdate()}",
        "application": [str(application.public_id)],
    }
    without = desk.post(at("evaluation_decree", world.plan), asked)
    assert "请上传批文的扫描件" in without.content.decode()
    assert not Decree.objects.exists()
    world.decree()
    assert desk.post(at("evaluation_decree", world.plan), asked).status_code == 302
    another = f"{timezone.localdate() - datetime.timedelta(days=1)}"
    other_day = asked | {"application": [str(world.on_notice().public_id)], "dated_on": another}
    assert "不一样" in desk.post(at("evaluation_decree", world.plan), other_day).content.decode()


def test_a_long_list_says_how_many_are_still_to_be_decreed(world, desk, monkeypatch):
    monkeypatch.setattr(evaluation_desk, "PER_PAGE", 1)
    for _ in range(2):
        world.passed()
    result_notices.publish(world.plan, actor=world.officer)
    world.run_out()
    page = desk.get(at("evaluation_decree", world.plan))
    assert (len(page.context["people"]), page.context["more"]) == (1, 1)
    assert "人没有列出" in page.content.decode()


def test_a_decree_that_names_nobody_yet_is_put_right_under_its_own_number(world, desk):
    """A slip of the day, refused for everybody, does not use the number up."""
    application, page = world.on_notice(), at("evaluation_decree", world.plan)
    asked = {"number": "钦职办〔2026〕31号", "application": [str(application.public_id)]}

    def post(day, words):
        file = SimpleUploadedFile(f"{words}.pdf", PDF)
        return desk.post(page, asked | {"dated_on": f"{day}", "file": file})

    too_early = post(world.run_out().ends_on, "误传")
    assert "批文日期应在这之后" in too_early.content.decode()
    assert post(timezone.localdate(), "批文").status_code == 302
    decree = Decree.objects.get()
    assert (stay(application), decree.dated_on) == (S.DECREED, timezone.localdate())
    assert [file.original_name for file in StoredDocument.objects.filter(owner_id=decree.public_id)] == [
        "批文.pdf"
    ]


def test_every_decree_of_the_own_office_and_of_those_below_is_found_with_its_file(world, desk):
    world.decreed()
    for number in range(32, 90):
        world.decree(f"钦职办〔2025〕{number}号")
    page = reverse("admin_portal:decree_list")
    first = desk.get(page)
    assert len(first.context["page"].rows) == 50
    assert len(desk.get(page, {"cursor": first.context["page"].next_cursor}).context["page"].rows) == 9
    file = StoredDocument.objects.get(owner_id=Decree.objects.get(number="钦职办〔2026〕31号").public_id)
    found = desk.get(page, {"q": "〔2026〕31号"}).content.decode()
    assert reverse("core:document_open", args=[file.public_id]) in found
    assert "没有这样的批文" in desk.get(page, {"q": "100%' OR 1=1--"}).content.decode()
    private = desk.get(page, {"q": "450103199001010018"})
    assert (private.status_code, "请不要填写证件号" in private.content.decode()) == (422, True)
    stranger = actor_for(house=make_office("990001"))
    assert not sign_in(Client(), stranger).get(page).context["page"].rows


@pytest.mark.parametrize("name", ["evaluation_group", "evaluation_decree", "evaluation_approve"])
def test_an_application_that_cannot_be_is_nobody(world, name):
    asked = {"application": ["abc", "' OR 1=1--"], "group": str(world.group.public_id), "opinion": "同意。"}
    asked |= {"number": "31号", "dated_on": f"{timezone.localdate()}"}
    actor = world.second if name == "evaluation_approve" else world.officer
    refused = prove(sign_in(Client(), actor)).post(at(name, world.plan), asked)
    assert (refused.status_code, "请先勾选要办理的人员" in refused.content.decode()) == (422, True)


def test_who_moved_on_since_the_page_was_opened_is_told_of(world):
    """A colleague sent the decree back meanwhile; the one who presses twice is told that it is done."""
    people = [world.decreed(), world.passed()]
    second = prove(sign_in(Client(), world.second))
    asked = {"opinion": "同意。", "application": [str(one.public_id) for one in people]}
    told = second.post(at("evaluation_approve", world.plan), asked).content.decode()
    assert "现在的状态是“评审通过，待公示”" in told
    assert [stay(one) for one in people] == [S.ISSUED, S.PASSED]
    assert "评审通过，待公示" in second.post(at("evaluation_approve", world.plan), asked).content.decode()


def test_everybody_reads_the_list_with_masked_names_and_finds_a_whole_name(world):
    application = world.on_notice()
    notice, visitor = ResultNotice.objects.get(), Client()
    name = application.applicant_name
    assert notice.title in visitor.get(reverse("applications:result_notice_list")).content.decode()
    page = reverse("applications:result_notice_detail", args=[notice.public_id])
    shown = visitor.get(page).content.decode()
    assert f"{name[0]}*{name[-1]}" in shown
    assert name not in shown
    assert f"{name[0]}*" in visitor.post(page, {"name": name}).content.decode()
    assert "名单里没有查到" in visitor.post(page, {"name": name[:2]}).content.decode()
    nothing = visitor.post(page, {"name": ""})
    assert nothing.status_code == 422
    assert "名单里没有查到" not in nothing.content.decode()


def test_lists_are_looked_for_by_committee_series_level_and_office(world):
    world.on_notice()
    notice, visitor = ResultNotice.objects.get(), Client()
    page = reverse("applications:result_notice_list")
    committee = world.plan.committee
    for found in (
        {"q": committee.name[:4]},
        {"office": "职称改革工作领导小组"},
        {"series": committee.series.code, "level": "intermediate"},
    ):
        assert notice.title in visitor.get(page, found).content.decode(), found
    for missed in ({"q": "100%"}, {"office": "' OR 1=1--"}, {"level": "full_senior"}, {"state": "ended"}):
        answer = visitor.get(page, missed)
        assert (answer.status_code, notice.title in answer.content.decode()) == (200, False), missed
    private = visitor.get(page, {"q": "450103199001010018"})
    assert (private.status_code, "请不要填写证件号" in private.content.decode()) == (422, True)


def test_the_pages_ask_as_often_for_many_as_for_one(world, desk):
    pages = [reverse("admin_portal:evaluation_list"), at("evaluation_plan", world.plan)]
    world.passed()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            for page in pages:
                desk.get(page)
        counts.append(len(asked))
        world.passed()
    assert counts[0] == counts[1]
