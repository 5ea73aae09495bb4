"""评审委员会: entering one of the own office, changing it, taking it out of use."""

import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from applications.models import EvaluationCommittee, EvaluationPlan
from applications.policies import manages_plans
from catalogue.enums import TitleLevel
from core import audit
from core.errors import Refused, Stale
from core.workflow import NotAllowed

FIELDS = ("name", "series", "specialties", "levels", "filed_on", "filed_until", "is_active")
PREFIX = "PS"
NOT_YOURS = "评审会由它所在的职改办管理。"
CHANGED = "这个评审会的资料刚刚有人改过，请对照现在的内容再保存。"
SAME_NAME = "本办已经有同名的评审会，请核对名称。"
SERIES_STAYS = "这个评审会已经发布过评审计划，系列不能再改。评审别的系列，请另外新增评审会。"
LEVELS_STAY = "这个评审会有评审计划正在办理，不能去掉{}。请等计划结束以后再改。"
OUTSIDE = "勾选的级别超出了本办可以审核的范围，请调整。"


def longest_filing(filed_on: datetime.date) -> datetime.date:
    """The last day a filing made on this day can hold: three years less a day."""
    try:
        return filed_on.replace(year=filed_on.year + 3) - datetime.timedelta(days=1)
    except ValueError:
        return filed_on.replace(year=filed_on.year + 3, day=28)


def filing_fault(filed_on: datetime.date, filed_until: datetime.date) -> str:
    """Why a filing cannot hold for these days; empty when it can."""
    if filed_until < filed_on:
        return "备案的截止日期不能早于备案日期。"
    latest = longest_filing(filed_on)
    return f"备案有效期最长 3 年，最晚填 {latest:%Y-%m-%d}。" if filed_until > latest else ""


@transaction.atomic
def create(office, words: dict, *, actor) -> EvaluationCommittee:
    """Enter a committee of the own office; it gets the next code.

    Args:
        words: values by the names in `FIELDS`.

    Raises:
        NotAllowed, or Refused: filed too long, levels beyond the office's own, or the name is taken.
    """
    if not manages_plans(actor, office):
        raise NotAllowed(NOT_YOURS)
    _check(office, words)
    committee = EvaluationCommittee(office=office, code=_next_code(), **words)
    _save(committee)
    audit.record("applications.committee_created", subject=committee, actor=actor, committee=committee.code)
    return committee


@transaction.atomic
def change(committee, words: dict, *, expected_version: int, actor) -> EvaluationCommittee:
    """Save a committee; the same words change nothing. Raises as `create` does, and Stale."""
    rows = EvaluationCommittee.objects.select_for_update(of=("self",)).select_related("office", "series")
    locked = rows.get(pk=committee.pk)
    if not manages_plans(actor, locked.office):
        raise NotAllowed(NOT_YOURS)
    if locked.version != expected_version:
        raise Stale(locked, CHANGED)
    changed = [name for name in FIELDS if getattr(locked, name) != words[name]]
    if not changed:
        return locked
    _check(locked.office, words)
    _keep_promises(locked, words)
    for name in changed:
        setattr(locked, name, words[name])
    locked.version += 1
    _save(locked)
    audit.record(
        "applications.committee_changed",
        subject=locked,
        actor=actor,
        committee=locked.code,
        fields=changed,
        is_active=locked.is_active,
    )
    return locked


def _check(office, words) -> None:
    if fault := filing_fault(words["filed_on"], words["filed_until"]):
        raise Refused(fault)
    if not words["levels"] or not set(words["levels"]) <= set(office.can_review_levels):
        raise Refused(OUTSIDE)


def _keep_promises(committee, words) -> None:
    """What applicants were offered stays: the series of all plans, and the levels of those not ended."""
    published = EvaluationPlan.objects.filter(committee=committee, published_at__isnull=False)
    if words["series"] != committee.series and published.exists():
        raise Refused(SERIES_STAYS)
    if not published.filter(closed_at=None).exists():
        return
    if lost := [level for level in TitleLevel if level in set(committee.levels) - set(words["levels"])]:
        raise Refused(LEVELS_STAY.format("、".join(level.label for level in lost)))


def _save(committee) -> None:
    try:
        with transaction.atomic():
            committee.save()
    except IntegrityError:
        raise Refused(SAME_NAME) from None


def _next_code() -> str:
    """PS and the next number; whoever asks at the same moment waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('applications.committees', 0))")
    last = EvaluationCommittee.objects.filter(code__startswith=PREFIX).aggregate(last=Max("code"))["last"]
    return f"{PREFIX}{int(last.removeprefix(PREFIX)) + 1 if last else 1:03d}"
