"""The menus, with the words of the manuals in their order; what is not built yet is not shown."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from accounts.services.offices import manages_offices
from accounts.services.users import manages_users
from admin_portal.audit_log import may_read
from admin_portal.portals import may_enter
from admin_portal.text_rights import may_edit_texts, may_write_notices
from admin_portal.unit_gates import manages_clerks, manages_people
from applications import registry
from applications.policies import manages_plans


def everybody(actor) -> bool:
    """The default of an entry: whoever sees the menu sees the entry."""
    return True


def sets_plans(actor) -> bool:
    """Whether the person sets the committees and plans of the own office."""
    return manages_plans(actor, actor.office)


@dataclass(frozen=True)
class MenuEntry:
    """One line of a menu: its words, the page it leads to, and who sees it.

    `query` is added to the address as it stands; `url` and `is_current` are filled in for a request.
    """

    label: str
    url_name: str
    icon: str = "circle"
    query: str = ""
    visible: Callable[[object], bool] = everybody
    children: tuple["MenuEntry", ...] = ()
    url: str = field(default="", compare=False)
    is_current: bool = field(default=False, compare=False)


def kind_entry(label: str, code: str) -> MenuEntry:
    """The list of one kind of application, shown once the kind is there."""
    return MenuEntry(
        label,
        "applications:application_list",
        query=f"kind={code}",
        visible=lambda actor: any(kind.code == code for kind in registry.kinds()),
    )


@dataclass(frozen=True)
class MenuGroup:
    """A headed group of entries in the side bar of the staff."""

    label: str
    entries: tuple[MenuEntry, ...]


PUBLIC = (
    MenuEntry("首页", "accounts:entrance"),
    MenuEntry("通知公告", "messaging:notice_list"),
    MenuEntry("公示公告", "applications:notice_list"),
    MenuEntry("政策文件", "messaging:policy_list"),
    MenuEntry("证书真伪查询", "verification:lookup"),
    MenuEntry("我能报什么？", "applications:eligibility"),
    MenuEntry("办事指南", "messaging:guide_list"),
)

# 个人版用户操作说明: menu of the personal account and its submenu 申报职称.
APPLICANT = (
    MenuEntry("首页", "applications:home", "house"),
    MenuEntry("个人资料", "accounts:profile", "person-vcard"),
    MenuEntry("证书管理", "certificates:certificate_list", "patch-check"),
    MenuEntry(
        "申报职称",
        "applications:application_list",
        "file-earmark-text",
        children=(
            kind_entry("职称评审", "evaluation"),
            kind_entry("职称认定", "recognition"),
            kind_entry("重新确认", "reconfirmation"),
            kind_entry("遗失补办", "replacement"),
        ),
    ),
    MenuEntry("评委专家入库申请", "applications:expert_apply", "people"),
    MenuEntry("报表下载", "applications:report_list", "download"),
    MenuEntry("费用管理", "payments:order_list", "receipt"),
    MenuEntry("操作指南", "messaging:guide_list", "book"),
    MenuEntry("意见建议", "messaging:feedback_create", "chat-left-text"),
)

TAB_BAR = (
    MenuEntry("首页", "applications:home", "house"),
    MenuEntry("申报职称", "applications:application_list", "file-earmark-text"),
    MenuEntry("证书管理", "certificates:certificate_list", "patch-check"),
    MenuEntry("消息中心", "messaging:message_list", "envelope"),
    MenuEntry("个人中心", "accounts:settings", "person"),
)

EMPLOYER = (
    MenuGroup(
        "办件",
        (
            MenuEntry("工作台", "admin_portal:employer_dashboard", "house"),
            MenuEntry("申报审核", "admin_portal:employer_application_list", "inboxes"),
            MenuEntry("单位公示", "admin_portal:employer_notice_list", "megaphone"),
            MenuEntry("报表下载", "admin_portal:employer_paper_list", "download"),
            MenuEntry("员工管理", "admin_portal:employee_list", "people", visible=manages_people),
        ),
    ),
    MenuGroup(
        "账户",
        (
            MenuEntry("单位信息", "admin_portal:employer_profile", "building"),
            MenuEntry("账户管理", "admin_portal:clerk_list", "person-gear", visible=manages_clerks),
            MenuEntry("消息中心", "messaging:message_list", "envelope"),
            MenuEntry("个人中心", "accounts:settings", "gear"),
        ),
    ),
)

OFFICE = (
    MenuGroup(
        "办件",
        (
            MenuEntry("工作台", "admin_portal:office_dashboard", "house"),
            MenuEntry("申报审核", "admin_portal:office_application_list", "inboxes"),
            MenuEntry("报表下载", "admin_portal:office_paper_list", "download"),
            MenuEntry("遗失公示", "admin_portal:loss_notice_list", "megaphone"),
            MenuEntry("证书审验", "admin_portal:verification_list", "patch-check"),
            MenuEntry("业务通知", "admin_portal:notice_list", "bell", visible=may_write_notices),
            MenuEntry("评审计划", "admin_portal:plan_list", "calendar-range", visible=sets_plans),
            MenuEntry("缴费管理", "admin_portal:payment_list", "receipt"),
            MenuEntry("评审组织", "admin_portal:evaluation_list", "clipboard-check"),
            MenuEntry("问题人员", "admin_portal:flagged_person_list", "person-exclamation"),
        ),
    ),
    MenuGroup(
        "证书管理",
        (
            MenuEntry("空白证书", "admin_portal:blank_list", "stack"),
            MenuEntry("已打印证书", "admin_portal:printed_list", "printer"),
            MenuEntry("证书查询", "admin_portal:certificate_list", "search"),
            MenuEntry("历年证书数据", "admin_portal:import_list", "file-earmark-arrow-up"),
            MenuEntry("划拨、发证", "admin_portal:allocation_list", "send-check"),
            MenuEntry("证书作废", "admin_portal:void_list", "slash-circle"),
            MenuEntry("电子证书", "admin_portal:issuance_list", "qr-code"),
        ),
    ),
    MenuGroup(
        "系统设置",
        (
            MenuEntry("单位管理", "admin_portal:employer_list", "buildings"),
            MenuEntry("更正申请", "admin_portal:correction_list", "person-check"),
            MenuEntry("组织机构", "admin_portal:office_list", "diagram-3", visible=manages_offices),
            MenuEntry("用户管理", "admin_portal:user_list", "person-gear", visible=manages_users),
            MenuEntry("消息文本", "admin_portal:text_list", "chat-square-text", visible=may_edit_texts),
            MenuEntry("发送记录", "admin_portal:delivery_list", "send", visible=may_edit_texts),
            MenuEntry("操作日志", "admin_portal:audit_list", "journal-text", visible=may_read),
        ),
    ),
    MenuGroup(
        "账户",
        (
            MenuEntry("消息中心", "messaging:message_list", "envelope"),
            MenuEntry("个人中心", "accounts:settings", "gear"),
        ),
    ),
)
STAFF = {"employer": EMPLOYER, "title_office": OFFICE}


def address(url_name: str, query: str = "") -> str:
    """The address of a URL name, or "" while no page answers to it."""
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return ""
    return f"{url}?{query}" if query else url


def mark(entries, current: str | None) -> list[MenuEntry]:
    """The same entries; the one with the address `current` knows that it is."""
    return [replace(entry, is_current=entry.url == current) for entry in entries]


class MenuSet:
    """All menus as one request sees them; each is worked out when a layout asks for it."""

    def __init__(self, actor, path: str, full_path: str):
        self.actor = actor
        self.path = path
        self.full_path = full_path

    @cached_property
    def public(self) -> list[MenuEntry]:
        """The menu of the public pages."""
        return self._resolve(PUBLIC)

    @cached_property
    def applicant(self) -> list[MenuEntry]:
        """The menu of the personal account."""
        return self._resolve(APPLICANT)

    @cached_property
    def tab_bar(self) -> list[MenuEntry]:
        """The bottom bar of a phone."""
        return self._resolve(TAB_BAR)

    @cached_property
    def staff(self) -> list[MenuGroup]:
        """The side bar of the employer or office the person acts for; groups without entries are left out."""
        groups = STAFF.get(getattr(self.actor, "capacity", ""), ())
        shown = [replace(group, entries=tuple(self._shown(group.entries))) for group in groups]
        current = self._current([entry for group in shown for entry in group.entries])
        marked = [replace(group, entries=tuple(mark(group.entries, current))) for group in shown]
        return [group for group in marked if group.entries]

    @property
    def home_url(self) -> str:
        """Where this person starts; the entrance for everybody else."""
        return settings.HOMES.get(str(getattr(self.actor, "capacity", "")), "/")

    def _resolve(self, entries) -> list[MenuEntry]:
        shown = self._shown(entries)
        return mark(shown, self._current(shown))

    def _shown(self, entries) -> list[MenuEntry]:
        """The entries this person sees, with their addresses."""
        return [
            replace(entry, url=url, children=tuple(self._resolve(entry.children)))
            for entry in entries
            if (url := address(entry.url_name, entry.query)) and self._is_open(entry)
        ]

    def _current(self, shown) -> str | None:
        """The address of the entry that fits this page best; None if it lies under no entry."""
        return max((entry.url for entry in shown if self._covers(entry)), key=len, default=None)

    def _is_open(self, entry: MenuEntry) -> bool:
        if entry.url_name.startswith("admin_portal:") and not may_enter(self.actor, entry.url_name):
            return False
        return entry.visible(self.actor)

    def _covers(self, entry: MenuEntry) -> bool:
        if entry.query:
            folder, _, query = entry.url.partition("?")
            return self.path.startswith(folder) and self.full_path == f"{self.path}?{query}"
        return self.path == entry.url or (entry.url != "/" and self.path.startswith(entry.url))
