"""Three duties that no account may hold all of (GB/T 22239-2019, 8.1.4.2 d).

系统管理 looks after offices, 安全管理 after accounts and permissions, 审计管理 reads the log of both.
The manual's 管理员 does the first two (审验指引 2019, 职改工作人员版); whoever audits does neither, anywhere.
"""

from accounts.acts import Act
from accounts.enums import Role
from accounts.models import Membership
from core.errors import Refused

ADMINISTERS = frozenset({Act.MANAGE_OFFICES.value, Act.MANAGE_USERS.value, Act.RESET_PASSWORD.value})
AUDITS = frozenset({Act.READ_AUDIT.value})
APART = (
    "“查看操作日志”不能和组织机构管理、用户管理、重置密码由同一个账户担任（包括在别的职改办任职的），"
    "请交给另一位同事。"
)


def keep_apart(role, extra_acts, *, user=None, but=None) -> None:
    """Raise Refused where an account would both administer and audit.

    Args:
        user: the holder, once there is one; their other places in offices count as well.
        but: the Membership that is to be replaced by `role` and `extra_acts`.
    """
    places = [(role, extra_acts)]
    if user is not None:
        others = Membership.objects.current().filter(user=user, office__isnull=False)
        places += others.exclude(pk=but and but.pk).values_list("role", "extra_acts")
    administers = any(held != Role.CLERK or ADMINISTERS & set(acts) for held, acts in places)
    if administers and any(AUDITS & set(acts) for _, acts in places):
        raise Refused(APART)
