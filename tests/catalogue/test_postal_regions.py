"""省市区 of a postal address."""

import pytest

from catalogue.models import Region
from catalogue.postal_regions import region_choices, region_words
from tests.factories.accounts import make_region

pytestmark = pytest.mark.django_db


def test_counties_stand_under_their_city_and_former_ones_are_still_read():
    home = make_region("450000", "广西壮族自治区")
    city = Region.objects.create(code="450700", name="钦州市", short_name="钦州", level="设区市", parent=home)
    for code, name, is_current in (("450702", "钦南区", True), ("450799", "旧县", False)):
        Region.objects.create(
            code=code, name=name, short_name=name, level="县级", parent=city, is_current=is_current
        )
    first, guangxi, elsewhere = region_choices()
    assert first == ("", "请选择")
    assert guangxi == ("广西钦州市", [("450702", "广西钦州市钦南区")])
    assert ("440000", "广东省") in elsewhere[1]
    assert len(elsewhere[1]) == 33
    known = [region_words(code) for code in ("450702", "450799", "440000", "", "123456")]
    assert known == ["广西钦州市钦南区", "广西钦州市旧县", "广东省", "", "123456"]
