"""单位公示 in the demo: what hangs, what ran out before the employer recommended, what was objected."""

import datetime as dt

from django.utils import timezone

from applications.models import EmployerNotice, EmployerNoticeEntry, EmployerObjection
from applications.services import employer_notices
from applications.services.transitions import perform
from catalogue.working_days import add_working_days, working_days_between
from gxzc.demo import past

PLACE = {"place": "行政楼一楼公告栏", "contact": "办公室 0777-2838001"}
OBJECTION = {
    "objector_name": "梁思敏",
    "objector_contact": "办公室转交的书面来信",
    "opinion": "公示的公开课次数与教务处登记的不一致，请核实。",
}
DISMISSED = {"opinion": "经与教务处核对，公开课 12 次，登记簿漏登 2 次，已补登，不影响推荐。"}
LONGEST, WEEK = 60, dt.timedelta(days=7)


def show(writer, clerk) -> None:
    """Put the application of a writer on a notice that begins today."""
    employer_notices.begin([writer.application.pk], actor=clerk, **PLACE)
    writer.application.refresh_from_db()


def show_in_full(writer, clerk) -> None:
    """Put it on a notice, and let the days of that go by."""
    show(writer, clerk)
    today = timezone.localdate()
    notice = EmployerNotice.objects.filter(entries__application=writer.application).latest("pk")
    days = (today - dt.timedelta(days=back) for back in range(1, LONGEST))
    over = (day for day in days if _is_whole_week(day, add_working_days(day, notice.working_days), today))
    begun = next(over, today - dt.timedelta(days=LONGEST))
    writer.age((today - begun).days)
    # In a year without a calendar a notice has no end; the demo goes on all the same.
    last = min(add_working_days(begun, notice.working_days).on, today - dt.timedelta(days=1))
    EmployerNotice.objects.filter(pk=notice.pk).update(ends_on=last, is_estimate=False)
    employer_notices.end(notice, actor=None)
    _word(EmployerNotice.objects.get(pk=notice.pk), writer.application.progress)
    writer.application.refresh_from_db()


def _is_whole_week(begun, last, today) -> bool:
    """Whether a notice of these days is over, and still holds as many working days if moved back."""
    return last.is_over(today) and last.on - begun >= WEEK


def age(application, days: int) -> None:
    """Let the notices about an application be so many days old, and those whose days are over be ended."""
    entries = EmployerNoticeEntry.objects.filter(application=application)
    gone = dt.timedelta(days=days)
    for notice in EmployerNotice.objects.filter(pk__in=entries.values("notice")):
        notice.starts_on -= gone
        notice.ends_on -= gone
        while _is_short(notice):
            notice.starts_on -= dt.timedelta(days=1)
        notice.save(update_fields=["starts_on", "ends_on"])
        past.backdate(EmployerNotice.objects.filter(pk=notice.pk), days)
        _word(notice, application.progress)
    past.backdate(EmployerObjection.objects.filter(entry__in=entries), days)
    past.backdate(entries, days)


def _is_short(notice) -> bool:
    """Whether holidays have come to lie within the days of a notice that ran in full."""
    if notice.is_open:
        return False
    days = working_days_between(notice.starts_on, notice.ends_on)
    return days is not None and days < notice.working_days


def _word(notice, rows) -> None:
    """进度 tells the days as they stand now."""
    days = f"公示期 {notice.starts_on:%Y-%m-%d} 至 {notice.last_day}"
    rows.filter(move=employer_notices.BEGIN).update(opinion=days)


def object_to(application, clerk):
    """Somebody objected, and the school found nothing in it."""
    objected = perform(application, "object_to_notice", actor=clerk, data=OBJECTION)
    return perform(objected, "dismiss_notice_objection", actor=clerk, data=DISMISSED)
