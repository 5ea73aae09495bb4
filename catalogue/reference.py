"""Loads the catalogue's own reference data; run again it changes only what differs."""

import csv
import datetime as dt
from pathlib import Path

from catalogue.models import EnumItem, Region, SeriesAlias, Title, TitleSeries, WorkdayOverride, WorkdayYear
from catalogue.pinyin import sort_key
from core import loaders

DATA = Path(__file__).parent / "data"


def read(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV file by the names of its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _bring_up_to_date(model, rows, unique_fields) -> None:
    """Insert `rows`, or where the unique fields are known already, overwrite the other columns."""
    others = [field.name for field in model._meta.concrete_fields if field.name not in ("id", *unique_fields)]
    model.objects.bulk_create(
        rows, update_conflicts=True, update_fields=others, unique_fields=list(unique_fields)
    )


@loaders.register
def titles() -> str:
    """Series, their other names and their titles."""
    rows = read(DATA / "titles.csv")
    known = {
        row["series_code"]: TitleSeries(
            code=row["series_code"],
            name=row["series_name"],
            national_name=row["national_name"],
            order=int(row["series_code"]),
        )
        for row in rows
    }
    _bring_up_to_date(TitleSeries, known.values(), ["code"])
    series = {one.code: one for one in TitleSeries.objects.all()}
    found = [_title(row, order, series) for order, row in enumerate(rows)]
    _bring_up_to_date(Title, found, ["series", "level", "name", "specialty_group"])
    _bring_up_to_date(SeriesAlias, _aliases(series), ["name"])
    return f"职称目录 {len(series)} 个系列、{len(rows)} 个资格名称"


def _title(row, order, series) -> Title:
    return Title(
        series=series[row["series_code"]],
        level=row["level"],
        name=row["name"],
        specialty_group=row["specialty_group"],
        assess_mode=row["assess_mode"],
        is_current=row["is_current"] == "1",
        current_equivalent=row["current_equivalent"],
        order=order,
    )


def _aliases(series: dict[str, TitleSeries]) -> list[SeriesAlias]:
    other = {one.national_name: one for one in series.values()}
    other |= {row["alias"]: series[row["series_code"]] for row in read(DATA / "series_aliases.csv")}
    return [SeriesAlias(name=name, series=one) for name, one in other.items()]


@loaders.register
def regions() -> str:
    """Guangxi, its cities and counties, former ones included."""
    rows = read(DATA / "regions.csv")
    _bring_up_to_date(Region, [_region(row) for row in rows], ["code"])
    known = {region.code: region for region in Region.objects.all()}
    for row in rows:
        known[row["code"]].parent = known.get(row["parent_code"])
    Region.objects.bulk_update([known[row["code"]] for row in rows], ["parent"])
    return f"行政区划 {len(rows)} 个"


def _region(row) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        name_key=sort_key(row["name"]),
        level=row["level"],
        is_current=row["is_current"] == "1",
        replaced_by=row["replaced_by"],
    )


@loaders.register
def enumerations() -> str:
    """Lists of values the forms offer."""
    rows = read(DATA / "enumerations.csv")
    items = [
        EnumItem(group=row["group"], code=row["code"], name=row["name"], order=order)
        for order, row in enumerate(rows)
    ]
    _bring_up_to_date(EnumItem, items, ["group", "code", "name"])
    return f"枚举值 {len(rows)} 个"


@loaders.register
def working_days() -> str:
    """The published calendar; years an office has entered since are left as they are."""
    rows = read(DATA / "workday_overrides.csv")
    shipped = {int(row["date"][:4]) for row in rows}
    entered = set(WorkdayYear.objects.values_list("year", flat=True))
    new = shipped - entered
    WorkdayOverride.objects.bulk_create(
        WorkdayOverride(
            on=dt.date.fromisoformat(row["date"]), is_workday=row["is_workday"] == "1", name=row["name"]
        )
        for row in rows
        if int(row["date"][:4]) in new
    )
    WorkdayYear.objects.bulk_create(
        WorkdayYear(year=year, document="国务院办公厅通知") for year in sorted(new)
    )
    return f"放假安排 {min(shipped)}—{max(shipped)} 年"
