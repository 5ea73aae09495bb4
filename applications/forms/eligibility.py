"""What 我能报什么 asks; neither name nor birth, and nothing of it is kept."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.services.eligibility_rules import specialties_apart
from catalogue.enums import TitleLevel
from catalogue.models import Region, TitleSeries
from core.date_fields import DayField

# The words of data/eligibility_rules.csv, as people call them.
EDUCATION = (
    ("博士", "博士研究生毕业"),
    ("硕士", "硕士研究生毕业"),
    ("研究生班", "研究生班毕业"),
    ("本科", "大学本科毕业"),
    ("大专", "大学专科毕业"),
    ("中专", "中等专科毕业"),
    ("职业高中", "职业高中毕业"),
    ("高中", "普通高中毕业"),
    ("初中", "初中毕业"),
    ("结业", "结业（没有取得毕业证书）"),
    ("肄业", "肄业"),
    ("其他", "其他（含技工学校）"),
)
DEGREE = (("", "没有"), ("学士", "学士"), ("硕士", "硕士"), ("博士", "博士"))
SKILL = (
    ("", "不是技工"),
    ("中级技工", "中级技工"),
    ("高级技工", "高级技工"),
    ("预备技师", "预备技师"),
    ("技师", "技师"),
    ("高级技师", "高级技师"),
)
LONGEST_AHEAD = datetime.timedelta(days=3653)


class EligibilityForm(forms.Form):
    """Schooling, work, title held, and what is wanted where."""

    education = forms.ChoiceField(
        label="学历",
        choices=[("", "请选择"), *EDUCATION],
        error_messages={"required": "请选择学历。"},
    )
    degree = forms.ChoiceField(label="学位", choices=DEGREE, required=False)
    skill = forms.ChoiceField(
        label="技工类别",
        choices=SKILL,
        required=False,
        help_text="技工院校毕业的请选择；学历和技工类别符合其一即可。",
    )
    graduated_on = DayField(
        label="毕业时间",
        help_text="毕业证书上的日期；还没有毕业的，填预计毕业的日期。",
        error_messages={"required": "请填写毕业时间。"},
    )
    worked_since = DayField(
        label="开始从事专业技术工作的时间",
        required=False,
        help_text="还没有开始的，可以填预计开始的日期；空着就算不出要看工作年限的部分。",
    )
    held_level = forms.ChoiceField(
        label="现有职称级别",
        choices=[("", "没有职称"), *reversed(TitleLevel.choices)],
        required=False,
        help_text="有几个职称的，选最高的一个。",
    )
    held_series = forms.ModelChoiceField(
        TitleSeries.objects.all(),
        label="现有职称系列",
        required=False,
        to_field_name="code",
        empty_label="没有职称",
    )
    series = forms.ChoiceField(
        label="想报的系列",
        required=False,
        help_text="选了系列，才能看出哪些级别实行全国统考，并列出资格名称。",
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label="所在市、县",
        required=False,
        to_field_name="code",
        empty_label="请选择",
        help_text="选了以后，写明到哪个职改办、拨哪个电话。",
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["series"].choices = _series_choices()
        regions = self.fields["region"]
        regions.queryset = Region.objects.filter(is_current=True, parent__isnull=False).select_related(
            "parent"
        )
        regions.label_from_instance = _region_words
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "请从列表里选择。"

    def clean_graduated_on(self):
        return _not_too_far(self.cleaned_data["graduated_on"])

    def clean_worked_since(self):
        return _not_too_far(self.cleaned_data["worked_since"])

    def clean(self):
        answers = super().clean()
        if answers.get("held_series") and not answers.get("held_level"):
            self.add_error("held_level", "请选择现有职称的级别；没有职称的，把系列改回“没有职称”。")
        return answers


def _not_too_far(day):
    if day and day > timezone.localdate() + LONGEST_AHEAD:
        raise ValidationError("这个日期离今天超过十年，请核对年份。")
    return day


def _series_choices() -> list:
    """Every series that still grants titles, each followed by the specialties the rules judge apart."""
    apart = specialties_apart()
    found = [("", "还没有想好")]
    alive = TitleSeries.objects.filter(titles__is_current=True).distinct()
    for code, name in alive.values_list("code", "name"):
        found.append((code, name))
        found += [(f"{code}/{group}", f"{name}：{group}") for of, group in apart if of == code]
    return found


def _region_words(region) -> str:
    return f"{region.parent.name} {region.name}" if region.parent.parent_id else region.name
