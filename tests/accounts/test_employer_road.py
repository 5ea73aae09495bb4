"""An employer's account: state × role, who may not approve, details, changes of what identifies it."""

import pytest

from accounts.enums import EmployerChangeState, Role
from accounts.enums import EmployerState as S
from accounts.models import Employer, EmployerChange
from accounts.services import employer_details as details
from accounts.services.employer_files import licences_of, may_read
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD
from core.errors import Refused, Stale
from core.models import AuditEntry, StoredFile
from core.workflow import AlreadyDone, NotAllowed
from messaging.models import Message
from tests.factories.accounts import actor_for, make_office, make_user
from tests.factories.employers import (
    OTHER_USCI,
    columns,
    identity,
    licence,
    officers,
    owner_of,
    place,
    register,
)

WHY = {"opinion": "执照照片看不清，请重新拍。"}
# What each state leaves open: to the office's people, and to the owner.
OPEN = {
    S.PENDING: ({"approve", "return", "disable"}, set()),
    S.RETURNED: ({"disable"}, {"resubmit"}),
    S.ACTIVE: ({"disable"}, set()),
    S.DISABLED: ({"restore"}, set()),
}


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def unit(office):
    """A unit that waits for its office, its owner, and the office's two people."""
    employer, owner = register(office)
    return employer, owner, *officers(office)


def moves(actor, employer):
    return {move.name for move in EMPLOYER_ROAD.open_to(actor, employer)}


@pytest.mark.parametrize("state", OPEN)
def test_each_state_is_open_to_its_people_and_to_nobody_else(unit, state):
    employer, owner, clerk, admin = unit
    unit_clerk = actor_for(make_user(), employer, Role.CLERK)
    elsewhere = actor_for(make_user(), make_office("080001"), Role.ADMIN)
    above = make_office("000001", level="regional")
    above_admin = actor_for(make_user(), above, Role.ADMIN)
    place(employer, state)
    by_office, by_owner = OPEN[state]
    assert moves(clerk, employer) == by_office
    assert moves(admin, employer) == by_office | {"merge"}
    assert moves(owner, employer) == by_owner
    for stranger in (unit_clerk, elsewhere, above_admin, actor_for(make_user())):
        assert moves(stranger, employer) == set()


def test_an_approved_unit_is_found_and_its_owner_told(unit):
    employer, owner, clerk, _ = unit
    assert not Employer.objects.named_like("第三中学").exists()
    EMPLOYER_ROAD.perform(employer, "approve", actor=clerk)
    assert Employer.objects.named_like("第三中学").get() == employer
    assert Message.objects.filter(recipient=owner.user, template_code="employer_approved").exists()
    with pytest.raises(AlreadyDone):
        EMPLOYER_ROAD.perform(employer, "approve", actor=clerk)


def test_a_returned_unit_reads_why_mends_and_waits_again(unit):
    employer, owner, clerk, _ = unit
    with pytest.raises(Refused, match="请写明原因"):
        EMPLOYER_ROAD.perform(employer, "return", actor=clerk, data={"opinion": "\u200b"})
    returned = EMPLOYER_ROAD.perform(employer, "return", actor=clerk, data=WHY)
    assert WHY["opinion"] in Message.objects.get(template_code="employer_returned").body
    before = returned.turn_began_at
    mended = details.hand_in_again(
        returned,
        columns(returned.office, name="钦州市第四中学", contact_mobile="13900008889", contact_email=""),
        licence(),
        actor=owner,
        expected_version=returned.version,
    )
    assert (mended.state, mended.name, mended.name_pinyin) == (S.PENDING, "钦州市第四中学", "qzsdszx")
    assert mended.turn_began_at > before
    assert licences_of(mended).count() == 1
    with pytest.raises(Refused, match="待审核"):
        details.hand_in_again(
            mended, columns(mended.office), None, actor=owner, expected_version=mended.version
        )


def test_whoever_entered_it_does_not_approve_it(unit):
    employer, _, clerk, admin = unit
    Employer.objects.filter(pk=employer.pk).update(entered_by=clerk.user)
    with pytest.raises(Refused, match="另一位工作人员"):
        EMPLOYER_ROAD.perform(employer, "approve", actor=clerk)
    assert EMPLOYER_ROAD.perform(employer, "approve", actor=admin).state == S.ACTIVE


@pytest.mark.parametrize("before", [[], ["return"]], ids=["waiting", "returned"])
def test_what_was_disabled_before_its_approval_is_restored_to_wait_for_it(unit, before):
    employer, _, clerk, _ = unit
    for move in [*before, "disable"]:
        employer = EMPLOYER_ROAD.perform(employer, move, actor=clerk, data={"opinion": "查无此单位。"})
    assert employer.state == S.DISABLED
    stopped_at = employer.submitted_at
    restored = EMPLOYER_ROAD.perform(employer, "restore", actor=clerk)
    assert (restored.state, restored.disabled_note) == (S.PENDING, "")
    assert restored.submitted_at > stopped_at
    assert restored.decided_at is None


