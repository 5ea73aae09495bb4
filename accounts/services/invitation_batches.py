"""邀请 by workbook: looked at first, which sends nothing, then imported by a worker that may be killed."""

import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import BatchState, EmployerState, IdentifierKind, InvitationState, LineOutcome, UnitRight
from accounts.models import Invitation, InvitationBatch, InvitationLine, LoginIdentifier
from accounts.services import invitations, unit_rights
from accounts.services.alerts import tell_everywhere
from accounts.services.employers import hold
from accounts.services.invitation_rows import COLUMNS, line_of
from catalogue import pinyin
from core import audit, outbox, progress, workbooks
from core.errors import Refused

IMPORT = "accounts.import_invitations"
LABEL = "邀请人员"
CHUNK = 20
# A worker that is alive speaks at every chunk; after this long without a word the import may be started anew.
SILENT = timedelta(minutes=5)
LOOKED_AT_FOR, KEPT_FOR = timedelta(days=1), timedelta(days=30)


class NotInUse(Refused):
    """The employer cannot be joined any more."""


def check_file(content: bytes, *, actor) -> tuple[InvitationBatch, bool]:
    """Read a workbook and keep its rows to be looked at; nobody is invited.

    Returns:
        The batch, and whether this very file was uploaded for this employer before.

    Raises:
        WorkbookRefused: the file as a whole cannot be read.
        Refused: the right is lacking.
    """
    unit_rights.require(actor, UnitRight.PEOPLE)
    sha256 = hashlib.sha256(content).hexdigest()
    known = InvitationBatch.objects.filter(employer=actor.employer_id, sha256=sha256)
    if found := known.first():
        return found, True
    sheet = workbooks.read(content, COLUMNS)
    seen: dict[str, int] = {}
    lines = [line_of(row, seen) for row in sheet.rows]
    try:
        return _keep(sheet.name, sha256, lines, actor), False
    except IntegrityError:
        return known.get(), True


@transaction.atomic
def _keep(sheet, sha256, lines, actor) -> InvitationBatch:
    batch = InvitationBatch.objects.create(
        employer=actor.employer, sha256=sha256, sheet=sheet[:40], created_by=actor.user
    )
    for line in lines:
        line.batch = batch
    InvitationLine.objects.bulk_create(lines, batch_size=500)
    audit.record("accounts.invitations_checked", subject=batch, actor=actor, count=len(lines))
    return batch


def judge(batch, lines) -> dict[int, str]:
    """What becomes of the ready ones among `lines` as things stand, by primary key; in two statements."""
    ready = [line for line in lines if line.outcome == LineOutcome.READY]
    digests = [line.id_digest for line in ready]
    members = set(_known(digests).filter(user__employer=batch.employer_id).values_list("digest", flat=True))
    asked = Invitation.objects.open().filter(employer=batch.employer_id, id_digest__in=digests)
    waiting = set(asked.values_list("id_digest", flat=True))
    return {line.pk: _outcome(line.id_digest, members, waiting) for line in ready}


def _outcome(digest, members, waiting) -> str:
    if digest in members:
        return LineOutcome.MEMBER
    return LineOutcome.REPEATED if digest in waiting else LineOutcome.READY


def _known(digests):
    return LoginIdentifier.objects.filter(
        kind=IdentifierKind.ID_NUMBER, digest__in=digests, user__is_active=True
    )


@transaction.atomic
def start_import(batch, *, actor) -> InvitationBatch:
    """Let a worker invite everybody whose row is in order; started once, or again when the worker is lost."""
    unit_rights.require(actor, UnitRight.PEOPLE)
    batches = InvitationBatch.objects.select_for_update(of=("self",)).select_related("progress")
    locked = batches.get(pk=batch.pk, employer=actor.employer_id)
    if locked.state == BatchState.DONE or (locked.is_running and not is_silent(locked)):
        raise Refused("这个文件已导入，请勿重复导入。")
    ready = locked.lines.filter(outcome=LineOutcome.READY).count()
    if not ready:
        raise Refused("没有可以导入的行。请按提示改好后重新上传。")
    locked.state = BatchState.RUNNING
    locked.progress = progress.start(LABEL, user=actor.user, total=ready)
    locked.save(update_fields=["state", "progress"])
    audit.record("accounts.invitations_started", subject=locked, actor=actor, count=ready)
    outbox.add(IMPORT, subject=locked)
    return locked


