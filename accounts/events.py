"""What the audit log may say about people and their accounts."""

from accounts.models.sign_in import METHODS
from accounts.profile.archive import SECTIONS
from core import audit

audit.register("accounts.registered", "注册了个人账户")
audit.register("accounts.signed_in", "登录了系统（{method}）")
audit.register("accounts.sign_in_failed", "一次登录没有成功（{door}）")
audit.register("accounts.signed_out", "退出了系统")
audit.register("accounts.employer_chosen", "选择了所在单位", keys=("employer",))
audit.register("accounts.membership_switched", "切换了身份", keys=("membership",))
audit.register("accounts.staff_account_created", "建立了工作人员账户")
audit.register("accounts.membership_granted", "授予了身份（{role}）", keys=("house",))
audit.register("accounts.sessions_ended", "结束了 {count} 个登录")
audit.register("accounts.one_time_secret_issued", "发放了一次性密码")
audit.register("accounts.second_factor_enabled", "启用了动态验证码")
audit.register("accounts.second_factor_reset", "停用了动态验证码")
audit.register("accounts.backup_codes_renewed", "更换了备用码")
audit.register("accounts.reauthenticated", "办理前再次核对了身份")
audit.register("accounts.reauthentication_failed", "再次核对身份没有通过")
audit.register("accounts.recovery_proved", "通过“{way}”核对了身份")
audit.register("accounts.recovery_failed", "一次找回密码没有通过核对（{way}）")
audit.register("accounts.password_reset", "重新设置了密码")
audit.register("accounts.password_changed", "修改了密码")
audit.register("accounts.mobile_changed", "更改了手机号码")
audit.register("accounts.email_changed", "更改了邮箱")
audit.register("accounts.email_confirmed", "确认了邮箱")
audit.register("accounts.security_question_changed", "更改了安全问题")
audit.register("accounts.transfer_requested", "申请了单位调整", keys=("employer",))
audit.register("accounts.transfer_moved", "办理了单位调整的一步：{move}", keys=("from_state", "to_state"))
audit.register("accounts.correction_opened", "填写了姓名或证件号更正申请")
audit.register("accounts.correction_saved", "修改了姓名或证件号更正申请")
audit.register("accounts.correction_moved", "办理了更正申请的一步：{move}", keys=("from_state", "to_state"))
audit.register("accounts.identity_corrected", "更正了姓名或证件号", keys=("correction", "fields"))
audit.register("accounts.correction_revealed", "查看了更正申请里的完整证件号（{reason}）", discloses=True)
audit.register("accounts.consented", "同意了“{title}”第 {version} 版")
audit.register("accounts.own_data_asked", "申请下载本人数据")
audit.register("accounts.own_data_downloaded", "下载了本人数据")
audit.register("accounts.deregistered", "注销了个人账户", keys=("erased",))
audit.register("accounts.employer_registered", "注册了单位账户")
audit.register("accounts.employer_moved", "单位账户由 {from_state} 变为 {to_state}（{move}）")
audit.register(
    "accounts.employer_contact_revealed", "查看了单位经办人的完整联系方式（{reason}）", discloses=True
)
audit.register("accounts.employer_details_changed", "修改了单位资料", keys=("fields",))
audit.register("accounts.employer_change_asked", "申请变更单位信息", keys=("fields",))
audit.register("accounts.employer_change_moved", "单位信息变更由 {from_state} 变为 {to_state}（{move}）")
audit.register("accounts.employers_merged", "合并了重复的单位", keys=("merged",))
audit.register("accounts.person_left", "把这个人移出了单位", keys=("employer",))
audit.register("accounts.clerk_rights_set", "设置了单位工作人员的权限", keys=("rights",))
audit.register("accounts.clerk_disabled", "停用了单位工作人员：{note}")
audit.register("accounts.clerk_enabled", "启用了单位工作人员")
audit.register("accounts.invitations_checked", "上传了邀请表（{count} 行，未导入）")
audit.register("accounts.invitations_discarded", "丢弃了没有导入的邀请表")
audit.register("accounts.invitations_started", "开始导入邀请表（{count} 行）")
audit.register("accounts.invitations_imported", "导入了邀请表，发出 {count} 份邀请")
audit.register("accounts.invitation_sent_again", "再次发送了邀请")
audit.register("accounts.invitation_withdrawn", "撤回了邀请", keys=("employer",))
audit.register("accounts.invitation_accepted", "接受了单位的邀请", keys=("employer",))
audit.register("accounts.invitation_declined", "谢绝了单位的邀请", keys=("employer",))
audit.register("accounts.profile_saved", "保存了个人资料的一部分：{section}")
audit.register("accounts.profile_row_added", "在个人资料里添加了一条：{section}")
audit.register("accounts.profile_row_saved", "修改了个人资料的一条：{section}")
audit.register("accounts.profile_row_deleted", "删除了个人资料的一条：{section}")
audit.register("accounts.profile_row_moved", "调整了个人资料的顺序：{section}")
audit.register("accounts.profile_erased", "清除了个人资料")
audit.register("accounts.office_opened", "新增了下级职改办：{office}")
audit.register(
    "accounts.office_changed", "修改了职改办的资料：{office}", keys=("fields", "switches", "postage")
)
audit.register(
    "accounts.office_scope_changed",
    "调整了职改办的办理范围：{office}",
    keys=("can_review_levels", "can_recognize_levels", "series_codes"),
)
audit.register("accounts.office_disabled", "停用了职改办：{office}")
audit.register("accounts.office_enabled", "恢复了职改办：{office}")
audit.register("accounts.office_rights_changed", "设置了在{office}的权限：{role}", keys=("acts",))
audit.register("accounts.office_user_disabled", "停用了在{office}的账户")
audit.register("accounts.office_user_enabled", "启用了在{office}的账户")
for what, sentence in (
    ("proposed", "登记了问题人员，待第二人确认"),
    ("confirmed", "确认了问题人员"),
    ("dropped", "没有确认问题人员"),
    ("lifted", "解除了问题人员"),
):
    audit.register(f"accounts.flag_{what}", sentence, keys=("ground", "acts", "until", "mistaken"))

audit.put_in_words("accounts.signed_in", "method", METHODS)
for verb in ("saved", "row_added", "row_saved", "row_deleted", "row_moved"):
    titles = {section.key: section.title for section in SECTIONS}
    audit.put_in_words(f"accounts.profile_{verb}", "section", titles)
