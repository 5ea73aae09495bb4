"""The applicant's pages in a real Chromium: whole at every width, clean for axe, nothing lost."""

import os

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from applications import registry
from applications.models import Application
from applications.services.answers import shown
from applications.services.transitions import perform
from tests.core.pictures import encoded, scene
from tests.factories.accounts import sign_in
from tests.factories.applications import OPINION, World
from tests.pages import faults, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1366, 390, 360)
BASIC = registry.kind("recognition").section("basic_profile")


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def enter(context, live_server, actor):
    """Give a browser context the session of an actor."""
    session = sign_in(Client(), actor).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


def address(live_server, name, application, *args):
    return live_server.url + reverse(f"applications:{name}", args=[application.public_id, *args])


def look(page, name):
    """The page at every width: nothing sticks out, nothing an assistive technology stumbles over."""
    page.wait_for_load_state("networkidle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{name} is {too_wide}px too wide at {width}px"
        if folder := os.environ.get("GXZC_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    assert faults(page) == []


def test_pages_of_a_draft_are_whole_and_accessible(page, live_server, world):
    enter(page.context, live_server, world.applicant)
    for name in ("home", "application_list", "application_create", "application_bin"):
        page.goto(live_server.url + reverse(f"applications:{name}"))
        look(page, f"empty-{name}")
    application = world.draft()
    world.upload(application, "attachments", "diploma")
    world.upload(application, "attachments", "diploma")
    for key in ("application_info", "basic_profile", "work_summary", "attachments"):
        page.goto(address(live_server, "section_edit", application, key))
        look(page, f"section-{key}")
    for name in ("application_check", "office_change", "application_detail"):
        page.goto(address(live_server, name, application))
        look(page, f"draft-{name}")


def test_pages_of_a_submitted_application_are_whole_and_accessible(page, live_server, world):
    application = world.submitted()
    enter(page.context, live_server, world.applicant)
    page.goto(live_server.url + reverse("applications:home"))
    look(page, "home")
    for name in ("application_detail", "application_progress", "application_done"):
        page.goto(address(live_server, name, application))
        look(page, name)
    page.goto(address(live_server, "application_confirm", application, "withdraw"))
    look(page, "withdraw")
    perform(
        application, "return_to_applicant", actor=world.clerk, data=OPINION | {"sections": ["work_summary"]}
    )
    page.goto(live_server.url + reverse("applications:application_list"))
    look(page, "returned")
    page.goto(address(live_server, "section_edit", application, "basic_profile"))
    look(page, "returned-locked")


def test_what_was_typed_three_seconds_before_the_end_is_on_another_device(browser, live_server, world):
    application = world.draft()
    first = browser.new_context()
    enter(first, live_server, world.applicant)
    page = first.new_page()
    page.goto(address(live_server, "section_edit", application, "basic_profile"))
    page.get_by_label("毕业院校").fill("北部湾大学")
    page.wait_for_timeout(3000)
    first.close()
    second = browser.new_context()
    enter(second, live_server, world.applicant)
    page = second.new_page()
    page.goto(address(live_server, "section_edit", application, "basic_profile"))
    expect(page.get_by_label("毕业院校")).to_have_value("北部湾大学")
    second.close()


def test_the_summary_is_written_in_the_editor_and_saved(page, live_server, world):
    application = world.draft()
    enter(page.context, live_server, world.applicant)
    page.goto(address(live_server, "section_edit", application, "work_summary"))
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("[data-error-summary]").get_by_role("link").click()
    expect(page.locator(".ql-editor")).to_be_focused()
    page.keyboard.type("见习期满")
    expect(page.get_by_text("当前已输入4个字符，您还可以输入696个字符。")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("“3. 工作小结”已保存。").wait_for()
    wait_until(page, "!Object.keys(localStorage).some((key) => key.startsWith('gx-draft:'))")
    assert "见习期满" in Application.objects.get().answers.get().data["summary"]


def test_a_picture_is_uploaded_with_scripts(page, live_server, world, tmp_path):
    application = world.draft()
    enter(page.context, live_server, world.applicant)
    page.goto(address(live_server, "section_edit", application, "attachments"))
    photo = tmp_path / "毕业证书.png"
    photo.write_bytes(encoded(scene(), "PNG").read())
    page.locator("#files-diploma input[type=file]").set_input_files(photo)
    page.locator("#files-diploma img").first.wait_for()
    expect(page.locator("#files-diploma-title")).to_contain_text("已传 1 / 最多 2 张")


def test_the_whole_way_without_scripts(browser, live_server, world):
    context = browser.new_context(java_script_enabled=False)
    enter(context, live_server, world.applicant)
    page = context.new_page()
    application = world.complete()
    page.goto(address(live_server, "application_check", application))
    page.get_by_label("我已认真阅读并同意以上承诺").check()
    page.get_by_role("button", name="同意并报送").click()
    expect(page.get_by_text("您的职称认定申报已成功提交，请等待单位工作人员审核。")).to_be_visible()
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="撤回").click()
    expect(page.get_by_text("是否撤回申报?")).to_be_visible()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("您的职称认定申报已成功撤回!")).to_be_visible()
    context.close()


def test_a_saved_section_merely_looked_at_is_no_unsaved_change(page, live_server, world):
    application = world.complete()
    enter(page.context, live_server, world.applicant)
    for key in ("application_info", "basic_profile", "work_summary", "attachments"):
        asked = []
        page.on(
            "request", lambda request, asked=asked: "/autosave/" in request.url and asked.append(request.url)
        )
        page.goto(address(live_server, "section_edit", application, key))
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)
        assert asked == [], key
    assert not application.answers.exclude(draft=None).exists()


