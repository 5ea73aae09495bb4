"""The certificates of a person as the choices of a form."""

from certificates.models import Certificate


def choices_for(user) -> list[tuple[str, str]]:
    """(public id, label) of every certificate the person may apply with, newest first.

    The label reads 系列/级别/资格 · 授予时间 · 编号, and says so where a certificate is not verified.
    """
    held = Certificate.objects.usable_by(user).select_related("series")
    return [(str(one.public_id), label_of(one)) for one in held]


def label_of(certificate: Certificate) -> str:
    """One certificate in one line."""
    title = f"{certificate.series.name}/{certificate.get_level_display()}/{certificate.title_name}"
    number = certificate.certificate_number
    parts = [title, f"{certificate.granted_label} 授予", f"编号 {number}" if number else "无编号"]
    return " · ".join(parts if certificate.is_public else [*parts, "未审验"])
