"""Pages that the straight road does not touch, at a desk and on a telephone."""

import pytest
from django.urls import reverse

from applications.enums import ApplicationState as S
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visitor(visit):
    return visit(390)


def test_a_draft_goes_to_the_bin_and_comes_back(visitor, world):
    visitor.enter(world.applicant)
    application = world.draft()
    visitor.go(reverse("applications:application_list"))
    visitor.link("删除")
    visitor.read("是否删除这份申报?")
    visitor.look()
    visitor.press("确定")
    visitor.read("您的职称认定申报已删除，在回收站保留 14 天。")
    visitor.look()
    visitor.link("回收站")
    visitor.look()
    visitor.page.locator("main").get_by_role("link", name="恢复").click()
    visitor.press("确定")
    visitor.read("您的职称认定申报已恢复，可以继续填写。")
    application.refresh_from_db()
    assert application.state == S.DRAFT


@pytest.mark.parametrize("portal", ["employer", "office"])
def test_a_refusal_is_asked_once_more_and_found_among_the_closed(visitor, world, portal):
    place, actor, move, label = {
        "employer": (world.submitted, world.owner, "reject_by_employer", "审核不通过"),
        "office": (world.at_office, world.officer, "reject_by_office", "初审不通过"),
    }[portal]
    application = place()
    visitor.enter(actor).go(
        reverse(f"admin_portal:{portal}_application_detail", args=[application.public_id])
    )
    steps.decide(visitor, move, opinion="请由现单位办理。")
    visitor.read(f"请再确认一次：{label}")
    visitor.look()
    visitor.press(f"确定{label}")
    visitor.read(f"已办理“{label}”")
    visitor.look()
    queue = reverse(f"admin_portal:{portal}_application_list")
    for tab, found in {"todo": 0, "closed": 1}.items():
        visitor.go(f"{queue}?tab={tab}")
        assert visitor.page.locator("main a[data-open]").count() == found
        visitor.look()


def test_addresses_that_lead_nowhere_say_so(visitor, world):
    for address in ("/nowhere/", "/v/no-such-code/"):
        assert visitor.go(address).status == 404
        visitor.look()
