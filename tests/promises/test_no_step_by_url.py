"""No step is skipped or repeated by typing its address: move × role × open and shut state (promise R4)."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import Application
from core.models import AuditEntry, OutboxRow
from tests.applications.test_open_moves import TABLE, TRANSITIONS
from tests.factories.accounts import actor_for, make_employer, make_office, prove, sign_in
from tests.factories.applications import OPINION, approval

pytestmark = pytest.mark.django_db

DOORS = {
    "applicant": "applications:application_transition",
    "stranger": "applications:application_transition",
    "owner": "admin_portal:employer_application_transition",
    "clerk": "admin_portal:employer_application_transition",
    "foreign_clerk": "admin_portal:employer_application_transition",
    "officer": "admin_portal:office_application_transition",
    "admin": "admin_portal:office_application_transition",
    "foreign_officer": "admin_portal:office_application_transition",
}
STRANGERS = {"stranger", "foreign_clerk", "foreign_officer"}
# Nobody at a desk sees what was not handed in.
UNSEEN = {S.DRAFT, S.DELETED}
SHUT = S.REJECTED_BY_OFFICE
# Open, but these need more than the bare row: four sections, a colleague.
INCOMPLETE = {"submit": 409, "transfer": 422}
ANSWERS = {
    "submit": {"commitment": "on"},
    "approve": approval(),
}


@pytest.fixture
def everyone(world_in_a_test):
    """One browser for every role."""
    world = world_in_a_test
    actors = {role: getattr(world, role) for role in ("owner", "clerk", "officer", "admin")}
    actors |= {
        "applicant": world.another_applicant(),
        "stranger": world.another_applicant(),
        "foreign_clerk": actor_for(house=make_employer(office=world.office)),
        "foreign_officer": actor_for(house=make_office("080001")),
    }
    return actors


def expected(role, move, state):
    """What the address answers to a complete form."""
    if role in STRANGERS or (role != "applicant" and state in UNSEEN):
        return 404
    if state not in TRANSITIONS[move].sources:
        return 409
    if move not in TABLE.get((S(state), role), set()):
        return 403
    return INCOMPLETE.get(move, 302)


def trace(application):
    """All that a move changes, as one comparable value."""
    row = Application.objects.filter(pk=application.pk).values().get()
    return row, application.progress.count(), AuditEntry.objects.count(), OutboxRow.objects.count()


@pytest.mark.parametrize("role", DOORS)
def test_a_move_is_open_to_its_people_in_its_state_only(role, world_in_a_test, everyone):
    browser = prove(sign_in(Client(), everyone[role]))
    for move, transition in TRANSITIONS.items():
        shut = SHUT if SHUT not in transition.sources else S.RETURNED
        for state in {*transition.sources[:2], shut} - {S.APPROVED}:
            person = everyone["applicant"] if role == "applicant" else world_in_a_test.another_applicant()
            application = world_in_a_test.stored(state, person)
            if state in S.refused:
                application.progress.create(from_state=S.OFFICE_REVIEW, to_state=state)
            answer_of(browser, role, move, application, state)
            application.delete()


def answer_of(browser, role, move, application, state):
    """Post the move and hold status and rows against what is expected."""
    before = trace(application)
    url = reverse(DOORS[role], args=[application.public_id, move])
    data = {"version": application.version, "confirmed": "1", **ANSWERS.get(move, OPINION)}
    answer = browser.post(url, data)
    wanted = expected(role, move, state)
    assert answer.status_code == wanted, (move, state)
    assert (trace(application) == before) == (wanted != 302), (move, state)
