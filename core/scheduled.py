"""The scheduled jobs by name, to be done by hand as beat starts them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Job:
    """One line of the schedule: `name` is the last part of its task, `about` the first line of its words."""

    name: str
    task: str
    about: str

    def run(self):
        """Do it here and now; returns what the task returns. A task is called as its function is."""
        return import_string(self.task)()


def jobs() -> dict[str, Job]:
    """Every scheduled job by its name, in the order of the schedule.

    Raises:
        ValueError: two jobs share a name.
    """
    found: dict[str, Job] = {}
    for line in settings.CELERY_BEAT_SCHEDULE.values():
        task = line["task"]
        job = Job(task.rpartition(".")[2], task, _first_line(import_string(task)))
        if job.name in found:
            raise ValueError(f"two scheduled jobs are called {job.name}")
        found[job.name] = job
    return found


def _first_line(task) -> str:
    return (task.__doc__ or "").strip().partition("\n")[0]
