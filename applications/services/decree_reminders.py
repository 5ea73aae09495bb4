"""A list of results that is over waits for its 批文: the office is reminded while anybody on it does.

Who stands on it gets no certificate before. Reminders follow every so many working days; of a year whose
calendar is not known there are none.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.services.alerts import staff_of
from applications.enums import ApplicationState
from applications.models import ResultNotice
from applications.notice_enums import NoticeState
from applications.services.told_once import tell_once
from catalogue.working_days import working_days_until

CODE = "decree_overdue"
WAITING = Q(entries__application__state=ApplicationState.PUBLIC_NOTICE)


def remind_due() -> int:
    """Remind of every list that is due; returns how many were told. Safe to repeat and to be late with."""
    every = max(1, settings.DECREE_REMINDER_DAYS)
    over = ResultNotice.objects.filter(state=NoticeState.ENDED).select_related("office")
    lists = list(over.annotate(waiting=Count("entries", filter=WAITING)).filter(waiting__gt=0).order_by("pk"))
    since = working_days_until(timezone.localdate(), [notice.ends_on for notice in lists]) if lists else {}
    return sum(_remind(one, one.waiting, (since[one.ends_on] or 0) // every) for one in lists)


@transaction.atomic
def _remind(notice: ResultNotice, waiting: int, time: int) -> int:
    """The reminder of this time, the first being 1."""
    if not time:
        return 0
    return tell_once(
        staff_of(notice.office),
        CODE,
        subject=notice.public_id,
        occasion=f"{notice.ends_on} {time}",
        context={"title": notice.title, "until": f"{notice.ends_on}", "count": waiting},
        page=("admin_portal:result_notice_detail", notice.public_id),
    )
