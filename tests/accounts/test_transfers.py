"""单位调整: the new employer decides, what was submitted stays, and nobody asks twice at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from accounts.enums import EmployerState, Role, TransferState, UnitRight
from accounts.models import AccountMove, Employer, EmployerTransfer, Employment, User
from accounts.services import employers, transfers
from applications.enums import ApplicationState as S
from core.errors import Refused
from core.models import AuditEntry
from core.workflow import AlreadyDone, NotAllowed
from messaging.models import Delivery, Message
from tests.factories.accounts import actor_for, make_employer, make_user, sign_in
from tests.factories.applications import World

PAGE = "accounts:employer_choose"


@pytest.fixture
def stage(texts):
    """Two employers, the person of the first, and who serves them."""

    class Stage:
        old, new = make_employer("广西甲设计院"), make_employer("广西乙设计院")
        person = actor_for(make_user(employer=old))
        old_owner, owner = actor_for(house=old, role=Role.OWNER), actor_for(house=new, role=Role.OWNER)
        clerk = actor_for(house=new)

    return Stage


def told(user):
    return set(Message.objects.of(user).values_list("template_code", flat=True))


def test_a_change_waits_for_the_new_employer(stage, client):
    sign_in(client, stage.person)
    answer = client.post(reverse(PAGE), {"employer": stage.new.public_id, "reason": "已入职"})
    assert (answer.status_code, answer.url) == (302, reverse(PAGE))
    transfer = EmployerTransfer.objects.get()
    assert User.objects.get(pk=stage.person.user.pk).employer == stage.old
    assert list(EmployerTransfer.objects.awaiting(stage.new)) == [transfer]
    page = client.get(reverse(PAGE)).content.decode()
    assert "待新单位确认" in page
    assert "撤回申请" in page
    assert told(stage.owner.user) == told(stage.clerk.user) == {"transfer_arrived"}
    transfers.confirm(transfer, actor=stage.owner)
    person = User.objects.get(pk=stage.person.user.pk)
    assert person.employer == stage.new
    assert Employment.objects.get(user=person, left_at=None).joined_by == "transfer"
    assert "transfer_confirmed" in told(person)
    assert told(stage.old_owner.user) == {"transfer_left"}
    assert Delivery.objects.filter(
        recipient=person, template_code="transfer_confirmed", channel="sms"
    ).exists()
    assert AuditEntry.objects.filter(
        event="accounts.transfer_moved", actor_id=stage.owner.user.public_id
    ).exists()
    assert not Message.objects.filter(recipient=stage.owner.user, body__contains=person.name).exists()


def test_refusing_gives_a_reason_the_person_reads(stage, client):
    transfer = transfers.request(stage.new, actor=stage.person)
    with pytest.raises(Refused, match="请写明理由"):
        transfers.refuse(transfer, actor=stage.owner, opinion=" \u200b ")
    transfers.refuse(transfer, actor=stage.owner, opinion="查无此人")
    assert User.objects.get(pk=stage.person.user.pk).employer == stage.old
    assert "查无此人" in sign_in(client, stage.person).get(reverse(PAGE)).content.decode()
    with pytest.raises(Refused, match="未确认"):
        transfers.confirm(transfer, actor=stage.owner)
    assert transfers.request(stage.new, actor=stage.person).state == TransferState.WAITING


def test_it_can_be_withdrawn_by_the_person_alone(stage, client):
    transfer = transfers.request(stage.new, actor=stage.person)
    url = reverse("accounts:transfer_withdraw", args=[transfer.public_id])
    assert sign_in(client, actor_for()).post(url).status_code == 404
    assert sign_in(client, stage.person).post(url).status_code == 302
    transfer.refresh_from_db()
    assert transfer.state == TransferState.WITHDRAWN
    with pytest.raises(Refused):
        transfers.confirm(transfer, actor=stage.owner)
    with pytest.raises(AlreadyDone):
        transfers.withdraw(transfer, actor=stage.person)
    assert AccountMove.objects.filter(move="withdraw").count() == 1


def test_only_the_new_employer_decides_and_nobody_for_themselves(stage):
    transfer = transfers.request(stage.new, actor=stage.person)
    myself = actor_for(stage.person.user, stage.new, Role.OWNER)
    entitled = actor_for(house=stage.new)
    stage.clerk.membership.extra_acts, entitled.membership.extra_acts = [], [UnitRight.PEOPLE]
    for actor in (stage.person, stage.old_owner, stage.clerk, myself):
        with pytest.raises(NotAllowed):
            transfers.confirm(transfer, actor=actor)
    assert transfers.confirm(transfer, actor=entitled).state == TransferState.EFFECTIVE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda stage: Employer.objects.filter(pk=stage.new.pk).update(state=EmployerState.DISABLED),
            "没有启用",
        ),
        (lambda stage: User.objects.filter(pk=stage.person.user.pk).update(employer=None), "重新提出"),
    ],
    ids=["closed", "left"],
)
def test_what_changed_meanwhile_stops_it(stage, change, sentence):
    transfer = transfers.request(stage.new, actor=stage.person)
    change(stage)
    with pytest.raises(Refused, match=sentence):
        transfers.confirm(transfer, actor=stage.owner)
    transfer.refresh_from_db()
    assert transfer.state == TransferState.WAITING


def test_the_first_choice_is_immediate_and_a_second_one_is_not(stage):
    newcomer = actor_for()
    with pytest.raises(Refused, match="直接选择"):
        transfers.request(stage.new, actor=newcomer)
    employers.choose_employer(stage.new, actor=newcomer)
    with pytest.raises(Refused, match="申请单位调整"):
        employers.choose_employer(stage.old, actor=newcomer)
    with pytest.raises(Refused, match="就是这个单位"):
        transfers.request(stage.old, actor=stage.person)


def test_what_was_submitted_stays_with_the_old_employer(db):
    world = World()
    case = world.stored(S.EMPLOYER_REVIEW, world.applicant)
    new = make_employer(office=world.office)
    transfer = transfers.request(new, actor=world.applicant)
    transfers.confirm(transfer, actor=actor_for(house=new, role=Role.OWNER))
    case.refresh_from_db()
    assert case.employer == world.employer
    assert case in case.__class__.objects.visible_to(world.owner)


@pytest.mark.django_db(transaction=True)
def test_eight_requests_at_once_leave_one(texts):
    old, new = make_employer(), make_employer()
    person, start = actor_for(make_user(employer=old)), Barrier(8)

    def ask(_):
        start.wait()
        try:
            return transfers.request(new, actor=person)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert EmployerTransfer.objects.count() == 1
    assert sum(isinstance(answer, EmployerTransfer) for answer in answers) == 1
    assert answers.count(transfers.OPEN_ALREADY) == 7