@pytest.mark.parametrize("scripts_come", [True, False])
def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(
    page, live_server, world, scripts_come
):
    """Also when the scripts of the sign-in page between do not come, or not in time."""
    application = world.draft()
    enter(page.context, live_server, world.applicant)
    form = address(live_server, "section_edit", application, "basic_profile")
    page.goto(form)
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    page.get_by_label("毕业院校").fill("北部湾大学")
    if not scripts_come:
        page.route("**/*.js", lambda route: route.abort())
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("刚才的内容还没有保存到系统").wait_for()
    page.unroute_all()
    assert page.evaluate("new URLSearchParams(location.search).get('next')") in form
    enter(page.context, live_server, world.applicant)
    page.goto(form)
    page.get_by_text("已自动保存").wait_for()
    expect(page.get_by_label("毕业院校")).to_have_value("北部湾大学")
    assert shown(BASIC, application.answers.get())["school"] == "北部湾大学"


def test_what_was_refused_is_kept_too(page, live_server, world):
    application = world.draft()
    enter(page.context, live_server, world.applicant)
    page.goto(address(live_server, "section_edit", application, "basic_profile"))
    page.wait_for_load_state("networkidle")
    page.get_by_label("毕业院校").fill("北部湾大学")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("处需要修改").first.wait_for()
    page.get_by_text("已自动保存").wait_for()
    assert shown(BASIC, application.answers.get())["school"] == "北部湾大学"
    with page.expect_response(lambda answer: "/autosave/" in answer.url):
        page.get_by_label("所学专业").fill("数学")
    page.get_by_text("已自动保存").wait_for()
    expect(page.get_by_text("别的窗口已保存")).to_have_count(0)
    assert shown(BASIC, application.answers.get())["major"] == "数学"


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_field_saves_and_does_not_upload(browser, live_server, world, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    enter(context, live_server, world.applicant)
    page = context.new_page()
    page.goto(address(live_server, "section_edit", world.draft(), "basic_profile"))
    page.get_by_label("毕业院校").fill("北部湾大学")
    page.get_by_label("毕业院校").press("Enter")
    page.get_by_text("请选择民族。").first.wait_for()
    expect(page.get_by_label("毕业院校")).to_have_value("北部湾大学")
    context.close()


def test_typed_text_survives_a_picture_without_scripts(browser, live_server, world, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    enter(context, live_server, world.applicant)
    page = context.new_page()
    page.goto(address(live_server, "section_edit", world.draft(), "basic_profile"))
    page.get_by_label("毕业院校").fill("北部湾大学")
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(encoded(scene(420, 540), "JPEG").read())
    page.locator("#files-portrait input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="上传").click()
    page.locator("#files-portrait img").wait_for()
    expect(page.get_by_label("毕业院校")).to_have_value("北部湾大学")
    page.get_by_label("所学专业").fill("数学")
    page.get_by_role("button", name="删除第 1 张").click()
    page.get_by_role("button", name="上传").wait_for()
    expect(page.get_by_label("毕业院校")).to_have_value("北部湾大学")
    expect(page.get_by_label("所学专业")).to_have_value("数学")
    context.close()
