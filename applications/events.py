"""What the audit log may say about applications. Field names and codes only, never answers."""

from core import audit

audit.register("applications.created", "新建了{kind}申报", keys=("level_group",))
audit.register("applications.office_changed", "更换了申报级别或报送职改办", keys=("level_group", "office"))
audit.register("applications.section_saved", "保存了申报材料的一部分：{section}")
audit.register("applications.moved", "办理了申报的一步：{move}", keys=("from_state", "to_state"))
audit.register("applications.purged", "删除了回收站里到期的申报")
audit.register(
    "applications.identity_revealed",
    "查看了申报人的完整证件号和联系方式：{reason}",
    keys=("fields",),
    discloses=True,
)
audit.register("applications.handed_over", "把经办的申报交接给了同事", keys=("to",))
