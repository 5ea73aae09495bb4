"""No step is skipped or repeated by typing its address, whatever the kind: state × role (promise R4)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application, EmployerNoticeEntry, PublicNotice, SectionRow
from core.models import AuditEntry, OutboxRow, StoredFile
from tests.applications.test_open_moves import AT_THE_OFFICE, ELSEWHERE, TABLES
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer, make_office, prove, sign_in
from tests.factories.applications import OPINION, approval
from tests.factories.evaluation import ANSWERS as ROWS
from tests.factories.evaluation import EvaluationWorld
from tests.factories.kinds import WORLDS, kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.long]

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
UNSEEN = {S.DRAFT, S.DELETED, S.LOSS_NOTICE, S.LOSS_OBJECTION, S.AWAITING_MATERIALS}
SHUT = S.REJECTED_BY_OFFICE
PROMOTED = ("employer", "series", "level", "title_name", "specialty")
# Open, but these need more than the bare row: the sections, the first section, a colleague, a ballot.
INCOMPLETE = {"submit": 409, "declare_loss": 409, "transfer": 422}
INCOMPLETE |= dict.fromkeys(
    ("put_in_group", "enter_result", "record_objection", "reopen_payment", "reopen_lapsed"), 422
)
ANSWERS = {
    "submit": {"commitment": "on"},
    "approve": approval(),
}


def cast_of(world):
    """One actor for every role."""
    actors = {role: getattr(world, role) for role in ("owner", "clerk", "officer", "admin")}
    return actors | {
        "applicant": world.another_applicant(),
        "stranger": world.another_applicant(),
        "foreign_clerk": actor_for(house=make_employer(office=world.office)),
        "foreign_officer": actor_for(house=make_office("080001")),
    }


def expected(world, role, transition, state):
    """What the address answers to a complete form."""
    if role in STRANGERS or (role != "applicant" and state in UNSEEN):
        return 404
    if role in AT_THE_OFFICE and state == S.AUTHORITY_REVIEW:
        return 404
    if state not in transition.sources:
        return 409
    if role in ELSEWHERE.get(transition.name, ()):
        return 409
    if transition.name not in TABLES[kind_of(world)].get((S(state), role), set()):
        return 403
    return INCOMPLETE.get(transition.name, 302)


def trace(application):
    """All that a move or a word in a section changes, as one comparable value."""
    row = Application.objects.filter(pk=application.pk).values().get()
    counts = [model.objects.count() for model in (AuditEntry, OutboxRow, StoredFile)]
    return row, application.progress.count(), list(application.rows.values()), counts


def walked(world, whole) -> list:
    """The moves of a kind; in the suite without those that the road of a kind before it shares."""
    earlier = WORLDS[: WORLDS.index(type(world))]
    known = [move for one in earlier for move in registry.kind(one.kind).workflow.transitions.values()]
    moves = registry.kind(world.kind).workflow.transitions.values()
    return [move for move in moves if whole or move not in known]


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["new", "all"])
@pytest.mark.parametrize("role", DOORS)
def test_a_move_is_open_to_its_people_in_its_state_only(role, whole, each_world_in_a_test):
    world = each_world_in_a_test
    everyone = cast_of(world)
    browser = prove(sign_in(Client(), everyone[role]))
    for transition in walked(world, whole):
        shut = SHUT if SHUT not in transition.sources else S.RETURNED
        # One state in which it is open, one in which it is shut; in the full-size run one more.
        for state in {*transition.sources[: 2 if whole else 1], shut} - {S.APPROVED}:
            person = everyone["applicant"] if role == "applicant" else world.another_applicant()
            application = world.stored(state, person)
            if state in S.refused:
                application.progress.create(from_state=S.OFFICE_REVIEW, to_state=state)
            if state == S.DECREED:
                Application.objects.filter(pk=application.pk).update(granted_on=timezone.localdate())
            if (transition.name, state) == ("endorse", S.EMPLOYER_REVIEW):
                application = world.shown(application)
            wanted = expected(world, role, transition, state)
            answer_of(browser, role, transition.name, application, wanted)
            for notices in (PublicNotice, EmployerNoticeEntry):
                notices.objects.filter(application=application).delete()
            application.delete()


def answer_of(browser, role, move, application, wanted):
    """Post the move and hold status and rows against what is expected."""
    before, state = trace(application), application.state
    url = reverse(DOORS[role], args=[application.public_id, move])
    data = {"version": application.version, "confirmed": "1", **ANSWERS.get(move, OPINION)}
    answer = browser.post(url, data)
    assert answer.status_code == wanted, (move, state)
    assert (trace(application) == before) == (wanted != 302), (move, state)


@pytest.fixture
def evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return EvaluationWorld()


def writings(application):
    """Every address that writes in a section, with what is posted: (address, form, status when shut)."""
    section, single = "work_history", "exceptional"
    first, second = SectionRow.objects.filter(application=application).order_by("position")
    scan = StoredFile.objects.get(owner_id=application.public_id, row_id=first.public_id)

    def to(name, *args):
        return reverse(f"applications:{name}", args=[application.public_id, *args])

    picture, row = encoded(scene(420, 540), "JPEG"), [section, first.public_id]
    answers = ROWS[section] | {"post": "年级组长"}
    target = {"level_group": application.level_group, "plan": application.plan.public_id}
    return [
        (to("section_edit", single), ROWS[single] | {"version": "0"}, 409),
        (to("section_autosave", single), ROWS[single] | {"grounds": "另有理由。", "version": "1"}, 409),
        (to("section_edit", section), {}, 409),
        (to("row_create", section), answers, 409),
        (to("row_edit", *row), answers | {"version": first.version}, 409),
        (to("row_move", section, second.public_id), {"position": "0"}, 409),
        (to("row_file_add", *row, "work_proof"), {"file": picture}, 409),
        (to("file_move", scan.public_id), {"position": "1"}, 409),
        (to("file_delete", scan.public_id), {}, 409),
        (to("row_delete", *row), {}, 409),
        (to("office_change"), target | {"version": application.version}, 409),
    ]


def filled(world, person):
    """A draft with two rows; the first has a scan."""
    application = world.draft(person)
    for post in ("教师", "教研组长"):
        world.add_row(application, "work_history", ROWS["work_history"] | {"post": post}, person)
    world.upload(application, "work_history", "work_proof", person, application.rows.earliest("position"))
    return application


@pytest.mark.parametrize("state", ["draft", "returned", "employer_review", "rejected_by_office", "deleted"])
def test_what_is_written_in_sections_and_rows_is_let_in_while_they_are_open_only(state, evaluation):
    everyone = cast_of(evaluation)
    application = filled(evaluation, everyone["applicant"])
    placed = evaluation.placed(state, everyone["applicant"])
    lying = {name: getattr(placed, name) for name in ("state", "submitted_at", "deleted_at", *PROMOTED)}
    Application.objects.filter(pk=application.pk).update(**lying)
    roles = ("stranger", "clerk", "officer", "applicant")
    browsers = {role: sign_in(Client(), everyone[role]) for role in roles}
    create = reverse("applications:row_create", args=[application.public_id, "work_history"])
    assert browsers["applicant"].get(create).status_code == (200 if state in S.editable else 302)
    for url, form, shut in writings(application):
        answers = {"stranger": 404, "clerk": 403, "officer": 403, "applicant": shut}
        if state in S.editable:
            answers["applicant"] = 200 if "autosave" in url else 302
        for role, wanted in answers.items():
            before = trace(application)
            if "file" in form:
                form["file"].seek(0)
            answer = browsers[role].post(url, form)
            assert answer.status_code == wanted, (url, role)
            said = answer.json() if "json" in answer["Content-Type"] else answer.content.decode()
            assert wanted != 409 or "不能修改" in str(said), url
            is_open = role == "applicant" and state in S.editable
            assert is_open or trace(application) == before, (url, role)
