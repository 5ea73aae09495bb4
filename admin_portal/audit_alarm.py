"""The alarm when the nightly check finds that the audit log was changed."""

from accounts.actors import actor_of
from accounts.enums import Role
from accounts.models import Membership
from accounts.services.alerts import tell_everywhere
from admin_portal.audit_log import may_read

ALARM = "audit_broken"


def ring(check) -> None:
    """Tell whoever reads the whole log; the administrators of that office while nobody was appointed.

    `check` is the AuditCheck with the findings.
    """
    for user in _watchers():
        context = {"count": check.findings_count}
        tell_everywhere(user, ALARM, context=context, url_name="admin_portal:audit_list")


def _watchers() -> list:
    served = Membership.objects.current().filter(office__isnull=False, office__parent=None)
    served = list(served.select_related("user", "office").order_by("pk"))
    appointed = [one.user for one in served if may_read(actor_of(one.user, one))]
    return appointed or [one.user for one in served if one.role == Role.ADMIN]
