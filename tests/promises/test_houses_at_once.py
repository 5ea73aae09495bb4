"""Decisions about houses and their people made at the same instant: one stands, nothing is left between."""

import threading

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.enums import EmployerState, Joining, Role, TransferState
from accounts.models import Employer, EmployerTransfer, Employment, Membership, User
from accounts.services import transfers, users
from accounts.services.employers import choose_employer
from admin_portal.merging import merge
from applications.enums import ApplicationState as S
from applications.services.transitions import perform
from core.errors import Refused
from core.models import AuditEntry
from messaging.models import Message
from tests.factories.accounts import actor_for, make_employer, make_user
from tests.factories.employers import register
from tests.promises.crowd import CROWD, at_once, browsers, post, switch_off_locks

DECISIONS = ({"move": "approve", "opinion": ""}, {"move": "return", "opinion": "请补执照。"})


def decide_at_once(world, employer):
    """Ten times 同意 by one officer, ten times 退回 by the other."""
    two = [browsers(officer, 1)[0] for officer in (world.officer, world.second)]
    works = []
    for n in range(CROWD):
        move, opinion = DECISIONS[n % 2].values()
        url = reverse("admin_portal:employer_transition", args=[employer.public_id, move])
        works.append(post(two[n % 2], url, {"version": employer.version, "opinion": opinion}))
    return at_once(*works)


def test_one_decision_about_a_registration_stands(world, rounds):
    for n in rounds:
        employer, _ = register(world.office, 100 + n, usci="", name=f"钦州市第{n}小学")
        answers = decide_at_once(world, employer)
        (row,) = employer.history
        first = [decision["move"] for decision in DECISIONS].index(row.move)
        assert {answer.status_code for answer in answers[first::2]} == {302}
        assert {answer.status_code for answer in answers[1 - first :: 2]} == {409}
        assert all(row.by_name in answer.content.decode() for answer in answers[1 - first :: 2])
        entries = AuditEntry.objects.filter(event="accounts.employer_moved", subject_id=employer.public_id)
        assert entries.count() == 1


def test_control_without_the_lock_both_decide_about_a_registration(world, monkeypatch):
    employer, _ = register(world.office, 100, usci="", name="钦州市第一小学")
    switch_off_locks(monkeypatch, CROWD)
    decide_at_once(world, employer)
    assert {row.move for row in employer.history} == {"approve", "return"}


@pytest.fixture
def arriving(world):
    """A person who asked to come to the world's employer."""
    person = make_user("陆小雨", employer=make_employer(office=world.office))
    return transfers.request(world.employer, actor=actor_for(person))


def confirm_at_once(world, transfer):
    """Twenty clicks by the owner and a clerk, taking turns."""
    url = reverse("admin_portal:transfer_decide", args=[transfer.public_id, "confirm"])
    two = [browsers(actor, 1)[0] for actor in (world.owner, world.clerk)]
    return at_once(*(post(two[n % 2], url, {"version": 1}) for n in range(CROWD)))


def arrivals(transfer):
    joined = Employment.objects.filter(user=transfer.person, joined_by=Joining.TRANSFER, left_at=None)
    told = Message.objects.filter(recipient=transfer.person, template_code="transfer_confirmed")
    moves = AuditEntry.objects.filter(event="accounts.transfer_moved", subject_id=transfer.public_id)
    return [joined.count(), told.count(), moves.count()]


def test_two_clerks_take_a_person_in_once(world, arriving):
    statuses = {answer.status_code for answer in confirm_at_once(world, arriving)}
    assert arrivals(arriving) == [1, 1, 1]
    assert statuses <= {302, 409}
    arriving.refresh_from_db()
    assert (arriving.state, arriving.person.employer) == (TransferState.EFFECTIVE, world.employer)


def test_control_without_the_lock_they_take_the_person_in_several_times(world, arriving, monkeypatch):
    switch_off_locks(monkeypatch, CROWD)
    confirm_at_once(world, arriving)
    assert max(arrivals(arriving)) > 1


def remove_each_other(world, other):
    """Two administrators, the only ones, disable each other; how many may still work."""
    pairs = ((world.admin, other), (other, world.admin))
    at_once(*(lambda by=by, of=of: users.disable(of.membership, note="调离", actor=by) for by, of in pairs))
    return Membership.objects.current().filter(office=world.office, role=Role.ADMIN).count()


