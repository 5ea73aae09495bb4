"""Telling a person how far a long job has come."""

from django.utils import timezone

from core.models import Progress, ProgressState


def start(label: str, *, user, total: int = 0) -> Progress:
    """Open a job for `user`; `total` counts its units, 0 while unknown."""
    return Progress.objects.create(label=label, user=user, total=total)


def advance(progress: Progress, done: int, *, total: int | None = None, message: str = "") -> None:
    """Say that `done` units are finished; a job that has ended stays as it ended."""
    changes = {"done": done, "message": message}
    if total is not None:
        changes["total"] = total
    _update(progress, changes)


def finish(progress: Progress, *, message: str = "", result_url: str = "") -> None:
    """End the job well; `result_url` is the path of the page that shows what came out."""
    _update(progress, {"state": ProgressState.DONE, "message": message, "result_url": result_url})


def fail(progress: Progress, *, message: str) -> None:
    """End the job without a result; `message` says why and what to do."""
    _update(progress, {"state": ProgressState.FAILED, "message": message})


def _update(progress: Progress, changes: dict) -> None:
    running = Progress.objects.filter(pk=progress.pk, state=ProgressState.RUNNING)
    running.update(heartbeat=timezone.now(), **changes)
    progress.refresh_from_db()
