"""Where a title is applied for: the offices that the table of jurisdiction lets decide, the nearest first."""

from django.db.models import Q

from accounts.acts import Act
from accounts.enums import OfficeLevel
from accounts.models import TitleOffice
from accounts.services.jurisdiction import office_may
from applications.services.eligibility_rules import NEAREST

LISTED = 4
TERRITORIAL = (OfficeLevel.CITY, OfficeLevel.COUNTY)
# The hints of the rules as the act an office must have a right to; the nearest office needs none.
ACTS = {
    "有员级、助理级认定权的县（市、区）、市或系列、高校职改办": Act.APPROVE_RECOGNITION,
    "有中级认定权的市或系列、高校职改办": Act.APPROVE_RECOGNITION,
    "所选评审会的职改办": Act.REVIEW,
}
WITH_OFFICES = frozenset((*ACTS, NEAREST))
KNOWN_HINTS = WITH_OFFICES | {"考试报名机构", ""}


def offices_for(verdict, *, series: str = "", region=None) -> list[TitleOffice]:
    """The offices one verdict leads to, at most LISTED: of the region, of its city, then of all Guangxi.

    Without `series` (a two-digit code) an office limited to some series is left out; without `region` only
    those that work for all Guangxi are left.
    """
    if verdict.office_hint == NEAREST:
        return _near(region)[:LISTED]
    act = ACTS.get(verdict.office_hint)
    if act is None:
        return []
    able = (office for office in _reachable(region) if series or not office.series_codes)
    may = [o for o in able if office_may(o, act, title_level=verdict.target_level, series=series)]
    return may[:LISTED]


def _near(region) -> list[TitleOffice]:
    return [office for office in _reachable(region) if office.level in TERRITORIAL]


def _reachable(region) -> list[TitleOffice]:
    """Offices at work whose ground the region lies in, those nearest to it first."""
    if region is None:
        return _of_all_guangxi()
    city = region.parent if region.parent_id and region.parent.parent_id else None
    near = Q(region=region) | (Q(region=city) & ~Q(level=OfficeLevel.COUNTY) if city else Q(pk__in=()))
    found = TitleOffice.objects.active().filter(near).select_related("region").order_by("path")
    return sorted(found, key=lambda office: office.region_id != region.pk) + _of_all_guangxi()


def _of_all_guangxi() -> list[TitleOffice]:
    """Offices that no city or county bounds: the regional one and its series."""
    return list(TitleOffice.objects.active().filter(region__parent=None).order_by("path"))
