"""Every page asks the database as often for twenty-five rows as for one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from applications.enums import ApplicationState as S
from applications.models import Application, PrintedDocument
from applications.paper_enums import PaperKind
from core.models import StoredFile
from messaging.models import SandboxCopy
from messaging.services import notify
from tests.authorisation_matrix import TABLE
from tests.factories.accounts import make_membership, make_user, sign_in
from tests.factories.certificates import make_certificate
from tests.payments.test_orders import placed
from tests.test_authorisation import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MORE = 24
ROLES = ("applicant", "clerk", "office admin")
# Pages that list: they must have grown, or nothing was shown of what was added.
LISTS = {
    "applications:home",
    "applications:application_list",
    "applications:application_bin",
    "applications:application_progress",
    "certificates:certificate_list",
    "messaging:message_list",
    "payments:order_list",
    "messaging:dev_outbox",
    "admin_portal:employer_application_list",
    "admin_portal:office_application_list",
    "admin_portal:employer_application_detail",
    "admin_portal:office_application_detail",
    "admin_portal:employer_profile",
    "admin_portal:plan_list",
    "admin_portal:committee_list",
    "admin_portal:policy_list",
    "admin_portal:payment_list",
    "admin_portal:flagged_person_list",
    "applications:open_plan_list",
    "applications:open_committee_list",
    "applications:guide",
    "applications:report_list",
    "admin_portal:employer_paper_list",
    "admin_portal:office_paper_list",
}


def pages(role):
    """The addresses that show this role a page."""
    return [name for (name, method), row in TABLE.items() if method == "GET" and row[role][:3] == "200"]


def costs(stage, role, times):
    """How many statements each page takes the last time it is opened, and how long it is."""
    actor, found = stage.actors[role], {}
    browser = sign_in(Client(), actor) if actor else Client()
    for name in pages(role):
        address = reverse(name, kwargs=stage.addresses.get(name))
        if name.endswith("_search"):
            address += "?q=市"
        for _ in range(times):
            with CaptureQueriesContext(connection) as captured:
                length = sum(map(len, browser.get(address)))
        # Noted once a minute, on whichever page comes next.
        seen = [query for query in captured if query["sql"].startswith('UPDATE "accounts_sessionrecord"')]
        found[name] = len(captured) - len(seen), length
    return found


def add_rows(stage):
    """One row more of everything that any page lists."""
    world = stage.world
    person = world.applicant
    for state in (S.DELETED, S.REJECTED_BY_OFFICE, S.REJECTED_BY_EMPLOYER):
        world.stored(state, person)
    for state, actor, move in (
        (S.OFFICE_REVIEW, world.officer, "claim"),
        (S.EMPLOYER_REVIEW, world.clerk, "open"),
    ):
        application = world.stored(state)
        application.assignee = application.opened_by = actor.user
        application.save()
        history(application, actor, move, state)
        history(world.stored(S.PRELIMINARY_PASSED), world.officer, "pass_preliminary", S.PRELIMINARY_PASSED)
    history(stage.case, world.clerk, "return_to_applicant", S.RETURNED)
    history(stage.waiting, world.officer, "claim", S.OFFICE_REVIEW)
    history(stage.handed_in, world.clerk, "open", S.EMPLOYER_REVIEW)
    make_certificate(person.user)
    placed(person)
    stage.plans.add()
    stage.fees.add()
    stage.flags.add()
    for actor in stage.actors.values():
        if actor:
            notify(actor.user, "registered", context={"name": actor.user.name})
            printed(actor)
    SandboxCopy.objects.create(channel="sms", address=person.user.mobile, body="您好")
    for house in (world.employer, world.office):
        make_membership(make_user(), house)
    picture(stage)
    # The cards show the newest; the one that was sent back says why, which takes a statement more.
    Application.objects.filter(pk=stage.case.pk).update(created_at=timezone.now())


def printed(actor):
    """A paper that was made for somebody some days ago."""
    PrintedDocument.objects.create(
        kind=PaperKind.MATERIALS,
        check_code=f"{uuid4().hex[:16]}",
        subject_id=uuid4(),
        body="x",
        asked_by=actor.user,
        membership=actor.membership,
        sha256="0" * 64,
        made_at=timezone.now() - timedelta(days=2),
    )


def history(application, actor, move, state):
    """A row of 进度."""
    application.progress.create(
        move=move, label=move, step=move, from_state=state, to_state=state, by=actor.user, by_name="x"
    )


def picture(stage):
    """One more picture of the case and of those at the desks, of the same bytes."""
    for owner in (stage.case, stage.waiting, stage.handed_in):
        file = StoredFile.objects.filter(spec_code="diploma").first()
        file.pk, file.public_id, file.owner_id = None, None, owner.public_id
        file.public_id = StoredFile._meta.get_field("public_id").default()
        file.path = file.thumb_path = str(file.public_id)
        file._state.adding = True
        file.save()


@pytest.fixture(scope="module")
def found(module_db, tmp_path_factory):
    """What each page costs with one row and with twenty-five, by role; one stage grows for all roles."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        stage = Stage()
        add_rows(stage)
        first = {role: costs(stage, role, 2) for role in ROLES}
        for _ in range(MORE):
            add_rows(stage)
        assert Membership.objects.filter(employer=stage.world.employer).count() > MORE
        return first, {role: costs(stage, role, 1) for role in ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_costs_the_same_at_1_and_at_25_rows(role, found):
    first, then = (costs_of[role] for costs_of in found)
    assert {name: (first[name][0], then[name][0]) for name in first if first[name][0] != then[name][0]} == {}
    shown = LISTS & set(first)
    assert {name for name in shown if then[name][1] > first[name][1]} == shown
