"""Every move that a kind declares is made once on the database, from and to every state it knows.

What was walked is read from the table of 进度: a move that nobody makes here, and one nobody declared, both
show. Sources: the roads of 职称评审, 职称认定, 重新确认 and 遗失补办, from the first draft on.
"""

import datetime

import pytest
from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application, ApplicationProgress, ReturnNotice
from applications.services import employer_notices, fee_road, result_notices
from applications.services.transitions import perform
from applications.tasks import expire_payments, lapse_returns
from certificates.enums import CertificateState
from payments.gateways import offline
from tests.factories.accounts import actor_for
from tests.factories.applications import OPINION, World, approval
from tests.factories.fees import FeeWorld, settle
from tests.factories.original import ReplacementWorld, SeniorWorld
from tests.factories.results import OBJECTION, VOTES, ResultsWorld, votes

PLEDGED = {"commitment": "on"}
OBJECTED = {"objector_name": "覃海燕", "opinion": "证书在单位档案里。"}
DAY = datetime.timedelta(days=1)
# 恢复 leads back to where it was refused, and nowhere else.
NOWHERE = {
    ("reopen", S.REJECTED_BY_EMPLOYER, S.OFFICE_REVIEW),
    ("reopen", S.REJECTED_BY_OFFICE, S.EMPLOYER_REVIEW),
    ("reopen", S.REJECTED_BY_EMPLOYER, S.AUTHORITY_REVIEW),
}


class CommitteeWorld(FeeWorld, ResultsWorld):
    """职称评审 whose plan asks for a fee, with a group."""


def go(application, move, actor, state, data=OPINION):
    """One move, and where it has led."""
    moved = perform(application, move, actor=actor, data=data)
    assert moved.state == state, move
    return moved


def declared(kind) -> set[tuple]:
    """Every move of a kind with each state it leads from and to."""
    moves = registry.kind(kind).workflow.transitions.values()
    roads = {(m.name, S(a), S(b)) for m in moves for a in m.sources for b in m.targets or (a,)}
    return roads - NOWHERE


def walked(kind) -> set[tuple]:
    """What stands in 进度 of all applications of a kind."""
    rows = ApplicationProgress.objects.filter(application__kind=kind)
    return {(move, S(a), S(b)) for move, a, b in rows.values_list("move", "from_state", "to_state")}


def now(application):
    return Application.objects.get(pk=application.pk)


def before_it_is_handed_in(world):
    me = world.next_applicant()
    binned = go(world.draft(), "delete", me, S.DELETED, {})
    go(binned, "restore", me, S.DRAFT, {})


def there_and_back(world, mended_in=S.RETURNED, taken_back_to=S.DRAFT):
    """Withdrawn, returned by both desks, handed down, given up by the clock and taken up again."""
    me, case = world.next_applicant(), world.submitted()
    go(case, "withdraw", me, taken_back_to, {})
    go(case, "submit", me, S.EMPLOYER_REVIEW, PLEDGED)
    go(case, "open", world.clerk, S.EMPLOYER_REVIEW, {})
    go(case, "return_to_applicant", world.clerk, mended_in)
    go(case, "submit", me, S.EMPLOYER_REVIEW, PLEDGED)
    go(world.shown(case), "endorse", world.clerk, S.OFFICE_REVIEW)
    go(case, "claim", world.officer, S.OFFICE_REVIEW, {})
    handed_on = OPINION | {"assignee": world.second.user.pk}
    go(case, "transfer", world.officer, S.OFFICE_REVIEW, handed_on)
    go(case, "return_to_employer", world.second, S.EMPLOYER_REVIEW)
    go(case, "endorse", world.clerk, S.OFFICE_REVIEW)
    go(case, "return_to_applicant", world.second, mended_in, OPINION | {"days": "10"})
    over = timezone.localdate() - DAY
    ReturnNotice.objects.open().filter(application=case).update(deadline_on=over, is_estimate=False)
    assert lapse_returns() == 1
    back = go(case, "reopen_lapsed", world.admin, mended_in, OPINION | {"days": "5"})
    assert back.decided_at is None
    assert back.returns.open().get().deadline_on > timezone.localdate()
    assert lapse_returns() == 0
    go(case, "submit", me, S.EMPLOYER_REVIEW, PLEDGED)


