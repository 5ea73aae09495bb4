"""What the audit log may say about applications. Field names and codes only, never answers."""

from applications.paper_enums import PaperKind
from applications.verdict_enums import Verdict
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
audit.register("applications.section_judged", "审看了申报材料的一部分：{section}，结果：{verdict}")
audit.register("applications.copied", "把以前的申报复制到了新的申报：{source}")
audit.register("applications.moved", "办理了申报的一步：{move}", keys=("from_state", "to_state"))
for what, sentence in (
    ("noted", "记下了一处要告知申报人的问题：{code}"),
    ("changed", "修改了记下的一处问题：{code}"),
    ("removed", "删除了记下的一处问题：{code}"),
    ("explained", "申报人写明了不改的理由：{code}"),
):
    audit.register(f"applications.defect_{what}", sentence, keys=("section",))
audit.register("applications.defects_carried_over", "把上次告知还没有改的 {count} 处记入了这次告知")
audit.register("applications.purged", "删除了回收站里到期的申报")
audit.register(
    "applications.identity_revealed",
    "查看了申报人的完整证件号和联系方式：{reason}",
    keys=("fields",),
    discloses=True,
)
audit.register("applications.filter_saved", "保存了一个申报列表的视图", keys=("portal",))
audit.register("applications.filter_changed", "修改了一个申报列表的视图", keys=("portal",))
audit.register("applications.filter_deleted", "删除了一个申报列表的视图", keys=("portal",))
audit.register("applications.columns_chosen", "选择了申报列表显示哪些列", keys=("portal",))
audit.register("applications.batch_ordered", "批量办理 {count} 件申报：{move}")
audit.register("applications.batch_finished", "批量办理结束，办理 {count} 件：{move}", keys=("skipped",))
audit.register("applications.escalated", "超过承诺的办理时限，系统督办：{step}")
audit.put_in_words(
    "applications.escalated", "step", {"house": "提醒本单位负责人", "superior": "报上级职改办"}
)
audit.register("applications.handed_over", "把经办的申报交接给了同事", keys=("to",))
audit.register("applications.paper_ordered", "生成了报表：{paper}", discloses=True)
audit.register("applications.paper_downloaded", "下载了报表：{paper}", discloses=True)
for event in ("paper_ordered", "paper_downloaded"):
    audit.put_in_words(f"applications.{event}", "paper", dict(PaperKind.choices))

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
audit.register("applications.group_created", "新建了评议组：{group}")
audit.register("applications.results_uploaded", "上传了评审结果表，共 {count} 行")
audit.register("applications.results_imported", "导入了评审结果，共 {count} 人")
audit.register("applications.results_listed", "下载了评审结果表，共 {count} 人")
audit.register("applications.result_notice_published", "发布了结果公示，共 {count} 人", keys=("until",))
audit.register("applications.result_notice_ended", "结果公示期满")
audit.register("applications.employer_notice_begun", "单位开始公示，共 {count} 人", keys=("until",))
audit.register("applications.employer_notice_taken_down", "单位撤回了公示")
audit.register("applications.employer_notice_ended", "单位公示期满")
audit.put_in_words("applications.section_judged", "verdict", dict(Verdict.choices))
