"""The closed door, generated: state × role against the table in memory; each refusal once in the database."""

import pytest

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import ApplicationProgress
from applications.services.transitions import perform
from core.errors import Refused
from core.models import AuditEntry
from core.workflow import NotAllowed
from tests.factories.accounts import actor_for, make_employer, make_office

TRANSITIONS = registry.kind("recognition").workflow.transitions
ROLES = (
    "applicant",
    "owner",
    "clerk",
    "officer",
    "second",
    "admin",
    "stranger",
    "foreign_clerk",
    "foreign_officer",
)
EMPLOYER_MOVES = {"open", "endorse", "return_to_applicant", "reject_by_employer"}
OFFICE_MOVES = {
    "claim",
    "transfer",
    "return_to_employer",
    "return_to_applicant",
    "reject_by_office",
    "pass_preliminary",
}
APPROVAL = {"approve", "return_to_review"}
TABLE = {
    (S.DRAFT, "applicant"): {"submit", "delete"},
    (S.RETURNED, "applicant"): {"submit"},
    (S.EMPLOYER_REVIEW, "applicant"): {"withdraw"},
    (S.DELETED, "applicant"): {"restore"},
    **{(S.EMPLOYER_REVIEW, role): EMPLOYER_MOVES for role in ("owner", "clerk")},
    **{(S.OFFICE_REVIEW, role): OFFICE_MOVES for role in ("officer", "second", "admin")},
    **{(S.PRELIMINARY_PASSED, role): APPROVAL for role in ("officer", "second", "admin")},
    (S.REJECTED_BY_EMPLOYER, "admin"): {"reopen"},
    (S.REJECTED_BY_OFFICE, "admin"): {"reopen"},
}


@pytest.fixture
def everyone(world):
    """One actor of every role."""
    other_office = make_office("080001")
    return {
        **{
            role: getattr(world, role)
            for role in ("applicant", "owner", "clerk", "officer", "second", "admin")
        },
        "stranger": world.another_applicant(),
        "foreign_clerk": actor_for(house=make_employer(office=world.office)),
        "foreign_officer": actor_for(house=other_office),
    }


@pytest.mark.parametrize("kind", registry.kinds(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("state", S.values)
def test_only_declared_moves_are_open(kind, state, world, everyone):
    application = world.placed(state, everyone["applicant"])
    for role in ROLES:
        names = {move.name for move in kind.workflow.open_to(everyone[role], application)}
        assert names == TABLE.get((S(state), role), set()), role


def shut_doors():
    """Every move × role that the table does not open, in the first state of the move."""
    for name, transition in TRANSITIONS.items():
        for role in (*ROLES, "nobody"):
            is_open = name in TABLE.get((S(transition.sources[0]), role), set())
            if not is_open and (name, role) != ("record_issue", "nobody"):
                yield name, role


@pytest.mark.parametrize(("move", "role"), shut_doors())
def test_a_shut_door_changes_nothing_and_leaves_no_trace(move, role, world, everyone):
    application = world.stored(S(TRANSITIONS[move].sources[0]), everyone["applicant"])
    before = (application.state, application.version, AuditEntry.objects.count())
    with pytest.raises(NotAllowed):
        perform(application, move, actor=everyone.get(role), data={})
    application.refresh_from_db()
    assert (application.state, application.version, AuditEntry.objects.count()) == before
    assert not ApplicationProgress.objects.filter(application=application).exists()


@pytest.mark.parametrize("move", TRANSITIONS)
def test_a_move_is_refused_in_every_state_that_is_not_its_own(move, world, everyone):
    transition = TRANSITIONS[move]
    actor = next((everyone[role] for (state, role), names in TABLE.items() if move in names), None)
    for state in set(S.values) - {str(source) for source in transition.sources} - {S.ISSUED}:
        application = world.stored(state, world.another_applicant())
        with pytest.raises(Refused) as refusal:
            perform(application, move, actor=actor, data={})
        assert refusal.value.status == 409
        assert application.progress.count() == 0


def test_nobody_decides_in_a_case_of_their_own(world):
    clerk = actor_for(world.clerk.user)
    application = world.placed(S.EMPLOYER_REVIEW, clerk)
    assert not registry.kind("recognition").workflow.open_to(world.clerk, application)
