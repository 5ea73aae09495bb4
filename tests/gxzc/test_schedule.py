"""Every scheduled job: listed, done by hand, and done twice is done once."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import Application, BatchJob, EvaluationCommittee, ResultNotice
from applications.plan_enums import PlanStage
from applications.services.batches import order
from applications.services.transitions import perform
from catalogue.working_days import publish_year
from core.scheduled import jobs
from messaging.models import Message
from tests.factories.applications import OPINION, World
from tests.factories.fees import FeeWorld
from tests.factories.original import ReplacementWorld
from tests.factories.results import ResultsWorld

# What a job writes about itself each time: that it ran, or what the queue of tasks remembers.
OF_THE_RUN = {"core_auditseal", "core_auditcheck", "core_sealermark", "django_content_type", "django_session"}


def content():
    """Every table as a number of rows and a digest of all that stands in them."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t")
            found[table] = cursor.fetchone()
    return {table: row for table, row in found.items() if table not in OF_THE_RUN}


def test_every_job_of_the_schedule_has_a_name_and_says_what_it_does(capsys):
    call_command("run_due")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(settings.CELERY_BEAT_SCHEDULE) == len(jobs())
    assert all(len(line.split(maxsplit=1)) == 2 for line in lines), lines
    with pytest.raises(CommandError, match="没有这个定时任务：no_such_job"):
        call_command("run_due", "no_such_job")


@pytest.fixture
def much_is_due(db, settings, tmp_path):
    """Cases for the jobs of applications: notices over, money and answers late, drafts old, desks late."""
    settings.MEDIA_ROOT = tmp_path
    settings.AUDIT_HEAD_DIR = tmp_path
    today = timezone.localdate()
    world, paying, lost = World(), FeeWorld(), ReplacementWorld()
    EvaluationCommittee.objects.update(name="另一个评审会", code="T0")
    lists = ResultsWorld()
    for year in (today.year - 1, today.year, today.year + 1):
        worked = [(today, True, "调休")] if year == today.year else []
        publish_year(year, worked, actor=None)
    lost.run_out(lost.on_notice())
    lists.on_notice()
    lists.run_out()
    paying.owing()
    paying.pay_window(-9, -1)
    paying.plan.windows.filter(stage=PlanStage.APPLY).update(
        opens_on=today - dt.timedelta(days=3), closes_on=today + dt.timedelta(days=3)
    )
    paying.placed(S.DRAFT).save()
    late = world.stored(S.OFFICE_REVIEW)
    returned = perform(
        world.stored(S.OFFICE_REVIEW), "return_to_applicant", actor=world.officer, data=OPINION
    )
    returned.returns.update(deadline_on=today - dt.timedelta(days=1), is_estimate=False)
    deleted = world.stored(S.DELETED)
    long_ago = timezone.now() - dt.timedelta(days=90)
    Application.objects.filter(pk__in=(late.pk, deleted.pk)).update(turn_began_at=long_ago)
    Application.objects.filter(pk=deleted.pk).update(deleted_at=long_ago)
    over = order(Application.objects.filter(pk=late.pk), "claim", actor=world.officer, key=uuid4())
    BatchJob.objects.filter(pk=over.pk).update(finished_at=timezone.now() - dt.timedelta(days=400))
    late.progress.create(
        move="endorse",
        label="x",
        step="x",
        from_state=S.EMPLOYER_REVIEW,
        to_state=S.OFFICE_REVIEW,
        capacity="employer",
        at=long_ago,
    )
    return {"late": late, "returned": returned, "deleted": deleted}


def test_all_jobs_done_twice_are_done_once(much_is_due, capsys):
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon, tick=False):
        call_command("run_due", "--all")
        done = capsys.readouterr().out
        # What was told is on its way: the queue delivers it in a round of its own.
        call_command("run_due", "sweep_outbox")
        first = content()
        call_command("run_due", "--all")
        then = content()
    assert {name: (first[name], then[name]) for name in first if first[name] != then[name]} == {}
    for line in (
        "end_notices: 1",
        "end_result_notices: 1",
        "expire_payments: 1",
        "lapse_returns: 1",
        "purge_batches: 1",
        "purge_bin: 1",
        "escalate_late_cases: 2",
    ):
        assert line in done.splitlines(), done
    late, returned = much_is_due["late"], much_is_due["returned"]
    returned.refresh_from_db()
    assert returned.state == S.LAPSED
    assert not Application.objects.filter(pk=much_is_due["deleted"].pk).exists()
    assert {row.step for row in late.escalations.all()} == {"house", "superior"}
    assert not ResultNotice.objects.filter(state="open").exists()
    codes = set(Message.objects.values_list("template_code", flat=True))
    assert {"still_alive", "draft_reminder", "stage_opened", "overdue_here"} <= codes
