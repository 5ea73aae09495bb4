"""An employer's contact shown in full to the office that deals with it; every look is recorded."""

from django.db import transaction

from accounts.services.employer_rights import is_its_office
from core import audit
from core.pii import star_out
from core.workflow import NotAllowed


@transaction.atomic
def reveal(employer, *, actor, reason: str) -> dict:
    """Mobile and e-mail of the contact in full; the look goes on record with `reason`.

    Raises NotAllowed for everybody but the employer's own office.
    """
    if not is_its_office(actor, employer):
        raise NotAllowed("经办人的完整联系方式只供这家单位所属的职改办查看。")
    audit.record("accounts.employer_contact_revealed", subject=employer, actor=actor, reason=star_out(reason))
    return {"mobile": employer.contact_mobile, "email": employer.contact_email}
