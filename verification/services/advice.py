"""Nothing found: which office to ask, told from the typed number alone."""

from accounts.enums import OfficeLevel
from accounts.models import TitleOffice
from certificates.services.normalise import normalise_number
from certificates.services.numbering import region_code_of

REGIONAL_OFFICE = "000001"
TERRITORIAL = (OfficeLevel.REGIONAL, OfficeLevel.CITY, OfficeLevel.COUNTY)


def office_to_ask(number: str = "") -> TitleOffice | None:
    """The title office of the region a platform number names, else the regional office.

    None only where no offices are loaded.
    Says nothing about whether the number exists.
    """
    region_code = region_code_of(normalise_number(number))
    local = region_code and (
        TitleOffice.objects.filter(region__code=region_code, level__in=TERRITORIAL).order_by("code").first()
    )
    return local or TitleOffice.objects.filter(code=REGIONAL_OFFICE).first()
