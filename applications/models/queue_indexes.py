"""The indexes behind the queues of the desks: one for each order a list has, and for each rare filter.

A list is walked in its own order until the page is full, so that the first page, any later one and the last
cost the same however many applications there are. What is closed is kept apart: it grows for ever and nobody
works on it. Measured by `python -m bench.queue`.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from applications.enums import ApplicationState, KindCode
from applications.models.name_search import Spread
from catalogue.enums import TitleLevel

HANDED_IN = Q(submitted_at__isnull=False)
REPORTED = HANDED_IN & Q(arrived_at__isnull=False)
RUNNING = ~Q(state__in=ApplicationState.closed)
CLOSED = Q(state__in=ApplicationState.closed)
# 高级 重新确认 to which 自治区职改办 has not agreed since the office agreed last.
COAPPROVAL = Q(
    kind=KindCode.RECONFIRMATION,
    level__in=TitleLevel.senior,
    state=ApplicationState.PRELIMINARY_PASSED,
    coapproved_at__isnull=True,
)
# What is most often filtered by lies in the index, so that counting reads no row.
OFTEN = ("state", "kind", "level_group", "level", "assignee", "series")
CLOCK, ARRIVED = ("turn_began_at", "id"), ("arrived_at", "id")


def _index(name: str, *fields: str, condition: Q, include: tuple[str, ...] = ()) -> models.Index:
    return models.Index(fields=fields, name=name, condition=condition, include=include)


QUEUE_INDEXES = (
    # What waits, the longest first.
    _index("queue_of_office", "office", *CLOCK, condition=REPORTED & RUNNING, include=OFTEN),
    # The line before one case of a desk: those in its state that wait longer.
    _index("line_of_office", "office", "state", *CLOCK, condition=REPORTED & RUNNING),
    _index("line_of_employer", "employer", "state", *CLOCK, condition=HANDED_IN & RUNNING),
    _index("queue_of_employer", "employer", *CLOCK, condition=HANDED_IN & RUNNING, include=("state",)),
    _index("queue_of_colleague", "assignee", *CLOCK, condition=REPORTED, include=("state", "office")),
    _index(
        "work_of_colleague", "assignee", *CLOCK, condition=REPORTED & RUNNING, include=("state", "office")
    ),
    _index("queue_of_clerk", "opened_by", *CLOCK, condition=HANDED_IN),
    _index("queue_of_branch", *CLOCK, condition=REPORTED & RUNNING, include=("office", *OFTEN)),
    _index("clock_in_branch", *CLOCK, condition=REPORTED),
    _index("clock_at_employers", *CLOCK, condition=HANDED_IN & Q(state=ApplicationState.EMPLOYER_REVIEW)),
    _index("queue_for_coapproval", *CLOCK, condition=COAPPROVAL),
    # Everything, the newest first.
    _index("arrived_at_office", "office", *ARRIVED, condition=REPORTED),
    _index("arrived_in_branch", *ARRIVED, condition=REPORTED, include=("office", *OFTEN)),
    _index("handed_in_at_employer", "employer", "submitted_at", "id", condition=HANDED_IN),
    # What is over, the latest first.
    _index("decided_by_office", "office", "decided_at", "id", condition=REPORTED & CLOSED),
    _index("decided_in_branch", "decided_at", "id", condition=REPORTED & CLOSED),
    _index("decided_of_employer", "employer", "decided_at", "id", condition=HANDED_IN & CLOSED),
    # Filters that few rows pass.
    _index("arrived_by_state", "state", *ARRIVED, condition=REPORTED),
    _index("arrived_in_series", "series", *ARRIVED, condition=REPORTED, include=("office", "state")),
    _index(
        "arrived_in_plan",
        "plan",
        *ARRIVED,
        condition=REPORTED & Q(plan__isnull=False),
        include=("office", "state"),
    ),
    _index("arrived_of_employer", "employer", *ARRIVED, condition=REPORTED, include=("office", "state")),
    _index("names_in_order", "applicant_pinyin", "id", condition=REPORTED),
    # Search.
    GinIndex(OpClass(Spread(F("applicant_name")), name="gin_trgm_ops"), name="applicant_name_search"),
    models.Index(OpClass("applicant_pinyin", name="varchar_pattern_ops"), name="applicant_pinyin_search"),
    models.Index(OpClass("applicant_letters", name="varchar_pattern_ops"), name="applicant_letters_search"),
)
