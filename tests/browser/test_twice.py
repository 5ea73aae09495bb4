"""Doing a thing twice, at once, or on two screens: it happens once, and whoever comes second is told."""

import os
import signal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from applications.enums import ApplicationState as S
from applications.models import Application
from tests.browser import steps
from tests.browser.visitor import Visitor
from tests.pages import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def page_of(name, application, *args):
    return reverse(f"applications:{name}", args=[application.public_id, *args])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_double_click_hands_in_once(visit, world, scripts):
    application = world.complete()
    visitor = visit(scripts=scripts).enter(world.applicant)
    visitor.go(page_of("application_check", application))
    visitor.page.get_by_label("我已认真阅读并同意以上承诺").check()
    visitor.page.get_by_role("button", name="同意并报送").dblclick()
    visitor.arrive(page_of("application_done", application))
    visitor.read("您的职称认定申报已成功提交，请等待单位工作人员审核。")
    assert application.revisions.count() == 1
    assert application.progress.filter(move="submit").count() == 1


def test_back_leads_to_what_was_handed_in_and_a_forgotten_window_hands_in_nothing(visit, world):
    application = world.complete()
    visitor, forgotten = (visit().enter(world.applicant) for _ in range(2))
    for window in (visitor, forgotten):
        window.go(page_of("application_check", application))
        window.page.get_by_label("我已认真阅读并同意以上承诺").check()
    for window in (visitor, forgotten):
        window.press("同意并报送")
        window.arrive(page_of("application_done", application))
    visitor.page.go_back()
    visitor.arrive(page_of("application_detail", application))
    visitor.look()
    expect(visitor.page.get_by_role("button", name="同意并报送")).to_have_count(0)
    assert application.revisions.count() == 1
    application.refresh_from_db()
    assert application.state == S.EMPLOYER_REVIEW


def test_two_officers_decide_at_once_and_the_second_learns_who_was_first(visit, world):
    application = world.at_office()
    desk = reverse("admin_portal:office_application_detail", args=[application.public_id])
    first, second = visit(), visit(390)
    for visitor, actor in ((first, world.officer), (second, world.second)):
        visitor.enter(actor).go(desk)
    steps.decide(first, "pass_preliminary", opinion="材料齐全。")
    first.read("已办理“初审通过”")
    steps.decide(second, "return_to_applicant", opinion="请补充见习期考核表。")
    second.read("这一步没有办成。")
    said = second.page.locator("main [role=alert]").inner_text()
    assert world.officer.user.name in said
    assert "请补充见习期考核表。" in second.page.locator("main textarea").evaluate_all(
        "areas => areas.map(area => area.value).join()"
    )
    second.look()
    application.refresh_from_db()
    assert application.state == S.PRELIMINARY_PASSED


def test_two_windows_of_one_section_are_shown_side_by_side(visit, world):
    application = world.draft()
    page = page_of("section_edit", application, "basic_profile")
    one, other = (visit(scripts=False).enter(world.applicant) for _ in range(2))
    for visitor, school in ((one, "广西大学"), (other, "北部湾大学")):
        visitor.go(page)
        steps.field(visitor, "毕业院校").fill(school)
    answer = application.answers.filter(section_key="basic_profile")
    world.upload(application, "basic_profile", "portrait")
    assert not answer.exists()
    save_profile(one)
    one.read("“2. 基本情况”已保存。")
    save_profile(other)
    other.read("这份内容刚刚在别的窗口保存过，请对照后再保存。")
    shown = other.page.locator("table", has_text="已保存的").inner_text()
    assert "北部湾大学" in shown
    assert "广西大学" in shown
    assert answer.get().data["school"] == "广西大学"
    other.press("保存")
    other.read("“2. 基本情况”已保存。")
    assert answer.get().data["school"] == "北部湾大学"


def save_profile(visitor):
    """Fill in what the small world offers, beside what was typed already, and press 保存."""
    for label in ("民族", "政治面貌", "学历"):
        steps.field(visitor, label).select_option(index=1)
    for label, value in steps.FACTS.items():
        if label != "毕业院校":
            steps.field(visitor, label).fill(value)
    visitor.press("保存")


def kill(browser):
    """End the browser the hard way, as a power cut does."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    (number,) = [process["id"] for process in processes if process["type"] == "browser"]
    os.kill(number, signal.SIGKILL)


def test_what_was_typed_before_the_browser_was_killed_is_on_another_device(
    launch_browser, visit, live_server, world
):
    page = page_of("section_edit", world.draft(), "work_summary")
    doomed = launch_browser()
    writer = Visitor(doomed, live_server.url).enter(world.applicant)
    writer.go(page)
    writer.page.locator(".ql-editor").click()
    writer.page.keyboard.type(steps.SUMMARY, delay=20)
    writer.page.wait_for_timeout(3000)
    kill(doomed)
    telephone = visit(390).enter(world.applicant)
    telephone.go(page)
    telephone.page.locator(".ql-editor").get_by_text(steps.SUMMARY).wait_for()


@pytest.mark.parametrize("wrong_first", [False, True])
def test_pressing_save_at_once_after_typing_meets_no_other_window(visit, world, wrong_first):
    """保存 and the autosave of the same keystrokes are one person: neither may call the other stale."""
    application = world.draft()
    visitor = visit().enter(world.applicant)
    visitor.go(page_of("section_edit", application, "work_summary"))
    visitor.page.locator(".ql-editor").click()
    if wrong_first:
        visitor.page.keyboard.insert_text("字" * 701)
        visitor.press("保存")
        visitor.read("小结现在有 701 个字符，最多 700 个，请删去 1 个字符。")
        visitor.look()
        visitor.page.locator(".ql-editor").click()
        visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.insert_text(steps.SUMMARY)
    visitor.press("保存")
    visitor.read("“3. 工作小结”已保存。")
    assert steps.SUMMARY in application.answers.get().data["summary"]


def test_the_font_size_goes_with_the_person(visit, world):
    visitor = visit(390).enter(world.applicant)
    visitor.go("/my/")
    before = visitor.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    visitor.page.get_by_role("button", name="特大字号").locator("visible=true").click()
    wait_until(visitor.page, "document.documentElement.dataset.aa === 'xlarge'")
    wait_until(visitor.page, f"parseFloat(getComputedStyle(document.body).fontSize) > {before}")
    visitor.look()
    elsewhere = visit(390).enter(world.applicant)
    elsewhere.go("/applications/")
    expect(elsewhere.page.locator("html")).to_have_attribute("data-aa", "xlarge")
    nobody = visit(390)
    nobody.go("/lookup/")
    expect(nobody.page.locator("html")).to_have_attribute("data-aa", "standard")


def test_a_submitted_application_is_withdrawn_with_one_question(visit, world):
    application = world.submitted()
    visitor = visit(390).enter(world.applicant)
    visitor.go("/applications/")
    visitor.link("撤回")
    visitor.read("是否撤回申报?")
    visitor.look()
    visitor.press("确定")
    visitor.read("您的职称认定申报已成功撤回!")
    assert Application.objects.get(pk=application.pk).state == S.DRAFT
