"""主管单位审核: who is asked, what it may decide, who sees the case when, and who accepts in the end."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Employer
from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application
from applications.plan_enums import PlanStage
from applications.services.handover import open_cases_of
from applications.services.line import full_clocks, places_of
from applications.services.noting import Defect, note, notes_of, remove_note
from applications.services.papers.opinions import AUTHORITY_BOX, opinion_blocks
from applications.services.plans import return_last_day
from applications.services.return_deadlines import lapse_due
from applications.services.return_places import Spot
from applications.services.road import clocks, history, holder, steps
from applications.services.transitions import open_moves, perform
from catalogue.working_days import publish_year
from core.errors import Refused
from core.workflow import NotAllowed
from messaging.models import Message
from tests.factories.accounts import actor_for, make_employer, make_office, sign_in
from tests.factories.applications import OPINION
from tests.factories.evaluation import EvaluationWorld, shown_in_full


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once: every test is taken back. The school answers to the bureau, the plan asks for it."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        world = EvaluationWorld()
        world.plan.needs_authority_review = True
        world.plan.save(update_fields=["needs_authority_review"])
        world.above = actor_for(house=world.superior)
        world.lower = actor_for(house=make_office("070003", parent=world.office))
        case = world.stored(S.EMPLOYER_REVIEW)
        Application.objects.filter(pk=case.pk).update(arrived_at=None)
        world.case = shown_in_full(case, world.clerk)
        yield world


@pytest.fixture
def world(one_world, db):
    return one_world


def sent_up(world):
    """Recommended by an employer that answers to the bureau."""
    world.employer.superior = world.superior
    world.employer.save(update_fields=["superior"])
    return perform(world.case, "endorse", actor=world.clerk, data=OPINION)


def sent_to_lower_office(world):
    """Recommended by an employer that answers to nobody and belongs to an office below the committee's."""
    world.employer.superior, world.employer.office = None, world.lower.office
    world.employer.save(update_fields=["superior", "office"])
    return perform(world.case, "endorse", actor=world.clerk, data=OPINION)


def more_sent_up(world) -> Application:
    """One more case that lies above."""
    return Application.objects.get(pk=world.stored(S.AUTHORITY_REVIEW).pk)


def close(employer, office):
    """Its account, kept by an office, is closed."""
    Employer.objects.filter(pk=employer.pk).update(state="disabled", office=office)


def sees(actor) -> bool:
    return Application.objects.visible_to(actor).exists()


def moves_of(actor, application) -> set[str]:
    return {move.name for move in open_moves(application, actor)}


DAY = datetime.timedelta(days=1)
DECISIONS = {"agree_as_authority", "reject_by_authority", "return_to_employer", "return_to_applicant"}


def test_the_superior_sees_it_from_then_on_and_decides_alone(world):
    assert not sees(world.above)
    case = sent_up(world)
    assert (case.state, case.authority, case.arrived_at) == (S.AUTHORITY_REVIEW, world.superior, None)
    assert sees(world.above)
    assert not sees(world.officer), "it has come to no office"
    assert moves_of(world.above, case) == DECISIONS
    for other in (world.clerk, world.owner, world.officer, world.lower):
        assert moves_of(other, case) == set()
        with pytest.raises(NotAllowed):
            perform(case, "agree_as_authority", actor=other, data=OPINION)
    assert holder(case) == world.superior.name
    assert clocks([case])[case.pk].promised == 5
    assert history(case)[0].body == world.superior.name
    assert [step.label for step in steps(case)][1] == "主管单位审核中"
    told = Message.objects.get(recipient=case.applicant, template_code="sent_to_authority")
    assert world.superior.name in told.body
    assert Message.objects.filter(recipient=world.above.user, template_code="application_arrived").exists()
    agreed = perform(case, "agree_as_authority", actor=world.above, data=OPINION)
    assert agreed.state == S.OFFICE_REVIEW
    assert agreed.arrived_at is not None
    assert sees(world.above), "and after"
    assert moves_of(world.above, agreed) == set()
    assert sees(world.officer)


def test_it_sends_back_down_or_to_the_applicant_or_refuses(world):
    back = perform(sent_up(world), "return_to_employer", actor=world.above, data=OPINION)
    assert back.state == S.EMPLOYER_REVIEW
    assert Message.objects.filter(template_code="authority_returned_to_employer").exists()
    again = perform(back, "endorse", actor=world.clerk, data=OPINION)
    returned = perform(again, "return_to_applicant", actor=world.above, data=OPINION)
    assert returned.state == S.RETURNED
    Application.objects.filter(pk=returned.pk).update(state=S.AUTHORITY_REVIEW)
    reason = {"opinion": "继续教育学时不足。"}
    refused = perform(again, "reject_by_authority", actor=world.above, data=reason)
    assert refused.state == S.REJECTED_BY_OFFICE
    assert opinion_blocks(refused, (AUTHORITY_BOX,))[-1].text == reason["opinion"]
    reopened = perform(refused, "reopen", actor=world.admin, data=OPINION)
    assert reopened.state == S.AUTHORITY_REVIEW
    assert moves_of(world.above, reopened) == DECISIONS


