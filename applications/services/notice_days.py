"""Last days of notices that run for working days, reckoned anew when a year of the calendar changes."""

import datetime

from applications.models import EmployerNotice, PublicNotice, ResultNotice
from catalogue.working_days import add_working_days, on_year_published


@on_year_published
def recompute(year: int) -> None:
    """A year was entered or corrected: the last days that hang on it are reckoned anew."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    for model in (EmployerNotice, PublicNotice, ResultNotice):
        running = model.objects.select_for_update(of=("self",)).running()
        for notice in running.filter(starts_on__lte=last, ends_on__gte=first).order_by("pk"):
            due = add_working_days(notice.starts_on, notice.working_days)
            notice.ends_on, notice.is_estimate = due.on, due.is_estimate
            notice.save(update_fields=["ends_on", "is_estimate"])
