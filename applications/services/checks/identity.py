"""Who the applicant is: document number, birth, sex, how to be reached."""

import datetime
import re

from django.core.exceptions import ValidationError

from core.validators import ResidentId, check_resident_id


def number_is_well_formed(_parameters, facts) -> bool:
    """JX-04: digits, date and check digit of the number of a resident (GB 11643)."""
    return _read(facts["id_no"], datetime.date.fromisoformat(facts["today"])) is not None


def birth_agrees(_parameters, facts) -> bool:
    """JX-05: month of birth as in the number; a number that cannot be read is JX-04's matter."""
    known = _read(facts["id_no"])
    return known is None or f"{known.birth:%Y-%m}" == facts["birth"][:7]


def sex_agrees(_parameters, facts) -> bool:
    """JX-06: sex as in the number; a number that cannot be read is JX-04's matter."""
    known = _read(facts["id_no"])
    return known is None or known.sex == facts["sex"]


def mobile_is_well_formed(parameters, facts) -> bool:
    """JX-07: eleven digits that begin with 1."""
    return bool(re.fullmatch(parameters["pattern"], facts["phone"]))


def email_is_well_formed(parameters, facts) -> bool:
    """JX-08: a name, an @ and a site with a point."""
    return bool(re.fullmatch(parameters["pattern"], facts["email"]))


def _read(number: str, today: datetime.date | None = None) -> ResidentId | None:
    try:
        return check_resident_id(number, today)
    except ValidationError:
        return None
