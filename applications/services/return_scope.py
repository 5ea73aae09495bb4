"""What the return in force is about, and what it leaves open: whole sections, or single rows and pictures."""

from django.utils import timezone

from applications.enums import ApplicationState
from applications.models import ReturnItem, ReturnNotice


def notice_in_force(application) -> ReturnNotice | None:
    """The return that the applicant has to answer; None while nothing was returned."""
    if application.state not in ApplicationState.returned_to:
        return None
    return application.returns.open().select_related("progress").first()


def items_in_force(application) -> list[ReturnItem]:
    """The defects of the return that the applicant has to answer, in one statement, none elsewhere."""
    if application.state not in ApplicationState.returned_to:
        return []
    open_ones = ReturnNotice.objects.open().filter(application=application)
    return list(ReturnItem.objects.filter(notice__in=open_ones))


def narrow_items(items, section_key: str) -> list[ReturnItem]:
    """The defects of a section where all of them are about single rows or pictures; else none."""
    found = [item for item in items if item.section_key == section_key]
    return found if all(item.is_narrow for item in found) else []


def is_opened(items, section_key: str, *, row_id=None, spec_code: str = "") -> bool:
    """Whether one row, or with a code one kind of picture, was complained about by itself."""
    return any(item.covers(row_id, spec_code) for item in narrow_items(items, section_key))


def close_return(application, _actor=None, _data=None) -> None:
    """The return is answered or overtaken, and its last day is none any more; an effect of moves as well."""
    application.returns.open().update(closed_at=timezone.now())
