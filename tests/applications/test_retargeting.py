"""报送职改办 says what has to be looked over again, and which sections another committee requires."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import PlanRequirement
from applications.plan_sections import DEFAULT
from catalogue.enums import LevelGroup, TitleLevel
from tests.factories.accounts import make_office, sign_in
from tests.factories.filling import Evaluation, make_plan


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


def posted(application, plan, **more):
    return {
        "level_group": LevelGroup.INTERMEDIATE,
        "plan": str(plan.public_id),
        "version": str(application.version),
        **more,
    }


def test_another_committee_that_requires_other_sections_is_agreed_to_first(world):
    application = world.evaluation()
    other = make_plan(make_office("080001"), world.title.series, code="P002")
    keys = [key for key in DEFAULT if key != "practice"] + ["awards"]
    PlanRequirement.objects.create(plan=other, level=TitleLevel.INTERMEDIATE, section_keys=keys)
    browser = sign_in(Client(), world.applicant)
    address = reverse("applications:office_change", args=[application.public_id])
    assert "“1 基本信息”要重新选择资格名称" in browser.get(address).content.decode()
    asked = browser.post(address, posted(application, other))
    page = asked.content.decode()
    assert asked.status_code == 409
    assert "“8-2 获奖情况”变成必填" in page
    assert "“7-1 专业技术工作经历(能力)”不再必填" in page
    application.refresh_from_db()
    assert application.plan == world.plan
    agreed = asked.context["required"].token
    assert browser.post(address, posted(application, other, agreed=agreed)).status_code == 302
    application.refresh_from_db()
    assert (application.plan, application.office) == (other, other.office)


def test_a_committee_that_requires_the_same_needs_no_second_word(world):
    application = world.evaluation()
    other = make_plan(make_office("080001"), world.title.series, code="P002")
    address = reverse("applications:office_change", args=[application.public_id])
    browser = sign_in(Client(), world.applicant)
    assert browser.post(address, posted(application, other)).status_code == 302


def test_the_card_and_the_first_page_name_the_committee(world):
    application = world.evaluation()
    browser = sign_in(Client(), world.applicant)
    card = browser.get(reverse("applications:application_list") + "?kind=evaluation").content.decode()
    assert "工程系列/中级" in card
    assert world.plan.committee.name in card
    assert "评审等级" in card
    first = reverse("applications:section_edit", args=[application.public_id, "basic_information"])
    assert "参加评审会" in browser.get(first).content.decode()
    detail = reverse("applications:application_detail", args=[application.public_id])
    assert "拟评职称系列" in browser.get(detail).content.decode()