def is_silent(batch) -> bool:
    """Whether a running import has not been heard of for so long that its worker must be lost."""
    job = batch.progress
    return batch.is_running and (job is None or job.heartbeat < timezone.now() - SILENT)


@transaction.atomic
def discard(batch, *, actor) -> None:
    """Forget a file that was only looked at."""
    unit_rights.require(actor, UnitRight.PEOPLE)
    locked = (
        InvitationBatch.objects.select_for_update().filter(pk=batch.pk, employer=actor.employer_id).first()
    )
    if locked is None:
        return
    if not locked.is_waiting:
        raise Refused("这个文件已经导入，不能丢弃。要收回邀请的，请在邀请列表里撤回。")
    audit.record("accounts.invitations_discarded", subject=locked, actor=actor)
    locked.delete()


def run_import(public_id) -> None:
    """The worker's part: chunk by chunk, each whole or not at all; what was done is not done again."""
    batch = InvitationBatch.objects.select_related("employer", "created_by", "progress").get(
        public_id=public_id
    )
    if not batch.is_running or batch.progress is None:
        return
    done = 0
    try:
        while number := _one_chunk(batch):
            done += number
            progress.advance(batch.progress, done)
    except NotInUse as stopped:
        progress.fail(batch.progress, message=str(stopped))
    else:
        _finish(batch)


def _one_chunk(batch) -> int:
    """Invite the people of the next rows; returns how many rows were dealt with.

    Raises NotInUse when the employer was disabled or merged meanwhile: nobody could accept.
    """
    waiting = batch.lines.filter(outcome=LineOutcome.READY).order_by("number")
    with transaction.atomic():
        # Queues all imports of one employer, so that two files never invite one person twice.
        if hold(batch.employer).state != EmployerState.ACTIVE:
            raise NotInUse("单位账户现在没有启用，邀请没有继续发出。启用后可以再次导入。")
        lines = list(waiting[:CHUNK])
        judged = judge(batch, lines)
        people = _people(lines)
        for line in lines:
            if judged[line.pk] == LineOutcome.READY:
                _invite(batch, line, people.get(line.id_digest))
                judged[line.pk] = LineOutcome.INVITED
            line.outcome = judged[line.pk]
        InvitationLine.objects.bulk_update(lines, ["outcome"])
    return len(lines)


def _people(lines) -> dict:
    known = _known([line.id_digest for line in lines]).select_related("user")
    return {one.digest: one.user for one in known}


def _invite(batch, line, person) -> None:
    """A new invitation, or new life for one that nobody answered in time."""
    expired = Invitation.objects.filter(
        employer=batch.employer_id, id_digest=line.id_digest, state=InvitationState.SENT
    )
    invitation = expired.first() or Invitation(employer=batch.employer, id_digest=line.id_digest)
    invitation.name, invitation.name_pinyin = line.name, pinyin.full(line.name)
    invitation.id_number, invitation.mobile = str(line.id_number), str(line.mobile)
    invitation.expires_at = timezone.now() + invitations.LIFE
    invitation.invited_by, invitation.sent_count = batch.created_by, 0
    invitation.save()
    invitations.tell(invitation, person)


@transaction.atomic
def _finish(batch) -> None:
    locked = InvitationBatch.objects.select_for_update().get(pk=batch.pk)
    if not locked.is_running:
        return
    locked.state, locked.imported_at = BatchState.DONE, timezone.now()
    locked.save(update_fields=["state", "imported_at"])
    count = locked.lines.filter(outcome=LineOutcome.INVITED).count()
    audit.record("accounts.invitations_imported", subject=locked, actor=None, count=count)
    args = [str(locked.public_id)]
    tell_everywhere(
        batch.created_by,
        "invitations_imported",
        context={"count": count},
        url_name="admin_portal:invitation_batch",
        url_args=args,
    )
    page = reverse("admin_portal:invitation_batch", args=args)
    progress.finish(batch.progress, message=f"已发出 {count} 份邀请。", result_url=page)


def purge() -> int:
    """Forget files that were only looked at after a day, and the rows of imported ones after 30 days."""
    now = timezone.now()
    looked_at = InvitationBatch.objects.filter(state=BatchState.CHECKED, created_at__lt=now - LOOKED_AT_FOR)
    rows = InvitationLine.objects.filter(batch__state=BatchState.DONE, batch__imported_at__lt=now - KEPT_FOR)
    return looked_at.delete()[0] + rows.delete()[0]
