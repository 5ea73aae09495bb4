"""`manage.py publish_workdays YEAR FILE`: enter the holidays of a year as they were published."""

import csv
import datetime as dt
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogue.working_days import publish_year


class Command(BaseCommand):
    """Reads a CSV with the columns date, is_workday (1 or 0) and name."""

    help = "Enter the holidays of a year; dates that hang on them are computed anew."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("file", type=Path)
        parser.add_argument("--document", default="", help="the notice, for example 国办发明电〔2026〕7号")

    def handle(self, *, year, file, document, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                days = [self._day(row) for row in csv.DictReader(lines)]
            publish_year(year, days, actor=None, document=document)
        except (OSError, KeyError, ValueError) as problem:
            raise CommandError(f"{file}: {problem}") from problem
        self.stdout.write(f"已录入 {year} 年放假安排，共 {len(days)} 天与周一至周五不同。")

    @staticmethod
    def _day(row):
        if row["is_workday"] not in ("0", "1"):
            raise ValueError(f"is_workday must be 1 or 0, not {row['is_workday']!r}")
        return dt.date.fromisoformat(row["date"]), row["is_workday"] == "1", row["name"]
