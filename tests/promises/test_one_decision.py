"""Two officers decide one case at once: the first wins, the second reads who was first (promise R2)."""

from django.urls import reverse

from applications.enums import ApplicationState as S
from messaging.models import Message
from tests.factories.accounts import sign_in
from tests.promises.crowd import CROWD, at_once, browsers, post, switch_off_locks
from tests.promises.invariants import violations

DECISIONS = ("pass_preliminary", "reject_by_office")
REMARKS = {"pass_preliminary": "材料齐全，同意。", "reject_by_office": "见习期不足一年。"}


def desk(application, move):
    return reverse("admin_portal:office_application_transition", args=[application.public_id, move])


def filled_in(application, move):
    """What the page of a decision posts."""
    return {"version": application.version, "opinion": REMARKS[move], "confirmed": "1"}


def decide_at_once(world, application):
    """Ten times 初审通过 by one officer, ten times 初审不通过 by the other."""
    two = [browsers(officer, 1)[0] for officer in (world.officer, world.second)]
    return at_once(
        *(
            post(two[n % 2], desk(application, DECISIONS[n % 2]), filled_in(application, DECISIONS[n % 2]))
            for n in range(CROWD)
        )
    )


def decisions(application):
    return application.progress.filter(move__in=DECISIONS)


def test_one_decision_stands_and_the_other_officer_is_told(each_world, few_rounds):
    world = each_world
    for _ in few_rounds:
        application = world.stored(S.OFFICE_REVIEW)
        answers = decide_at_once(world, application)
        (row,) = decisions(application)
        application.refresh_from_db()
        assert row.opinion == REMARKS[row.move]
        # After 初审通过 a kind may go on by itself.
        assert application.state == application.progress.latest("pk").to_state
        assert Message.objects.filter(recipient=application.applicant).count() == 1
        first = DECISIONS.index(row.move)
        assert {answer.status_code for answer in answers[first::2]} == {302}
        for answer in answers[1 - first :: 2]:
            assert answer.status_code == 409
            assert row.by_name in answer.content.decode()
            assert row.label in answer.content.decode()
    assert violations() == []


def test_control_without_the_lock_both_decide(world, monkeypatch):
    application = world.stored(S.OFFICE_REVIEW)
    switch_off_locks(monkeypatch, CROWD)
    decide_at_once(world, application)
    assert {row.move for row in decisions(application)} == set(DECISIONS)
    assert violations() != []


def test_a_form_opened_before_somebody_else_acted_is_refused(client, world):
    application = world.stored(S.OFFICE_REVIEW)
    seen = filled_in(application, "pass_preliminary")
    first = sign_in(client, world.second)
    claim = {"version": application.version}
    assert first.post(desk(application, "claim"), claim).status_code == 302

    late = browsers(world.officer, 1)[0]
    answer = late.post(desk(application, "pass_preliminary"), seen)
    assert answer.status_code == 409
    assert world.second.user.name in answer.content.decode()
    assert REMARKS["pass_preliminary"] in answer.content.decode()
    assert not decisions(application).exists()

    application.refresh_from_db()
    fresh = filled_in(application, "pass_preliminary")
    assert late.post(desk(application, "pass_preliminary"), fresh).status_code == 302
    assert decisions(application).count() == 1
