"""评审计划 in a real browser: from the committee to a published plan, and 填报说明 as applicants see it."""

import pytest
from django.urls import reverse

from catalogue.enums import TitleLevel
from tests.admin_portal.test_browser import enter, errors, lines_of, look, world  # noqa: F401 - fixtures
from tests.factories.certificates import make_series
from tests.factories.plans import around_today, make_policy, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_plan_from_the_committee_to_the_applicant(page, live_server, world, errors):  # noqa: F811 - fixtures
    make_series()
    enter(page, live_server, world.officer)
    page.goto(live_server.url + reverse("admin_portal:committee_create"))
    page.fill("#id_name", "工程系列中级评审委员会")
    page.select_option("#id_series", "05")
    page.check(f"[name=levels][value={TitleLevel.INTERMEDIATE}]")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("请填写日期。").first.wait_for()
    look(page, "committee-422")
    first, _ = around_today()["apply"]
    page.fill("#id_filed_on", str(first.replace(year=first.year - 1, day=1)))
    page.fill("#id_filed_until", str(first.replace(year=first.year + 1, day=1)))
    page.get_by_role("button", name="保存").click()
    page.get_by_text("评审会已新增").wait_for()
    page.goto(live_server.url + reverse("admin_portal:plan_create"))
    page.select_option("#id_committee", label="工程系列中级评审委员会")
    page.select_option("#id_year", str(first.year))
    page.get_by_role("button", name="新建草稿").click()
    page.get_by_text("请填写各阶段的时间").wait_for()
    for stage, (opens, closes) in around_today().items():
        page.fill(f"#id_{stage}_opens_on", str(opens))
        page.fill(f"#id_{stage}_closes_on", str(closes))
    look(page, "plan-edit")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="调整").click()
    look(page, "plan-requirements")
    page.get_by_label("9 学术成果").check()
    page.get_by_role("button", name="保存").click()
    page.get_by_text("9 学术成果").wait_for()
    page.get_by_role("button", name="发布", exact=True).click()
    page.locator("dialog[open] .btn-primary").click()
    page.get_by_text("计划已发布").wait_for()
    look(page, "plan-detail")
    make_published(world.officer)
    make_policy(world.officer, published=True)
    page.goto(live_server.url + reverse("admin_portal:plan_list"))
    look(page, "plans")
    page.goto(live_server.url + reverse("admin_portal:policy_list"))
    page.get_by_role("link", name="年度评审部署文件").click()
    page.wait_for_selector(".ql-editor")
    look(page, "policy-edit")
    enter(page, live_server, world.applicant)
    page.goto(live_server.url + reverse("applications:guide"))
    look(page, "guide")
    page.goto(live_server.url + reverse("applications:open_plan_list"))
    page.set_viewport_size({"width": 800, "height": 768})
    periods = page.locator("td .num", has_text=" 至 ").all()
    assert [lines_of(one) for one in periods] == [1] * len(periods) != []
    assert [error for error in errors if "422" not in error] == []
