"""What the register of certificates holds of a person: it stays when an account is closed."""

from accounts.services import deregistration, own_data
from accounts.services.own_data_sheets import Sheet
from certificates.models import Certificate


@deregistration.keeps
def issued(user) -> list[str]:
    """Certificates are kept so that others can rely on them."""
    count = Certificate.objects.filter(holder=user).count()
    return [f"已经发出的证书 {count} 本：证书上的内容和证件号，供查验真伪"] if count else []


@own_data.contribute
def sheets(user) -> list[Sheet]:
    """The certificates of a person."""
    rows = [
        (
            row.certificate_number or "",
            row.title_name,
            row.specialty,
            row.get_level_display(),
            row.granting_body,
            row.granted_label,
            row.get_state_display(),
        )
        for row in Certificate.objects.held_by(user)
    ]
    return [Sheet("证书", ("证书编号", "资格名称", "专业", "级别", "授予单位", "授予时间", "状态"), rows)]
