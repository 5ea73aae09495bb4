"""What the collecting office says of an order: paid offline, nothing to pay, or noted by mistake."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from core.word_fields import WordsField

REASON_LIMIT = 200


def _reason(label: str, hint: str, missing: str) -> WordsField:
    return WordsField(
        label=label,
        help_text=hint,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": REASON_LIMIT}),
        error_messages={"required": missing, "max_length": f"最多 {REASON_LIMIT} 个字，请精简。"},
    )


class RegisterForm(forms.Form):
    """线下缴费登记."""

    amount = forms.DecimalField(
        label="实缴金额（元）",
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-date num", "autocomplete": "off"}),
        error_messages={
            "required": "请照凭证填写实缴金额。",
            "invalid": "请填写数字，例如 200 或 200.50。",
            "min_value": "实缴金额要大于 0。",
            "max_decimal_places": "金额最多两位小数。",
            "max_digits": "金额太大，请核对。",
            "max_whole_digits": "金额太大，请核对。",
        },
    )
    paid_on = forms.DateField(
        label="缴费日期",
        input_formats=["%Y-%m-%d"],
        initial=timezone.localdate,
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM-DD"},
        ),
        error_messages={"required": "请填写缴费日期。", "invalid": "请按“年-月-日”填写，例如 2026-11-20。"},
    )
    payer_name = WordsField(
        label="付款人",
        help_text="照凭证填写，可以是本人，也可以是单位。",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写付款人。"},
    )
    voucher = forms.FileField(
        label="缴费凭证",
        help_text="收据、转账回单的扫描件，PDF 或 JPG，不超过 10 MB。",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg"}),
        error_messages={"required": "请上传缴费凭证的扫描件。", "empty": "这是一个空文件，请重新选择。"},
    )
    note = WordsField(
        label="备注",
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class WaiveForm(forms.Form):
    """免缴."""

    reason = _reason("免缴理由", "缴费人会看到这段话，请写明依据。", "请填写免缴的理由。")


class RevokeForm(forms.Form):
    """撤销登记 of the note that was seen."""

    noted = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "请刷新页面，再撤销登记。"})
    revoked_for = _reason("撤销原因", "缴费人会看到这段话。", "请填写撤销的原因。")
