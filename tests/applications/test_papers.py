"""报表下载: what is printed, for whom, for how long, and what its check code tells strangers."""

import datetime
import hashlib

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from applications.enums import ApplicationState as S
from applications.models import PrintedDocument, ResultNotice
from applications.services import result_notices
from applications.services.papers import orders
from applications.services.papers.declared import offered_for, paper
from applications.services.papers.results import TAKEN_BACK, result_blocks
from applications.services.transitions import perform
from core import file_disk
from core.errors import Refused, TooMany
from core.models import AuditEntry, Progress, StoredDocument
from messaging.models import Message
from tests.factories.accounts import actor_for, make_office, make_user, sign_in
from tests.factories.applications import OPINION, World
from tests.factories.evaluation import EvaluationWorld
from tests.factories.original import ReconfirmationWorld, ReplacementWorld
from tests.factories.papers import make_paper, order_paper, run_worker
from tests.factories.results import OBJECTION, ResultsWorld, votes


@pytest.fixture
def town(db, settings, tmp_path):
    """Worlds of a kind; pictures and papers go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return lambda kind=World: kind()


def content_of(printed, actor):
    _, pieces = orders.download(printed.public_id, actor=actor)
    return b"".join(pieces)


def pages_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def words_of(printed, actor):
    return "\n".join(pages_of(content_of(printed, actor)))


def test_the_form_of_a_recognition_says_everything_that_was_handed_in(town):
    world = town()
    application = world.preliminary_passed()
    printed = make_paper(application, world.applicant, "recognition-form")
    words = words_of(printed, world.applicant)
    for said in (
        "职称认定表",
        application.number,
        application.applicant_name,
        world.applicant.user.id_number,
        "环境保护工程",
        "广西大学",
        "本人参加环境监测工作，完成采样与报告。",
        "单位意见",
        OPINION["opinion"],
        world.employer.name,
        printed.shown_code,
        f"第 {printed.pages} 页 共 {printed.pages} 页",
    ):
        assert said in words
    assert "草稿" not in words
    assert hashlib.sha256(content_of(printed, world.applicant)).hexdigest() == printed.sha256
    message = Message.objects.get(template_code="paper_ready")
    assert (message.recipient, "职称认定表" in message.body) == (world.applicant.user, True)


def test_what_was_not_handed_in_is_a_draft_and_only_its_owner_may_have_it(town):
    world = town()
    application = world.complete()
    printed = make_paper(application, world.applicant, "recognition-form")
    assert printed.is_draft
    assert all("草稿" in page for page in pages_of(content_of(printed, world.applicant)))
    for stranger in (world.clerk, world.officer, world.another_applicant()):
        with pytest.raises(Refused, match="不能查看"):
            order_paper(application, stranger, "recognition-form")


def test_papers_of_the_desks_star_the_number(town):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    for actor in (world.clerk, world.officer):
        words = words_of(make_paper(application, actor, "recognition-form"), actor)
        assert world.applicant.user.id_number not in words
        assert world.applicant.user.id_number[-4:] in words
        assert world.applicant.user.mobile not in words
    entry = AuditEntry.objects.filter(event="applications.paper_ordered").last()
    assert entry.data == {"paper": "recognition-form"}


def test_the_form_of_an_evaluation_holds_every_scan(town):
    world = town(EvaluationWorld)
    application = world.submitted()
    printed = make_paper(application, world.applicant, "evaluation-form")
    words = words_of(printed, world.applicant)
    for said in ("11 其他材料", "身份证人像面", "第 1 张，共 1 张", "主管单位意见", "教学改革两项"):
        assert said in words
    count = StoredDocument.objects.get().size
    job = Progress.objects.get(pk=printed.job_id)
    assert job.done == job.total > 5
    assert count == len(content_of(printed, world.applicant))


def test_the_recommendation_names_the_publications_that_were_marked_only(town):
    world = town(EvaluationWorld)
    application = world.complete()
    answers = world.answers()["publications"]
    world.add_row(application, "publications", {**answers, "title": "不上推荐表的论文", "is_recommended": ""})
    words = words_of(make_paper(application, world.applicant, "recommendation-form"), world.applicant)
    assert answers["title"] in words
    assert "不上推荐表的论文" not in words
    assert "职改办审核意见" in words


def test_the_list_of_materials_counts_what_was_uploaded(town):
    world = town()
    application = world.complete()
    words = words_of(make_paper(application, world.applicant, "materials"), world.applicant)
    assert "近期免冠2寸" in words
    assert "未上传" in words
    assert "共 5 张。" in words


def test_a_loss_notice_is_printed_as_everybody_reads_it(town):
    world = town(ReplacementWorld)
    application = world.on_notice()
    printed = make_paper(application, world.applicant, "loss-notice")
    words = words_of(printed, world.applicant)
    assert application.notice.masked_name in words
    assert application.notice.holder_name not in words
    assert "5 个工作日" in words
    assert "请用真实姓名" in words.replace("\n", "")
    assert printed.state_label == "公示中"


def test_the_form_of_an_evaluation_says_what_the_committee_decided(town):
    world = town(ResultsWorld)
    upheld, application = world.on_notice(), world.on_notice()
    perform(upheld, "record_objection", actor=world.officer, data=OBJECTION)
    perform(upheld, "uphold_objection", actor=world.second, data=OPINION)
    notices = list(ResultNotice.objects.order_by("pk"))
    world.run_out()
    decree = world.decree()
    perform(application, "decree", actor=world.officer, data={"decree": decree.pk})
    perform(application, "approve", actor=world.second, data=OPINION | {"opinion": "公示无异议，同意。"})
    application.refresh_from_db()
    told = str(result_blocks(application))
    for said in ("出席 21，赞成 14，反对 5，弃权 2", decree.number, world.plan.committee.name, "评审通过"):
        assert said in told
    assert "公示无异议，同意。" in str(paper("evaluation-form").blocks(application, world.officer))
    assert TAKEN_BACK in str(result_blocks(upheld))
    assert "评审结果" in str(result_blocks(world.admitted()))
    failed = perform(
        world.grouped(), "enter_result", actor=world.officer, data=votes(approve="13", against="6")
    )
    assert "评审未通过" in str(result_blocks(failed))
    printed = make_paper(notices[1], world.officer, "result-notice")
    words = words_of(printed, world.officer)
    entry = application.result_entry
    assert entry.masked_name in words
    assert entry.holder_name not in words
    assert "下列 1 人评审通过" in words.replace("\n", "")
    empty = words_of(make_paper(notices[0], world.second, "result-notice"), world.second)
    assert "下列 0 人" in empty.replace("\n", "")
    for stranger in (world.clerk, world.applicant, actor_for(house=make_office("080001"))):
        with pytest.raises(Refused, match="不能查看"):
            order_paper(notices[1], stranger, "result-notice")
    address = reverse("applications:paper_detail", args=[printed.check_code])
    assert "状态与生成时相同" in Client().get(address).content.decode()
    result_notices.end_due()
    assert "又有了新的进展" in Client().get(address).content.decode()


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (World, ["职称认定表", "申报材料清单"]),
        (EvaluationWorld, ["职称评审表", "综合推荐表", "申报材料清单"]),
        (ReconfirmationWorld, ["职称重新确认表", "申报材料清单"]),
    ],
    ids=["recognition", "evaluation", "reconfirmation"],
)
def test_each_kind_is_offered_its_own_papers(town, kind, titles):
    world = town(kind)
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    assert [one.title for one in offered_for(application)] == titles
    printed = make_paper(application, world.applicant, offered_for(application)[0].code)
    assert printed.pages > 0


def test_a_replacement_is_printed_with_its_notice(town):
    world = town(ReplacementWorld)
    application = world.complete()
    assert [one.title for one in offered_for(application)] == [
        "职称证书遗失补办表",
        "申报材料清单",
        "证书遗失公示",
    ]
    assert "遗失" in words_of(make_paper(application, world.applicant, "replacement-form"), world.applicant)


def test_a_second_press_waits_for_the_same_paper_and_the_worker_makes_it_once(town):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    first = order_paper(application, world.applicant, "materials")
    assert order_paper(application, world.applicant, "materials") == first
    run_worker()
    orders.make(first.public_id)
    assert StoredDocument.objects.filter(owner_kind=orders.OWNER).count() == 1
    assert order_paper(application, world.applicant, "materials") != first


def test_a_worker_that_dies_is_followed_by_one_that_begins_anew(town, monkeypatch):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    printed = order_paper(application, world.applicant, "materials")

    def dies(*args):
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(orders, "_keep", dies)
        with pytest.raises(MemoryError):
            orders.make(printed.public_id)
    assert not any((file_disk.root()).rglob("*.sealed"))
    orders.make(printed.public_id)
    printed.refresh_from_db()
    assert printed.can_be_had


def test_who_may_not_see_it_any_more_gets_none(town):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    printed = order_paper(application, world.officer, "materials")
    Membership.objects.filter(pk=world.officer.membership.pk).update(disabled_at=timezone.now())
    run_worker()
    printed.refresh_from_db()
    assert (printed.job.state, printed.made_at) == ("failed", None)


def test_a_paper_is_open_for_a_day_to_who_ordered_it(town, time_machine):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    printed = make_paper(application, world.applicant, "materials")
    for stranger in (world.clerk, world.another_applicant()):
        with pytest.raises(PrintedDocument.DoesNotExist):
            orders.download(printed.public_id, actor=stranger)
    assert orders.clean() == 0
    time_machine.move_to(printed.made_at + datetime.timedelta(hours=25))
    with pytest.raises(Refused, match="过期"):
        orders.download(printed.public_id, actor=world.applicant)
    assert (orders.clean(), orders.clean()) == (1, 0)
    printed.refresh_from_db()
    assert (printed.document, str(printed.status_badge.label)) == (None, "已过期")
    answer = Client().get(reverse("applications:paper_detail", args=[printed.check_code]))
    assert answer.status_code == 200


def test_the_file_lies_sealed_and_the_door_of_documents_does_not_give_it(town, client):
    world = town()
    printed = make_paper(world.stored(S.OFFICE_REVIEW, world.applicant), world.applicant, "materials")
    lies = (file_disk.root() / printed.document.path).read_bytes()
    assert b"%PDF" not in lies
    sign_in(client, world.applicant)
    assert client.get(f"/documents/{printed.document.public_id}/").status_code == 404


def test_orders_are_limited(town, monkeypatch):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    monkeypatch.setattr(orders, "ORDERS_PER_HOUR", 1)
    order_paper(application, world.applicant, "materials")
    with pytest.raises(TooMany):
        order_paper(application, world.applicant, "materials")


def test_the_check_code_tells_what_it_is_of_what_state_and_day_and_no_more(town):
    world = town()
    application = world.submitted()
    printed = make_paper(application, world.applicant, "recognition-form")
    address = reverse("applications:paper_detail", args=[printed.shown_code.lower()])
    page = Client().get(address).content.decode()
    for said in (
        "职称认定表",
        application.number,
        printed.masked_name,
        "单位受理中",
        printed.sha256,
        "状态与生成时相同",
    ):
        assert said in page
    assert application.applicant_name not in page
    assert world.applicant.user.id_number[-4:] not in page
    perform(application, "endorse", actor=world.clerk, data=OPINION)
    assert "又有了新的进展" in Client().get(address).content.decode()


def test_a_code_is_asked_for_by_a_form_and_an_unknown_one_is_not_found(town, client):
    town()
    address = reverse("applications:paper_check")
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"code": "ABC"})
    assert (wrong.status_code, "共 16 位" in wrong.content.decode()) == (422, True)
    answer = client.post(address, {"code": "abcd-efgh-2345-6789"})
    assert answer.url == reverse("applications:paper_detail", args=["ABCDEFGH23456789"])
    missing = client.get(answer.url)
    assert (missing.status_code, "没有查到" in missing.content.decode()) == (404, True)
    assert "noindex" in missing["X-Robots-Tag"]


def test_the_page_of_the_applicant_orders_and_gives_the_file(town, client):
    world = town()
    application = world.stored(S.OFFICE_REVIEW, world.applicant)
    sign_in(client, world.applicant)
    page = client.get(reverse("applications:report_list")).content.decode()
    assert "生成职称认定表" in page
    answer = client.post(
        reverse("applications:paper_order", args=[application.public_id, "recognition-form"])
    )
    printed = PrintedDocument.objects.get()
    assert answer.url == reverse("core:progress_detail", args=[printed.job.public_id])
    run_worker()
    page = client.get(reverse("applications:report_list")).content.decode()
    download = reverse("applications:paper_open", args=[printed.public_id])
    assert download in page
    given = client.get(download)
    content = b"".join(given.streaming_content)
    assert content.startswith(b"%PDF")
    assert (int(given["Content-Length"]), given["Content-Type"]) == (len(content), "application/pdf")
    assert world.applicant.user.name not in given["Content-Disposition"]
    assert AuditEntry.objects.filter(event="applications.paper_downloaded").count() == 1
    wrong = client.post(reverse("applications:paper_order", args=[application.public_id, "evaluation-form"]))
    assert wrong.status_code == 404


def test_an_account_that_is_closed_takes_its_files_along(town):
    world = town()
    printed = make_paper(world.stored(S.OFFICE_REVIEW, world.applicant), world.applicant, "materials")
    orders.erase(world.applicant.user)
    printed.refresh_from_db()
    assert printed.document is None
    other = actor_for(make_user(name="旁人"))
    orders.erase(other.user)
