"""Lines of the list of historical certificates, right unless told."""

import datetime as dt

from catalogue import reference
from catalogue.models import TitleSeries
from certificates.models import Certificate
from certificates.services.consolidation import record
from certificates.services.history_rows import HistoricalRow
from tests.factories.accounts import make_id_number
from tests.factories.certificates import make_issuing_office

WORDS = {
    "name": "覃月娥",
    "sex": "女",
    "series": "工程技术人员",
    "level": "助理级",
    "title": "助理工程师",
    "specialty": "建筑工程",
    "granting_body": "钦州市职称改革工作领导小组办公室",
    "granted_on": dt.date(2010, 12, 20),
    "acquisition_method": "转正定职",
    "state": "正常",
}


def row_of(serial=1, **changes) -> HistoricalRow:
    """Line `serial` of a list: everyone with a number and a certificate of their own."""
    own = {
        "row": serial,
        "id_number": make_id_number(serial * 2 % 1000, born=dt.date(1970 + serial // 500, 5, 1)),
        "certificate_number": f"0{833000 + serial}",
    }
    return HistoricalRow(**{**WORDS, **own, **changes})


def load_titles() -> None:
    """The catalogue as shipped, once."""
    if not TitleSeries.objects.filter(code="27").exists():
        reference.titles()


def record_rows(*rows, **options):
    """Record lines for the office of 钦州市."""
    load_titles()
    return record(rows, office=make_issuing_office(), actor=None, **options)


def make_recorded(serial=1, **changes) -> Certificate:
    """One recorded paper certificate, not verified."""
    return record_rows(row_of(serial, **changes)).certificates[0]