def test_where_nobody_is_to_be_asked_it_goes_to_the_office(world):
    world.superior.state = "disabled"
    world.superior.save(update_fields=["state"])
    assert sent_up(world).state == S.OFFICE_REVIEW


def test_a_plan_that_does_not_ask_goes_to_the_office(world):
    world.plan.needs_authority_review = False
    world.plan.save(update_fields=["needs_authority_review"])
    assert sent_up(world).state == S.OFFICE_REVIEW


def test_a_lower_office_recommends_and_the_committees_office_accepts(world):
    """E1: what a lower office recommended is accepted by the office of the committee alone."""
    case = sent_to_lower_office(world)
    assert (case.state, case.authority_office) == (S.AUTHORITY_REVIEW, world.lower.office)
    assert sees(world.lower)
    assert list(Application.objects.visible_to(world.lower).awaiting(world.lower.office)) == [case]
    assert moves_of(world.lower, case) == DECISIONS
    with pytest.raises(Refused):
        perform(case, "pass_preliminary", actor=world.lower, data=OPINION)
    agreed = perform(case, "agree_as_authority", actor=world.lower, data=OPINION)
    assert agreed.state == S.OFFICE_REVIEW
    assert not sees(world.lower), "a lower office sees no case of the one above (row J08)"
    with pytest.raises(NotAllowed):
        perform(agreed, "pass_preliminary", actor=world.lower, data=OPINION)
    assert perform(agreed, "pass_preliminary", actor=world.officer, data=OPINION).state == S.ADMITTED


@pytest.mark.parametrize("move", ["agree_as_authority", "return_to_applicant"])
def test_a_lower_office_is_led_back_to_its_queue_when_the_case_has_left_it(world, move):
    case, browser = sent_to_lower_office(world), sign_in(Client(), world.lower)
    url = reverse("admin_portal:office_application_transition", args=[case.public_id, move])
    for _ in range(2):
        answer = browser.post(url, {"version": case.version, **OPINION}, follow=True)
        assert answer.status_code == 200
        assert answer.redirect_chain[-1][0] == reverse("admin_portal:office_application_list")
    assert case.progress.filter(move=move).count() == 1
    stranger = sign_in(Client(), actor_for(house=make_office("080001")))
    assert stranger.post(url, {"version": case.version, **OPINION}).status_code == 404


def test_an_employer_of_the_committees_own_office_needs_no_other(world):
    assert perform(world.case, "endorse", actor=world.clerk, data=OPINION).state == S.OFFICE_REVIEW


def test_it_stands_in_the_queue_and_on_the_desk_of_who_has_it(world):
    case = sent_up(world)
    above, stranger = (sign_in(Client(), actor) for actor in (world.above, actor_for(house=make_employer())))
    queue = reverse("admin_portal:employer_application_list")
    desk = reverse("admin_portal:employer_application_detail", args=[case.public_id])
    assert case.number in above.get(queue).content.decode()
    page = above.get(desk).content.decode()
    assert "同意" in page
    assert "退回单位" in page
    assert stranger.get(desk).status_code == 404
    url = reverse("admin_portal:employer_application_transition", args=[case.public_id, "agree_as_authority"])
    assert above.post(url, {"version": case.version, **OPINION}).status_code == 302
    case.refresh_from_db()
    assert case.state == S.OFFICE_REVIEW


def test_nobody_decides_there_in_a_case_of_their_own(world):
    case = sent_up(world)
    colleague = actor_for(case.applicant, world.superior)
    assert moves_of(colleague, case) == set()


def test_it_looks_section_by_section_and_the_office_reads_what_it_said(world):
    case = sent_up(world)
    desk = reverse("admin_portal:employer_application_detail", args=[case.public_id])
    above = sign_in(Client(), world.above)
    section, *others = registry.kind(case.kind).sections
    url = reverse("admin_portal:employer_section_judge", args=[case.public_id, section.key])
    said = {"version": 0, "revision": case.revisions.count(), "verdict": "passed"}
    assert above.post(url, said).status_code == 302
    assert f"{world.above.user.name}：没问题" in above.get(desk).content.decode()
    assert sign_in(Client(), world.clerk).post(url, said).status_code in (403, 409)
    spot = Spot(others[0].title, section_key=others[0].key)
    note(case, Defect(spot, "OF-01", "请补一张清楚的照片"), actor=world.above)
    with pytest.raises(Refused):
        perform(case, "agree_as_authority", actor=world.above, data=OPINION)
    remove_note(case, notes_of(case)[0].public_id, actor=world.above)
    agreed = perform(case, "agree_as_authority", actor=world.above, data=OPINION)
    office = reverse("admin_portal:office_application_detail", args=[agreed.public_id])
    assert "主管单位：没问题" in sign_in(Client(), world.officer).get(office).content.decode()


def test_what_lies_with_a_superior_that_is_closed_goes_to_the_office_that_keeps_its_account(world):
    case = sent_up(world)
    close(world.superior, world.lower.office)
    case = Application.objects.get(pk=case.pk)
    assert list(Application.objects.visible_to(world.lower).awaiting(world.lower.office)) == [case]
    assert moves_of(world.lower, case) == DECISIONS
    assert moves_of(world.above, case) == set()
    assert holder(case) == world.lower.office.name
    assert open_cases_of(world.lower.office) == 1
    assert perform(case, "agree_as_authority", actor=world.lower, data=OPINION).state == S.OFFICE_REVIEW


