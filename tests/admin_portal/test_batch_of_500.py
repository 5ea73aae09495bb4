"""As many cases at once as there may be: stale, taken, and those of others; one report, nothing twice."""

from collections import Counter

import pytest
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import Application, ApplicationProgress, RowOutcome
from applications.services import batches
from applications.services.transitions import perform
from core.models import Progress
from tests.admin_portal.test_batches import TAKE_UP, ids, outcomes, work
from tests.factories.accounts import make_office
from tests.factories.applications import OPINION

# Of so many the last ones are taken by a colleague, taken by oneself, and refused meanwhile.
TAKEN, OWN, MOVED = 8, 5, 7
ELSEWHERE = 6


@pytest.fixture(params=[60, pytest.param(batches.MOST, marks=pytest.mark.soak)])
def most(request):
    """How many are ticked: as many as there may be in the full-size run."""
    return request.param


@pytest.fixture
def chosen(world, most):
    """Cases of the office by what became of them, and a few of an office beside it."""
    free = most - TAKEN - OWN - MOVED
    cases = [world.placed(S.OFFICE_REVIEW) for _ in range(most + ELSEWHERE)]
    other = make_office("080001")
    for case in cases[most:]:
        case.office = other
    Application.objects.bulk_create(cases)
    for case in cases[free : free + TAKEN]:
        perform(case, "claim", actor=world.second)
    for case in cases[free + TAKEN : free + TAKEN + OWN]:
        perform(case, "claim", actor=world.officer)
    return cases


def test_each_of_many_is_judged_reported_and_made_once(world, enter, chosen, most, monkeypatch):
    free = most - TAKEN - OWN - MOVED
    client, posted = enter(world.officer), {"application": ids(*chosen)}
    moved, elsewhere = chosen[free + TAKEN + OWN : most], chosen[most:]
    told = client.post(reverse(TAKE_UP), posted)
    waiting = client.get(told["Location"]).content.decode()
    assert waiting.count("<progress") == 1
    assert f"勾选的 {ELSEWHERE} 件刚刚离开了您的列表" in waiting
    for case in moved:
        perform(case, "reject_by_office", actor=world.second, data=OPINION)
    seen, real = [], batches.progress.advance

    def watched(job, done, **more):
        real(job, done, **more)
        seen.append(Progress.objects.values_list("done", "total").get(pk=job.pk))

    monkeypatch.setattr(batches.progress, "advance", watched)
    job = work()
    assert seen == [(number, most) for number in range(1, most + 1)]
    said = outcomes(job)
    assert set(said) == {case.pk for case in chosen[:most]}
    assert Counter(outcome for outcome, _ in said.values()) == {
        RowOutcome.DONE: free + OWN,
        RowOutcome.SKIPPED: TAKEN + len(moved),
    }
    assert all("已经受理了这份申报" in said[case.pk][1] for case in chosen[free : free + TAKEN])
    assert all("初审不通过" in said[case.pk][1] for case in moved)
    claims = ApplicationProgress.objects.filter(move="claim", application__in=[one.pk for one in chosen])
    assert claims.count() == free + TAKEN + OWN == claims.values("application").distinct().count()
    page = client.get(told["Location"]).content.decode()
    assert f"已办理 {free + OWN} 件，没有办理 {TAKEN + len(moved)} 件。" in page
    assert f'没有办理 <span class="num">{TAKEN + len(moved)}</span>' in page
    assert not ApplicationProgress.objects.filter(application__in=[one.pk for one in elsewhere]).exists()
