"""What the audit log may say about the desks."""

from core import audit

audit.register(
    "admin_portal.queue_exported", "导出了申报清单 {count} 件（证件号已遮盖）", keys=("tab", "filters")
)
