"""评审委员会: what an office enters of one."""

import re

from django import forms
from django.db.models import Q

from applications.services import committees
from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from core.date_fields import DayField
from core.versions import VersionedForm
from core.word_fields import WordsField

MOST_SPECIALTIES = 60
LONGEST_SPECIALTY = 60
SEPARATORS = re.compile(r"[、，,；;\s]+")


def series_evaluated():
    """The series titles are still granted in, or whose titles are not entered yet."""
    alive = Q(titles=None) | Q(titles__is_current=True)
    return TitleSeries.objects.filter(alive).order_by("order", "code").distinct()


class CommitteeForm(VersionedForm):
    """One form for a new and an existing committee; the levels are those its office may review."""

    name = WordsField(
        label="评审会名称",
        max_length=100,
        help_text="请填全称，例如“工程系列广西区人才服务办公室中级评审会”。",
        error_messages={"required": "请填写评审会名称。"},
    )
    series = forms.ModelChoiceField(
        None,
        label="系列",
        to_field_name="code",
        empty_label="请选择",
        error_messages={"required": "请选择系列。", "invalid_choice": "请从列表里选择系列。"},
    )
    levels = forms.MultipleChoiceField(
        label="可以评审的级别",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个级别。", "invalid_choice": "请只勾选列出的级别。"},
    )
    specialties = WordsField(
        label="可以评审的专业",
        required=False,
        help_text="几个专业之间用“、”分开；评审本系列全部专业的，空着不填。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    filed_on = DayField(label="备案日期")
    filed_until = DayField(label="备案有效期至", help_text="备案有效期最长 3 年。")
    is_active = forms.BooleanField(
        label="使用中",
        required=False,
        initial=True,
        help_text="停用后不能再新建它的计划，也不能再选它申报；已报送的照常办理。",
    )

    def __init__(self, data=None, *, office, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["series"].queryset = series_evaluated()
        self.fields["levels"].choices = [
            (level.value, level.label) for level in TitleLevel if level in office.can_review_levels
        ]

    @staticmethod
    def initial_of(row) -> dict:
        told = {name: getattr(row, name) for name in committees.FIELDS}
        return told | {"series": row.series.code, "specialties": "、".join(row.specialties)}

    def clean_specialties(self):
        found = list(dict.fromkeys(filter(None, SEPARATORS.split(self.cleaned_data["specialties"]))))
        if len(found) > MOST_SPECIALTIES or any(len(one) > LONGEST_SPECIALTY for one in found):
            raise forms.ValidationError(
                f"最多 {MOST_SPECIALTIES} 个专业，每个不超过 {LONGEST_SPECIALTY} 个字。请核对分隔符。"
            )
        return found

    def clean(self):
        data = super().clean()
        known = {"filed_on", "filed_until"} <= data.keys()
        if known and (fault := committees.filing_fault(data["filed_on"], data["filed_until"])):
            self.add_error("filed_until", fault)
        return data

    @property
    def committee_words(self) -> dict:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in committees.FIELDS}