def test_an_office_keeps_its_last_administrator(world, rounds):
    for _ in rounds:
        other = actor_for(make_user(), world.office, Role.ADMIN)
        assert remove_each_other(world, other) == 1
        Membership.objects.filter(pk=other.membership.pk).update(disabled_at=None, role=Role.CLERK)
        Membership.objects.filter(pk=world.admin.membership.pk).update(disabled_at=None)
        User.objects.update(is_active=True)


def test_control_without_the_lock_an_office_loses_both(world, monkeypatch):
    other = actor_for(make_user(), world.office, Role.ADMIN)
    both_judged = threading.Barrier(2)
    judge = users._keep_an_admin
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    monkeypatch.setattr(users, "_keep_an_admin", lambda row: (judge(row), both_judged.wait(30)))
    assert remove_each_other(world, other) == 0


@pytest.fixture
def survivor(world):
    """The house the world's employer becomes part of."""
    return make_employer("钦州第二中学", office=world.office)


def while_merging(world, survivor, work):
    """Run `work` in another thread while a merger is done and not yet committed; what it answered."""
    answers = []

    def run():
        try:
            answers.append(work())
        except Refused as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    other = threading.Thread(target=run, daemon=True)
    with transaction.atomic():
        merge(world.employer, survivor, opinion="重复注册。", actor=world.admin, expected_version=None)
        other.start()
        _wait_until_it_waits_or_ends(other)
    other.join(60)
    return answers[0]


def _wait_until_it_waits_or_ends(thread):
    """Until somebody waits for a lock of ours, or nothing is left to wait for."""
    while thread.is_alive():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        thread.join(0.02)


def hand_in(case):
    return perform(case, "submit", actor=actor_for(case.applicant), data={"commitment": "on"})


def test_a_case_handed_in_during_a_merger_names_the_house_that_stays_first(world, survivor):
    case = world.complete()
    assert "必须改好" in str(while_merging(world, survivor, lambda: hand_in(case)))
    case.refresh_from_db()
    assert (case.state, case.employer) == (S.DRAFT, survivor)


def test_control_without_the_lock_it_goes_in_naming_the_house_that_is_gone(world, survivor, monkeypatch):
    case = world.complete()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    while_merging(world, survivor, lambda: hand_in(case))
    case.refresh_from_db()
    form = case.answers.get(section_key="application_info").data
    assert (case.state, case.employer) == (S.EMPLOYER_REVIEW, survivor)
    assert form["employer_name"] == world.employer.name


def test_four_hand_in_at_the_instant_of_the_merger(world, survivor):
    cases = [world.complete(world.another_applicant()) for _ in range(4)]
    at_once(
        lambda: merge(world.employer, survivor, opinion="重复", actor=world.admin, expected_version=None),
        *(lambda case=case: hand_in(case) for case in cases),
    )
    for case in cases:
        case.refresh_from_db()
        assert (case.employer, case.state in (S.DRAFT, S.EMPLOYER_REVIEW)) == (survivor, True)


def test_nobody_comes_to_a_house_while_it_becomes_part_of_another(world, survivor):
    newcomer, mover = make_user(), make_user(employer=make_employer(office=world.office))
    chosen = while_merging(
        world, survivor, lambda: choose_employer(world.employer, actor=actor_for(newcomer))
    )
    assert "还没有启用" in str(chosen)
    Employer.objects.filter(pk=world.employer.pk).update(state=EmployerState.ACTIVE, merged_into=None)
    asked = while_merging(world, survivor, lambda: transfers.request(world.employer, actor=actor_for(mover)))
    assert "现在没有启用" in str(asked)
    assert not User.objects.filter(employer=world.employer).exists()
    assert not EmployerTransfer.objects.filter(to_employer=world.employer).exists()


def test_control_without_the_lock_somebody_is_left_at_a_house_that_is_gone(world, survivor, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    newcomer = make_user()
    while_merging(world, survivor, lambda: choose_employer(world.employer, actor=actor_for(newcomer)))
    newcomer.refresh_from_db()
    assert newcomer.employer.state == EmployerState.MERGED
