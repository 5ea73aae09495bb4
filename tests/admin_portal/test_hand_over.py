"""交接: all open cases of one person pass to a colleague, also while somebody decides one of them."""

import threading

import pytest
from django.db import connection

from accounts.enums import Role
from admin_portal.leaving import disable_user
from applications.enums import ApplicationState as S
from applications.services.handover import hand_over, on_the_desk_of
from applications.services.transitions import perform
from core.errors import Refused
from core.models import AuditEntry
from messaging.models import Message
from tests.factories.accounts import actor_for, make_office
from tests.factories.applications import OPINION, World


def claimed(world, state=S.OFFICE_REVIEW, by=None):
    case = world.stored(state)
    case.assignee = (by or world.officer).user
    case.save()
    return case


def test_open_cases_pass_on_and_closed_ones_stay(world):
    waiting = [claimed(world), claimed(world, S.PRELIMINARY_PASSED)]
    closed, others = claimed(world, S.REJECTED_BY_OFFICE), claimed(world, by=world.admin)
    assert hand_over(world.officer.user, world.second.user, world.office, actor=world.admin) == 2
    for case in waiting:
        case.refresh_from_db()
        row = case.progress.last()
        assert (case.assignee, case.version) == (world.second.user, 2)
        assert (row.move, row.by, row.from_state) == ("hand_over", world.admin.user, row.to_state)
        assert world.second.user.name in row.opinion
    for case, holder in ((closed, world.officer), (others, world.admin)):
        case.refresh_from_db()
        assert case.assignee == holder.user
    assert AuditEntry.objects.filter(event="applications.handed_over").count() == 2
    message = Message.objects.get(recipient=world.second.user, template_code="work_handed_over")
    assert "2 件" in message.body
    assert hand_over(world.officer.user, world.second.user, world.office, actor=world.admin) == 0


def test_who_may_not_take_over(world):
    case = claimed(world)
    stranger = actor_for(house=make_office("080001"))
    default = actor_for(house=world.office, role=Role.BOOTSTRAP)
    for person in (stranger, default, world.officer, world.applicant):
        with pytest.raises(Refused, match="另一位同事"):
            hand_over(world.officer.user, person.user, world.office, actor=world.admin)
    own = actor_for(user=case.applicant, house=world.office)
    with pytest.raises(Refused, match="本人的申报"):
        hand_over(world.officer.user, own.user, world.office, actor=world.admin)
    with pytest.raises(Refused, match="管理员办理"):
        hand_over(world.officer.user, world.second.user, world.office, actor=world.second)
    case.refresh_from_db()
    assert case.assignee == world.officer.user


def test_without_a_successor_nothing_is_disabled(world):
    claimed(world)
    with pytest.raises(Refused, match="1 件在办申报"):
        disable_user(world.officer.membership, successor=None, note="调离", actor=world.admin)
    world.officer.membership.refresh_from_db()
    assert world.officer.membership.disabled_at is None


@pytest.mark.django_db(transaction=True)
def test_a_decision_at_the_same_moment_is_not_lost(transactional_db, settings, tmp_path):
    """Either it is decided and then handed over, or the decision comes too late and is refused."""
    settings.MEDIA_ROOT = tmp_path
    world = World()
    for _ in range(3):
        case = claimed(world)
        start, results = threading.Barrier(2), {}

        def run(name, act, start=start, results=results):
            try:
                start.wait(10)
                results[name] = act()
            except Refused as refusal:
                results[name] = refusal
            finally:
                connection.close()

        def decide(case=case):
            return perform(case, "pass_preliminary", actor=world.officer, data=OPINION, expected_version=1)

        def give():
            return hand_over(world.officer.user, world.second.user, world.office, actor=world.admin)

        threads = [threading.Thread(target=run, args=pair) for pair in (("decide", decide), ("give", give))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        case.refresh_from_db()
        assert results["give"] == 1
        assert case.assignee == world.second.user
        decided = case.progress.filter(move="pass_preliminary").count()
        assert decided == (0 if isinstance(results["decide"], Refused) else 1)
        assert case.state == (S.PRELIMINARY_PASSED if decided else S.OFFICE_REVIEW)
        assert not on_the_desk_of(world.officer.user, world.office).exists()
        on_the_desk_of(world.second.user, world.office).update(state=S.REJECTED_BY_OFFICE)
