"""The desks in a real browser: whole at three widths, clean for axe, worked by keys and without scripts."""

import os
import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from admin_portal import queue
from applications.enums import ApplicationState as S
from applications.services.transitions import perform
from tests.factories.accounts import PASSWORD, sign_in
from tests.factories.applications import World
from tests.pages import NARROW, faults, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1366, 390, 360)
# A4 between its margins, in pixels of CSS.
PAPER = 672
LONG = "广西壮族自治区北部湾经济区建设工程质量检测研究院有限责任公司钦州分公司"


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    world.employer.name = LONG
    world.employer.save()
    return world


@pytest.fixture
def errors(page):
    """What the browser complains about, refused scripts and styles among it."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def enter(page, live_server, actor):
    """Carry the session of an actor into the browser."""
    session = sign_in(Client(), actor).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def lines_of(place):
    """On how many lines the text of a cell stands."""
    return place.evaluate(
        """place => {
            const text = document.createRange();
            text.selectNodeContents(place);
            return new Set([...text.getClientRects()].map((piece) => Math.round(piece.top))).size;
        }"""
    )


def look(page, name):
    """The page at every width: nothing sticks out, nothing an assistive technology stumbles over."""
    page.wait_for_load_state()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768 if width > 1000 else 844})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if folder := os.environ.get("GXZC_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        assert wide <= 0, f"{name} is {wide}px too wide at {width}px"
        assert width == NARROW or faults(page) == []
    page.set_viewport_size({"width": 1366, "height": 768})


def test_the_employer_walks_from_the_bench_to_the_recommendation(page, live_server, world, errors):
    application = world.submitted()
    world.stored(S.EMPLOYER_REVIEW)
    enter(page, live_server, world.clerk)
    page.goto(live_server.url + reverse("admin_portal:employer_dashboard"))
    look(page, "unit-dashboard")
    page.click("text=去申报审核")
    look(page, "unit-queue")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("tr.cur input")).to_be_checked()
    page.keyboard.press("c")
    page.get_by_text("已受理 1 件。").wait_for()
    page.keyboard.press("/")
    page.keyboard.type(application.applicant.id_number)
    page.keyboard.press("Enter")
    page.wait_for_url("**person=*")
    assert application.applicant.id_number not in page.url
    look(page, "unit-queue-filtered")
    page.click(f"text={application.applicant_name}")
    look(page, "unit-desk")
    page.get_by_role("link", name="退回个人修改").click()
    expect(page.locator("#move-return_to_applicant textarea")).to_be_focused()
    page.get_by_role("link", name="审核不通过").click()
    page.fill("#id_reject_by_employer_opinion", "见习期未满一年。")
    page.locator("#move-reject_by_employer button").first.click()
    look(page, "unit-confirm")
    page.click("text=返回修改")
    expect(page.locator("#id_reject_by_employer_opinion")).to_have_value("见习期未满一年。")
    page.get_by_role("link", name="同意推荐并报送").click()
    page.fill("#id_endorse_opinion", "见习期满，考核合格，同意推荐。")
    page.locator("#move-endorse button").first.click()
    page.get_by_text("已办理“同意推荐并报送”").wait_for()
    look(page, "unit-desk-done")
    page.goto(live_server.url + reverse("admin_portal:employer_profile"))
    look(page, "unit-profile")
    page.goto(live_server.url + reverse("admin_portal:office_dashboard"))
    look(page, "unit-wrong-door")
    assert [said for said in errors if "403" not in said] == []


def test_the_office_walks_to_the_approval(page, live_server, world, errors):
    application = world.at_office()
    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:office_application_list"))
    look(page, "office-queue")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{application.public_id}/**")
    look(page, "office-desk")
    first = page.locator("[data-viewer-name]").inner_text()
    page.click("[data-viewer-act=next]")
    expect(page.locator("[data-viewer-name]")).not_to_have_text(first)
    page.click("[data-viewer-act=rotate]")
    expect(page.locator("[data-viewer-stage]")).to_contain_class("rot-90")
    wait_until(page, "document.querySelector('[data-viewer-image]').naturalWidth > 0")
    page.keyboard.press("c")
    page.get_by_text("经办").first.wait_for()
    page.fill("#id_reason", "核对毕业证书")
    page.click("text=显示完整内容")
    page.get_by_text(application.applicant.id_number).wait_for()
    look(page, "office-revealed")
    page.fill("#id_pass_preliminary_opinion", " ")
    page.locator("#move-pass_preliminary button").first.click()
    look(page, "office-desk-422")
    page.fill("#id_pass_preliminary_opinion", "材料齐全，符合条件。")
    page.locator("#move-pass_preliminary button").first.click()
    page.get_by_text("须由另一位工作人员办理").wait_for()
    look(page, "office-four-eyes")
    enter(page, live_server, world.second)
    page.reload()
    page.fill("#id_approve_decree_number", "钦职办〔2026〕12号")
    page.fill("#id_approve_opinion", "同意。")
    page.locator("#move-approve button").first.click()
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_role("button", name="核对并继续").click()
    page.get_by_text("已发证").first.wait_for()
    look(page, "office-issued")
    assert [said for said in errors if "422" not in said] == []


def test_keys_of_the_queue(page, live_server, world, errors, monkeypatch):
    cases = [world.stored(S.OFFICE_REVIEW) for _ in range(4)]
    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:office_application_list"))
    page.wait_for_selector("body[data-keys]")
    chosen = page.locator("[data-row] input:checked")
    for key in ("j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(chosen).to_have_count(3)
    for key in ("x", "k", "x", "k", "x"):
        page.keyboard.press(key)
    expect(chosen).to_have_count(0)
    told = page.locator("[data-chosen]")
    expect(told).to_be_hidden()
    page.get_by_label("选中本页可以办理的").check()
    expect(chosen).to_have_count(4)
    expect(told).to_have_text("已选 4 件")
    page.get_by_label("选中本页可以办理的").uncheck()
    expect(chosen).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.get_by_text("已受理 1 件。").wait_for()
    for case in cases:
        case.refresh_from_db()
    assert [case.assignee for case in cases] == [None, world.officer.user, None, None]
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("?")
    page.locator("dialog[open] label", has_text="选中").first.click()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("tr.cur")).to_have_count(1)
    expect(chosen).to_have_count(0)
    page.keyboard.press("2")
    page.wait_for_url("**tab=mine")
    page.wait_for_selector("body[data-keys]")
    expect(page.locator("[data-row]")).to_have_count(1)
    monkeypatch.setattr(queue, "PER_PAGE", (3, 100))
    page.keyboard.press("4")
    page.wait_for_url("**tab=all")
    for key, rows in (("]", 1), ("[", 3)):
        page.wait_for_selector("body[data-keys]")
        page.keyboard.press(key)
        page.wait_for_url("**cursor=*")
        expect(page.locator("[data-row]")).to_have_count(rows)
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("/")
    expect(page.locator("[data-find]")).to_be_focused()
    page.keyboard.type("j2")
    expect(page.locator("tr.cur")).to_have_count(0)
    expect(page.locator("[data-find]")).to_have_value("j2")
    page.get_by_text("列设置").click()
    look(page, "office-columns")
    page.get_by_role("checkbox", name="单位").uncheck()
    page.locator(".gx-columns button").click()
    expect(page.get_by_role("columnheader", name="单位")).to_have_count(0)
    expect(page.get_by_role("columnheader", name="申请人")).to_have_count(1)
    assert errors == []


def test_keys_where_nothing_waits_and_back_from_the_desk_to_the_search(page, live_server, world, errors):
    """An empty list is left by its views; a page offers on `?` what it has, and / leads from the desk too."""
    application = world.stored(S.PRELIMINARY_PASSED)
    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:office_application_list") + "?tab=mine")
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("j")
    page.keyboard.press("?")
    offered = page.locator("dialog[open] kbd")
    expect(offered).to_have_text(["/", "1", "2", "3", "4"])
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.wait_for_url("**tab=todo")
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{application.public_id}/**")
    page.wait_for_selector("html[data-scripts=started]")
    page.keyboard.press("?")
    expect(offered.filter(has_text=re.compile("^C$"))).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.wait_for_url("**tab=todo#find")
    expect(page.locator("[data-find]")).to_be_focused()
    assert errors == []


def test_by_keys_alone_from_the_queue_to_the_decision(page, live_server, world, errors):
    """J Enter, V for each section, N for a problem, viewer keys, and Ctrl+Enter: no pointer at all."""
    application = world.unread()
    following = world.unread(world.another_applicant())
    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:office_application_list"))
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{application.public_id}/**")
    page.wait_for_selector("html[data-scripts=started]")
    toc, current = page.locator("#toc"), page.locator("section.cur")
    stage, place = page.locator("[data-viewer-stage]"), page.locator("[data-viewer-place]")
    expect(current).to_have_attribute("data-section", "application_info")
    page.keyboard.press("v")
    expect(toc).to_contain_text("已看 1 / 4")
    expect(current).to_have_attribute("data-section", "basic_profile")
    page.keyboard.press("n")
    expect(page.locator("#id_note_code")).to_be_focused()
    page.locator("#id_note_code").select_option("TH-12")
    page.keyboard.press("Control+Enter")
    expect(toc).to_contain_text("已看 2 / 4")
    expect(page.locator("#bar")).to_contain_text("退回个人（1 处）")
    page.get_by_role("button", name=re.compile("^删除")).focus()
    page.keyboard.press("Enter")
    expect(toc).to_contain_text("已看 1 / 4")
    for seen in (2, 3):
        page.keyboard.press("v")
        expect(toc).to_contain_text(f"已看 {seen} / 4")
    expect(current).to_have_attribute("data-section", "attachments")
    shown = page.locator("[data-viewer-file][aria-current]")
    expect(shown).to_have_attribute("data-part", "attachments")
    before = place.inner_text()
    page.keyboard.press("ArrowRight")
    expect(place).not_to_have_text(before)
    page.keyboard.press("+")
    page.keyboard.press("r")
    expect(stage).to_have_class("stage rot-90 zoomed zoom-150")
    page.keyboard.press("0")
    expect(stage).to_have_class("stage rot-90")
    page.keyboard.press("v")
    expect(toc).to_contain_text("已看 4 / 4")
    expect(current).to_have_id("decide")
    page.keyboard.press("Tab")
    expect(page.locator("#move-pass_preliminary")).to_be_visible()
    while not page.evaluate("document.activeElement.matches('#id_pass_preliminary_opinion')"):
        page.keyboard.press("Tab")
    page.keyboard.type("材料齐全，符合条件。")
    page.keyboard.press("Control+Enter")
    page.get_by_text("已办理“初审通过”").wait_for()
    page.wait_for_url(f"**/{following.public_id}/**")
    page.wait_for_selector("html[data-scripts=started]")
    page.keyboard.press("?")
    page.locator("dialog[open] label", has_text="没问题").get_by_role("checkbox").click()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press("v")
    page.keyboard.press("j")
    expect(current).to_have_attribute("data-section", "basic_profile")
    expect(toc).to_contain_text("已看 0 / 4")
    page.locator("[data-viewer-mark]").click()
    page.locator("[data-viewer-image]").click(position={"x": 40, "y": 30})
    expect(page.locator("#id_note_place")).not_to_have_value("")
    page.locator("#id_note_code").select_option("TH-01")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("#spots circle")).to_have_count(1)
    look(page, "office-desk-noted")
    assert errors == []


def test_paper_carries_the_case_and_not_the_tools(page, live_server, world):
    application = world.at_office()
    for state in (S.PRELIMINARY_PASSED, S.ADMITTED, S.RETURNED):
        world.stored(state)
    perform(application, "claim", actor=world.officer)
    enter(page, live_server, world.officer)
    page.emulate_media(media="print")
    for name, args in (("list", ()), ("detail", (application.public_id,))):
        address = reverse(f"admin_portal:office_application_{name}", args=args)
        page.goto(f"{live_server.url}{address}?tab=all")
        page.set_viewport_size({"width": PAPER, "height": 1000})
        assert page.get_by_text(application.applicant_name).locator("visible=true").count() > 0
        assert page.locator("button:visible, textarea:visible, input:visible").count() == 0
        box = page.locator(".gx-tablebox").first
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
        for date in page.locator(".gx-brief td.num").all():
            assert lines_of(date) == 1


def test_the_desk_works_without_scripts(browser, live_server, world):
    application = world.submitted()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server, world.clerk)
    page.goto(live_server.url + reverse("admin_portal:employer_application_list"))
    page.click(f"text={application.applicant_name}")
    page.locator(".gx-view .strip a").nth(1).click()
    page.wait_for_url("**file=*")
    page.get_by_role("link", name="退回个人修改").click()
    page.fill("#id_return_to_applicant_opinion", "请补合同。")
    page.get_by_role("checkbox", name="4. 资料上传").check()
    page.locator("#move-return_to_applicant button").first.click()
    page.get_by_text("已办理“退回个人修改”").wait_for()
    application.refresh_from_db()
    assert application.state == S.RETURNED
    assert application.flagged_sections == ["attachments"]
    context.close()
