"""Codes of what is to be paid: for what, how it stands, and by which way it comes."""

from django.db import models

from core.badges import Badge


class OrderState(models.TextChoices):
    """How an order stands."""

    UNPAID = "unpaid", "待支付"
    CLOSED = "closed", "已关闭"

    @property
    def badge(self) -> Badge:
        """As colour, icon and words."""
        return Badge({"unpaid": "todo", "closed": "void"}[self.value], self.label)


class FeeItem(models.TextChoices):
    """费用事项, by the codes of the enumeration `fee_item`."""

    POSTAGE = "ems", "邮费"


class PaymentChannel(models.TextChoices):
    """支付渠道 (个人版用户操作说明 2019, §3.5(7) names no other)."""

    ALIPAY = "alipay", "支付宝"


class InvoiceState(models.TextChoices):
    """开票状态."""

    NONE = "none", "未开票"
