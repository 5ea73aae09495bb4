"""Merging two employers on all floors at once."""

from django.db import transaction

from accounts.models import Employer
from accounts.services import employer_merge as houses
from applications.services import employer_merge as cases
from core import audit


@transaction.atomic
def merge(employer, survivor, *, opinion, actor, expected_version) -> Employer:
    """Let `employer` become part of `survivor` with people, staff and open cases.

    Order of the locks: cases, then employers. Errors as `accounts.services.employer_merge.merge`.
    """
    cases.lock_open(employer)
    merged = houses.merge(employer, survivor, opinion=opinion, actor=actor, expected_version=expected_version)
    moved = cases.move_open(merged, survivor)
    audit.record("admin_portal.cases_handed_over", subject=survivor, actor=actor, count=moved)
    return merged
