"""Layouts and scripts in a real browser under the real content security policy."""

import json
import re
import time
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.rich_text import sanitise, text_length
from tests.gxzc import ui_pages
from tests.pages import NARROW, faults, wait_until

pytestmark = pytest.mark.browser
VECTORS = json.loads((Path(ui_pages.__file__).parents[2] / "core/data/rich_text_vectors.json").read_text())
COUNTER = ".gx-rich + .gx-counter"


@pytest.fixture
def site(settings, live_server):
    settings.ROOT_URLCONF = "tests.gxzc.ui_pages"
    ui_pages.RECEIVED.clear()
    return live_server.url


@pytest.fixture(autouse=True)
def patience(page):
    page.set_default_timeout(30_000)


@pytest.fixture
def complaints(page):
    """What the console says: refused by the policy, or failed."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def open_editor(page, site):
    page.goto(f"{site}/page/editor/")
    page.wait_for_selector("html[data-scripts=started]")


def until(condition, seconds=5.0):
    """Wait for a condition on the server's side; returns how long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def test_browser_counts_as_the_server_does(page, site):
    page.goto(f"{site}/page/editor/")
    counted = page.evaluate(
        "async (table) => { const count = await import('/static/js/charcount.js');"
        " return table.map((row) => count.textLength(row.html)); }",
        VECTORS,
    )
    assert counted == [row["count"] for row in VECTORS]


def test_editor_writes_what_the_sanitiser_keeps(page, site, complaints):
    open_editor(page, site)
    assert page.inner_text(COUNTER) == "当前已输入4个字符，您还可以输入696个字符。"
    page.click(".ql-editor")
    page.keyboard.press("Control+End")
    page.keyboard.type("备课")
    page.click(".ql-align .ql-picker-label")
    page.click(".ql-align [data-value=center]")
    page.keyboard.type("八")
    written = page.eval_on_selector("textarea[name=body]", "area => area.value")
    assert "ql-align-center" in written
    assert sanitise(written) == written
    assert page.inner_text(COUNTER) == f"当前已输入{text_length(written)}个字符，您还可以输入693个字符。"
    assert complaints == []


def test_pasting_foreign_html_leaves_no_style_and_counts_equally(page, site):
    open_editor(page, site)
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.setData("text/html", '<p style="color:red" onclick="x()">甲<img src=x><b>乙<table><tr><td>丙');
        document.querySelector(".ql-editor").dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    )
    written = page.eval_on_selector("textarea[name=body]", "area => area.value")
    assert all(sign in written for sign in "甲乙丙")
    assert "style" not in written
    assert "<img" not in written
    assert f"当前已输入{text_length(written)}个字符" in page.inner_text(COUNTER)


def test_text_reaches_the_server_within_three_seconds_of_typing(page, site):
    page.clock.install()
    open_editor(page, site)
    page.clock.pause_at(time.time() + 60)
    page.focus("#id_school")
    for _ in range(20):
        page.keyboard.type("字")
        page.clock.run_for(150)
    until(lambda: ui_pages.RECEIVED)
    assert ui_pages.RECEIVED[0]["school"].startswith("字")
    page.wait_for_selector("[data-save-state] >> text=已自动保存 10:42:07")
    assert page.input_value("[name=version]") == str(len(ui_pages.RECEIVED) + 1)


def test_offline_text_stays_here_and_goes_up_when_the_network_is_back(page, site):
    open_editor(page, site)
    page.context.set_offline(True)
    page.fill("#id_school", "断网时写的")
    page.wait_for_selector("[data-save-state] >> text=没有连上网络，内容留在本机")
    assert "断网时写的" in page.evaluate("localStorage.getItem('gx-draft:u:a:s')")
    page.context.set_offline(False)
    until(lambda: ui_pages.RECEIVED)
    page.wait_for_selector("[data-save-state] >> text=已自动保存")
    wait_until(page, "localStorage.length === 0")


def test_a_script_that_cannot_be_fetched_leaves_the_others_at_work(page, site):
    page.route("**/editor*.js", lambda route: route.abort())
    open_editor(page, site)
    page.fill("#id_school", "没有编辑器时写的")
    until(lambda: ui_pages.RECEIVED)
    expect(page.locator("textarea[name=body]")).to_be_visible()


