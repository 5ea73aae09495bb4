"""Ways a text reaches a person, and how far it got."""

from django.db import models


class Channel(models.TextChoices):
    """Where a text appears."""

    INBOX = "inbox", "站内消息"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"


class DeliveryState(models.TextChoices):
    """How far a delivery outside the site got; retries and failures are the outbox row's."""

    WAITING = "waiting", "待发送"
    DELIVERED = "delivered", "已发送"
    EXPIRED = "expired", "已过期"
