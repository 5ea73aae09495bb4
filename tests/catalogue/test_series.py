"""Series, titles, regions and lists: complete, found by every name, loaded twice without harm."""

import pytest

from catalogue import reference
from catalogue.enums import LevelGroup, TitleLevel
from catalogue.models import EnumItem, Region, SeriesAlias, Title, TitleSeries
from catalogue.pinyin import sort_key
from catalogue.services import find_series, titles_for, todays_title
from core import loaders

pytestmark = pytest.mark.django_db
ROWS = reference.read(reference.DATA / "titles.csv")


@pytest.fixture(autouse=True)
def _loaded(db):
    reference.titles()
    reference.regions()
    reference.enumerations()


def test_what_is_there():
    assert TitleSeries.objects.filter(code__lte="27").count() == 27
    assert Title.objects.filter(is_current=True).count() == 257
    assert Title.objects.count() == len(ROWS) == 351
    assert Region.objects.filter(is_current=True).count() == 126
    assert Region.objects.filter(level="设区市", is_current=True, parent__code="450000").count() == 14
    assert EnumItem.objects.filter(group="ethnicity").count() == 56


def everything():
    models = (TitleSeries, SeriesAlias, Title, Region, EnumItem)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_loading_again_changes_nothing():
    before = everything()
    reference.titles()
    reference.regions()
    reference.enumerations()
    assert everything() == before


NAMES = sorted({(row["series_code"], row["series_name"], row["national_name"]) for row in ROWS})


@pytest.mark.parametrize("names", NAMES)
def test_a_series_is_found_by_today_s_and_the_national_name(names):
    code, name, national = names
    assert find_series(name).code == code
    assert find_series(national).code == code
    assert find_series(f" {name} ").code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("工程技术人员", "05"),
        ("工程", "05"),
        ("工程系列", "05"),
        ("高校教师系列", "01"),
        ("中学教师", "22"),
        ("律师系列（历史）", "90"),
        ("律师", "90"),
    ],
)
def test_a_series_is_found_by_other_names(text, code):
    assert find_series(text).code == code


@pytest.mark.parametrize("text", ["", "不存在", None, "系列"])
def test_an_unknown_series_is_not_guessed(text):
    assert find_series(text) is None


FORMER = [row for row in ROWS if row["is_current"] == "0" and row["current_equivalent"]]


@pytest.mark.parametrize("row", FORMER, ids=lambda row: f"{row['series_code']}{row['name']}{row['level']}")
def test_a_former_title_leads_to_one_of_today_or_to_nothing(row):
    series = TitleSeries.objects.get(code=row["series_code"])
    found = todays_title(series, TitleLevel(row["level"]), row["name"])
    assert found is None or (found.is_current and found.series == series and found.level == row["level"])


def test_a_former_title_leads_to_its_successor():
    engineering = find_series("工程系列")
    assert todays_title(engineering, TitleLevel.FULL_SENIOR, "教授级高级工程师").name == "正高级工程师"
    assert todays_title(engineering, TitleLevel.INTERMEDIATE, "工程师").name == "工程师"
    assert todays_title(engineering, TitleLevel.INTERMEDIATE, "火箭师") is None


def test_titles_of_a_series_and_level():
    titles = list(titles_for(find_series("工程系列"), TitleLevel.INTERMEDIATE))
    assert {title.name for title in titles} == {"工程师"}
    assert titles[0].path == "工程系列/中级/工程师"
    assert all(title.is_current for title in titles_for(find_series("工程系列")))


def test_levels_and_their_groups():
    assert [(level.digit, level.group, level.selector.label) for level in TitleLevel] == [
        (1, "高级", "正高级"),
        (2, "高级", "副高级"),
        (3, "中级", "中级"),
        (4, "初级", "初级"),
        (5, "初级", "初级"),
    ]
    assert [group.label for group in LevelGroup] == ["初级", "中级", "副高级", "正高级"]


def test_names_sort_by_pinyin():
    assert sorted(["钦州市", "北海市", "南宁市"], key=sort_key) == ["北海市", "南宁市", "钦州市"]


def test_every_loader_says_what_it_loaded():
    assert all(loader() for loader in loaders.registered())
