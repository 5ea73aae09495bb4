"""Ways a text reaches a person, and how far it got."""

from enum import nonmember

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
    FAILED = "failed", "未送达"


class NoticeState(models.TextChoices):
    """Life of a 业务通知."""

    DRAFT = "draft", "草稿"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已发送"
    WITHDRAWN = "withdrawn", "已撤回"

    published = nonmember(("sending", "sent"))

    @property
    def family(self) -> str:
        """The badge family this state is shown in."""
        return {"draft": "todo", "sending": "doing", "sent": "pass", "withdrawn": "void"}[self.value]


class EventGroup(models.TextChoices):
    """What an event is about: the categories of the message centre."""

    SECURITY = "security", "账户安全"
    ACCOUNT = "account", "个人账户"
    APPLICATION = "application", "申报办理"
    CERTIFICATE = "certificate", "证书"
    EMPLOYER = "employer", "单位事务"
    DESK = "desk", "待办提醒"
    NOTICE = "notice", "业务通知"
    OTHER = "other", "其他"
