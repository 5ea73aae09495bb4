"""Who is told of what happens to an employer: its owner by inbox and SMS, the office by inbox."""

from accounts.enums import Role
from accounts.models import Membership
from accounts.services.contact import contact
from messaging.services import notify

OWN_PAGE = "admin_portal:employer_profile"
OFFICE_PAGE = "admin_portal:employer_detail"


def tell_owners(employer, template_code, *, opinion="") -> None:
    """Tell everybody who holds the employer's own account."""
    owners = Membership.objects.current().filter(employer=employer, role=Role.OWNER)
    for membership in owners.select_related("user").order_by("pk"):
        mobile, email = contact(membership.user)
        notify(
            membership.user,
            template_code,
            context=context_of(employer, opinion),
            url_name=OWN_PAGE,
            sms=True,
            mobile=mobile,
            email=email,
        )


def tell_office(employer, template_code) -> None:
    """Tell the staff of the office the employer reports to, each once."""
    staff = Membership.objects.current().filter(office=employer.office).exclude(role=Role.BOOTSTRAP)
    for membership in staff.select_related("user").distinct("user").order_by("user"):
        notify(
            membership.user,
            template_code,
            context=context_of(employer),
            url_name=OFFICE_PAGE,
            url_args=[str(employer.public_id)],
        )


def context_of(employer, opinion="") -> dict:
    """What the texts about an employer may name."""
    return {"employer": employer.name, "office": employer.office.short_name, "opinion": opinion}
