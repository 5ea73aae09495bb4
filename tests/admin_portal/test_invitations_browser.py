"""Inviting people in a real browser: upload, report, import, progress, results; and the pages beside it."""

import pytest
from django.urls import reverse

from accounts.enums import BatchState
from accounts.models import Invitation, InvitationBatch
from accounts.services import invitation_batches
from core import outbox
from tests.admin_portal.test_browser import enter, errors, look, world
from tests.core.books import book
from tests.factories.unit import HEAD, UnitStage, workbook

__all__ = ["errors", "world"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_workbook_goes_from_upload_to_results(page, live_server, world, errors, monkeypatch):
    stage = UnitStage(world)
    enter(page, live_server, world.owner)
    page.goto(live_server.url + reverse("admin_portal:employee_list"))
    look(page, "unit-employees")
    page.get_by_role("link", name="邀请人员").click()
    look(page, "unit-invitations")
    content = book(
        HEAD, ("", "", "450103199001010011", "1390000"), ("蒙永强", "", "450202199001010011", "13712345678")
    )
    page.set_input_files("#id_file", {"name": "名单.xlsx", "mimeType": "", "buffer": content})
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_text("没有填写姓名").wait_for()
    look(page, "unit-report")
    page.get_by_role("link", name="邀请人员").last.click()
    page.set_input_files("#id_file", {"name": "名单.xlsx", "mimeType": "", "buffer": workbook(950)})
    page.get_by_role("button", name="上传并检查").click()
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)
    page.get_by_role("button", name="导入 1 行").click()
    page.get_by_role("progressbar").wait_for()
    look(page, "unit-progress")
    batch = InvitationBatch.objects.get(state=BatchState.RUNNING)
    invitation_batches.run_import(batch.public_id)
    page.get_by_role("link", name="查看结果").click()
    page.get_by_text("已发出邀请").first.wait_for()
    look(page, "unit-results")
    assert Invitation.objects.filter(employer=world.employer).count() == 2
    page.goto(live_server.url + reverse("admin_portal:clerk_detail", args=[stage.clerk.public_id]))
    look(page, "unit-clerk")
    enter(page, live_server, world.applicant)
    page.goto(live_server.url + reverse("accounts:invitation_list"))
    look(page, "my-invitations")
    assert errors == []
