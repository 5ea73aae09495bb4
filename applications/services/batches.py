"""One move for up to 500 applications: ordered in one press, made one by one in the worker.

Each row is judged by the road as if it had been pressed alone, in a transaction of its own that writes its
outcome too: a worker that is killed leaves no row half done, and whoever follows does what is left.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor, actor_of
from accounts.models import Membership, User
from accounts.services.alerts import tell_everywhere
from applications import registry
from applications.models import Application, BatchJob, BatchRow, RowOutcome
from applications.services.messages import tell_transferred
from applications.services.transitions import perform, workflow_of
from core import audit, outbox, progress
from core.errors import Refused
from core.models import Progress
from core.workflow import AlreadyDone

RUN = "applications.batch"
MOST = 500
NOTHING = "请先勾选要办理的申报。"
TOO_MANY = f"一次最多办理 {MOST} 件，请用筛选缩小范围，分几次办理。"
LEFT = "您已不在这个单位或职改办任职，这一件没有办理。"
HIDDEN = "这一件不在您能办理的范围内。"


@transaction.atomic
def order(found, move: str, *, actor, key: UUID, data: dict | None = None) -> BatchJob:
    """Let the worker make `move` for every application of `found`, in its order.

    Args:
        found: a queryset of what the person may see, ordered.
        key: of the page the order came from; the same key again returns the batch it made.
        data: what the form of the move is given for each.

    Raises:
        Refused: nothing was chosen, or more than 500.
    """
    Membership.objects.select_for_update().get(pk=actor.membership.pk)
    if before := BatchJob.objects.filter(key=key, membership=actor.membership).first():
        return before
    chosen = list(found.values_list("pk", flat=True)[: MOST + 1])
    if not chosen:
        raise Refused(NOTHING)
    if len(chosen) > MOST:
        raise Refused(TOO_MANY)
    watched = progress.start(f"批量{label_of(move)}", user=actor.user, total=len(chosen))
    job = BatchJob.objects.create(
        key=key, membership=actor.membership, move=move, data=data or {}, progress=watched
    )
    BatchRow.objects.bulk_create(
        BatchRow(job=job, application_id=pk, position=place) for place, pk in enumerate(chosen, 1)
    )
    audit.record(
        "applications.batch_ordered", subject=job, actor=actor, move=label_of(move), count=len(chosen)
    )
    outbox.add(RUN, subject=job)
    return job


def label_of(move: str) -> str:
    """What the button of a move says, on the first road that has it."""
    roads = (kind.workflow.transitions for kind in registry.kinds())
    return next(road[move].label for road in roads if move in road)


@outbox.handler(RUN)
def run(row) -> None:
    """Do what is left of a batch; done again it does nothing."""
    job = BatchJob.objects.select_related("progress").get(public_id=row.subject_id)
    if job.finished_at is not None:
        return
    done = job.rows.exclude(outcome=RowOutcome.WAITING).count()
    for number, pk in enumerate(_waiting(job), done + 1):
        _one(pk, job)
        progress.advance(job.progress, number)
    _finish(job)


def _waiting(job) -> list[int]:
    return list(job.rows.filter(outcome=RowOutcome.WAITING).values_list("pk", flat=True))


@transaction.atomic
def _one(pk: int, job: BatchJob) -> None:
    """Make the move of one row and write its outcome with it; who comes second finds it written."""
    row = BatchRow.objects.select_for_update().get(pk=pk)
    if row.outcome != RowOutcome.WAITING:
        return
    row.reason = _make(row, job)[:300]
    row.outcome = RowOutcome.SKIPPED if row.reason else RowOutcome.DONE
    row.save(update_fields=["outcome", "reason"])


def _make(row: BatchRow, job: BatchJob) -> str:
    """Make one move; returns why it was not made, empty if it was or had been already."""
    actor = _actor(job)
    if actor is None:
        return LEFT
    application = Application.objects.visible_to(actor).filter(pk=row.application_id).first()
    if application is None or job.move not in workflow_of(application).transitions:
        return HIDDEN
    try:
        perform(application, job.move, actor=actor, data=job.data | {"in_batch": True})
    except AlreadyDone:
        return ""
    except Refused as refusal:
        return str(refusal)
    return ""


def _actor(job: BatchJob) -> Actor | None:
    """Whoever ordered it, in the place they had then; None if they have it no longer. Asked for each row."""
    served = Membership.objects.current().select_related("user", "office", "employer")
    membership = served.filter(pk=job.membership_id, user__is_active=True).first()
    return actor_of(membership.user, membership) if membership else None


@transaction.atomic
def _finish(job: BatchJob) -> None:
    locked = (
        BatchJob.objects.select_for_update(of=("self",)).select_related("membership__user").get(pk=job.pk)
    )
    if locked.finished_at is not None:
        return
    locked.finished_at = timezone.now()
    locked.save(update_fields=["finished_at"])
    done, skipped = (
        locked.rows.filter(outcome=outcome).count() for outcome in (RowOutcome.DONE, RowOutcome.SKIPPED)
    )
    label = label_of(locked.move)
    audit.record(
        "applications.batch_finished", subject=locked, actor=None, move=label, count=done, skipped=skipped
    )
    portal = "office" if locked.membership.office_id else "employer"
    page, args = f"admin_portal:{portal}_batch_detail", [str(locked.public_id)]
    _tell_successor(locked, done)
    told = {"move": label, "done": done, "skipped": skipped}
    tell_everywhere(locked.membership.user, "batch_finished", context=told, url_name=page, url_args=args)
    progress.finish(
        locked.progress,
        message=f"已办理 {done} 件，没有办理 {skipped} 件。",
        result_url=reverse(page, args=args),
    )


def _tell_successor(job, done: int) -> None:
    """转交: the colleague reads once how many cases came."""
    if done and job.move == "transfer":
        tell_transferred(
            User.objects.get(pk=job.data["assignee"]),
            done,
            job.data["opinion"],
            actor=actor_of(job.membership.user, job.membership),
            url_name="admin_portal:office_application_list",
        )


def purge(limit: int = 200) -> int:
    """Delete the reports of batches that ended `BATCH_REPORT_DAYS` ago; returns how many. Safe to repeat.

    What was done to each case stays in its own history and in the audit log.
    """
    before = timezone.now() - timedelta(days=settings.BATCH_REPORT_DAYS)
    due = BatchJob.objects.filter(finished_at__lte=before).order_by("finished_at")
    return sum(_purge_one(pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _purge_one(pk: int) -> bool:
    job = BatchJob.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if job is None:
        return False
    job.delete()
    Progress.objects.filter(pk=job.progress_id).delete()
    return True
