"""What 员工管理 and its invitations ask."""

from django import forms

from core.word_fields import WordsField
from core.workbooks import DEFAULT

WITH, WITHOUT = "with", "without"
CASES = {WITH: "有在办申报", WITHOUT: "没有在办申报"}
TITLES = {WITH: "有职称", WITHOUT: "没有职称"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEGABYTES = DEFAULT.max_bytes // 1024 // 1024
LIMITS = f"不超过 {MEGABYTES} MB、{DEFAULT.max_rows:,} 行。上传后先检查，不会马上发出邀请。"


class PeopleSearchForm(forms.Form):
    """Posted, so that no document number gets into an address."""

    q = forms.CharField(
        label="姓名、姓名拼音首字母、证件号、手机号",
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-find": ""}),
    )
    cases = forms.ChoiceField(label="申报", choices=[("", "全部"), *CASES.items()], required=False)
    held = forms.ChoiceField(label="现有职称", choices=[("", "全部"), *TITLES.items()], required=False)


class LeaveForm(forms.Form):
    """Why a person is no longer of this employer."""

    reason = WordsField(
        label="离职说明",
        help_text="本人会看到这句话，例如“2026 年 3 月合同到期”。",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
        error_messages={"required": "请写明离职原因，本人会看到这句话"},
    )


class WorkbookForm(forms.Form):
    """One .xlsx file; what it holds is judged by the reader."""

    file = forms.FileField(
        label="邀请表（.xlsx）",
        help_text=LIMITS,
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"required": "请先选择要上传的邀请表", "empty": "这个文件是空的，请重新选择"},
    )
