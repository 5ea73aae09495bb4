"""省市区 of a postal address: the counties of Guangxi, and elsewhere the province (GB/T 2260)."""

from catalogue.models import Region

HOME = "广西"
ELSEWHERE = (
    ("110000", "北京市"),
    ("120000", "天津市"),
    ("130000", "河北省"),
    ("140000", "山西省"),
    ("150000", "内蒙古自治区"),
    ("210000", "辽宁省"),
    ("220000", "吉林省"),
    ("230000", "黑龙江省"),
    ("310000", "上海市"),
    ("320000", "江苏省"),
    ("330000", "浙江省"),
    ("340000", "安徽省"),
    ("350000", "福建省"),
    ("360000", "江西省"),
    ("370000", "山东省"),
    ("410000", "河南省"),
    ("420000", "湖北省"),
    ("430000", "湖南省"),
    ("440000", "广东省"),
    ("460000", "海南省"),
    ("500000", "重庆市"),
    ("510000", "四川省"),
    ("520000", "贵州省"),
    ("530000", "云南省"),
    ("540000", "西藏自治区"),
    ("610000", "陕西省"),
    ("620000", "甘肃省"),
    ("630000", "青海省"),
    ("640000", "宁夏回族自治区"),
    ("650000", "新疆维吾尔自治区"),
    ("710000", "台湾省"),
    ("810000", "香港特别行政区"),
    ("820000", "澳门特别行政区"),
)


def region_choices() -> list:
    """Choices of a form: the counties of today under their cities, then the other provinces."""
    counties = Region.objects.filter(is_current=True, parent__parent__isnull=False).select_related("parent")
    cities: dict[str, list[tuple[str, str]]] = {}
    for county in counties:
        cities.setdefault(f"{HOME}{county.parent.name}", []).append((county.code, _words(county)))
    return [("", "请选择"), *cities.items(), (f"{HOME}以外", list(ELSEWHERE))]


def region_words(code: str) -> str:
    """A chosen code in words, former counties included; the code itself where nobody knows it."""
    known = dict(ELSEWHERE)
    if not code or code in known:
        return known.get(code, "")
    county = Region.objects.filter(code=code, parent__isnull=False).select_related("parent").first()
    return _words(county) if county else code


def _words(county) -> str:
    return f"{HOME}{county.parent.name}{county.name}"
