"""Reference data of accounts: the tree of title offices and the talent centre, loaded again without harm."""

import csv
from pathlib import Path

from accounts.enums import EmployerState, OfficeLevel
from accounts.models import Employer, TitleOffice
from catalogue import pinyin
from catalogue.enums import TitleLevel
from catalogue.models import Region
from core import loaders

OFFICES = Path(__file__).resolve().parent / "data" / "offices.csv"
JUNIOR = "初级"
TALENT_CENTRE = "广西壮族自治区人才服务办公室（广西人才市场）"
TALENT_CENTRE_OFFICE = "000002"
DEEPEST = 3
# What the file decides; contacts and switches are kept by the offices themselves.
COLUMNS = [
    "name",
    "short_name",
    "parent",
    "level",
    "region",
    "can_review_levels",
    "can_recognize_levels",
    "series_codes",
    "path",
]
LEVELS = {label: value for value, label in OfficeLevel.choices}
# As the notices print them: 柳职办〔2019〕38号; 钦市职改办字〔2019〕7号 and 钦人社发〔2020〕1号.
PRINTED_PHONES = {"020001": "0772-2629373", "070001": "0777-2817537、0777-2826938、0777-2817777"}


@loaders.register
def load_offices():
    """Create or update every office of data/offices.csv, parents before children.

    The column series_codes names the title series (codes of the catalogue) a series office is limited to;
    empty means every series. It was put together from the domains the offices are known for.
    """
    with OFFICES.open(encoding="utf-8", newline="") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    regions = {region.code: region for region in Region.objects.all()}
    loaded = {}
    for depth in range(DEEPEST):
        branch = [row for row in rows.values() if path_of(row, rows).count("/") == depth]
        offices = [office_of(row, rows, regions, loaded) for row in branch]
        TitleOffice.objects.bulk_create(
            offices, update_conflicts=True, unique_fields=["code"], update_fields=COLUMNS
        )
        loaded |= {office.code: office for office in offices}
    for code, phone in PRINTED_PHONES.items():
        TitleOffice.objects.filter(code=code, version=1, phone="").update(phone=phone)
    return f"职改办 {len(loaded)} 个"


def office_of(row, rows, regions, parents):
    """The unsaved office of one line."""
    return TitleOffice(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        parent=parents.get(row["parent_code"]),
        level=LEVELS[row["level"]],
        region=regions[row["region_code"]],
        can_review_levels=levels(row["can_review_levels"]),
        can_recognize_levels=levels(row["can_recognize_levels"]),
        series_codes=[code for code in row["series_codes"].split("|") if code],
        mailing_enabled=row["mailing_enabled"] == "true",
        path=path_of(row, rows),
    )


@loaders.register
def load_talent_centre():
    """The employer of people without one (流动人员); it reports to the office for unaffiliated personnel."""
    office = TitleOffice.objects.get(code=TALENT_CENTRE_OFFICE)
    Employer.objects.update_or_create(
        name=TALENT_CENTRE,
        is_talent_centre=True,
        defaults={
            "name_pinyin": pinyin.first_letters(TALENT_CENTRE),
            "region": office.region,
            "office": office,
            "state": EmployerState.ACTIVE,
        },
    )
    return "流动人员的用人单位 1 个"


def levels(text):
    """初级|中级 → codes of title levels; 初级 stands for 助理级 and 员级."""
    codes = {level.label: [level.value] for level in TitleLevel}
    codes[JUNIOR] = [TitleLevel.ASSISTANT.value, TitleLevel.TECHNICIAN.value]
    return [code for label in text.split("|") if label for code in codes[label]]


def path_of(row, rows):
    """Codes from the root to the office, joined by slashes."""
    parent = rows.get(row["parent_code"])
    return f"{path_of(parent, rows)}/{row['code']}" if parent else row["code"]
