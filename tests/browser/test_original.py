"""遗失补办 and 重新确认 in Chromium, from 我要申报 over the queue of the office to the certificate."""

import re

import pytest

from applications.models import Application
from applications.services.transitions import perform
from tests.browser import steps
from tests.browser.album import picture
from tests.browser.steps import field, hand_in_words, pick
from tests.factories.accounts import PASSWORD
from tests.factories.applications import OPINION
from tests.factories.original import ReconfirmationWorld, ReplacementWorld

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _media(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def begin(visitor, kind, office):
    """我要申报 for 中级."""
    visitor.go(f"/applications/create/?kind={kind}")
    visitor.look()
    field(visitor, "中级").check()
    pick(visitor, "报送职改办", office.name)
    visitor.press("确定")


def upload(visitor, box, shows):
    """One picture into one box; `shows` is what the album has of it."""
    place = visitor.page.locator(f"#files-{box}")
    place.locator("input[type=file]").set_input_files(picture(shows))
    if box == "portrait":
        visitor.page.get_by_role("button", name="使用这张").click()
    place.locator("img").first.wait_for()


def decide(visit, world, application, **answers):
    """Recommended as elsewhere, then passed from the queue and approved by the second person."""
    perform(application, "endorse", actor=world.clerk, data=OPINION)
    office, second = (visit(looks_at=()) for _ in range(2))
    steps.pass_from_the_queue(office.enter(world.officer), application.number)
    second.enter(world.second).go("/office/")
    steps.open_case(second, application.number)
    steps.decide(second, "approve", **answers)
    steps.prove(second, PASSWORD)
    second.read("已发证")
    application.refresh_from_db()
    return application.certificate


def test_a_lost_certificate_is_announced_replaced_and_void(visit):
    world = ReplacementWorld()
    me, anybody = visit(), visit()
    me.enter(world.applicant)
    begin(me, "replacement", world.office)
    me.arrive("/applications/*/sections/loss/")
    me.read("桂职办〔2018〕72号")
    upload(me, "portrait", "portrait")
    field(me, "原证书").select_option(str(world.original.public_id))
    me.look()
    me.press("保存")
    me.arrive("/applications/*/moves/declare_loss/confirm/")
    me.read("申明：本人明白")
    me.look()
    me.press("确定")
    me.read("遗失公示已经开始")
    me.look()
    anybody.go("/notices/")
    anybody.look()
    anybody.page.locator("main td a").first.click()
    anybody.read("遗失的证书")
    anybody.look()
    anybody.go(f"/v/{world.original.lookup_code}/")
    anybody.read("遗失公示中")
    application = Application.objects.get()
    world.run_out(application)
    me.link("进度")
    me.look()
    me.go(f"/applications/{application.public_id}/edit/")
    me.arrive("/applications/*/sections/loss_attachments/")
    for box, shows in (("id_card_front",) * 2, ("id_card_back",) * 2, ("loss_proof", "diploma")):
        upload(me, box, shows)
    me.look()
    me.page.locator("button[name=after][value=next]").click()
    hand_in_words(me, "遗失补办")
    certificate = decide(visit, world, application, **OPINION)
    me.go(f"/certificates/{certificate.public_id}/")
    me.read("遗失补办")
    anybody.go(f"/v/{world.original.lookup_code}/")
    anybody.read("已作废")


def test_a_title_of_former_times_is_confirmed(visit):
    world = ReconfirmationWorld()
    me = visit()
    me.enter(world.applicant)
    begin(me, "reconfirmation", world.office)
    me.arrive("/applications/*/sections/application_info/")
    for box in ("certificate_number_page", "certificate_content_page"):
        upload(me, box, "diploma")
    me.page.locator("main select[name=title]").select_option(str(world.title.pk))
    for name in ("original_specialty", "granting_body", "granted_month", "certificate_number", "specialty"):
        me.page.locator(f"main [name={name}]").fill({**world.typed(), **world.asked}[name])
    me.page.locator("main select[name=personnel_status]").select_option("2")
    me.look()
    me.page.locator("button[name=after][value=next]").click()
    me.arrive("/applications/*/sections/basic_profile/")
    me.look()
    application = Application.objects.get()
    for key, data in world.answers().items():
        section = world.section_of(application, key)
        for code in section.required_uploads:
            world.upload(application, key, code)
        if key != "application_info":
            world.save(application, key, data)
    me.go(f"/applications/{application.public_id}/check/")
    hand_in_words(me, "重新确认")
    certificate = decide(visit, world, application, decree_number="钦职办〔2026〕41号", **OPINION)
    me.go(f"/certificates/{certificate.public_id}/")
    me.read(re.compile("重新确认"))
    me.look()
