"""我能报什么, and the question for a reason, in a real Chromium: whole at every width and clean for axe."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applications.services.eligibility import months_after
from tests.applications.test_browser import address, enter, look
from tests.factories.applications import ANSWERS, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_answers_and_the_question_for_a_reason_are_whole_and_accessible(
    page, live_server, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    today = timezone.localdate()
    page.goto(f"{live_server.url}/eligibility/")
    page.get_by_role("button", name="看看我能报什么").click()
    page.get_by_role("link", name="请选择学历。").click()
    expect(page.get_by_label("学历")).to_be_focused()
    look(page, "eligibility-error")
    page.get_by_label("学历").select_option("本科")
    page.get_by_label("毕业时间").fill(f"{months_after(today, -15)}")
    page.get_by_label("开始从事专业技术工作的时间").fill(f"{months_after(today, -14)}")
    page.get_by_label("想报的系列").select_option("05")
    page.get_by_role("button", name="看看我能报什么").click()
    page.get_by_text("现在可以申报：").wait_for()
    page.wait_for_load_state()
    assert "?" not in page.url
    for summary in page.locator("#result summary").all()[1:]:
        summary.click()
    look(page, "eligibility-answer")
    enter(page.context, live_server, world.applicant)
    application = world.complete()
    answers = ANSWERS["basic_profile"] | {"probation_started_on": f"{months_after(today, -6)}"}
    world.save(application, "basic_profile", answers | {"probation_ended_on": f"{months_after(today, 6)}"})
    page.goto(address(live_server, "application_check", application))
    page.get_by_label("我已认真阅读").check()
    page.get_by_role("button", name="同意并报送").click()
    page.get_by_role("link", name="请写明理由").click()
    expect(page.get_by_label("申请人工复核的理由")).to_be_focused()
    look(page, "check-with-reason")
    page.get_by_label("申请人工复核的理由").fill("引进人才，单位已提前考核。")
    page.get_by_role("button", name="同意并报送").click()
    page.wait_for_url("**/done/")
    page.goto(address(live_server, "application_detail", application))
    look(page, "detail-for-manual-review")
