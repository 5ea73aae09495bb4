"""A long job tells its own person, and nobody else, how far it has come."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import progress
from core.models import Progress
from tests.factories.accounts import actor_for, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return actor_for()


@pytest.fixture
def job(actor):
    return progress.start("正在生成评审表", user=actor.user, total=46)


def page(client, job, **headers):
    return client.get(reverse("core:progress_detail", args=[job.public_id]), headers=headers)


def test_a_job_counts_up_and_ends(job):
    progress.advance(job, 23, message="正在排版")
    assert (job.done, job.message, job.is_running, job.status_badge.family) == (23, "正在排版", True, "doing")
    progress.finish(job, message="46 页已生成", result_url="/my/")
    assert (job.is_running, job.result_url, job.status_badge.family) == (False, "/my/", "pass")


def test_what_has_ended_stays_ended(job):
    progress.fail(job, message="没能生成，请重新生成一次")
    progress.advance(job, 46)
    progress.finish(job, result_url="/my/")
    assert (job.state, job.done, job.result_url) == ("failed", 0, "")
    assert job.status_badge.family == "fail"


def test_the_time_left_follows_the_pace(job):
    assert job.minutes_left is None
    Progress.objects.update(created_at=timezone.now() - timedelta(minutes=10))
    progress.advance(job, 23)
    assert job.minutes_left == 10
    assert job.poll_seconds == 10


def test_the_page_shows_the_job_without_javascript(client, actor, job):
    progress.advance(job, 23, message="正在排版")
    text = page(sign_in(client, actor), job).content.decode()
    assert 'max="46"' in text
    assert 'value="23"' in text
    assert "正在排版" in text
    assert 'http-equiv="refresh"' in text


def test_htmx_asks_for_the_inner_part_until_the_job_ends(client, actor, job):
    sign_in(client, actor)
    running = page(client, job, hx_request="true")
    assert running.status_code == 200
    assert 'hx-trigger="every 2s"' in running.content.decode()
    assert "<html" not in running.content.decode()
    progress.finish(job, result_url="/my/")
    ended = page(client, job, hx_request="true")
    assert ended.status_code == 286
    assert "hx-get" not in ended.content.decode()
    assert 'href="/my/"' in ended.content.decode()


def test_a_page_that_shows_what_came_out_is_read_anew_once_the_job_has_ended(client, actor, job):
    sign_in(client, actor)
    address = reverse("core:progress_detail", args=[job.public_id])
    asked = {"headers": {"hx_request": "true"}}
    running = client.get(f"{address}?anew=1", **asked)
    assert f'hx-get="{address}?anew=1"' in running.content.decode()
    assert "HX-Refresh" not in running
    progress.finish(job, result_url="/my/")
    assert client.get(f"{address}?anew=1", **asked)["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(address, **asked)


def test_a_stranger_gets_404(client, job):
    assert page(sign_in(client, actor_for(make_user("陆志强"))), job).status_code == 404


def test_the_anonymous_are_sent_to_sign_in(client, job):
    assert page(client, job)["Location"].startswith(reverse("accounts:sign_in"))
