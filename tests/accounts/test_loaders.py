"""The tree of offices as reference data."""

from accounts import loaders
from accounts.enums import OfficeLevel
from accounts.models import Employer, TitleOffice


def test_loading_twice_changes_nothing(offices):
    before = list(TitleOffice.objects.order_by("code").values())
    loaders.load_offices()
    assert list(TitleOffice.objects.order_by("code").values()) == before


def test_the_tree_has_one_root_and_each_path_names_its_ancestors(offices):
    assert TitleOffice.objects.get(parent=None).code == "000001"
    for office in TitleOffice.objects.exclude(parent=None).select_related("parent"):
        assert office.path == f"{office.parent.path}/{office.code}"


def test_levels_are_those_of_the_table(offices):
    county = TitleOffice.objects.get(code="010301")
    assert (county.level, set(county.can_recognize_levels)) == (
        OfficeLevel.COUNTY,
        {"assistant", "technician"},
    )
    assert TitleOffice.objects.get(code="000013").can_recognize_levels == []
    talent_centre = TitleOffice.objects.get(code="000002")
    assert talent_centre.mailing_enabled
    assert not talent_centre.mails, "nobody but the office knows its postage"
    TitleOffice.objects.filter(code="000002").update(postage=12)
    loaders.load_offices()
    assert TitleOffice.objects.get(code="000002").postage == 12


def test_series_offices_are_limited_to_their_series(offices):
    assert TitleOffice.objects.get(code="000014").series_codes == ["05", "25"]
    limited = TitleOffice.objects.exclude(series_codes=[])
    assert set(limited.values_list("level", flat=True)) == {OfficeLevel.SERIES.value}
    free = TitleOffice.objects.filter(level=OfficeLevel.SERIES, series_codes=[])
    assert list(free.values_list("code", flat=True)) == ["000002"]


def test_the_talent_centre_is_there_once(offices):
    loaders.load_talent_centre()
    loaders.load_talent_centre()
    centre = Employer.objects.talent_centres().get()
    assert centre.office.code == "000002"
