"""What the audit log may say about the desks."""

from core import audit

audit.register("admin_portal.audit_searched", "查看了操作日志", keys=("filters",), discloses=True)
audit.register("admin_portal.audit_exported", "导出了操作日志 {count} 条", keys=("filters",), discloses=True)
audit.register(
    "admin_portal.queue_exported",
    "导出了申报清单 {count} 件（证件号已遮盖）",
    keys=("tab", "filters"),
    discloses=True,
)
audit.register(
    "admin_portal.roster_exported",
    "导出了花名册 {count} 件（证件号已遮盖）",
    keys=("tab", "filters"),
    discloses=True,
)
audit.register(
    "admin_portal.payments_exported", "导出了缴费清单 {count} 条", keys=("filters",), discloses=True
)
audit.register("admin_portal.cases_handed_over", "单位合并，{count} 件未办结的申报转到保留的单位")
audit.register(
    "admin_portal.invitation_report_exported",
    "导出了邀请表检查结果 {count} 行（证件号已遮盖）",
    discloses=True,
)
audit.register(
    "admin_portal.receipts_exported",
    "导出了业务通知的查看回执 {count} 人（手机号码已遮盖）",
    discloses=True,
)