def test_another_window_stops_autosave_with_a_sentence(page, site):
    open_editor(page, site)
    ui_pages.RECEIVED.append({"school": "另一个窗口"})
    page.fill("#id_school", "这个窗口")
    page.wait_for_selector("[data-save-state] >> text=别的窗口已保存，请刷新对照")
    assert len(ui_pages.RECEIVED) == 1


def test_text_kept_offline_comes_back_after_a_crash(page, site):
    open_editor(page, site)
    page.evaluate(
        "localStorage.setItem('gx-draft:u:a:s', JSON.stringify({version: '1',"
        " entries: [['school', '崩溃前'], ['body', '<p>从本机恢复</p>']]}))"
    )
    open_editor(page, site)
    until(lambda: ui_pages.RECEIVED)
    expect(page.locator("#id_school")).to_have_value("崩溃前")
    expect(page.locator(".ql-editor")).to_contain_text("从本机恢复")


def test_signing_out_erases_what_was_kept_here(page, site):
    open_editor(page, site)
    page.evaluate('localStorage.setItem(\'gx-draft:u:a:s\', \'{"version": "0", "entries": []}\')')
    page.click("[data-sign-out] button >> visible=true")
    page.wait_for_url("**/accounts/sign_out/")
    wait_until(page, "localStorage.length === 0")


def test_combobox_is_worked_by_keys(page, site):
    open_editor(page, site)
    page.locator("#id_office_name").press_sequentially("钦州")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#id_office_name", "aria-activedescendant").endswith("-1")
    page.keyboard.press("Enter")
    assert (page.input_value("#id_office_name"), page.input_value("#id_office")) == ("钦州1", "1")
    assert page.get_attribute("#id_office_name", "aria-expanded") == "false"
    page.keyboard.type("港")
    assert page.input_value("#id_office") == ""


def test_viewer_turns_zooms_and_walks_without_styles(page, site):
    open_editor(page, site)
    page.click("[data-viewer-act=rotate]")
    page.click("[data-viewer-act=zoom-in]")
    assert page.get_attribute("[data-viewer-stage]", "class") == "stage rot-90 zoomed zoom-150"
    page.click("[data-viewer-act=next]")
    assert page.inner_text("[data-viewer-name]") == "empty"
    assert page.get_attribute("[data-viewer-image]", "src").endswith("empty.svg")
    assert page.get_attribute("[data-viewer-stage]", "class") == "stage"
    assert page.locator(".gx-view[style], .gx-view [style]").count() == 0


def test_a_question_is_asked_once_and_no_is_no(page, site):
    open_editor(page, site)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.click("button[name=erase]")
    page.click("dialog >> text=取消")
    assert sent == []
    page.click("button[name=erase]")
    with page.expect_request(lambda request: "erase" in (request.post_data or "")):
        page.click("dialog >> text=确定")
    page.wait_for_load_state()
    assert [request.post_data for request in sent if "erase" in (request.post_data or "")] == ["erase=1"]


def test_the_summary_takes_the_focus_and_leads_to_the_field(page, site):
    open_editor(page, site)
    page.click("text=保存 >> visible=true")
    page.wait_for_selector("[data-error-summary]")
    expect(page).to_have_title(re.compile("^有 2 处需要修改：工作小结"))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.click("[data-error-summary] a >> nth=0")
    expect(page.locator("#id_school")).to_be_focused()


def test_everything_is_there_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/page/editor/")
    assert page.is_visible("textarea[name=body]")
    assert page.is_visible("#id_office_name")
    assert page.is_visible("[data-viewer-image]")
    assert page.is_hidden("[data-viewer-act=rotate]")
    page.click("button >> text=保存")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("layout", ["public", "applicant", "editor", "employer", "office"])
def test_layouts_fit_and_satisfy_axe(page, site, layout):
    for width, size in product((1366, 390, 360), ("standard", "xlarge")):
        page.set_viewport_size({"width": width, "height": 768})
        page.goto(f"{site}/page/{layout}/?aa={size}")
        page.wait_for_selector("html[data-scripts=started]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, size)
        assert width == NARROW or faults(page) == [], (width, size)
