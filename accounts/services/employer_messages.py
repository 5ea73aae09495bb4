"""Who is told of what happens to an employer: its owner by inbox and SMS, the office by inbox."""

from accounts.enums import Role
from accounts.services.alerts import staff_of, tell_everywhere, tell_staff

OWN_PAGE = "admin_portal:employer_profile"
OFFICE_PAGE = "admin_portal:employer_detail"


def tell_owners(employer, template_code, *, opinion="") -> None:
    """Tell everybody who holds the employer's own account."""
    for owner in staff_of(employer, Role.OWNER):
        tell_everywhere(owner, template_code, context=context_of(employer, opinion), url_name=OWN_PAGE)


def tell_office(employer, template_code) -> None:
    """Tell the staff of the office the employer reports to."""
    args = [str(employer.public_id)]
    tell_staff(
        employer.office, template_code, context=context_of(employer), url_name=OFFICE_PAGE, url_args=args
    )


def context_of(employer, opinion="") -> dict:
    """What the texts about an employer may name."""
    return {"employer": employer.name, "office": employer.office.short_name, "opinion": opinion}
