"""问题人员: entered by one person, decided about by another; and the filters of the list."""

from typing import ClassVar

from django import forms

from accounts.enums import BarredAct, FlagGround, FlagState
from accounts.nationalities import NATIONALITIES
from accounts.services.flags import Proposal
from core.filters import FilterForm
from core.pii import looks_private
from core.validators import DocumentKind, normalise_document
from core.word_fields import WordsField

REASON_LIMIT = 500
CLOSING_LIMIT = 200
FOR_LIFE = "终身"
USUAL_ACTS = (BarredAct.EVALUATION, BarredAct.RECOGNITION, BarredAct.RECONFIRMATION)
PRIVATE = "这里只按姓名查找，请不要填写证件号或手机号。"


def _date(label: str, *, required=True, hint="", missing="") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM-DD"},
        ),
        error_messages={"required": missing, "invalid": "请按“年-月-日”填写，例如 2026-11-20。"},
    )


def _words(label: str, limit: int, *, hint="", missing="", rows=0) -> WordsField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": limit}) if rows else forms.TextInput()
    return WordsField(
        label=label,
        help_text=hint,
        max_length=limit,
        widget=widget,
        error_messages={"required": missing, "max_length": f"最多 {limit} 个字，请精简。"},
    )


class FlagFilter(FilterForm):
    """Part of the name, and the state; numbers stay out of the address."""

    narrow: ClassVar = {
        "q": lambda rows, words: rows.filter(name__icontains=words),
        "state": lambda rows, state: rows.filter(state=state),
        "ground": lambda rows, ground: rows.filter(ground=ground),
    }

    q = WordsField(label="姓名", required=False, max_length=40)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *FlagState.choices])
    ground = forms.ChoiceField(label="事由", required=False, choices=[("", "全部事由"), *FlagGround.choices])

    def clean_q(self):
        words = "".join(self.cleaned_data["q"].split())
        if looks_private(words):
            raise forms.ValidationError(PRIVATE)
        return words


class FlagForm(forms.Form):
    """登记: who, on what ground, barred from what, how long, by which decision."""

    name = _words("姓名", 50, hint="照处理决定填写。", missing="请填写姓名。")
    document_kind = forms.ChoiceField(
        label="证件类型", choices=DocumentKind.choices, initial=DocumentKind.RESIDENT_ID
    )
    nationality = forms.ChoiceField(
        label="国籍", choices=NATIONALITIES, initial="CHN", help_text="使用外国护照的请选择国籍。"
    )
    id_number = forms.CharField(
        label="证件号码",
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "w-id num"}),
        error_messages={"required": "请填写证件号码。"},
    )
    ground = forms.ChoiceField(label="事由", choices=FlagGround.choices)
    finding = _words(
        "在哪份申报或材料里发现",
        60,
        hint="填写申报号或证书编号。同一份申报只计一次；学术造假累计两份申报的，终身不得申报。",
        missing="请填写申报号或证书编号。",
    )
    acts = forms.MultipleChoiceField(
        label="限制办理的事项",
        choices=BarredAct.choices,
        initial=[str(act) for act in USUAL_ACTS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一项限制办理的事项。"},
    )
    since = _date("限制开始日", missing="请填写限制开始日。")
    until = _date("限制截止日", required=False, hint="含当日。终身限制的，勾选下面一项，这里不填。")
    for_life = forms.BooleanField(label=FOR_LIFE, required=False)
    decree_number = _words("处理文号", 60, missing="请填写处理决定的文号。")
    reason = _words("认定的事实和依据", REASON_LIMIT, rows=4, missing="请写明认定的事实和依据。")

    def clean(self):
        said = super().clean()
        self._check_number(said)
        self._check_days(said)
        return said

    def _check_number(self, said) -> None:
        if not {"document_kind", "nationality", "id_number"} <= said.keys():
            return
        if said["document_kind"] != DocumentKind.PASSPORT:
            said["nationality"] = "CHN"
        try:
            said["id_number"] = normalise_document(
                said["document_kind"], said["id_number"], nationality=said["nationality"]
            )
        except forms.ValidationError as wrong:
            self.add_error("id_number", wrong)

    def _check_days(self, said) -> None:
        since, until, for_life = said.get("since"), said.get("until"), said.get("for_life")
        if not for_life and until is None and "until" not in self.errors:
            self.add_error("until", "请填写限制截止日，或勾选“终身”。")
        if for_life and until:
            self.add_error("until", "勾选了“终身”，截止日请留空。")
        if since and until and until < since:
            self.add_error("until", "限制截止日不能早于开始日。")

    @property
    def proposal(self) -> Proposal:
        """What was said, once it is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "for_life"}
        return Proposal(**said | {"acts": tuple(said["acts"])})


class DropForm(forms.Form):
    """不予确认, with the reason."""

    reason = _words("不予确认的理由", CLOSING_LIMIT, rows=2, missing="请写明不予确认的理由。")


class LiftForm(forms.Form):
    """解除, with the reason, and whether the entry should never have been made."""

    reason = _words("解除的理由", CLOSING_LIMIT, rows=2, missing="请写明解除的理由。")
    was_mistaken = forms.BooleanField(
        label="原认定有误",
        required=False,
        help_text="勾选以后，这一次认定不再计入累计次数。提前解除而认定无误的，请不要勾选。",
    )
