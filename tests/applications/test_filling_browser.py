"""Filling from what is known in a real Chromium: taken, put in order, kept while typing, copied, told."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from applications.models import RowDraft
from applications.services.rows import rows_of
from applications.services.submission import take_snapshot
from tests.applications.test_browser import address, enter, look
from tests.applications.test_copying import rejected
from tests.factories import profile
from tests.factories.filling import Evaluation, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = "work_history"


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


def order(application):
    return [row.data["employer"] for row in rows_of(application)[KEY]]


def test_rows_are_taken_ordered_kept_copied_and_told(page, live_server, world):
    last = make_plan(world.office, world.title.series, code="P000", year=world.plan.year - 1)
    rejected(world.filled(world.evaluation(plan=last)))
    for name in ("灵山中学", "浦北中学"):
        profile.make_row(world.applicant, KEY, employer=name)
    application = world.evaluation()
    enter(page.context, live_server, world.applicant)
    page.goto(address(live_server, "section_edit", application, "basic_information"))
    page.get_by_role("button", name="复制", exact=True).click()
    page.wait_for_load_state("networkidle")

    page.goto(address(live_server, "row_draw", application, KEY))
    look(page, "filling-draw")
    page.set_viewport_size({"width": 1366, "height": 900})
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="选定").click()
    page.wait_for_load_state("networkidle")
    assert order(application) == ["城东初级中学", "灵山中学", "浦北中学"]

    page.set_viewport_size({"width": 1366, "height": 900})
    page.get_by_role("button", name="上移 浦北中学").focus()
    with page.expect_response(lambda answer: f"rows-{KEY}" in answer.url or "moved=" in answer.url):
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    assert order(application) == ["城东初级中学", "浦北中学", "灵山中学"]
    grips = page.locator(f"#rows-{KEY} .gx-grip")
    with page.expect_response(lambda answer: "moved=" in answer.url):
        grips.nth(2).drag_to(grips.nth(0), target_position={"x": 4, "y": 1})
    page.wait_for_load_state("networkidle")
    assert order(application) == ["灵山中学", "城东初级中学", "浦北中学"]

    page.goto(address(live_server, "row_create", application, KEY))
    page.wait_for_selector("html[data-scripts=started]")
    page.get_by_label("工作单位").fill("合浦中学")
    page.get_by_text("已自动保存").wait_for()
    assert RowDraft.objects.count() == 1
    page.goto(address(live_server, "section_edit", application, KEY))
    look(page, "filling-unsaved")
    page.get_by_role("link", name="继续填写").click()
    expect(page.get_by_label("工作单位")).to_have_value("合浦中学")
    page.set_viewport_size({"width": 1366, "height": 900})
    page.get_by_role("button", name="放弃没有保存的内容").click()
    page.wait_for_load_state("networkidle")
    assert not RowDraft.objects.exists()

    take_snapshot(application)
    world.row(application, KEY, employer="合浦中学")
    take_snapshot(application)
    page.goto(live_server.url + reverse("applications:application_revision", args=[application.public_id]))
    page.get_by_text("合浦中学").first.wait_for()
    look(page, "filling-revision")
