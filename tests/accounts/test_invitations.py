"""Invitations: a workbook is looked at, imported once however often and by whomever, and answered."""

import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import BatchState, EmployerState, InvitationState, LineOutcome, Role, TransferState
from accounts.models import Employer, Employment, Invitation, InvitationBatch, InvitationLine
from accounts.services import invitation_batches, invitations, people, transfers
from core import outbox
from core.errors import Refused
from core.models import AuditEntry, OutboxRow, OutboxState, Progress, ProgressState
from messaging.models import Delivery, Message, SandboxCopy
from messaging.reference import texts
from tests.core.books import book
from tests.core.test_outbox import same_database
from tests.factories.accounts import (
    actor_for,
    make_employer,
    make_id_number,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db
HEAD = ("*姓名", "证件类型", "*证件号码", "*手机号码")


@pytest.fixture
def owner(db):
    texts()
    return actor_for(make_user("陆建国"), make_employer("钦州市第二中学"), Role.OWNER)


def stranger(serial, name="蒙永强", mobile=""):
    return (name, "", make_id_number(serial, region="450202"), mobile or f"137{serial:08d}")


def uploaded(owner, *rows):
    return invitation_batches.check_file(book(HEAD, *rows), actor=owner)[0]


def imported(owner, batch):
    with transaction.atomic():
        invitation_batches.start_import(batch, actor=owner)
    invitation_batches.run_import(batch.public_id)
    batch.refresh_from_db()
    return batch


def outcomes(batch):
    return list(batch.lines.values_list("number", "outcome"))


def test_looking_at_a_file_tells_every_fault_and_invites_nobody(owner):
    good = stranger(1)
    batch = uploaded(
        owner,
        good,
        ("", "", make_id_number(2)[:-1] + "0", "1390000"),
        ("韦春兰", "护照", "E12345678", "13900000001"),
        ("韦春兰", "户口本", make_id_number(3), "13900000001"),
        ("另一个", "", good[2], "13900000001"),
    )
    wrong = {line.number: dict(line.problems) for line in batch.lines.filter(outcome=LineOutcome.WRONG)}
    assert set(wrong) == {3, 4, 5, 6}
    assert set(wrong[3]) == {"name", "id_number", "mobile"}
    assert set(wrong[4]) == {"document_kind"}
    assert "下拉列表" in wrong[5]["document_kind"]
    assert wrong[6] == {"id_number": "和第 2 行是同一个人，请删去其中一行"}
    assert Invitation.objects.count() == Delivery.objects.count() == Message.objects.count() == 0


def test_numbers_lie_sealed_in_the_database(owner):
    row = stranger(1)
    imported(owner, uploaded(owner, row, ("坏", "", "450103X", row[3])))
    with connection.cursor() as cursor:
        for table in ("accounts_invitationline", "accounts_invitation", "messaging_delivery"):
            cursor.execute(f"SELECT string_agg(t::text, '|') FROM \"{table}\" t")
            text = cursor.fetchone()[0] or ""
            assert row[2] not in text
            assert row[3] not in text
            assert "450103X" not in text


def test_the_import_invites_known_and_unknown_people_and_nobody_twice(owner):
    known, member = make_user("黄秀芳"), make_user("韦春兰", employer=owner.employer)
    other = stranger(1)
    batch = uploaded(
        owner,
        ("黄秀芳", "居民身份证", known.id_number, "13900000001"),
        ("韦春兰", "", member.id_number, "13900000002"),
        other,
        ("错", "", "1", "1"),
    )
    imported(owner, batch)
    assert batch.state == BatchState.DONE
    assert outcomes(batch) == [
        (2, LineOutcome.INVITED),
        (3, LineOutcome.MEMBER),
        (4, LineOutcome.INVITED),
        (5, LineOutcome.WRONG),
    ]
    assert [m.template_code for m in Message.objects.filter(recipient=known)] == ["employer_invited"]
    sent = {delivery.address: delivery.body for delivery in Delivery.objects.all()}
    assert set(sent) == {known.mobile, other[3]}
    assert f"{settings.SITE_URL}/join/" in sent[other[3]]
    again = uploaded(owner, ("黄秀芳", "", known.id_number, "13900000009"), other)
    assert set(invitation_batches.judge(again, again.lines.all()).values()) == {LineOutcome.REPEATED}
    assert Progress.objects.get().message == "已发出 2 份邀请。"


def test_the_same_file_is_imported_once(owner):
    content = book(HEAD, stranger(1))
    first, known = invitation_batches.check_file(content, actor=owner)
    assert not known
    imported(owner, first)
    second, known = invitation_batches.check_file(content, actor=owner)
    assert (second, known) == (first, True)
    with pytest.raises(Refused, match="已导入"):
        invitation_batches.start_import(second, actor=owner)
    invitation_batches.run_import(first.public_id)
    assert Invitation.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_without_a_good_row_there_is_nothing_to_import(owner):
    with pytest.raises(Refused, match="没有可以导入的行"):
        invitation_batches.start_import(uploaded(owner, ("", "", "1", "1")), actor=owner)


def test_a_clerk_without_the_right_neither_uploads_nor_imports(owner):
    batch = uploaded(owner, stranger(1))
    clerk = actor_for(make_user("梁海涛"), make_employer())
    clerk.membership.employer, clerk.membership.extra_acts = owner.employer, ["unit_review"]
    for act in (
        lambda: invitation_batches.check_file(book(HEAD, stranger(2)), actor=clerk),
        lambda: invitation_batches.start_import(batch, actor=clerk),
        lambda: invitation_batches.discard(batch, actor=clerk),
    ):
        with pytest.raises(Refused, match="员工管理"):
            act()


def test_a_stranger_is_texted_three_times_a_day_at_most(owner):
    mobile = "13712345678"
    batch = uploaded(owner, *[stranger(serial, mobile=mobile) for serial in range(1, 6)])
    imported(owner, batch)
    assert Invitation.objects.count() == 5
    assert Delivery.objects.count() == 3


def test_the_home_page_says_that_an_answer_is_awaited(owner, client):
    person = make_user("黄秀芳")
    page = sign_in(client, actor_for(person))
    assert "现在没有要您处理的事" in page.get(reverse("applications:home")).content.decode()
    imported(owner, uploaded(owner, ("黄秀芳", "", person.id_number, "13900000001")))
    text = page.get(reverse("applications:home")).content.decode()
    assert "有单位邀请您加入，请您答复" in text
    assert "现在没有要您处理的事" not in text


def test_only_the_person_meant_accepts_and_the_former_employer_is_told(owner):
    former = actor_for(make_user("农丽萍"), make_employer(), Role.OWNER)
    person = make_user("黄秀芳", employer=former.employer)
    imported(owner, uploaded(owner, ("黄秀芳", "", person.id_number, "13900000001")))
    invitation = Invitation.objects.get()
    with pytest.raises(Refused, match="发给别人"):
        invitations.accept(invitation, actor=actor_for(make_user()))
    invitations.accept(invitation, actor=actor_for(person))
    invitations.accept(invitation, actor=actor_for(person))
    person.refresh_from_db()
    invitation.refresh_from_db()
    assert person.employer == owner.employer
    assert (invitation.state, invitation.mobile) == (InvitationState.ACCEPTED, "")
    assert Message.objects.filter(recipient=former.user, template_code="employer_person_gone").count() == 1
    assert Message.objects.filter(recipient=owner.user, template_code="invitation_accepted").count() == 1
    ended = Employment.objects.get(left_at__isnull=False)
    assert (ended.employer, ended.joined_at) == (former.employer, None)
    assert AuditEntry.objects.filter(event="accounts.invitation_accepted").count() == 1


@pytest.mark.parametrize("same", [False, True])
def test_an_accepted_invitation_ends_the_transfer_asked_for(owner, same):
    """Who was to take the person in is told; who came to the employer they asked for has what they wanted."""
    elsewhere = actor_for(house=make_employer(), role=Role.OWNER)
    person = make_user("黄秀芳", employer=make_employer())
    actor = actor_for(person)
    wanted = owner.employer if same else elsewhere.employer
    transfer = transfers.request(wanted, actor=actor)
    imported(owner, uploaded(owner, ("黄秀芳", "", person.id_number, "13900000001")))
    invitations.accept(Invitation.objects.get(), actor=actor)
    transfer.refresh_from_db()
    assert transfer.state == (TransferState.EFFECTIVE if same else TransferState.WITHDRAWN)
    assert transfer.decided_at
    assert "邀请" in transfers.rows_of(actor)[0].opinion
    told = Message.objects.filter(recipient=elsewhere.user, template_code="transfer_withdrawn")
    assert told.count() == (0 if same else 1)
    with pytest.raises(Refused):
        transfers.confirm(transfer, actor=elsewhere)


def test_who_left_the_employer_has_no_transfer_from_it(owner):
    person = make_user("黄秀芳", employer=owner.employer)
    transfer = transfers.request(make_employer(), actor=actor_for(person))
    people.leave(person, reason="辞职", actor=owner)
    transfer.refresh_from_db()
    assert transfer.state == TransferState.WITHDRAWN
    assert "直接选择新的单位" in transfers.rows_of(actor_for(person))[0].opinion


def test_nobody_takes_themselves_in(owner):
    clerk = actor_for(make_user("韦春兰"), owner.employer)
    imported(clerk, uploaded(clerk, ("韦春兰", "", clerk.user.id_number, clerk.user.mobile)))
    with pytest.raises(Refused, match="另一位同事"):
        invitations.accept(Invitation.objects.get(), actor=actor_for(clerk.user))


def test_a_house_out_of_use_invites_nobody_until_it_is_back(owner):
    batch = uploaded(owner, stranger(1))
    Employer.objects.update(state=EmployerState.DISABLED)
    imported(owner, batch)
    assert not Invitation.objects.exists()
    assert Progress.objects.get().state == ProgressState.FAILED
    Employer.objects.update(state=EmployerState.ACTIVE)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert outcomes(imported(owner, batch)) == [(2, LineOutcome.INVITED)]


def test_an_invitation_ends_by_time_withdrawal_and_refusal(owner):
    person = make_user()
    actor = actor_for(person)
    imported(owner, uploaded(owner, ("黄秀芳", "", person.id_number, "13900000001")))
    invitation = Invitation.objects.get()
    assert list(invitations.open_for(person)) == [invitation]
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not invitations.open_for(person).exists()
    with pytest.raises(Refused, match="已过期"):
        invitations.accept(invitation, actor=actor)
    invitation.refresh_from_db()
    assert invitation.status_badge.label == "已过期"
    imported(owner, uploaded(owner, ("黄秀芳", "", person.id_number, "13900000002")))
    assert Invitation.objects.get().is_open
    invitations.withdraw(invitation, actor=owner)
    invitations.withdraw(invitation, actor=owner)
    with pytest.raises(Refused, match="处理过"):
        invitations.decline(invitation, actor=actor)


def test_sending_again_has_its_limits(owner):
    imported(owner, uploaded(owner, stranger(1)))
    invitation = Invitation.objects.get()
    old_code = invitation.code_digest
    with pytest.raises(Refused, match="24 小时"):
        invitations.resend(invitation, actor=owner)
    for _ in range(2):
        Invitation.objects.update(last_sent_at=timezone.now() - timedelta(days=2))
        invitations.resend(invitation, actor=owner)
    invitation.refresh_from_db()
    assert invitation.code_digest != old_code
    Invitation.objects.update(last_sent_at=timezone.now() - timedelta(days=2))
    with pytest.raises(Refused, match="已经发过 3 次"):
        invitations.resend(invitation, actor=owner)


def test_the_link_tells_who_invites_and_nothing_of_the_person(owner, client):
    row = stranger(1)
    imported(owner, uploaded(owner, row))
    body = Delivery.objects.get().body
    code = body.split("/join/")[1].split("/")[0]
    page = client.get(reverse("accounts:invitation_enter", args=[code]))
    assert owner.employer.name in page.content.decode()
    assert row[0] not in page.content.decode()
    assert client.get(reverse("accounts:invitation_enter", args=["x" * 22])).status_code == 404


def test_what_was_only_looked_at_is_forgotten_after_a_day(owner):
    batch, done = uploaded(owner, stranger(1)), imported(owner, uploaded(owner, stranger(2)))
    invitation_batches.purge()
    assert InvitationLine.objects.count() == 2
    InvitationBatch.objects.update(
        created_at=timezone.now() - timedelta(days=2), imported_at=timezone.now() - timedelta(days=31)
    )
    invitation_batches.purge()
    assert list(InvitationBatch.objects.all()) == [done]
    assert not InvitationLine.objects.exists()
    assert not InvitationBatch.objects.filter(pk=batch.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_two_uploads_at_once_make_no_doubles(owner):
    content = book(HEAD, *[stranger(serial) for serial in range(1, 31)])
    start = threading.Barrier(4)

    def at_once(act, found):
        start.wait(10)
        try:
            found.append(act())
        finally:
            connections.close_all()

    def race(act):
        found: list = []
        racers = [threading.Thread(target=at_once, args=(act, found)) for _ in range(4)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join(60)
        return found

    found = race(lambda: invitation_batches.check_file(content, actor=owner))
    assert len({batch.pk for batch, _ in found}) == 1
    assert sorted(known for _, known in found) == [False, True, True, True]
    batch = found[0][0]
    InvitationBatch.objects.update(
        state=BatchState.RUNNING,
        progress=Progress.objects.create(label="邀请人员", user=owner.user, total=30),
    )
    race(lambda: invitation_batches.run_import(batch.public_id))
    assert Invitation.objects.count() == Delivery.objects.count() == 30
    assert Message.objects.filter(template_code="invitations_imported").count() == 1


WORKER = """
import os, sys, django
django.setup()
from accounts.services import invitation_batches
from core import outbox
if sys.argv[2] == "die":
    tell, seen = invitation_batches.invitations.tell, []
    def tell_and_die(*args, **kwargs):
        seen.append(1)
        if len(seen) == int(sys.argv[3]):
            os.kill(os.getpid(), 9)
        return tell(*args, **kwargs)
    invitation_batches.invitations.tell = tell_and_die
outbox.run(int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_half_done_and_its_successor_goes_on(owner, monkeypatch):
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)
    batch = uploaded(owner, *[stranger(serial) for serial in range(1, 31)])
    invitation_batches.start_import(batch, actor=owner)
    row = OutboxRow.objects.get(kind=invitation_batches.IMPORT)
    environment = same_database()

    def work(*how):
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-c", WORKER, str(row.pk), *how],
            env=environment,
            cwd=settings.BASE_DIR,
            timeout=200,
            check=False,
        ).returncode

    assert work("die", "27") == -signal.SIGKILL
    assert Invitation.objects.count() == invitation_batches.CHUNK
    assert batch.lines.filter(outcome=LineOutcome.INVITED).count() == invitation_batches.CHUNK
    OutboxRow.objects.filter(pk=row.pk).update(heartbeat_at=timezone.now() - outbox.STALE_AFTER * 2)
    outbox.sweep()
    assert work("live") == 0
    row.refresh_from_db()
    batch.refresh_from_db()
    assert (row.state, batch.state) == (OutboxState.DONE, BatchState.DONE)
    assert Invitation.objects.count() == Delivery.objects.count() == 30
    assert AuditEntry.objects.filter(event="accounts.invitations_imported").count() == 1
    assert SandboxCopy.objects.count() == 30


def test_a_silent_import_may_be_taken_up_again_and_a_living_one_not(owner):
    batch = uploaded(owner, stranger(1))
    with transaction.atomic():
        invitation_batches.start_import(batch, actor=owner)
    with pytest.raises(Refused, match="已导入"):
        invitation_batches.start_import(batch, actor=owner)
    Progress.objects.update(heartbeat=timezone.now() - timedelta(minutes=6))
    invitation_batches.start_import(batch, actor=owner)
