"""From registration to the public look-up: one person and anybody on telephones, two houses at desks."""

import re

import pytest
from playwright.sync_api import expect

from applications.models import Application
from applications.upload_specs import SCAN
from certificates.models import Certificate
from core.models import StoredFile
from tests.browser import steps
from tests.browser.album import PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TELEPHONE = 390
OWN_PAGES = ("", "progress/")


def hand_in(applicant):
    """The applicant's half; returns the application."""
    steps.register(applicant)
    applicant.go("/messages/")
    applicant.read("您的个人账户已经开通")
    applicant.look()
    applicant.go("/my/")
    steps.choose_employer(applicant)
    public_id = steps.apply(applicant)
    for page in OWN_PAGES:
        applicant.go(f"/applications/{public_id}/{page}")
        applicant.read("黄秀芳" if not page else "个人报送")
        applicant.look()
    return Application.objects.get(public_id=public_id)


def endorse(clerk, town, application):
    """The school's clerk takes the case up, looks at the pictures and recommends it."""
    clerk.go("/accounts/sign-in/?tab=clerk")
    clerk.look()
    clerk.sign_in("/accounts/sign-in/?tab=clerk", "school-clerk", town.password)
    clerk.arrive("/unit/")
    steps.open_case(clerk, application.number)
    clerk.page.locator("[data-viewer-act=rotate]").click()
    clerk.page.locator("[data-viewer-act=next]").click()
    clerk.read(f"2 / {len(PICTURES)}")
    clerk.page.get_by_role("button", name=re.compile("^受理")).click()
    clerk.read("陆建国 已受理")
    steps.decide(clerk, "endorse", opinion="情况属实，同意推荐。")
    clerk.read("已办理“同意推荐并报送”")
    clerk.look()


def pass_preliminary(clerk, town, application):
    """The office's clerk claims the case and passes it; the approval is another's."""
    clerk.go("/office/sign-in/")
    clerk.look()
    clerk.sign_in("/office/sign-in/", "office-clerk", town.password)
    clerk.arrive("/office/")
    steps.open_case(clerk, application.number)
    clerk.page.get_by_role("button", name=re.compile("^受理")).click()
    clerk.read("覃志明 经办")
    steps.look_through(clerk)
    steps.decide(clerk, "pass_preliminary", opinion="材料齐全，符合认定条件。")
    clerk.read("已办理“初审通过”")
    clerk.look()
    expect(clerk.page.locator("#move-approve")).to_have_count(0)


def approve(second, town, application):
    """A second person approves."""
    second.sign_in("/office/sign-in/", "office-admin", town.password)
    second.arrive("/office/")
    steps.open_case(second, application.number)
    steps.decide(second, "approve", decree_number="钦职办〔2026〕36号", opinion="同意。")
    steps.prove(second, town.password)
    second.read("已发证")
    second.look()


def find_certificate(applicant):
    """The news in the inbox, then 证书管理; returns the number read from the page."""
    applicant.go("/messages/")
    applicant.look()
    applicant.page.get_by_role("button", name=re.compile("证书已发出")).click()
    applicant.arrive("/certificates/**")
    applicant.look()
    applicant.go("/certificates/")
    applicant.read("二级教师")
    applicant.look()
    return re.search(r"证书编号 (\d+)", applicant.page.locator("main").inner_text()).group(1)


def check_in_public(anybody, number):
    """Look-up by number and name, the receipt it prints, and the page behind the QR code."""
    steps.look_up(anybody, number)
    anybody.read("证书有效")
    anybody.look()
    shown = anybody.page.locator("main").inner_text()
    assert steps.NAME in shown
    assert steps.ID_NUMBER not in shown
    receipt, code = (anybody.page.locator(".gx-result .code").nth(n).inner_text() for n in (0, 1))
    anybody.link("核对查验回执")
    steps.field(anybody, "查验回执号").fill(receipt)
    steps.field(anybody, "校验码").fill(code)
    anybody.page.locator("main button[type=submit]").click()
    anybody.read("回执是真的")
    anybody.look()
    anybody.go(f"/v/{Certificate.objects.get(certificate_number=number).lookup_code}/")
    anybody.read("证书有效")
    anybody.look()
    steps.look_up(anybody, number, name="黄秀芬")
    anybody.read("没有查到")
    anybody.look()


def test_from_registration_to_the_public_lookup(visit, town):
    applicant, anybody = visit(TELEPHONE), visit(TELEPHONE)
    school, office, second = visit(), visit(), visit()
    application = hand_in(applicant)
    endorse(school, town, application)
    pass_preliminary(office, town, application)
    approve(second, town, application)
    number = find_certificate(applicant)
    check_in_public(anybody, number)
    applicant.go("/my/")
    applicant.read("证书共计被在线查验或浏览 2 次")
    applicant.look()
    assert_put_right()


def assert_put_right():
    """Whatever the telephone made, upright pictures within the limit are kept."""
    assert StoredFile.objects.count() == len(PICTURES)
    for file in StoredFile.objects.all():
        assert file.size <= SCAN
    turned = StoredFile.objects.get(spec_code="id_card_back")
    assert turned.height > turned.width
