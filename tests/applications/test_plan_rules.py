"""What windows of a plan may be, without a database."""

import datetime as dt
from decimal import Decimal

import pytest

from applications.enums import levels_of
from applications.labels import GUIDE_CLOSING, GUIDE_INTRO, GUIDE_POLICIES
from applications.models.plan import money_words
from applications.plan_enums import PlanStage
from applications.plan_sections import ALWAYS, DEFAULT, KEYS
from applications.services.committees import filing_fault, longest_filing
from applications.services.plan_copy import next_year
from applications.services.plan_rules import late_fault, window_faults
from applications.services.plan_words import windows_changed
from catalogue.enums import LevelGroup
from tests.factories.plans import windows

JUNE = windows(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
# 个人版用户操作说明 2019, §3.1.
MANUAL = (
    "欢迎您参加广西壮族自治区专业技术资格的申报，为使您更为准确的掌握申报评审的相关政策，"
    "减少因政策原因导致的申报障碍，"
    "敬请认真阅读并掌握评审相关的政策规定。主要包括以下政策：1. 国家、自治区职称管理方面的政策文件；"
    "2. 关于专业技术资格评审的一般程序规定及要求；3. 个人所选择申报系列的专业技术资格评审条件；"
    "4. 相关专项职称评审政策；"
    "5. 当年度的自治区评审部署文件及所选择申报系列的评审部署文件；6. 其他根据个人情况需要掌握的职称政策；"
    "以上政策均可在广西壮族自治区人力资源和社会保障厅网站上“年度职称评审工作专题”查询到；"
    "如网站查询不到或对政策文件把握不准，您也可根据我们在该网站提供的联系方式选择到您申报的评委会咨询了解。"
)


def test_the_guide_is_the_manuals_letter_by_letter():
    listed = "".join(f"{number}. {policy}" for number, policy in enumerate(GUIDE_POLICIES, 1))
    assert GUIDE_INTRO + listed + GUIDE_CLOSING == MANUAL


@pytest.mark.parametrize(
    ("stage", "first", "last", "end", "sentence"),
    [
        (PlanStage.APPLY, (2026, 6, 30), (2026, 6, 1), "closes", "个人申报的截止日期不能早于开始日期"),
        (
            PlanStage.EMPLOYER,
            (2026, 5, 31),
            (2026, 7, 10),
            "opens",
            "单位审核的开始日期不能早于个人申报的开始日期",
        ),
        (
            PlanStage.EMPLOYER,
            (2026, 6, 6),
            (2026, 6, 29),
            "closes",
            "单位审核的截止日期不能早于个人申报的截止日期",
        ),
        (PlanStage.EVALUATE, (2026, 6, 10), (2026, 9, 1), "opens", "评审的开始日期不能早于受理的开始日期"),
        (PlanStage.APPLY, (2025, 12, 31), (2026, 6, 30), "opens", "请填 2026 年的日期"),
    ],
)
def test_windows_follow_each_other(stage, first, last, end, sentence):
    assert window_faults(2026, JUNE) == []
    wrong = JUNE | {stage: (dt.date(*first), dt.date(*last))}
    [day] = [day for day, words in window_faults(2026, wrong) if sentence in words]
    assert day == f"{stage}_{end}_on"


def test_a_stage_left_out_binds_nobody():
    short = {stage: days for stage, days in JUNE.items() if stage in (PlanStage.APPLY, PlanStage.EVALUATE)}
    assert window_faults(2026, short) == []


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (dt.date(2026, 7, 4), "已经过了"),
        (dt.date(2026, 6, 30), "要在它之后"),
        (dt.date(2026, 7, 21), "补报不能超过这一天"),
        (dt.date(2026, 7, 20), ""),
    ],
)
def test_a_late_opening_ends_within_acceptance(until, sentence):
    today = dt.date(2026, 7, 5) if until > dt.date(2026, 7, 1) else dt.date(2026, 6, 15)
    fault = late_fault(JUNE, until, today)
    assert (sentence in fault) if sentence else fault == ""


def test_a_filing_holds_three_years():
    assert longest_filing(dt.date(2024, 2, 29)) == dt.date(2027, 2, 28)
    assert longest_filing(dt.date(2026, 3, 1)) == dt.date(2029, 2, 28)
    assert filing_fault(dt.date(2026, 3, 1), dt.date(2029, 2, 28)) == ""
    assert "最晚填 2029-02-28" in filing_fault(dt.date(2026, 3, 1), dt.date(2029, 3, 1))
    assert "不能早于" in filing_fault(dt.date(2026, 3, 1), dt.date(2026, 2, 28))


def test_a_leap_day_moves_to_the_28th():
    assert next_year(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert next_year(dt.date(2026, 6, 1)) == dt.date(2027, 6, 1)


def test_what_changed_is_said_for_each_stage():
    moved = JUNE | {PlanStage.APPLY: (dt.date(2026, 6, 1), dt.date(2026, 7, 3))}
    assert len(windows_changed(JUNE, moved)) == 1
    assert "个人申报由 " in windows_changed(JUNE, moved)[0]
    gone = {stage: days for stage, days in JUNE.items() if stage != PlanStage.EVALUATE}
    assert windows_changed(JUNE, gone)[0].endswith("改为 未安排")


def test_defaults_are_sections_of_the_form_in_its_order():
    assert ALWAYS in DEFAULT
    assert [key for key in KEYS if key in DEFAULT] == list(DEFAULT)
    assert levels_of(LevelGroup.JUNIOR) == ("assistant", "technician")


def test_money_in_words():
    assert money_words(Decimal("200.00")) == "200 元"
    assert money_words(Decimal("0.00")) == "免费"
