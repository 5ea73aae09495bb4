"""The words of a certificate's life, its origin and its dates."""

from enum import nonmember

from django.db import models

from core.badges import Badge


class CertificateState(models.TextChoices):
    """Life of a certificate; `shown_as` is what the public reads, silent about open accusations."""

    PENDING_ISSUE = "pending_issue", "待发行"
    NORMAL = "normal", "正常"
    ON_LOSS_NOTICE = "on_loss_notice", "遗失公示中"
    VOID_REVIEW = "void_review", "作废审核中"
    VOIDED = "voided", "已作废"
    RESTORE_REVIEW = "restore_review", "恢复审核中"
    SUPERSEDED = "superseded", "已更正"

    public = nonmember(("normal", "on_loss_notice", "void_review", "voided", "restore_review", "superseded"))
    # Nothing is held by them any more.
    gone = nonmember(("voided", "superseded"))

    @property
    def shown_as(self) -> "CertificateState":
        """The state as strangers read it: a request under review changes nothing for them."""
        return SHOWN_AS.get(self, self)

    @property
    def badge(self) -> Badge:
        """Colour family and label."""
        return Badge(FAMILIES[self], self.label)


SHOWN_AS = {
    CertificateState.VOID_REVIEW: CertificateState.NORMAL,
    CertificateState.RESTORE_REVIEW: CertificateState.VOIDED,
}
FAMILIES = {
    CertificateState.PENDING_ISSUE: "doing",
    CertificateState.NORMAL: "pass",
    CertificateState.ON_LOSS_NOTICE: "public",
    CertificateState.VOID_REVIEW: "doing",
    CertificateState.VOIDED: "void",
    CertificateState.RESTORE_REVIEW: "doing",
    CertificateState.SUPERSEDED: "void",
}


class NumberScheme(models.TextChoices):
    """Whose number it is: ours with check digit, or one of the years before, which is plain text."""

    V1 = "v1", "平台编号"
    LEGACY = "legacy", "历史编号"


class AcquisitionMethod(models.TextChoices):
    """获取方式, the four values the import template of 2019 knows (证书审验指引, rule 8)."""

    INITIAL_RECOGNITION = "initial_recognition", "转正定职"
    EVALUATION = "evaluation", "评审"
    REPLACEMENT = "replacement", "遗失补办"
    RECONFIRMATION = "reconfirmation", "重新确认"


class Medium(models.TextChoices):
    """What the holder has in hand."""

    ELECTRONIC = "electronic", "电子证书"
    PAPER = "paper", "纸质证书"


class DatePrecision(models.TextChoices):
    """How exactly a date of an old certificate is known."""

    MONTH = "month", "年月"
    DAY = "day", "年月日"


class EventKind(models.TextChoices):
    """What happened to a certificate, in the words of its record."""

    IMPORTED = "imported", "导入历年数据"
    VERIFIED = "verified", "审验通过"
    ISSUED = "issued", "发行证书"
    LOSS_NOTICED = "loss_noticed", "遗失公示"
    RESTORED = "restored", "恢复正常"
    SUPERSEDED = "superseded", "更正"
    VOIDED = "voided", "作废"


class ViewChannel(models.TextChoices):
    """Where a result was shown."""

    FORM = "form", "编号与姓名查询"
    SCAN = "scan", "扫码查验"


class DeliveryMethod(models.TextChoices):
    """领取方式."""

    PICKUP = "pickup", "现场领取"
    MAILING = "mailing", "邮寄证书"
    DOWNLOAD = "download", "电子证书下载"


class DeliveryState(models.TextChoices):
    """How far a certificate is on its way to its holder."""

    AWAITING_PICKUP = "awaiting_pickup", "待现场领取"
    AWAITING_POSTAGE = "awaiting_postage", "待支付邮费"
    AWAITING_DOWNLOAD = "awaiting_download", "待下载"


# Where each method begins.
DELIVERY_BEGINS = {
    DeliveryMethod.PICKUP: DeliveryState.AWAITING_PICKUP,
    DeliveryMethod.MAILING: DeliveryState.AWAITING_POSTAGE,
    DeliveryMethod.DOWNLOAD: DeliveryState.AWAITING_DOWNLOAD,
}