def test_who_waits_for_an_employer_that_is_closed_may_take_it_back(world):
    sent_up(world)
    back = perform(world.case, "return_to_employer", actor=world.above, data=OPINION)
    applicant = actor_for(back.applicant)
    with pytest.raises(Refused, match="撤回"):
        perform(back, "withdraw", actor=applicant)
    world.employer.state = "disabled"
    world.employer.save(update_fields=["state"])
    assert perform(Application.objects.get(pk=back.pk), "withdraw", actor=applicant).state == S.DRAFT


def test_what_it_returned_may_be_handed_in_and_recommended_when_the_employers_days_are_over(world):
    """It keeps no window: what was recommended in time is not lost by lying above."""
    returned = perform(sent_up(world), "return_to_applicant", actor=world.above, data=OPINION)
    window = world.plan.windows.get(stage=PlanStage.EMPLOYER)
    window.opens_on, window.closes_on = (timezone.localdate() - DAY * back for back in (2, 1))
    window.save()
    returned = Application.objects.get(pk=returned.pk)
    assert return_last_day(returned) == returned.plan.last_day(PlanStage.ACCEPT)
    Application.objects.filter(pk=returned.pk).update(state=S.EMPLOYER_REVIEW, authority=None)
    assert perform(returned, "endorse", actor=world.clerk, data=OPINION).state == S.AUTHORITY_REVIEW


def test_who_withdraws_from_there_reads_that_the_opinion_of_the_employer_stands(world):
    case = sent_up(world)
    with pytest.raises(Refused, match="由于单位已出具审核意见，不可撤回"):
        perform(case, "withdraw", actor=actor_for(case.applicant))


def test_what_lapses_after_a_lower_office_returned_it_can_be_revived(world):
    today = timezone.localdate()
    for year in (today.year, today.year + 1):
        publish_year(year, [], actor=None)
    days = {"opinion": "请补一页。", "days": "1"}
    returned = perform(sent_to_lower_office(world), "return_to_applicant", actor=world.lower, data=days)
    with time_machine.travel(timezone.now() + DAY * 20, tick=False):
        lapse_due()
        lapsed = Application.objects.visible_to(world.admin).get(pk=returned.pk)
        assert lapsed.state == S.LAPSED
        assert moves_of(world.admin, lapsed) == {"reopen_lapsed"}


def test_what_it_refused_stands_on_the_form(world):
    why = {"opinion": "材料不实。"}
    refused = perform(sent_up(world), "reject_by_authority", actor=world.above, data=why)
    _, box = opinion_blocks(refused, (AUTHORITY_BOX,))
    assert box.text == "材料不实。"
    assert world.superior.name in box.on


def test_it_stands_in_line_with_what_lies_there(world):
    first = sent_up(world)
    others = [more_sent_up(world) for _ in range(2)]
    desk = reverse("admin_portal:employer_application_detail", args=[others[1].public_id])
    assert places_of([first, *others]) == {first.pk: "1", others[0].pk: "2", others[1].pk: "3"}
    assert "排在第" in sign_in(Client(), world.above).get(desk).content.decode()
    close(world.superior, world.lower.office)
    assert places_of(list(Application.objects.with_names())) == {}, "nobody knows any more"


def test_many_that_were_sent_up_ask_the_database_as_often_as_one(world):
    sent_up(world)
    close(world.superior, world.lower.office)
    listed = reverse("admin_portal:office_application_list")
    browser = sign_in(Client(), world.lower)
    browser.get(listed)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            rows = list(Application.objects.visible_to(world.lower).with_names())
            full_clocks(rows)
            page = browser.get(listed)
        asked.append((len(rows), page.content.decode().count(" data-row"), len(captured)))
        for _ in range(4):
            more_sent_up(world)
    assert asked == [(1, 1, asked[0][2]), (5, 5, asked[0][2])]


def test_what_lies_with_an_office_in_place_of_others_is_asked_in_two_parts_that_have_an_index_each(world):
    """Joined under one OR neither index serves, and every page of an office reads all that runs."""
    with CaptureQueriesContext(connection) as captured:
        Application.objects.sent_up_to(world.office)
    (asked,) = captured
    own, of_closed = asked["sql"].split(" UNION ALL ")
    assert "authority_office_id" in own
    assert "JOIN" not in own
    assert " OR " not in of_closed


def test_the_first_page_tells_what_people_of_this_house_did(world):
    sent_up(world)
    perform(world.case, "agree_as_authority", actor=world.above, data=OPINION)
    bureau, school = (
        sign_in(Client(), actor).get(reverse("admin_portal:employer_dashboard")).context["decisions"]
        for actor in (world.above, world.clerk)
    )
    assert [row.move for row in bureau] == ["agree_as_authority"]
    assert "agree_as_authority" not in {row.move for row in school}
    assert "endorse" in {row.move for row in school}