def refused_and_taken_up_again(world):
    for state, move, actor, end in (
        (S.EMPLOYER_REVIEW, "reject_by_employer", world.owner, S.REJECTED_BY_EMPLOYER),
        (S.OFFICE_REVIEW, "reject_by_office", world.officer, S.REJECTED_BY_OFFICE),
    ):
        case = go(world.stored(state), move, actor, end)
        assert case.decided_at
        assert go(case, "reopen", world.admin, state).decided_at is None


def looked_at_twice(world):
    """The second person sends it back once, then it is approved and certified."""
    world.next_applicant()
    case = world.preliminary_passed()
    go(case, "return_to_review", world.second, S.OFFICE_REVIEW)
    go(case, "pass_preliminary", world.officer, S.PRELIMINARY_PASSED)
    return case


def all_paid(world):
    """待缴费 in every way: paid, the note taken back before and after the worker, run out, taken up."""
    case = world.owing()
    for waits_for_worker in (False, True):
        world.register(case)
        if not waits_for_worker:
            settle()
        order = world.order(case)
        noted = offline.standing(order).public_id
        fee_road.revoke(order, note_id=noted, reason="登记错人。", actor=world.second)
        assert now(case).state == S.AWAITING_PAYMENT
    late = [world.owing(), world.owing()]
    world.register(case)
    settle()
    world.pay_window(-9, -1)
    assert expire_payments() == 2
    until = OPINION | {"until": f"{timezone.localdate() + 3 * DAY}"}
    go(late[0], "reopen_payment", world.admin, S.AWAITING_PAYMENT, until)
    world.plan.fee_amount = 0
    world.plan.save()
    go(late[1], "reopen_payment", world.admin, S.ADMITTED, until)
    return now(case)


def by_the_committee(world, case):
    """From 材料报送成功 to the certificate: an objection that does not matter, a decree taken back."""
    group = {"group": str(world.group.public_id)}
    go(case, "put_in_group", world.officer, S.GROUPED, group)
    go(case, "enter_result", world.officer, S.PASSED, votes())
    result_notices.publish(world.plan, actor=world.officer)
    go(case, "record_objection", world.officer, S.OBJECTION, OBJECTION)
    go(case, "dismiss_objection", world.second, S.PUBLIC_NOTICE)
    world.run_out()
    number = f"钦职办〔2026〕{case.pk}号"
    decree = {"decree": world.decree(number).pk}
    go(case, "decree", world.officer, S.DECREED, decree)
    go(case, "take_back_decree", world.second, S.PUBLIC_NOTICE)
    go(case, "decree", world.officer, S.DECREED, decree)
    done = go(case, "approve", world.second, S.ISSUED)
    assert done.certificate.decree_number == number
    assert done.certificate.state == CertificateState.NORMAL


def without_success(world):
    """Who fails, and whose pass an objection takes back."""
    group = {"group": str(world.group.public_id)}
    failed = go(world.admitted(), "put_in_group", world.officer, S.GROUPED, group)
    go(failed, "put_in_group", world.officer, S.GROUPED, group)
    go(failed, "enter_result", world.officer, S.FAILED, votes(approve="13", against="6"))
    lost = [
        failed,
        go(world.grouped(), "enter_result", world.officer, S.FAILED, votes(approve="9", against="10")),
    ]
    for one, decision, end in ((lost[0], "kept", S.FAILED), (lost[1], "changed", S.PASSED)):
        go(one, "ask_recheck", actor_for(one.applicant), S.FAILED, {"opinion": "请核对计票。"})
        go(one, "answer_recheck", world.second, end, OPINION | VOTES | {"decision": decision})
    case = go(world.on_notice(), "record_objection", world.officer, S.OBJECTION, OBJECTION)
    assert go(case, "uphold_objection", world.second, S.FAILED).decided_at


