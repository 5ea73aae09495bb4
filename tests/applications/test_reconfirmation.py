"""重新确认: the original from the register or by its images, and the agreement of 自治区职改办 for 高级."""

import datetime

import pytest
from django.test import override_settings
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application
from applications.registry import Target
from applications.sections.original import BAD_NUMBER, NO_NUMBER, NOT_USABLE
from applications.sections.reconfirmation import NOT_PROVEN, PAGES
from applications.services.drafts import create_draft
from applications.services.revisions import since_last
from applications.services.targets import confirmed, granted
from applications.services.transitions import open_moves, perform
from catalogue.enums import LevelGroup
from certificates.enums import CertificateState
from certificates.models import Certificate
from core.errors import Refused
from core.workflow import NotAllowed
from messaging.models import Message
from tests.factories.accounts import make_office, sign_in
from tests.factories.applications import OPINION, approval
from tests.factories.original import ReconfirmationWorld, SeniorWorld

SECTION = registry.kind("reconfirmation").section("application_info")


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once: every test is taken back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield ReconfirmationWorld()


@pytest.fixture
def world(one_world, db):
    return one_world


@pytest.fixture
def senior(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return SeniorWorld()


def form_of(world, application, data):
    return SECTION.form(data, subject=application, actor=world.applicant)


def test_a_verified_certificate_of_the_register_answers_for_itself(world):
    application = world.complete()
    answers = application.answers.get(section_key="application_info").data
    assert answers["granting_body"] == world.original.granting_body
    assert (answers["certificate_number"], answers["granted_month"]) == ("0833232", "2008-07")
    assert (application.original, application.title_name) == (world.original, "工程师")
    assert application.specialty == "环境保护工程"


def test_two_windows_that_chose_the_same_certificate_differ_only_in_what_was_typed(world, client):
    application = world.draft()
    world.save(application, "application_info", world.named())
    page = reverse("applications:section_edit", args=[application.public_id, "application_info"])
    typed = world.named(specialty="环境工程", version=0)
    stale = sign_in(client, world.applicant).post(page, typed)
    assert stale.status_code == 409
    assert stale.context["conflict"] == [("拟评专业名称", "环境工程", "环境保护工程")]


def test_the_certificate_that_follows_stands_in_the_place_of_the_original(world):
    application = world.issued()
    certificate = application.certificate
    assert (certificate.acquisition_method, certificate.replaces) == ("reconfirmation", world.original)
    assert application.number.startswith("QR-")
    world.original.refresh_from_db()
    assert world.original.state == CertificateState.NORMAL


def test_what_the_register_does_not_know_needs_both_pages(world):
    application = world.draft()
    data = world.typed()
    assert NOT_PROVEN in str(form_of(world, application, data).errors["__all__"])
    world.upload(application, "application_info", PAGES[0])
    assert not form_of(world, application, data).is_valid()
    world.upload(application, "application_info", PAGES[1])
    world.save(application, "application_info", data)
    application.refresh_from_db()
    assert (application.original, application.title_name) == (None, "工程师")


def test_one_that_is_not_verified_needs_them_too(world):
    Certificate.objects.update(verified_at=None)
    form = form_of(world, world.draft(), world.named())
    assert NOT_PROVEN in str(form.errors["__all__"])


def test_an_original_voided_meanwhile_bars_the_way(world):
    application = world.complete()
    Certificate.objects.update(state=CertificateState.VOIDED)
    with pytest.raises(Refused, match="必须改好"):
        perform(application, "submit", actor=world.applicant, data={"commitment": "on"})


@pytest.mark.parametrize("state", ["voided", "on_loss_notice"])
def test_nothing_is_granted_on_an_original_that_is_lost_or_void_by_now(state, world):
    at_office = world.at_office()
    Certificate.objects.update(state=state)
    with pytest.raises(Refused, match="不能据此重新确认"):
        perform(at_office, "pass_preliminary", actor=world.officer, data=OPINION)
    Certificate.objects.update(state=CertificateState.NORMAL)
    passed = perform(at_office, "pass_preliminary", actor=world.officer, data=OPINION)
    Certificate.objects.update(state=state)
    with pytest.raises(Refused, match="不能据此重新确认"):
        perform(passed, "approve", actor=world.second, data=approval())


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"certificate_number": ""}, "certificate_number", NO_NUMBER),
        ({"certificate_number": "桂人社 12"}, "certificate_number", BAD_NUMBER),
        ({"control_number": "1" * 19}, "control_number", "最多 18 位"),
        ({"certificate": "00000000-0000-0000-0000-000000000000"}, "certificate", NOT_USABLE),
        ({"custom_specialty": "", "specialty": "养蜂"}, "specialty", "不在常用专业里"),
    ],
    ids=["none", "letters", "control", "foreign", "specialty"],
)
def test_wrong_answers_are_explained_at_their_field(changes, field, sentence, world):
    form = form_of(world, world.draft(), world.typed(**changes))
    assert sentence in str(form.errors[field])


