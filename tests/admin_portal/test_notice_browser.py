"""业务通知 in a real browser, from the draft to the receipt, and the pages of messages beside it."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core import outbox
from core.models import OutboxRow
from messaging.notices import batches
from tests.admin_portal.test_browser import enter, errors, look, world  # noqa: F401 - fixtures
from tests.factories.accounts import actor_for, make_office
from tests.factories.notices import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def slow_worker(monkeypatch):
    """A worker that does nothing until the test runs it."""
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)


@pytest.mark.usefixtures("slow_worker")
def test_a_notice_from_the_draft_to_the_receipt(page, live_server, world, errors):  # noqa: F811 - fixtures
    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:notice_list"))
    page.get_by_role("link", name="起草通知").first.click()
    page.wait_for_selector(".ql-editor")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("请填写通知的标题。").first.wait_for()
    look(page, "notice-422")
    page.select_option("#id_group", "people")
    page.fill("#id_title", "关于做好 2026 年度职称申报工作的通知")
    page.locator(".ql-editor").fill("请各单位于 12 月 4 日前报送。")
    page.set_input_files("#id_file", {"name": "附件.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿和附件已保存。").wait_for()
    page.get_by_role("link", name="预览").click()
    look(page, "notice-draft")
    page.get_by_role("button", name="发布通知（1 人）").click()
    page.locator("progress").wait_for()
    assert outbox.run(OutboxRow.objects.get(kind=batches.SEND).pk)
    page.get_by_text("已发给 1 人。").wait_for(timeout=10_000)
    page.reload()
    look(page, "notice-sent")
    page.get_by_role("link", name="看名单").click()
    look(page, "notice-receipts")

    enter(page, live_server, world.applicant)
    page.goto(live_server.url + reverse("messaging:message_list"))
    look(page, "inbox")
    page.locator("li", has_text="业务通知：关于做好").get_by_role("button").click()
    page.get_by_text("发布单位能看到这个回执").wait_for()
    look(page, "notice-read")
    page.goto(live_server.url + reverse("messaging:preference_edit"))
    look(page, "preferences")

    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:notice_list"))
    page.get_by_role("link", name="关于做好").click()
    page.get_by_text("已查看 1 人").wait_for()
    page.fill("#id_opinion", "日期有误，另行通知。")
    page.get_by_role("button", name="撤回通知").click()
    page.get_by_text("已办理“撤回通知”").wait_for()
    look(page, "notice-withdrawn")
    assert [said for said in errors if "422" not in said] == []


def test_the_texts_of_messages(page, live_server, world, errors):  # noqa: F811 - fixtures
    enter(page, live_server, actor_for(house=make_office("000001", level="regional"), role=Role.ADMIN))
    page.goto(live_server.url + reverse("admin_portal:text_list"))
    page.click("a[href*='/application_submitted/sms/']")
    page.fill("#id_body", "您的{kind申报已报送。")
    page.get_by_role("button", name="预览").click()
    page.get_by_text("花括号须成对").first.wait_for()
    look(page, "text-422")
    page.fill("#id_body", "您的{kind}申报已报送，请等待单位审核。")
    page.get_by_role("button", name="预览").click()
    page.get_by_text("您的职称认定申报已报送，请等待单位审核。").wait_for()
    page.get_by_role("button", name="保存并启用").click()
    page.get_by_text("从现在起按新的内容发送").wait_for()
    look(page, "text-edited")
    page.get_by_role("button", name="恢复默认").click()
    page.get_by_role("button", name="确定").click()
    page.get_by_text("已恢复默认文本。").wait_for()
    assert [said for said in errors if "422" not in said] == []
