"""Codes of what is to be paid: for what, how it stands, and by which way it comes."""

from enum import nonmember

from django.db import models

from core.badges import Badge


class OrderState(models.TextChoices):
    """How an order stands."""

    UNPAID = "unpaid", "待支付"
    PAID = "paid", "已支付"
    WAIVED = "waived", "免缴"
    CLOSED = "closed", "已关闭"

    settled = nonmember(("paid", "waived"))

    @property
    def badge(self) -> Badge:
        """As colour, icon and words."""
        return Badge(_FAMILIES[self.value], self.label)


class FeeItem(models.TextChoices):
    """费用事项, by the codes of the enumeration `fee_item`."""

    POSTAGE = "ems", "邮费"
    EVALUATION = "review", "评审费"


class PaymentChannel(models.TextChoices):
    """支付渠道: 支付宝 of 个人版用户操作说明 2019, §3.5(7), and what an office says it has received."""

    ALIPAY = "alipay", "支付宝"
    OFFLINE = "offline", "线下缴费"


class InvoiceState(models.TextChoices):
    """开票状态."""

    NONE = "none", "未开票"


_FAMILIES = {"unpaid": "todo", "paid": "pass", "waived": "pass", "closed": "void"}
