"""What the audit log may say about applications. Field names and codes only, never answers."""

from core import audit

audit.register("applications.created", "新建了{kind}申报", keys=("level_group",))
audit.register("applications.office_changed", "更换了申报级别或报送职改办", keys=("level_group", "office"))
audit.register("applications.section_saved", "保存了申报材料的一部分：{section}")
for what, sentence in (
    ("added", "在申报材料里添加了一条：{section}"),
    ("saved", "修改了申报材料里的一条：{section}"),
    ("deleted", "删除了申报材料里的一条：{section}"),
    ("moved", "调整了申报材料里一条的顺序：{section}"),
    ("discarded", "放弃了申报材料里一条没有保存的内容：{section}"),
    ("taken", "把个人资料或证书里的内容选进了申报材料：{section}"),
):
    audit.register(f"applications.row_{what}", sentence)
audit.register("applications.copied", "把以前的申报复制到了新的申报：{source}")
audit.register("applications.moved", "办理了申报的一步：{move}", keys=("from_state", "to_state"))
audit.register("applications.purged", "删除了回收站里到期的申报")
audit.register(
    "applications.identity_revealed",
    "查看了申报人的完整证件号和联系方式：{reason}",
    keys=("fields",),
    discloses=True,
)
audit.register("applications.handed_over", "把经办的申报交接给了同事", keys=("to",))

audit.register("applications.committee_created", "新增了评审会：{committee}")
audit.register("applications.committee_changed", "修改了评审会：{committee}", keys=("fields", "is_active"))
audit.register("applications.plan_created", "新建了 {year} 年度评审计划：{committee}")
audit.register("applications.plans_copied", "照上一年拟定了 {year} 年度的 {count} 个评审计划")
audit.register("applications.plan_changed", "修改了评审计划：{reason}", keys=("fields", "windows"))
audit.register(
    "applications.plan_requirements_changed", "修改了评审计划的必填部分：{reason}", keys=("levels",)
)
audit.register("applications.plan_published", "发布了 {year} 年度评审计划")
audit.register("applications.plan_opened_late", "开放补报到 {until}：{reason}")
audit.register("applications.plan_closed", "结束了评审计划：{reason}")
audit.register("applications.policy_created", "新建了政策文件")
audit.register("applications.policy_changed", "修改了政策文件", keys=("fields",))
audit.register("applications.policy_published", "发布了政策文件")
audit.register("applications.policy_taken_back", "取消发布了政策文件")
audit.register("applications.policy_discarded", "删除了未发布的政策文件")
