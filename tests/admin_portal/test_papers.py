"""报表 of the desks: the papers of a case, the roster of a queue, each to who ordered it in that house."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Membership
from admin_portal import roster, roster_export
from applications.enums import ApplicationState as S
from applications.models import Application, PrintedDocument
from applications.services.papers import orders
from core import outbox
from core.models import AuditEntry, OutboxRow, Progress
from messaging.models import Message
from tests.factories.accounts import actor_for, prove, sign_in
from tests.factories.applications import World
from tests.factories.papers import make_paper, run_worker


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def words_of(printed, actor):
    _, pieces = orders.download(printed.public_id, actor=actor)
    with pypdfium2.PdfDocument(b"".join(pieces)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return len(texts), "".join("".join(texts).split())


def test_a_desk_orders_the_paper_of_a_case_and_finds_it_in_its_list(world, client):
    case = world.stored(S.OFFICE_REVIEW)
    sign_in(client, world.officer)
    desk = client.get(
        reverse("admin_portal:office_application_detail", args=[case.public_id])
    ).content.decode()
    page = reverse("admin_portal:office_case_paper_list", args=[case.public_id])
    assert page in desk
    assert "生成职称认定表" in client.get(page).content.decode()
    client.post(reverse("admin_portal:office_paper_order", args=[case.public_id, "recognition-form"]))
    run_worker()
    printed = PrintedDocument.objects.get()
    listed = client.get(reverse("admin_portal:office_paper_list")).content.decode()
    assert printed.shown_code in listed
    assert client.get(reverse("applications:paper_open", args=[printed.public_id])).status_code == 200
    wrong = client.post(reverse("admin_portal:office_paper_order", args=[case.public_id, "loss-notice"]))
    assert wrong.status_code == 404


def test_what_was_made_for_a_house_is_not_open_in_another_capacity(world):
    printed = make_paper(world.stored(S.OFFICE_REVIEW), world.officer, "materials")
    private = actor_for(world.officer.user)
    assert not orders.of_actor(private).exists()
    with pytest.raises(PrintedDocument.DoesNotExist):
        orders.download(printed.public_id, actor=private)


def test_the_roster_is_the_queue_as_it_is_filtered_with_masked_numbers(world, client):
    rows = [world.stored(S.OFFICE_REVIEW) for _ in range(30)]
    world.stored(S.EMPLOYER_REVIEW)
    sign_in(client, world.officer)
    prove(client)
    address = reverse("admin_portal:office_roster_order")
    assert f"{address}?tab=todo" in client.get("/office/applications/?tab=todo").content.decode()
    client.post(f"{address}?tab=todo")
    run_worker()
    printed = PrintedDocument.objects.get()
    pages, words = words_of(printed, world.officer)
    assert pages > 1
    for row in rows:
        assert row.applicant_name in words
        assert row.applicant.id_number not in words
        assert row.applicant.id_number[-4:] in words
    assert "共30件。" in words
    assert world.office.name in words
    assert (printed.application, printed.masked_name) == (None, "")
    page = client.get(reverse("applications:paper_detail", args=[printed.check_code])).content.decode()
    assert "申报人员花名册" in page
    assert "它写的是生成时的情况" in page
    assert rows[0].applicant_name not in page


def test_a_long_roster_says_where_it_was_cut(world, monkeypatch):
    monkeypatch.setattr(roster, "MOST", 2)
    for _ in range(3):
        world.stored(S.OFFICE_REVIEW)
    [grid, told] = roster.blocks(world.office, world.officer, query="tab=todo")
    assert (len(grid.rows), "只列出前 2 件" in told.paragraphs[0]) == (2, True)


def test_a_clerk_without_the_right_takes_no_roster_away(world, client):
    Membership.objects.filter(pk=world.clerk.membership.pk).update(extra_acts=[])
    sign_in(client, world.clerk)
    prove(client)
    answer = client.post(reverse("admin_portal:employer_roster_order"), follow=True)
    assert "没有“导出”权限" in answer.content.decode()
    assert not PrintedDocument.objects.exists()


def test_the_roster_is_exported_by_the_worker_with_masked_numbers_and_safe_cells(world, client):
    rows = [world.stored(S.OFFICE_REVIEW) for _ in range(3)]
    Application.objects.filter(pk=rows[0].pk).update(specialty="=cmd()")
    world.stored(S.PRELIMINARY_PASSED)
    sign_in(client, world.officer)
    address = reverse("admin_portal:office_roster_export") + "?tab=todo&state=office_review"
    client.post(address)
    assert not Progress.objects.exists(), "not without a proof of who asks"
    prove(client)
    client.post(address)
    job = Progress.objects.get()
    entry = AuditEntry.objects.get(event="admin_portal.roster_exported")
    assert entry.data == {"count": 3, "tab": "todo", "filters": ["state"]}
    for _ in range(2):
        outbox.run(OutboxRow.objects.get(kind=roster_export.MAKE).pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    book = load_workbook(BytesIO(b"".join(client.get(job.result_url).streaming_content)))
    cells = list(book.active.values)
    assert [row[1] for row in cells[1:]] == [row.number for row in rows]
    assert cells[0][:4] == ("序号", "申报号", "姓名", "证件号码")
    assert rows[0].applicant.id_number not in str(cells)
    assert book.active["G2"].data_type == "s"
    assert book.active["G2"].value == "=cmd()"
    assert Message.objects.filter(recipient=world.officer.user, template_code="roster_export_ready").exists()
    stranger = sign_in(Client(), world.second)
    assert stranger.get(job.result_url).status_code in (403, 404)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=world.officer.membership.pk).update(from_on=yesterday, to_on=yesterday)
    assert client.get(job.result_url).status_code in (302, 403, 404), "who left takes nothing along"
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert roster_export.clean() == 1


def test_a_clerk_without_the_right_exports_no_roster(world, client):
    Membership.objects.filter(pk=world.clerk.membership.pk).update(extra_acts=[])
    sign_in(client, world.clerk)
    prove(client)
    answer = client.post(reverse("admin_portal:employer_roster_export"), follow=True)
    assert "没有“导出”权限" in answer.content.decode()
    assert not Progress.objects.exists()