def test_disabled_and_restored_with_the_reason_kept(unit):
    employer, _, clerk, _ = unit
    place(employer, S.ACTIVE)
    disabled = EMPLOYER_ROAD.perform(employer, "disable", actor=clerk, data={"opinion": "单位已注销。"})
    assert (disabled.state, disabled.disabled_note) == (S.DISABLED, "单位已注销。")
    assert EMPLOYER_ROAD.perform(disabled, "restore", actor=clerk).disabled_note == ""


def test_another_office_may_not_decide(unit):
    stranger = actor_for(make_user(), make_office("080001"), Role.ADMIN)
    with pytest.raises(NotAllowed):
        EMPLOYER_ROAD.perform(unit[0], "approve", actor=stranger)


def test_the_owner_changes_small_things_at_once(unit):
    employer, owner, _, _ = unit
    place(employer, S.ACTIVE)
    changed = details.change_details(
        employer, {"phone": "0777-1", "address": employer.address}, actor=owner, expected_version=1
    )
    assert (changed.phone, changed.version) == ("0777-1", 2)
    assert AuditEntry.objects.get(event="accounts.employer_details_changed").data == {"fields": ["phone"]}
    assert changed.history.first().opinion == "办公电话"
    with pytest.raises(Stale):
        details.change_details(employer, {"phone": "0777-2"}, actor=owner, expected_version=1)
    clerk = actor_for(make_user(), employer, Role.CLERK)
    with pytest.raises(Refused, match="单位账户"):
        details.change_details(employer, {"phone": "0777-2"}, actor=clerk, expected_version=2)


def ask(employer, owner, scan=None, **changes):
    return details.ask_for_change(
        employer,
        identity(employer, **changes),
        scan,
        reason="经批准更名",
        actor=owner,
        expected_version=employer.version,
    )


def test_a_new_name_waits_for_the_office_and_then_holds(unit):
    employer, owner, clerk, _ = unit
    place(employer, S.ACTIVE)
    with pytest.raises(details.LicenceMissing):
        ask(employer, owner, name="钦州市实验中学")
    change = ask(employer, owner, licence(), name="钦州市实验中学")
    assert change.words == [["单位名称", "钦州市第三中学", "钦州市实验中学"]]
    employer.refresh_from_db()
    assert employer.name == "钦州市第三中学"
    with pytest.raises(Refused, match="已经有一项变更"):
        ask(employer, owner, licence(), legal_person="覃明")
    with pytest.raises(NotAllowed):
        details.move_change(change, "approve", actor=owner)
    details.move_change(change, "approve", actor=clerk)
    employer.refresh_from_db()
    assert (employer.name, employer.version) == ("钦州市实验中学", 2)
    assert licences_of(employer).count() == 2
    assert not StoredFile.objects.filter(owner_kind="employer_change").exists()
    assert Message.objects.filter(recipient=owner.user, template_code="employer_change_approved").exists()


def test_a_refused_or_withdrawn_change_changes_nothing(unit):
    employer, owner, clerk, _ = unit
    place(employer, S.ACTIVE)
    other = make_office("080001")
    refused = details.move_change(ask(employer, owner, office=other), "refuse", actor=clerk, data=WHY)
    withdrawn = details.move_change(ask(employer, owner, office=other), "withdraw", actor=owner)
    assert (refused.state, withdrawn.state) == (EmployerChangeState.REFUSED, EmployerChangeState.WITHDRAWN)
    employer.refresh_from_db()
    assert employer.office != other
    assert CHANGE_ROAD.open_to(clerk, withdrawn) == []
    with pytest.raises(Refused, match="和现在登记的一样"):
        ask(employer, owner)


def test_an_identifier_of_another_unit_is_refused_at_once_and_at_approval(unit):
    employer, owner, clerk, _ = unit
    place(employer, S.ACTIVE)
    change = ask(employer, owner, licence(), usci=OTHER_USCI)
    register(employer.office, 2, usci=OTHER_USCI, name="钦州市第九中学")
    with pytest.raises(Refused, match="已经注册"):
        details.move_change(change, "approve", actor=clerk)
    assert EmployerChange.objects.get().state == EmployerChangeState.PENDING
    details.move_change(change, "withdraw", actor=owner)
    with pytest.raises(Refused, match="已经注册"):
        ask(employer, owner, licence(), usci=OTHER_USCI)


def test_licences_are_for_the_unit_and_its_office(unit):
    employer, owner, clerk, _ = unit
    file = licences_of(employer).get()
    other, stranger = register(make_office("080001"), 3, usci=OTHER_USCI)
    assert owner_of(other).employer_id == stranger.employer_id
    readers = [owner, clerk, stranger, actor_for(make_user())]
    assert [may_read(actor, employer.public_id, file) for actor in readers] == [True, True, False, False]