def test_a_certificate_that_may_not_be_named_any_more_is_still_told_in_words(world):
    returned = perform(
        world.submitted(), "return_to_applicant", actor=world.clerk, data={"opinion": "请换一本。"}
    )
    Certificate.objects.update(state=CertificateState.VOIDED)
    other = world.paper(number="0833233")
    world.save(returned, "application_info", world.named(certificate=str(other.public_id)))
    (section,) = since_last(Application.objects.get(pk=returned.pk))
    old, new = next((field.old, field.new) for field in section.fields if field.label == "原证书")
    assert ("编号 0833232" in old, "编号 0833233" in new) == (True, True)


def test_nobody_was_granted_a_title_before_being_born(world):
    application = Application.objects.get(pk=world.draft().pk)
    application.applicant.birth_on = datetime.date(1985, 7, 9)
    for month, wrong in (("1985-06", True), ("1985-07", False)):
        form = form_of(world, application, world.typed(granted_month=month))
        assert ("granted_month" in form.errors) is wrong


def test_the_same_title_is_confirmed_once(world):
    world.issued()
    form = form_of(world, world.draft(), world.named())
    assert "不能重复申报" in str(form.errors["certificate"])


@pytest.mark.parametrize("rule", [confirmed, granted], ids=["confirmed", "granted"])
def test_a_county_office_does_not_reach_beyond_its_levels(rule, world):
    county = make_office("070399", parent=world.office, level="county", region=world.office.region)
    county.can_recognize_levels = ["assistant"]
    assert rule(Target(LevelGroup.JUNIOR, county))
    assert not rule(Target(LevelGroup.INTERMEDIATE, county))
    assert not rule(Target(LevelGroup.FULL_SENIOR, world.office))


def test_a_city_office_takes_no_senior_reconfirmation(world):
    target = Target(LevelGroup.ASSOCIATE_SENIOR, world.office)
    with pytest.raises(Refused, match="不办理副高级的重新确认"):
        create_draft("reconfirmation", actor=world.applicant, target=target)


def test_senior_titles_wait_for_the_regional_office(senior):
    application = senior.preliminary_passed()
    assert list(Application.objects.awaiting(senior.regional)) == [application]
    assert Message.objects.filter(recipient=senior.regional_clerk.user).exists()
    with pytest.raises(Refused, match="会签"):
        perform(application, "approve", actor=senior.second, data=approval())
    with pytest.raises(NotAllowed):
        perform(application, "coapprove", actor=senior.second, data=OPINION)
    assert "coapprove" in [move.name for move in open_moves(application, senior.regional_clerk)]
    agreed = perform(application, "coapprove", actor=senior.regional_clerk, data=OPINION)
    assert agreed.state == S.PRELIMINARY_PASSED
    assert not Application.objects.awaiting(senior.regional).exists()
    with pytest.raises(NotAllowed):
        perform(agreed, "approve", actor=senior.regional_clerk, data=approval())
    with pytest.raises(Refused, match="另一位"):
        perform(agreed, "approve", actor=senior.officer, data=approval())
    done = perform(agreed, "approve", actor=senior.second, data=approval())
    assert done.certificate.acquisition_method == "reconfirmation"


def test_a_second_look_asks_for_a_second_agreement(senior):
    application = senior.preliminary_passed()
    perform(application, "coapprove", actor=senior.regional_clerk, data=OPINION)
    perform(application, "return_to_review", actor=senior.second, data=OPINION)
    perform(application, "pass_preliminary", actor=senior.officer, data=OPINION)
    assert Application.objects.awaiting(senior.regional).exists()
    with pytest.raises(Refused, match="会签"):
        perform(application, "approve", actor=senior.second, data=approval())
