"""What 评审组织 asks: a group, a choice of people, a workbook of results, a decree, an approval."""

from django import forms

from applications.forms.moves import OPINION_LIMIT
from applications.models import EvaluationGroup
from applications.services.result_sheets import LIMITS
from core.date_fields import DayField
from core.word_fields import WordsField

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEGABYTES = LIMITS.max_bytes // 1024 // 1024


class NewGroupForm(forms.Form):
    """The name of a group."""

    name = WordsField(
        label="评议组名称", max_length=40, error_messages={"required": "请填写评议组名称，例如“环境工程组”。"}
    )


class ChosenGroupForm(forms.Form):
    """The group for those who are ticked."""

    group = forms.ModelChoiceField(
        EvaluationGroup.objects.none(),
        label="分到",
        to_field_name="public_id",
        empty_label="请选择评议组",
        error_messages={
            "required": "请选择评议组。",
            "invalid_choice": "这个评议组不属于这个计划，请重新选择。",
        },
    )

    def __init__(self, data=None, *, plan):
        super().__init__(data)
        self.fields["group"].queryset = plan.groups.all()


class ResultsFileForm(forms.Form):
    """One .xlsx file; what it holds is judged by the reader."""

    file = forms.FileField(
        label="评审结果表（.xlsx）",
        help_text=f"不超过 {MEGABYTES} MB、{LIMITS.max_rows} 行。上传后先检查，不会马上录入。",
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"required": "请先选择要上传的评审结果表。", "empty": "这个文件是空的，请重新选择。"},
    )


class NewDecreeForm(forms.Form):
    """文号, day and file of a decree; one that is registered already needs no file."""

    number = WordsField(label="批文文号", max_length=60, error_messages={"required": "请填写批文文号。"})
    dated_on = DayField(label="批文日期", past=True)
    file = forms.FileField(
        label="批文扫描件",
        required=False,
        help_text="PDF、Word（docx）或 JPG，不超过 10 MB。同一文号登记过的，不用再上传。",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg"}),
    )


class ApprovalForm(forms.Form):
    """The opinion under which those who are ticked are approved."""

    opinion = WordsField(
        label="批准意见",
        max_length=OPINION_LIMIT,
        initial="同意。",
        error_messages={"required": "请填写批准意见。"},
    )
