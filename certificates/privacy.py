"""What the register of certificates holds of a person: it stays when an account is closed."""

from django.utils import timezone

from accounts.services import deregistration, own_data
from accounts.services.own_data_sheets import Sheet
from catalogue.postal_regions import region_words
from certificates.models import Certificate, Delivery

HEADINGS = (
    "证书编号",
    "资格名称",
    "专业",
    "级别",
    "授予单位",
    "授予时间",
    "状态",
    "发证时所在单位",
    "性别",
    "评审机构",
    "批文文号",
    "审验时间",
)


DELIVERY = ("领取方式", "状态", "职改办", "收件人", "省市区", "详细地址", "联系电话", "邮编")


@deregistration.keeps
def issued(user) -> list[str]:
    """Certificates are kept so that others can rely on them."""
    count = Certificate.objects.filter(holder=user).count()
    return [f"已经发出的证书 {count} 本：证书上的内容和证件号，供查验真伪"] if count else []


@own_data.contribute
def sheets(user) -> list[Sheet]:
    """The certificates of a person, and how they are handed over."""
    rows = [
        (
            row.certificate_number or "",
            row.title_name,
            row.specialty,
            row.get_level_display(),
            row.granting_body,
            row.granted_label,
            row.get_state_display(),
            row.employer_name,
            row.get_holder_sex_display(),
            row.evaluation_body,
            row.decree_number,
            f"{timezone.localtime(row.verified_at):%Y-%m-%d}" if row.verified_at else "",
        )
        for row in Certificate.objects.held_by(user)
    ]
    return [Sheet("证书", HEADINGS, rows), Sheet("证书领取", DELIVERY, _deliveries(user))]


def _deliveries(user):
    return [
        (
            row.get_method_display(),
            row.get_state_display(),
            row.office.name,
            row.recipient,
            region_words(row.region),
            row.address,
            row.phone,
            row.postcode,
        )
        for row in Delivery.objects.filter(holder=user).select_related("office").order_by("pk")
    ]
