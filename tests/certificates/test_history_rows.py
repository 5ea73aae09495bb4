"""Every rule of the list of historical certificates, line by line, with the sentence the office reads."""

import datetime as dt

import pytest

from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from certificates.services.history_rows import TEMPLATE_LEVELS, FaultKind, Rules, faults_of
from tests.factories.accounts import make_id_number
from tests.factories.history import row_of

TODAY = dt.date(2026, 11, 21)


class OneSeries:
    """A catalogue of one series and its titles, without a database."""

    series = TitleSeries(pk=1, code="05", name="工程系列")

    def find_series(self, text):
        return self.series if text in ("工程系列", "工程技术人员") else None

    def knows_title(self, series, level, name):
        return (level, name) in {
            (TitleLevel.ASSISTANT, "助理工程师"),
            (TitleLevel.ASSOCIATE_SENIOR, "高级工程师"),
        }


def faults(levels=TEMPLATE_LEVELS, **changes):
    return faults_of(row_of(**changes), Rules(OneSeries(), levels, TODAY))


def test_a_line_as_it_should_be_has_no_fault():
    assert faults() == []
    assert faults(certificate_number="无", control_number="405020001201000123") == []


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name", "", "姓名是必报项"),
        ("name", "覃", "至少 2 个字"),
        ("specialty", "", "证书专业是必报项"),
        ("granting_body", "", "授予单位是必报项"),
        ("granting_body", "职" * 121, "最多 120 个字，现在是 121 个"),
        ("certificate_number", "1" * 16, "不超过 15 位的数字"),
        ("certificate_number", "1.23E+9", "不超过 15 位的数字"),
        ("control_number", "4" * 19, "不超过 18 位的数字"),
        ("id_number", "", "身份证号是必报项"),
        ("id_number", "610104620927690", "15 位的旧身份证号"),
        ("id_number", "450103199001010017", "最后一位与前 17 位不符"),
        ("series", "相声系列", "职称系列一览表"),
        ("level", "副高级", "只能是员级、助理级、中级"),
        ("level", "初级", "只能是员级、助理级、中级"),
        ("title", "工程师", "工程系列助理级没有这个资格名称"),
        ("granted_on", None, "授予时间是必报项"),
        ("granted_on", dt.date(1985, 12, 31), "1986-01-01 到今天"),
        ("granted_on", dt.date(2026, 11, 22), "1986-01-01 到今天"),
        ("certified_on", dt.date(2026, 11, 22), "不能晚于今天"),
        ("acquisition_method", "考试", "只能是转正定职、评审、遗失补办、重新确认"),
        ("state", "有效", "只能是正常、作废"),
        ("sex", "F", "只能是男、女"),
    ],
)
def test_one_thing_wrong_is_one_fault_at_its_field(field, value, reason):
    (fault,) = faults(**{field: value})
    assert (fault.row, fault.field, fault.kind) == (1, field, FaultKind.ERROR)
    assert reason in fault.reason
    if field not in ("id_number", "granted_on"):
        assert fault.value == str(value)


def test_everything_wrong_is_told_at_once():
    assert {fault.field for fault in faults(name="", series="", state="", granted_on=None)} == {
        "name",
        "series",
        "state",
        "granted_on",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sex": "男"}, "sex"),
        ({"certified_on": dt.date(2009, 1, 1)}, "certified_on"),
        ({"acquisition_method": "评审"}, "evaluation_body"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_only_looks_odd_is_a_warning(changes, field):
    (fault,) = faults(**changes)
    assert (fault.field, fault.kind) == (field, FaultKind.WARNING)


def test_senior_levels_come_by_a_list_that_may_hold_them():
    senior = {"level": "副高级", "title": "高级工程师"}
    assert faults(**senior)[0].field == "level"
    assert faults(levels=(TitleLevel.ASSOCIATE_SENIOR,), **senior) == []


def test_a_fault_never_shows_the_whole_document_number():
    number = make_id_number(7)[:-1] + "?"
    (fault,) = faults(id_number=number)
    assert fault.value == "*" * 14 + number[-4:]


@pytest.mark.parametrize(
    ("number", "kind"),
    [("H12345678", "hk_macao_permit"), ("12345678", "taiwan_permit"), ("G12345678", "passport")],
)
def test_other_documents_are_known_by_their_form(number, kind):
    row = row_of(id_number=number, nationality="CHN")
    assert row.kind_of_document == kind
    assert faults(id_number=number, nationality="CHN") == []
