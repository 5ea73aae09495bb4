"""The whole road with scripts switched off: plain forms, the same pages, the same outcome."""

import re

import pytest

from applications.enums import ApplicationState as S
from applications.models import Application
from certificates.models import Certificate
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def take_up_and_decide(visitor, number, move, **answers):
    """From the desk's start page to a decision, by links and buttons alone."""
    visitor.page.get_by_role("link", name="去申报审核").click()
    visitor.page.locator("main tr", has_text=number).get_by_role("checkbox").check()
    visitor.page.get_by_role("button", name=re.compile("^受理选中的")).click()
    visitor.read("已受理 1 件。")
    visitor.page.locator("main tr", has_text=number).locator("a[data-open]").click()
    if move == "pass_preliminary":
        steps.look_through(visitor)
    steps.decide(visitor, move, **answers)
    visitor.read("已办理")


def test_from_registration_to_the_public_lookup(visit, town):
    applicant = visit(scripts=False)
    steps.register(applicant)
    steps.choose_employer(applicant)
    application = Application.objects.get(public_id=steps.apply(applicant))
    school = visit(scripts=False)
    school.sign_in("/accounts/sign-in/?tab=employer", "school-owner", town.password)
    take_up_and_decide(school, application.number, "endorse", opinion="同意推荐。")
    office = visit(scripts=False)
    office.sign_in("/office/sign-in/", "office-clerk", town.password)
    take_up_and_decide(office, application.number, "pass_preliminary", opinion="符合条件。")
    office.sign_out()
    office.sign_in("/office/sign-in/", "office-admin", town.password)
    office.go(f"/office/applications/{application.public_id}/")
    steps.decide(office, "approve", decree_number="钦职办〔2026〕36号", opinion="同意。")
    steps.prove(office, town.password)
    application.refresh_from_db()
    assert application.state == S.ISSUED
    anybody = visit(scripts=False)
    steps.look_up(anybody, Certificate.objects.get().certificate_number)
    anybody.read("证书有效")
