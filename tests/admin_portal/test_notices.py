"""业务通知: whom it reaches, that it is sent once whatever happens, who may read it, and who has."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import EmployerState, Role
from admin_portal import audience
from applications.enums import ApplicationState as S
from core import outbox
from core.errors import Refused, Stale
from core.models import AuditEntry, OutboxRow, Progress, StoredDocument
from core.workflow import NotAllowed
from messaging.models import Message, NoticeRecipient, OfficeNotice
from messaging.notices import batches, drafts, receipts, reminding, sending
from messaging.notices.road import WORKFLOW
from tests.factories.accounts import actor_for, make_employer, make_office, make_user
from tests.factories.notices import EVERYBODY, PDF, WORDS, attach, make_draft, make_sent, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(world):
    """The world with one office below its own and one beside it, each with an employer and a person."""
    below = make_office("070101", parent=world.office, level="county")
    beside = make_office("080001")
    world.below = actor_for(make_user("韦小明", employer=make_employer(office=below)))
    world.beside = actor_for(make_user("陆小凤", employer=make_employer(office=beside)))
    world.stranger = actor_for(make_user("周家豪"), beside, Role.ADMIN)
    return world


def names(notice):
    return set(notice.recipients.values_list("user__name", flat=True))


def reached(world, **conditions):
    return set(audience.reached(world.office, EVERYBODY | conditions))


def test_an_office_reaches_its_branch_and_nobody_else(tree):
    found = names(make_sent(tree.officer))
    assert found == {tree.applicant.user.name, "韦小明"}


@pytest.mark.parametrize("group", audience.AudienceGroup.values)
@pytest.mark.parametrize("state", ["", audience.UNFINISHED, S.OFFICE_REVIEW])
def test_no_condition_leads_out_of_the_branch(tree, group, state):
    tree.stored(S.OFFICE_REVIEW, tree.applicant)
    outside = tree.stored(S.OFFICE_REVIEW, tree.beside)
    outside.office, outside.employer = make_office("080001"), tree.beside.user.employer
    outside.save()
    actor_for(house=tree.beside.user.employer, role=Role.OWNER)
    for office in ("080001", "000000"):
        assert reached(tree, group=group, office=office, state=state) == set()
    assert tree.beside.user not in reached(tree, group=group, state=state)
    assert reached(tree, group=group, state=state) != set()


def test_conditions_narrow(tree):
    case = tree.stored(S.RETURNED, tree.applicant)
    me, below = tree.applicant.user, tree.below.user
    assert reached(tree) == {me, below}
    assert reached(tree, below=False) == {me}
    assert reached(tree, office="070101") == {below}
    assert reached(tree, state=S.RETURNED) == {me}
    assert reached(tree, state=S.OFFICE_REVIEW) == set()
    assert reached(tree, kind="recognition") == {me}
    assert reached(tree, region=case.employer.region.code) == {me, below}
    assert reached(tree, region="450300") == set()
    assert reached(tree, group="employers") == {tree.owner.user, tree.clerk.user}
    assert reached(tree, group="employers", employer_state=EmployerState.PENDING) == set()
    me.is_active = False
    me.save()
    assert reached(tree) == {below}


def test_nobody_else_s_office_may_publish_change_or_withdraw(tree):
    notice = make_draft(tree.officer)
    for move in ("publish", "withdraw", "remind"):
        with pytest.raises(Refused):
            WORKFLOW.perform(notice, move, actor=tree.stranger, data={"opinion": "x"})
    for act in (
        lambda: drafts.change(notice, WORDS, expected_version=1, actor=tree.stranger),
        lambda: drafts.discard(notice, actor=tree.stranger),
        lambda: drafts.create(WORDS, actor=tree.owner),
        lambda: drafts.create(WORDS, actor=actor_for(house=tree.office, role=Role.BOOTSTRAP)),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_published_notice_cannot_be_edited(tree):
    notice = publish(make_draft(tree.officer), tree.officer)
    for act in (
        lambda: drafts.change(notice, WORDS, expected_version=2, actor=tree.officer),
        lambda: drafts.discard(notice, actor=tree.officer),
        lambda: attach(notice, tree.officer),
    ):
        with pytest.raises(Refused, match="已经发布"):
            act()
    assert not StoredDocument.objects.exists()


def test_who_saves_a_draft_second_is_told(tree):
    notice = make_draft(tree.officer)
    drafts.change(notice, {"title": "甲"}, expected_version=1, actor=tree.officer)
    with pytest.raises(Stale):
        drafts.change(notice, {"title": "乙"}, expected_version=1, actor=tree.second)


def test_to_nobody_it_is_not_published(tree):
    with pytest.raises(Refused, match="没有人会收到"):
        publish(make_draft(tree.officer, {"region": "450300"}), tree.officer)


def test_a_killed_worker_is_followed_by_one_that_goes_on(tree, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)
    for _ in range(5):
        make_user(employer=tree.employer)
    notice = publish(make_draft(tree.officer), tree.officer)
    written, write = [], batches.write

    def killed(*args):
        write(*args)
        written.append(1)
        if len(written) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(batches, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        sending.send(notice.public_id)
    assert notice.recipients.count() == Message.objects.filter(template_code="office_notice").count() == 2
    assert Progress.objects.get().done == 2
    sending.send(notice.public_id)
    sending.send(notice.public_id)
    assert notice.recipients.count() == Message.objects.filter(template_code="office_notice").count() == 7
    notice.refresh_from_db()
    job = Progress.objects.get()
    assert (notice.state, notice.recipient_count, job.state, job.done) == ("sent", 7, "done", 7)
    assert Message.objects.get(template_code="notice_sent").recipient == tree.officer.user


def test_the_worker_takes_it_from_the_outbox(tree):
    notice = publish(make_draft(tree.officer), tree.officer)
    assert outbox.run(OutboxRow.objects.get(kind=batches.SEND).pk)
    assert notice.recipients.count() == 2
    message = Message.objects.get(recipient=tree.applicant.user)
    assert message.subject == "业务通知：关于做好职称申报工作的通知"


def test_withdrawing_stops_what_is_not_sent_and_closes_what_is(tree, enter, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 1)
    notice = publish(make_draft(tree.officer), tree.officer)
    assert sending.send_batch(notice.public_id)
    first = notice.recipients.get().user
    WORKFLOW.perform(notice, "withdraw", actor=tree.officer, data={"opinion": "日期有误，另行通知。"})
    sending.send(notice.public_id)
    assert notice.recipients.count() == 1
    page = enter(actor_for(first)).get(reverse("messaging:notice_detail", args=[notice.public_id]))
    assert "日期有误" in page.content.decode()
    assert "请各单位按时报送" not in page.content.decode()
    assert not receipts.note_read(first, notice.public_id)


def statuses(client, *urls):
    """What each address answers; what streams is read to its end."""
    answers = [client.get(url) for url in urls]
    for answer in answers:
        list(answer)
    return [answer.status_code for answer in answers]


def test_only_recipients_and_the_sending_office_may_read(tree, enter):
    notice = make_draft(tree.officer)
    document = attach(notice, tree.officer)
    page = reverse("messaging:notice_detail", args=[notice.public_id])
    file = reverse("core:document_open", args=[document.public_id])
    assert statuses(enter(tree.applicant), page, file) == [404, 404]
    assert statuses(enter(tree.second), file) == [200]
    publish(notice, tree.officer)
    sending.send(notice.public_id)
    for actor, status in (
        (tree.applicant, 200),
        (tree.below, 200),
        (tree.officer, 200),
        (tree.beside, 404),
        (tree.stranger, 404),
        (tree.owner, 404),
    ):
        assert statuses(enter(actor), page, file) == [status, status]


def test_opening_the_message_is_the_receipt_and_marking_all_read_is_not(tree, enter):
    notice = make_sent(tree.officer)
    client = enter(tree.applicant)
    client.post(reverse("messaging:message_read_all"))
    assert receipts.count(notice).read == 0
    message = Message.objects.get(recipient=tree.applicant.user, template_code="office_notice")
    answer = client.post(reverse("messaging:message_open", args=[message.public_id]))
    assert answer.url == reverse("messaging:notice_detail", args=[notice.public_id])
    counted = receipts.count(notice)
    assert (counted.total, counted.read, counted.unread) == (2, 1, 1)
    first = notice.recipients.get(user=tree.applicant.user).read_at
    client.post(reverse("messaging:notice_read", args=[notice.public_id]))
    assert notice.recipients.get(user=tree.applicant.user).read_at == first
    enter(tree.below).post(reverse("messaging:notice_read", args=[notice.public_id]))
    assert receipts.count(notice).unread == 0


def test_reminders_go_to_the_unread_once_a_day(tree, time_machine):
    notice = make_sent(tree.officer)
    receipts.note_read(tree.applicant.user, notice.public_id)
    reminded = WORKFLOW.perform(notice, "remind", actor=tree.officer)
    today = timezone.localdate().isoformat()
    for _ in range(2):
        reminding.remind(notice.public_id, today)
    assert Message.objects.get(template_code="notice_reminder").recipient == tree.below.user
    with pytest.raises(Refused, match="明天"):
        WORKFLOW.perform(reminded, "remind", actor=tree.second)
    time_machine.move_to(timezone.now() + timezone.timedelta(days=1))
    WORKFLOW.perform(reminded, "remind", actor=tree.second)
    receipts.note_read(tree.below.user, notice.public_id)
    with pytest.raises(Refused):
        WORKFLOW.perform(reminded, "remind", actor=tree.officer)


def fill(**changes):
    return {**WORDS, "group": "people", "below": "on", **changes}


def test_the_office_writes_and_publishes_on_its_pages(tree, enter):
    client = enter(tree.officer)
    new = reverse("admin_portal:notice_create")
    answer = client.post(new, fill(body="<p>请<script>alert(1)</script>报送。</p>"))
    notice = OfficeNotice.objects.get()
    detail = reverse("admin_portal:notice_detail", args=[notice.public_id])
    assert answer.url == detail
    assert notice.body == "<p>请报送。</p>"
    page = client.get(detail).content.decode()
    assert "将发给" in page
    assert "（2 人）" in page
    move = reverse("admin_portal:notice_transition", args=[notice.public_id, "publish"])
    assert client.post(move, {"version": 7}).status_code == 409
    assert client.post(move, {"version": 1}).url == detail
    assert client.post(move, {"version": 1}).url == detail
    assert OutboxRow.objects.filter(kind=batches.SEND).count() == 1
    edit = reverse("admin_portal:notice_edit", args=[notice.public_id])
    assert client.get(edit).status_code == 409
    withdraw = reverse("admin_portal:notice_transition", args=[notice.public_id, "withdraw"])
    assert client.post(withdraw, {"version": 2}).status_code == 422


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(tree, enter):
    client = enter(tree.officer)
    new = reverse("admin_portal:notice_create")
    page = client.post(new, fill(title="", body="<p> </p>", office="080001", region="x"))
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"title", "body", "office", "region"}
    file = io.BytesIO(b"MZ program")
    file.name = "通知.pdf"
    page = client.post(new, fill(file=file))
    assert page.status_code == 422
    assert "已经保存" in page.content.decode()
    notice = OfficeNotice.objects.get()
    file = io.BytesIO(PDF)
    file.name = "通知.pdf"
    edit = reverse("admin_portal:notice_edit", args=[notice.public_id])
    assert client.post(edit, fill(file=file, version=1)).status_code == 302
    document = StoredDocument.objects.get()
    assert client.post(edit, fill(title="新标题", version=0)).status_code == 409
    client.post(reverse("admin_portal:notice_document_delete", args=[notice.public_id, document.public_id]))
    assert not StoredDocument.objects.exists()
    discard = reverse("admin_portal:notice_discard", args=[notice.public_id])
    assert client.post(discard).status_code == 302
    assert not OfficeNotice.objects.exists()


def test_the_receipts_leave_with_masked_numbers_and_are_recorded(tree, enter):
    notice = make_sent(tree.officer)
    receipts.note_read(tree.applicant.user, notice.public_id)
    client = enter(tree.officer)
    page = reverse("admin_portal:notice_receipts", args=[notice.public_id])
    assert "韦小明" in client.get(page).content.decode()
    assert "韦小明" not in client.get(f"{page}?tab=read").content.decode()
    answer = client.post(reverse("admin_portal:notice_receipts_export", args=[notice.public_id]))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "韦小明" in cells
    assert tree.below.user.mobile not in cells
    assert AuditEntry.objects.get(event="admin_portal.receipts_exported").data == {"count": 2}


def test_another_office_finds_none_of_it(tree, enter):
    notice = make_sent(tree.officer)
    client = enter(tree.stranger)
    assert notice.title not in client.get(reverse("admin_portal:notice_list")).content.decode()
    for name in ("detail", "edit", "receipts"):
        assert client.get(reverse(f"admin_portal:notice_{name}", args=[notice.public_id])).status_code == 404


def test_a_recipient_is_told_once_even_by_the_database(tree):
    notice = make_sent(tree.officer)
    assert NoticeRecipient.objects.filter(notice=notice).count() == 2
    assert sending.send_batch(notice.public_id) is False
