"""A paper from the press of its button to its end: ordered, made by the worker, downloaded, thrown away."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership, User
from accounts.services import deregistration
from accounts.services.alerts import tell_everywhere
from applications.models import Application, PrintedDocument
from applications.models.printed import LIFETIME
from applications.services.papers.declared import Paper, Said, paper
from core import audit, documents, file_disk, limits, outbox, progress, sealed_files
from core.errors import Refused
from core.models import Progress, ProgressState, StoredDocument
from core.paper.blocks import Scan, Sheet
from core.paper.writing import Written, write
from core.pii import mask_name
from core.sealed_files import SealedWriter

MAKE, OWNER = "applications.paper", "paper"
# No 0, 1, I, L, O, U: read aloud and copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
ORDERS_PER_HOUR = 60
FOOT = "校验码 {code}　核对 {address}　{at} 生成"
DRAFT = "草稿"
READY = "{title}已经生成，请在 24 小时内下载，过期会自动删除，可以重新生成。"
NOT_YOURS = "您现在不能查看这份材料，没有生成。"
GONE = "这份文件已经过期删除，请重新生成。"


def order(what: Paper, subject_id: UUID, *, actor, asks: dict | None = None) -> PrintedDocument:
    """Let the worker make one paper; while one of the same is being made, that one is returned.

    `asks` is what the paper must know besides, kept sealed until it is made.
    Raises Refused when the person may not see it, TooMany beyond 60 orders an hour.
    """
    limits.check_and_hit("papers.order", actor.user.pk, ORDERS_PER_HOUR, timedelta(hours=1))
    return _order(what, subject_id, asks or {}, actor=actor)


@transaction.atomic
def _order(what: Paper, subject_id: UUID, asks: dict, *, actor) -> PrintedDocument:
    user = User.objects.select_for_update(no_key=True).get(pk=actor.user.pk)
    subject = what.find(actor, subject_id)
    if subject is None:
        raise Refused(NOT_YOURS)
    if running := _running(what, subject_id, actor):
        return running
    job = progress.start(f"生成{what.title}", user=user)
    printed = PrintedDocument.objects.create(
        kind=what.kind,
        check_code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        subject_id=subject_id,
        application=subject if isinstance(subject, Application) else None,
        asked_by=user,
        membership=actor.membership,
        job=job,
        **_frozen(what.about(subject, actor)),
    )
    audit.record("applications.paper_ordered", subject=subject, actor=actor, paper=what.code)
    outbox.add(MAKE, subject=printed, payload=asks)
    return printed


def _running(what: Paper, subject_id: UUID, actor) -> PrintedDocument | None:
    same = of_actor(actor).filter(
        kind=what.kind,
        subject_id=subject_id,
        job__state=ProgressState.RUNNING,
        created_at__gt=timezone.now() - LIFETIME,
    )
    latest = same.first()
    return None if latest is None or outbox.is_given_up(MAKE, latest) else latest


def _frozen(said: Said) -> dict:
    return {
        "number": said.number,
        "masked_name": mask_name(said.name) if said.name else "",
        "body": said.body,
        "state": said.state,
        "state_label": said.state_label,
        "is_draft": said.is_draft,
    }


def make(public_id: UUID, **asks) -> None:
    """Make an ordered paper; done again it does nothing. Who may not see it any more gets none.

    A worker that dies leaves no row: the next one begins anew under the same check code.
    """
    rows = PrintedDocument.objects.select_related("job", "asked_by")
    printed = rows.filter(public_id=public_id).first()
    if printed is None or printed.job is None or not printed.job.is_running:
        return
    actor, what = _actor(printed), paper(printed.kind)
    subject = what.find(actor, printed.subject_id) if actor else None
    if subject is None:
        progress.fail(printed.job, message=NOT_YOURS)
        return
    said = what.about(subject, actor)
    sheet = _sheet(what, printed, said, what.blocks(subject, actor, **asks))
    row = StoredDocument(owner_kind=OWNER, owner_id=printed.public_id, uploaded_by=printed.asked_by)
    with sealed_files.writing(_place(row)) as writer:
        written = write(sheet, writer, _told(printed.job, sheet))
    try:
        _keep(printed, row, writer, written, said)
    except BaseException:
        file_disk.remove(writer.name)
        raise


def _actor(printed: PrintedDocument):
    """The person in the capacity they ordered in; None when they do not serve there any more."""
    if not printed.asked_by.is_active:
        return None
    if printed.membership_id is None:
        return actor_of(printed.asked_by)
    current = Membership.objects.current().filter(pk=printed.membership_id)
    served = current.select_related("office", "employer").first()
    return actor_of(printed.asked_by, served) if served else None


def _sheet(what: Paper, printed: PrintedDocument, said: Said, blocks) -> Sheet:
    checked_at = f"{settings.SITE_URL}{reverse('applications:paper_check')}"
    return Sheet(
        title=what.title,
        subtitle=f"申报号 {said.number}" if said.number else said.body,
        blocks=blocks,
        foot=FOOT.format(
            code=printed.shown_code, address=checked_at, at=f"{timezone.localtime():%Y-%m-%d %H:%M}"
        ),
        address=f"{settings.SITE_URL}{reverse('applications:paper_detail', args=[printed.check_code])}",
        mark=DRAFT if said.is_draft else "",
        is_landscape=what.is_landscape,
    )


def _told(job: Progress, sheet: Sheet):
    """How many scans are on it, told as they are written: the text comes first and takes a moment."""
    scans = sum(isinstance(block, Scan) for block in sheet.blocks)
    progress.advance(job, 1, total=scans + 1, message="文字已经排好，正在放入扫描件。" if scans else "")
    return lambda done: progress.advance(job, min(done, scans) + 1, total=scans + 1)


@transaction.atomic
def _keep(printed: PrintedDocument, row, writer: SealedWriter, written: Written, said: Said) -> None:
    locked = PrintedDocument.objects.select_for_update(of=("self",)).select_related("job").get(pk=printed.pk)
    job = locked.job
    if job is None or not job.is_running:
        file_disk.remove(writer.name)
        return
    row.original_name = f"{locked.get_kind_display()}{f'-{locked.number}' if locked.number else ''}.pdf"
    row.media_type, row.path, row.size, row.sha256 = (
        "application/pdf",
        writer.name,
        writer.size,
        writer.sha256,
    )
    row.save()
    for name, value in _frozen(said).items():
        setattr(locked, name, value)
    locked.document, locked.pages, locked.sha256 = row, written.pages, writer.sha256
    locked.made_at = timezone.now()
    locked.save()
    page = reverse("applications:paper_open", args=[locked.public_id])
    progress.finish(job, message=READY.format(title=locked.get_kind_display()), result_url=page)
    place = {"url_name": "core:progress_detail", "url_args": [str(job.public_id)]}
    tell_everywhere(locked.asked_by, "paper_ready", context={"paper": locked.get_kind_display()}, **place)


def _place(row: StoredDocument) -> str:
    return f"core_storeddocument.content.{row.public_id}"


def of_actor(actor) -> QuerySet[PrintedDocument]:
    """The papers a person ordered in the capacity they act in now."""
    mine = PrintedDocument.objects.filter(asked_by=actor.user, membership=actor.membership)
    return mine.select_related("job", "document", "application")


@transaction.atomic
def download(public_id: UUID, *, actor) -> tuple[StoredDocument, Iterator[bytes]]:
    """The file piece by piece, for who ordered it, while it lasts and while they may see what it is about.

    Raises:
        PrintedDocument.DoesNotExist: not one of this person's, or not theirs to see any more.
        Refused: expired, or not made yet.
    """
    printed = of_actor(actor).get(public_id=public_id)
    subject = paper(printed.kind).find(actor, printed.subject_id)
    if subject is None:
        raise PrintedDocument.DoesNotExist
    row = printed.document
    if row is None or not printed.can_be_had:
        raise Refused(GONE)
    audit.record("applications.paper_downloaded", subject=subject, actor=actor, paper=printed.kind)
    return row, sealed_files.reading(row.path, _place(row))


def clean() -> int:
    """Delete the files whose day is over; what the papers said can be checked on. Returns how many."""
    over = StoredDocument.objects.filter(owner_kind=OWNER, created_at__lte=timezone.now() - LIFETIME)
    return _throw_away(over)


@deregistration.on_erase
def erase(user) -> None:
    """The files a person ordered go with the account."""
    _throw_away(StoredDocument.objects.filter(owner_kind=OWNER, uploaded_by=user))


def _throw_away(rows: QuerySet[StoredDocument]) -> int:
    found = list(rows)
    for row in found:
        documents.delete(row, actor=None)
    return len(found)