def shown_by_the_employer(world):
    """Objections that do not matter and one that does; taken off the board; kept after a small mending."""
    me, here = world.next_applicant(), S.EMPLOYER_REVIEW
    case = world.shown(world.submitted())
    for _ in range(2):
        go(case, "object_to_notice", world.clerk, here, OBJECTED | {"objector_contact": "0777-2838001"})
        go(case, "dismiss_notice_objection", world.owner, here)
    go(case, "return_to_applicant", world.clerk, S.RETURNED)
    go(case, "submit", me, here, PLEDGED)
    go(case, "keep_notice", world.clerk, here)
    go(case, "object_to_notice", world.clerk, here, OBJECTED | {"objector_contact": "0777-2838001"})
    go(case, "uphold_notice_objection", world.owner, here)
    on_the_board = world.submitted(world.next_applicant())
    employer_notices.begin([on_the_board.pk], actor=world.clerk, place="公告栏", contact="0777-2838001")
    go(on_the_board, "take_off_notice", world.clerk, here)


def by_way_of_the_superior(world):
    """The 主管单位 agrees, sends back both ways, refuses; its refusal is taken back."""
    world.plan.needs_authority_review, world.employer.superior = True, world.superior
    world.plan.save()
    world.employer.save()
    above = actor_for(house=world.superior)
    for move, end in (
        ("agree_as_authority", S.OFFICE_REVIEW),
        ("return_to_employer", S.EMPLOYER_REVIEW),
        ("return_to_applicant", S.RETURNED),
        ("reject_by_authority", S.REJECTED_BY_OFFICE),
    ):
        case = world.shown(world.submitted(world.next_applicant()))
        go(case, "endorse", world.clerk, S.AUTHORITY_REVIEW)
        go(case, move, above, end)
    go(case, "reopen", world.admin, S.AUTHORITY_REVIEW)


@pytest.fixture(autouse=True)
def media(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_every_road_of_evaluation_is_walked():
    world = CommitteeWorld()
    before_it_is_handed_in(world)
    there_and_back(world)
    refused_and_taken_up_again(world)
    by_the_committee(world, all_paid(world))
    assert not world.plan.fee_amount
    world.next_applicant()
    by_the_committee(world, world.preliminary_passed())
    without_success(world)
    shown_by_the_employer(world)
    by_way_of_the_superior(world)
    assert declared(world.kind) - walked(world.kind) == set()
    assert walked(world.kind) - declared(world.kind) == set()


def test_every_road_of_recognition_is_walked():
    world = World()
    before_it_is_handed_in(world)
    there_and_back(world)
    refused_and_taken_up_again(world)
    go(looked_at_twice(world), "approve", world.second, S.ISSUED, approval())
    assert declared(world.kind) - walked(world.kind) == set()
    assert walked(world.kind) - declared(world.kind) == set()


def test_every_road_of_reconfirmation_is_walked():
    world = SeniorWorld()
    before_it_is_handed_in(world)
    there_and_back(world)
    refused_and_taken_up_again(world)
    case = looked_at_twice(world)
    go(case, "coapprove", world.regional_clerk, S.PRELIMINARY_PASSED)
    go(case, "approve", world.second, S.ISSUED, approval())
    assert declared(world.kind) - walked(world.kind) == set()
    assert walked(world.kind) - declared(world.kind) == set()


def test_every_road_of_replacement_is_walked():
    world = ReplacementWorld()
    before_it_is_handed_in(world)
    there_and_back(world, mended_in=S.AWAITING_MATERIALS, taken_back_to=S.AWAITING_MATERIALS)
    refused_and_taken_up_again(world)
    go(looked_at_twice(world), "approve", world.second, S.ISSUED)
    for state in (S.LOSS_NOTICE, S.AWAITING_MATERIALS):
        case = go(world.stored(state), "record_objection", world.officer, S.LOSS_OBJECTION, OBJECTED)
        go(case, "dismiss_objection", world.second, S.LOSS_NOTICE)
    again = go(case, "record_objection", world.officer, S.LOSS_OBJECTION, OBJECTED)
    go(again, "uphold_objection", world.second, S.GIVEN_UP)
    give_up = registry.kind(world.kind).workflow.transitions["give_up"]
    for state in give_up.sources:
        held = world.stored(state)
        go(held, "give_up", actor_for(held.applicant), S.GIVEN_UP, {})
    assert declared(world.kind) - walked(world.kind) == set()
    assert walked(world.kind) - declared(world.kind) == set()
