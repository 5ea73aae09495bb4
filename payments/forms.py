"""What narrows 费用记录 (个人版用户操作说明 2019, §3.5(7))."""

import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from core.filters import FilterForm
from core.pii import looks_private
from payments.enums import FeeItem, OrderState, PaymentChannel

TRANSACTION = re.compile(r"[0-9]{20,64}")


def _typed(label: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "data-find": ""})
    return forms.CharField(label=label, required=False, max_length=64, widget=widget)


def _chosen(label: str, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "全部"), *choices])


class OrderFilter(FilterForm):
    """The filters stand in the address, so no number of a person may be among them."""

    narrow: ClassVar = {
        "number": lambda orders, words: orders.filter(number__contains=words.lower()),
        "transaction_number": lambda orders, words: orders.filter(transaction_number=words),
        "state": lambda orders, state: orders.filter(state=state),
        "channel": lambda orders, channel: orders.filter(channel=channel),
        "item": lambda orders, item: orders.filter(item=item),
    }

    number = _typed("订单号")
    transaction_number = _typed("支付流水号")
    state = _chosen("支付状态", OrderState.choices)
    channel = _chosen("支付渠道", PaymentChannel.choices)
    item = _chosen("支付项目", FeeItem.choices)

    def clean_number(self):
        """Whoever mistakes the field must not put a document number or a mobile into the address."""
        words = self.cleaned_data["number"]
        if not words.lower().startswith("dl") and looks_private(words):
            raise ValidationError("订单号以 dl 开头，请照费用记录里的填。这里不要填证件号或手机号。")
        return words

    def clean_transaction_number(self):
        """The number of a payment is whole or it is not one."""
        words = self.cleaned_data["transaction_number"]
        if words and not TRANSACTION.fullmatch(words):
            raise ValidationError("支付流水号请照支付凭证填全，只有数字。这里不要填证件号或手机号。")
        return words
