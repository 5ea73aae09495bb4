"""The closed door, generated for every kind: state × role in memory; each refusal once in the database."""

from functools import cached_property

import pytest
from django.test import override_settings

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application
from applications.services.transitions import perform, workflow_of
from core.errors import Refused
from core.models import AuditEntry, OutboxRow
from core.workflow import NotAllowed
from messaging.models import Message
from tests.factories.accounts import actor_for, make_employer, make_office
from tests.factories.kinds import WORLDS, kind_of

STAFF = ("owner", "clerk", "officer", "second", "admin")
ROLES = ("applicant", *STAFF, "stranger", "foreign_clerk", "foreign_officer")
EMPLOYER_MOVES = {"open", "endorse", "return_to_applicant", "reject_by_employer"}
OFFICE_MOVES = {
    "claim",
    "transfer",
    "return_to_employer",
    "return_to_applicant",
    "reject_by_office",
    "pass_preliminary",
}
# What every kind shares: from 待完善 to 初审通过.
ROAD = {
    (S.DRAFT, "applicant"): {"submit", "delete"},
    (S.RETURNED, "applicant"): {"submit"},
    (S.EMPLOYER_REVIEW, "applicant"): {"withdraw"},
    (S.DELETED, "applicant"): {"restore"},
    **{(S.EMPLOYER_REVIEW, role): EMPLOYER_MOVES for role in ("owner", "clerk")},
    **{(S.OFFICE_REVIEW, role): OFFICE_MOVES for role in ("officer", "second", "admin")},
    (S.REJECTED_BY_EMPLOYER, "admin"): {"reopen"},
    (S.REJECTED_BY_OFFICE, "admin"): {"reopen"},
    (S.LAPSED, "admin"): {"reopen_lapsed"},
}
APPROVAL = {
    (S.PRELIMINARY_PASSED, role): {"approve", "return_to_review"} for role in ("officer", "second", "admin")
}
AT_THE_OFFICE = ("officer", "second", "admin")
# 遗失补办 has a notice in front, nothing is ever in 已退回, and it may be given up until it is approved.
NOTICE = {
    (S.DRAFT, "applicant"): {"declare_loss", "delete"},
    (S.LOSS_NOTICE, "applicant"): {"give_up"},
    (S.LOSS_OBJECTION, "applicant"): {"give_up"},
    (S.AWAITING_MATERIALS, "applicant"): {"submit", "give_up"},
    (S.EMPLOYER_REVIEW, "applicant"): {"withdraw", "give_up"},
    (S.OFFICE_REVIEW, "applicant"): {"give_up"},
    (S.PRELIMINARY_PASSED, "applicant"): {"give_up"},
    (S.RETURNED, "applicant"): set(),
    **{(S.LOSS_NOTICE, role): {"record_objection"} for role in AT_THE_OFFICE},
    **{(S.AWAITING_MATERIALS, role): {"record_objection"} for role in AT_THE_OFFICE},
    **{(S.LOSS_OBJECTION, role): {"dismiss_objection", "uphold_objection"} for role in AT_THE_OFFICE},
}
LOSS = ROAD | APPROVAL | NOTICE
FEES = {(S.PAYMENT_EXPIRED, "admin"): {"reopen_payment"}}
# 职称评审 behind 材料报送成功: all of it lies with the office of the committee.
RESULTS = {
    (state, role): names
    for role in AT_THE_OFFICE
    for state, names in {
        S.ADMITTED: {"put_in_group"},
        S.GROUPED: {"put_in_group", "enter_result"},
        S.PUBLIC_NOTICE: {"record_objection"},
        S.OBJECTION: {"dismiss_objection", "uphold_objection"},
        S.DECREED: {"approve", "take_back_decree"},
    }.items()
}
# Who may do what in which state, by kind; whatever is not here is shut.
TABLES = {
    "evaluation": ROAD | FEES | RESULTS,
    "recognition": ROAD | APPROVAL,
    "reconfirmation": ROAD | APPROVAL,
    "replacement": LOSS,
}
# Moves of the platform itself, which has no account.
OWN_MOVES = {"record_issue", "open_materials", "lapse"}
OWN_MOVES |= {"admit", "ask_payment", "record_payment", "expire_payment"}
# No button of the case: the page of the order makes the one, that of the plan the others for a whole list.
ELSEWHERE = dict.fromkeys(("revoke_payment", "publish_result", "decree"), AT_THE_OFFICE)
# Offered where a notice of the employer stands as they need it.
NOTICES = ("begin_notice", "keep_notice", "object_to_notice", "take_off_notice")
NOTICES += ("dismiss_notice_objection", "uphold_notice_objection")
ELSEWHERE |= dict.fromkeys(NOTICES, ("owner", "clerk"))
# Offered only where a ballot was lost, which a row put straight into its state never had.
ELSEWHERE |= {"ask_recheck": ("applicant",), "answer_recheck": AT_THE_OFFICE}


