"""What the audit log may say about people and their accounts."""

from core import audit

audit.register("accounts.registered", "注册了个人账户")
audit.register("accounts.signed_in", "登录了系统（{method}）")
audit.register("accounts.sign_in_failed", "一次登录没有成功（{door}）")
audit.register("accounts.signed_out", "退出了系统")
audit.register("accounts.employer_chosen", "选择了所在单位", keys=("employer",))
audit.register("accounts.membership_switched", "切换了身份", keys=("membership",))
audit.register("accounts.staff_account_created", "建立了工作人员账户")
audit.register("accounts.membership_granted", "授予了身份（{role}）", keys=("house",))
