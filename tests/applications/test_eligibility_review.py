"""The rules at 报送 of 职称认定: yes goes on, everything else goes in with a reason and people look at it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.enums import Eligibility
from applications.services import eligibility_review
from applications.services.eligibility import months_after
from applications.services.transitions import perform
from catalogue.models import EnumItem
from certificates.enums import CertificateState
from certificates.models import Certificate
from core.errors import Refused
from core.workflow import AlreadyDone
from tests.factories.accounts import sign_in
from tests.factories.applications import ANSWERS, OPINION
from tests.factories.certificates import make_certificate

REASON = "本人作为紧缺人才引进，单位已提前考核。"
PLEDGE = {"commitment": "on"}


def began(months):
    """Answers of 基本情况 with a probation that began so many months ago, a month after graduation."""
    start = months_after(timezone.localdate().replace(day=1), -months)
    return {
        "work_started_on": f"{start:%Y-%m}",
        "graduated_on": f"{months_after(start, -1):%Y-%m}",
        "probation_started_on": start.isoformat(),
        "probation_ended_on": months_after(start, 12).isoformat(),
    }


@pytest.fixture
def early(world):
    """Complete, but the probation has lasted eight months only."""
    application = world.complete()
    world.save(application, "basic_profile", ANSWERS["basic_profile"] | began(8))
    application.refresh_from_db()
    return application


def submit(world, application, **data):
    return perform(application, "submit", actor=world.applicant, data=PLEDGE | data)


def post(client, application, **data):
    url = reverse("applications:application_transition", args=[application.public_id, "submit"])
    return client.post(url, PLEDGE | {"version": application.version} | data)


def test_who_the_rules_say_yes_to_goes_on_without_a_word(world):
    submitted = submit(world, world.complete(), review_reason="多写的一句")
    assert submitted.eligibility == Eligibility.ELIGIBLE
    assert (submitted.eligibility_rule, submitted.review_reason) == ("EL-331", "")
    assert submitted.progress.get(move="submit").opinion == ""


def test_without_a_reason_it_does_not_go_in_whatever_the_page_shows(world, early):
    with pytest.raises(Refused, match="请写明理由"):
        submit(world, early)
    early.refresh_from_db()
    assert early.state == "draft"
    assert early.eligibility == Eligibility.UNCHECKED


def test_with_a_reason_it_goes_in_for_people_to_look_at(world, early):
    submitted = submit(world, early, review_reason=REASON)
    assert submitted.state == "employer_review"
    assert submitted.eligibility == Eligibility.MANUAL_REVIEW
    assert submitted.eligibility_rule == "EL-332"
    assert submitted.eligibility_sentence.startswith("您从事专业技术工作还不满1年")
    assert submitted.review_reason == REASON
    row = submitted.progress.get(move="submit")
    assert REASON in row.opinion
    assert "EL-332" in row.opinion


def test_pressing_twice_with_a_reason_is_pressing_once(world, early):
    seen = early.version
    submit(world, early, review_reason=REASON)
    with pytest.raises(AlreadyDone):
        perform(
            early,
            "submit",
            actor=world.applicant,
            data=PLEDGE | {"review_reason": REASON},
            expected_version=seen,
        )
    assert early.progress.filter(move="submit").count() == 1


def test_the_page_asks_for_the_reason_at_its_field_and_keeps_what_was_typed(world, early, client):
    sign_in(client, world.applicant)
    check = reverse("applications:application_check", args=[early.public_id])
    html = client.get(check).content.decode()
    assert "您从事专业技术工作还不满1年" in html
    assert 'name="review_reason"' in html
    refused = post(client, early)
    assert refused.status_code == 422
    assert 'href="#id_review_reason"' in refused.content.decode()
    long = post(client, early, review_reason="引" * 301)
    assert long.status_code == 422
    assert "理由最多 300 个字，请精简。" in long.content.decode()
    assert "引" * 301 in long.content.decode()
    assert post(client, early, review_reason=REASON).status_code == 302


def test_the_page_does_not_ask_who_needs_no_reason(world, client):
    application = world.complete()
    sign_in(client, world.applicant)
    html = client.get(
        reverse("applications:application_check", args=[application.public_id])
    ).content.decode()
    assert "您符合认定助理级职称的时间要求" in html
    assert "review_reason" not in html


def test_the_page_of_an_empty_draft_says_nothing_of_rules(world, client):
    application = world.draft()
    sign_in(client, world.applicant)
    html = client.get(
        reverse("applications:application_check", args=[application.public_id])
    ).content.decode()
    assert "人工复核" not in html
    with pytest.raises(Refused, match="必须改好"):
        submit(world, application)


def test_employer_office_and_applicant_all_read_rule_and_reason(world, early, client):
    perform(submit(world, early, review_reason=REASON), "endorse", actor=world.clerk, data=OPINION)
    pages = (
        (world.applicant, "applications:application_detail", 1),
        (world.applicant, "applications:application_progress", 2),
        (world.clerk, "admin_portal:employer_application_detail", 2),
        (world.officer, "admin_portal:office_application_detail", 2),
    )
    for actor, name, times in pages:
        sign_in(client, actor)
        html = client.get(reverse(name, args=[early.public_id])).content.decode()
        assert "申报条件：人工复核" in html, name
        assert "规则 EL-332" in html
        assert html.count(REASON) == times, "above, and once more where there is 进度"


def test_the_answers_say_which_rule(world, early):
    cases = (
        ({"education": "31"}, "EL-322"),
        ({"education": "23"}, "EL-406"),
        ({"education": "47"}, "EL-409"),
        (began(60), "EL-333"),
        (began(12), "EL-331"),
    )
    for code in ("31", "23", "47"):
        EnumItem.objects.create(group="education", code=code, name=code)
    for changes, rule in cases:
        world.save(early, "basic_profile", ANSWERS["basic_profile"] | began(8) | changes)
        early.refresh_from_db()
        assert eligibility_review.of(early).rule_id == rule, changes


def test_a_title_held_already_is_looked_at_by_people(world):
    application = world.complete()
    make_certificate(holder=world.applicant.user, office=world.office)
    assert eligibility_review.of(application).rule_id == "EL-201"
    Certificate.objects.update(state=CertificateState.VOIDED)
    assert eligibility_review.of(application).rule_id == "EL-331"


def test_of_a_month_both_ends_must_be_in_time(world):
    """Graduated in the month of three years ago: its first day is too late already, its last may not be."""
    application = world.complete()
    today = timezone.localdate()
    three_years_ago = {"graduated_on": f"{months_after(today, -36):%Y-%m}"}
    world.save(application, "basic_profile", ANSWERS["basic_profile"] | three_years_ago)
    expected = "EL-331" if today.day == 1 else "EL-333"
    assert eligibility_review.of(application).rule_id == expected


def test_what_was_handed_in_in_time_and_sent_back_stays_in_time(world):
    submitted = submit(world, world.complete())
    back = perform(
        submitted, "return_to_applicant", actor=world.clerk, data={"opinion": "请补。", "sections": []}
    )
    then = timezone.now() - datetime.timedelta(days=900)
    back.first_submitted_at = timezone.now()
    assert eligibility_review.of(back).is_eligible
    world.save(back, "basic_profile", ANSWERS["basic_profile"] | began(50))
    assert eligibility_review.of(back).rule_id == "EL-333"
    back.first_submitted_at = then
    assert eligibility_review.of(back).is_eligible
    back.state = "draft"
    assert eligibility_review.of(back).rule_id == "EL-333"