class Street:
    """The world of one kind with an actor for every role and one application in each state."""

    def __init__(self, make_world):
        self.world = world = make_world()
        self.table = TABLES[kind_of(world)]
        self.workflow = registry.kind(world.kind).workflow
        self.everyone = {role: getattr(world, role) for role in ("applicant", *STAFF)} | {
            "stranger": world.another_applicant(),
            "foreign_clerk": actor_for(house=make_employer(office=world.office)),
            "foreign_officer": actor_for(house=make_office("080001")),
            "nobody": None,
        }

    @cached_property
    def houses(self) -> dict:
        """A stored application in every state that needs no certificate, each of somebody else."""
        return {S(state): self.world.stored(state) for state in set(S.values) - {S.ISSUED}}

    def open_in(self, state, role) -> set[str]:
        """The moves the table opens."""
        return self.table.get((S(state), role), set())

    def house(self, state, role):
        """The application in a state, and the actor of a role; the applicant is the one it belongs to."""
        application = self.houses[S(state)]
        actor = actor_for(application.applicant) if role == "applicant" else self.everyone[role]
        return application, actor


@pytest.fixture(scope="module", params=WORLDS, ids=kind_of)
def one_street(request, module_db, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        street = Street(request.param)
        _ = street.houses
        yield street


@pytest.fixture
def street(one_street, db):
    return one_street


def trace(application):
    """All that a move could leave behind, as one comparable value."""
    row = Application.objects.filter(pk=application.pk).values().get()
    counts = [model.objects.count() for model in (AuditEntry, OutboxRow, Message)]
    return row, application.progress.count(), application.revisions.count(), counts


def test_every_kind_has_a_table_and_a_world():
    codes = {kind.code for kind in registry.kinds()}
    assert set(TABLES) == codes
    assert {kind_of(world) for world in WORLDS} == codes


@pytest.mark.parametrize("state", S.values)
def test_only_declared_moves_are_open(state, street):
    application = street.world.placed(state, street.everyone["applicant"])
    found = {
        role: {m.name for m in street.workflow.open_to(street.everyone[role], application)} for role in ROLES
    }
    assert found == {role: street.open_in(state, role) for role in ROLES}


def test_a_shut_door_changes_nothing_and_leaves_no_trace(street):
    wrong, knocked = [], 0
    for name, transition in street.workflow.transitions.items():
        for role in (*ROLES, "nobody"):
            state = transition.sources[0]
            if name in street.open_in(state, role) or (name in OWN_MOVES and role == "nobody"):
                continue
            if role in ELSEWHERE.get(name, ()):
                continue
            application, actor = street.house(state, role)
            before, knocked = trace(application), knocked + 1
            try:
                perform(application, name, actor=actor, data={})
            except NotAllowed:
                wrong += [(name, role, "left a trace")] * (trace(application) != before)
            else:
                wrong.append((name, role, "was let in"))
    assert wrong == []
    assert knocked > 100


def test_a_move_is_refused_in_every_state_that_is_not_its_own(street):
    wrong = []
    for name, transition in street.workflow.transitions.items():
        role = next((role for (_, role), names in street.table.items() if name in names), "nobody")
        for state in set(street.houses) - set(map(S, transition.sources)):
            application, actor = street.house(state, role)
            before = trace(application)
            with pytest.raises(Refused) as refusal:
                perform(application, name, actor=actor, data={})
            if refusal.value.status != 409 or trace(application) != before:
                wrong.append((name, state))
    assert wrong == []


def test_nobody_decides_in_a_case_of_their_own(street):
    clerk = actor_for(street.world.clerk.user)
    application = street.world.placed(S.EMPLOYER_REVIEW, clerk)
    assert not workflow_of(application).open_to(street.world.clerk, application)
