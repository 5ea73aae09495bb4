"""Who is told of a move: the applicant by inbox and SMS, staff by inbox."""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.enums import OfficeLevel
from accounts.models import TitleOffice
from accounts.services.alerts import tell_everywhere, tell_staff
from applications.enums import ApplicationState
from catalogue.enums import TitleLevel


def tell_applicant(template_code: str, also: Callable[[Any], dict] | None = None):
    """Effect: tell the applicant, in the inbox and by SMS; `also(application)` says what else it names."""

    def effect(application, _actor, data):
        tell_everywhere(
            application.applicant,
            template_code,
            context=context_of(application, data) | (also(application) if also else {}),
            url_name="applications:application_progress",
            url_args=[str(application.public_id)],
        )

    return effect


def tell_employer(application, _actor, data) -> None:
    """Effect: a case has come to the employer's desk."""
    _tell_desk(application.employer, "admin_portal:employer_application_detail", application, data)


def tell_office(application, _actor, data) -> None:
    """Effect: a case has come to the office's desk."""
    _tell_desk(application.office, "admin_portal:office_application_detail", application, data)


def tell_authority(application, _actor, data) -> None:
    """Effect: a case has come to the desk of the 主管单位, or of the office in its place."""
    if application.authority_id:
        _tell_desk(application.authority, "admin_portal:employer_application_detail", application, data)
    else:
        _tell_desk(application.authority_office, "admin_portal:office_application_detail", application, data)


def tell_next_desk(application, actor, data) -> None:
    """Effect: a case has come back to the desk it was refused on; an own one need not be told."""
    if application.state == ApplicationState.EMPLOYER_REVIEW:
        tell_employer(application, actor, data)
    elif application.state == ApplicationState.AUTHORITY_REVIEW:
        tell_authority(application, actor, data)


def tell_colleague(application, actor, data) -> None:
    """Effect of 转交: whoever has it now. Of many at once the batch tells in one message."""
    if not data["in_batch"]:
        tell_transferred(
            data["assignee"],
            1,
            data["opinion"],
            actor=actor,
            url_name="admin_portal:office_application_detail",
            url_args=[str(application.public_id)],
        )


def tell_transferred(colleague, count: int, opinion: str, *, actor, url_name: str, url_args=()) -> None:
    """Tell a colleague how many cases they were given."""
    context = {"name": actor.user.name, "count": count, "opinion": opinion}
    tell_everywhere(colleague, "cases_transferred", context=context, url_name=url_name, url_args=url_args)


def tell_coapprover(application, _actor, data) -> None:
    """Effect: a 高级 重新确认 waits for the agreement of 自治区职改办."""
    if application.level not in TitleLevel.senior:
        return
    for office in TitleOffice.objects.active().filter(level=OfficeLevel.REGIONAL):
        _tell_desk(office, "admin_portal:office_application_detail", application, data)


def _tell_desk(house, url_name, application, data) -> None:
    tell_staff(
        house,
        "application_arrived",
        context=context_of(application, data),
        url_name=url_name,
        url_args=[str(application.public_id)],
    )


def context_of(application, data: Mapping | None = None) -> dict:
    """What the texts about an application name; `data` are the answers to a move."""
    return {
        "kind": application.get_kind_display(),
        "application_number": application.number,
        "applicant_name": application.applicant_name,
        "title_path": application.title_path,
        "employer": application.employer.name if application.employer_id else "",
        "office": application.office.short_name,
        "opinion": (data or {}).get("opinion", ""),
    }
