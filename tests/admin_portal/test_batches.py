"""Many cases at once: each judged for itself in the worker, reported, and done once whatever happens."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import Application, BatchJob, BatchRow, RowOutcome
from applications.services import batches
from applications.services.transitions import perform
from core import outbox
from core.models import AuditEntry, OutboxRow, OutboxState, Progress
from messaging.models import Message
from tests.factories.applications import OPINION

TAKE_UP = "admin_portal:office_application_take_up"
HAND_OVER = "admin_portal:office_application_hand_over"


def ids(*applications):
    return [str(application.public_id) for application in applications]


def work():
    """What the worker does with the order that was written."""
    outbox.run(OutboxRow.objects.filter(kind=batches.RUN).latest("pk").pk)
    return BatchJob.objects.latest("pk")


def outcomes(job):
    return {row.application_id: (row.outcome, row.reason) for row in job.rows.all()}


def handlers(*applications):
    found = Application.objects.in_bulk([application.pk for application in applications])
    return [found[application.pk].assignee for application in applications]


def test_selected_cases_are_taken_up_each_for_itself(world, enter):
    first, second, third, other = (world.stored(S.OFFICE_REVIEW) for _ in range(4))
    perform(second, "claim", actor=world.second)
    client = enter(world.officer)
    told = client.post(reverse(TAKE_UP), {"application": [*ids(first, second, third), "not-a-uuid"]})
    assert handlers(first) == [None], "the worker does it"
    waiting = client.get(told["Location"]).content.decode()
    assert "正在处理" in waiting
    assert "?anew=1" in waiting, "the rows are read anew with the end"
    job = work()
    assert handlers(first, second, third, other) == [
        world.officer.user,
        world.second.user,
        world.officer.user,
        None,
    ]
    assert outcomes(job)[first.pk] == (RowOutcome.DONE, "")
    assert outcomes(job)[second.pk][0] == RowOutcome.SKIPPED
    page = client.get(told["Location"]).content.decode()
    assert "已办理 2 件，没有办理 1 件。" in page
    assert f"{world.second.user.name}已经受理了这份申报" in page
    assert "批量受理已完成" in Message.objects.filter(recipient=world.officer.user).latest("pk").subject
    done = AuditEntry.objects.get(event="applications.batch_finished")
    assert done.data == {"move": "受理", "count": 2, "skipped": 1}


def test_a_batch_passes_nothing_that_was_not_looked_through(world):
    seen, unread = world.stored(S.OFFICE_REVIEW), world.stored(S.OFFICE_REVIEW)
    unread.verdicts.filter(section_key="work_summary").delete()
    found = Application.objects.filter(pk__in=(seen.pk, unread.pk)).order_by("pk")
    batches.order(found, "pass_preliminary", actor=world.officer, key=uuid4(), data=OPINION)
    said = outcomes(work())
    assert said[seen.pk] == (RowOutcome.DONE, "")
    assert said[unread.pk] == (RowOutcome.SKIPPED, "还有 1 部分没看，全部看过才能初审通过。")


def test_a_single_case_is_taken_up_at_once(world, enter):
    application, client = world.stored(S.OFFICE_REVIEW), enter(world.officer)
    page = client.post(reverse(TAKE_UP), {"application": ids(application)}, follow=True).content.decode()
    assert "已受理 1 件。" in page
    assert handlers(application) == [world.officer.user]
    assert not BatchJob.objects.exists()
    taken = world.stored(S.OFFICE_REVIEW)
    perform(taken, "claim", actor=world.second)
    page = client.post(reverse(TAKE_UP), {"application": ids(taken)}, follow=True).content.decode()
    assert f"{taken.number} 没有受理：" in page
    assert "请先勾选" in client.post(reverse(TAKE_UP), {}, follow=True).content.decode()


def test_all_of_a_filter_are_chosen_with_one_tick(world, enter):
    wanted, other = [world.stored(S.OFFICE_REVIEW) for _ in range(2)], world.stored(S.OFFICE_REVIEW)
    perform(other, "claim", actor=world.second)
    enter(world.officer).post(f"{reverse(TAKE_UP)}?assignee=none", {"selection": "all"})
    assert set(outcomes(work())) == {application.pk for application in wanted}


def test_more_than_the_limit_are_refused_as_a_whole(world, enter, monkeypatch):
    monkeypatch.setattr(batches, "MOST", 1)
    chosen = {"application": ids(world.stored(S.OFFICE_REVIEW), world.stored(S.OFFICE_REVIEW))}
    page = enter(world.officer).post(reverse(TAKE_UP), chosen, follow=True).content.decode()
    assert "一次最多办理" in page
    assert not BatchJob.objects.exists()


def test_one_page_makes_one_batch_however_often_it_is_sent(world, enter):
    chosen = {"application": ids(*(world.stored(S.OFFICE_REVIEW) for _ in range(2))), "key": str(uuid4())}
    client = enter(world.officer)
    places = {client.post(reverse(TAKE_UP), chosen)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert (BatchJob.objects.count(), OutboxRow.objects.filter(kind=batches.RUN).count()) == (1, 1)


def test_selected_cases_are_handed_to_a_colleague(world, enter):
    mine, free, passed = (
        world.stored(state) for state in (S.OFFICE_REVIEW, S.OFFICE_REVIEW, S.PRELIMINARY_PASSED)
    )
    client, chosen = enter(world.officer), {"application": ids(mine, free, passed)}
    asked = client.post(reverse(HAND_OVER), chosen)
    assert asked.status_code == 200
    assert world.officer.user.name not in [
        label for _, label in asked.context["form"]["assignee"].field.choices
    ]
    assert client.post(reverse(HAND_OVER), chosen | {"assignee": "", "opinion": ""}).status_code == 422
    nobody = client.post(reverse(HAND_OVER), chosen | {"assignee": "x", "opinion": "代办。"})
    assert (nobody.status_code, "请从列表里选一位同事。" in nobody.content.decode()) == (422, True)
    told = {"assignee": str(world.second.user.public_id), "opinion": "休假期间代办。"}
    assert client.post(reverse(HAND_OVER), chosen | told).status_code == 302
    job = work()
    assert handlers(mine, free) == [world.second.user] * 2
    assert outcomes(job)[passed.pk][0] == RowOutcome.SKIPPED
    assert mine.progress.latest("pk").opinion == "休假期间代办。"
    told = Message.objects.get(recipient=world.second.user)
    assert told.template_code == "cases_transferred"
    assert f"{world.officer.user.name}把 2 件申报转交给您办理" in told.body
    assert "休假期间代办。" in told.body


def test_nobody_is_handed_a_case_of_their_own(world, enter):
    own, other = world.stored(S.OFFICE_REVIEW, world.second), world.stored(S.OFFICE_REVIEW)
    told = {"assignee": str(world.second.user.public_id), "opinion": "休假期间代办。"}
    enter(world.officer).post(reverse(HAND_OVER), {"application": ids(own, other)} | told)
    said = outcomes(work())
    assert said[other.pk] == (RowOutcome.DONE, "")
    assert said[own.pk][0] == RowOutcome.SKIPPED
    assert f"{world.second.user.name}就是申报人" in said[own.pk][1]
    assert handlers(own) == [None]


def test_what_one_has_already_is_not_taken_up_again(world, enter):
    mine, free = world.stored(S.OFFICE_REVIEW), world.stored(S.OFFICE_REVIEW)
    perform(mine, "claim", actor=world.officer)
    enter(world.officer).post(reverse(TAKE_UP), {"application": ids(mine, free)})
    assert set(outcomes(work()).values()) == {(RowOutcome.DONE, "")}
    assert [one.progress.filter(move="claim").count() for one in (mine, free)] == [1, 1]


def test_what_was_ticked_and_is_out_of_sight_since_is_told(world, enter):
    page = reverse("admin_portal:employer_application_take_up")
    gone, here = world.submitted(), world.submitted(world.another_applicant())
    perform(gone, "withdraw", actor=world.applicant)
    client = enter(world.clerk)
    said = client.post(page, {"application": ids(gone)}, follow=True).content.decode()
    assert "勾选的 1 件刚刚离开了您的列表" in said
    assert "请先勾选" not in said
    said = client.post(page, {"application": ids(gone, here)}, follow=True).content.decode()
    assert "勾选的 1 件刚刚离开了您的列表" in said
    assert "已受理 1 件。" in said


class Killed(BaseException):
    """The worker is gone in the middle of its work."""


def test_a_killed_worker_leaves_no_row_half_done_and_the_next_one_goes_on(world, monkeypatch):
    chosen = [world.stored(S.OFFICE_REVIEW) for _ in range(3)]
    found = Application.objects.filter(pk__in=[one.pk for one in chosen]).order_by("pk")
    job = batches.order(found, "claim", actor=world.officer, key=uuid4())
    row, real = OutboxRow.objects.get(kind=batches.RUN), batches.progress.advance

    def dies(*_):
        raise Killed

    monkeypatch.setattr(batches.progress, "advance", dies)
    with pytest.raises(Killed):
        outbox.run(row.pk)
    assert [one.outcome for one in job.rows.all()] == [
        RowOutcome.DONE,
        RowOutcome.WAITING,
        RowOutcome.WAITING,
    ]
    monkeypatch.setattr(batches.progress, "advance", real)
    # A minute later the sweep finds the row whose worker is silent.
    OutboxRow.objects.update(state=OutboxState.WAITING, due_at=timezone.now())
    work()
    assert handlers(*chosen) == [world.officer.user] * 3
    assert [one.progress.filter(move="claim").count() for one in chosen] == [1, 1, 1]
    batches.run(row)
    assert AuditEntry.objects.filter(event="applications.batch_finished").count() == 1
    assert Message.objects.filter(recipient=world.officer.user, template_code="batch_finished").count() == 1


def test_who_left_the_office_does_nothing_there_any_more(world):
    chosen = [world.stored(S.OFFICE_REVIEW) for _ in range(2)]
    found = Application.objects.filter(pk__in=[one.pk for one in chosen]).order_by("pk")
    batches.order(found, "claim", actor=world.officer, key=uuid4())
    membership = world.officer.membership
    membership.disabled_at = timezone.now()
    membership.save()
    job = work()
    assert handlers(*chosen) == [None, None]
    assert {reason for _, reason in outcomes(job).values()} == {batches.LEFT}


def test_the_report_is_for_whoever_ordered_it(world, enter):
    found = Application.objects.filter(pk=world.stored(S.OFFICE_REVIEW).pk)
    job = batches.order(found, "claim", actor=world.officer, key=uuid4())
    page = reverse("admin_portal:office_batch_detail", args=[job.public_id])
    assert enter(world.officer).get(page).status_code == 200
    assert enter(world.second).get(page).status_code == 404


def test_the_report_is_narrowed_by_outcome(world, enter):
    chosen = [world.stored(S.OFFICE_REVIEW) for _ in range(2)]
    perform(chosen[0], "claim", actor=world.second)
    found = Application.objects.filter(pk__in=[one.pk for one in chosen]).order_by("pk")
    batches.order(found, "claim", actor=world.officer, key=uuid4())
    page = reverse("admin_portal:office_batch_detail", args=[work().public_id])
    rows = enter(world.officer).get(page, {"outcome": "skipped"}).context["page"].rows
    assert [row.application_id for row in rows] == [chosen[0].pk]
    assert BatchRow.objects.count() == 2


def test_reports_are_deleted_when_nobody_looks_at_them_any_more(world, settings):
    settings.BATCH_REPORT_DAYS = 90
    case, now = world.stored(S.OFFICE_REVIEW), timezone.now()
    found = Application.objects.filter(pk=case.pk)
    old, recent, running = (batches.order(found, "claim", actor=world.officer, key=uuid4()) for _ in range(3))
    for job, days in ((old, 91), (recent, 89)):
        BatchJob.objects.filter(pk=job.pk).update(finished_at=now - timedelta(days=days))
    BatchJob.objects.filter(pk=running.pk).update(created_at=now - timedelta(days=900))
    assert (batches.purge(), batches.purge()) == (1, 0)
    assert set(BatchJob.objects.all()) == {recent, running}
    assert BatchRow.objects.count() == Progress.objects.count() == 2
    assert Application.objects.filter(pk=case.pk).exists()
    assert AuditEntry.objects.filter(event="applications.batch_ordered").count() == 3
