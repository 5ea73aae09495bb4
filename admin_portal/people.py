"""What the pages of 用户管理 show: the list, and one person's place with its permissions."""

from functools import cached_property

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.services import second_factor
from accounts.services.permissions import may_manage, may_reset_password, permission_table
from accounts.services.users import managed_by, offices_managed_by
from admin_portal.forms.users import UserFilter
from applications.services.handover import on_the_desk_of
from core.tables import Column, Page, Table, paginate

PER_PAGE = (50, 100)
COLUMNS = (
    Column("name", "姓名", ("user__name_pinyin",)),
    Column("office", "职改办", ("office__path",)),
    Column("role", "身份"),
    Column("extra", "单独授予"),
    Column("since", "任职时间", ("from_on",)),
    Column("state", "状态"),
)


class UserList:
    """The people one may manage, as one address asks for them; `params` is `request.GET`."""

    per_page_choices = PER_PAGE

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.filter = UserFilter(params, offices=offices_managed_by(actor).order_by("path"))
        self.table = Table(COLUMNS, default="office", params=params)

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        asked = self.params.get("per_page", "")
        return int(asked) if asked in map(str, PER_PAGE) else PER_PAGE[0]

    @cached_property
    def has_children(self) -> bool:
        """Whether offices directly below are among those looked after."""
        return self.filter.fields["office"].queryset.exclude(pk=self.actor.office_id).exists()

    def page(self) -> Page:
        """The rows asked for."""
        return paginate(
            self.filter.apply(managed_by(self.actor)),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )


class Card:
    """One person's place in an office, as the acting person may see and change it."""

    def __init__(self, actor, membership):
        self.actor, self.membership = actor, membership
        self.user, self.office = membership.user, membership.office

    @cached_property
    def rights(self):
        """The permission table; the default account has none of it."""
        return permission_table(self.office, self.membership)

    @cached_property
    def may_manage(self) -> bool:
        """Whether the acting person may disable or enable them."""
        return may_manage(self.actor, self.membership)

    @property
    def may_change_rights(self) -> bool:
        """The default account's rights are fixed."""
        return self.may_manage and self.membership.role != Role.BOOTSTRAP and not self.membership.disabled_at

    @property
    def may_reset(self) -> bool:
        """Whether a new one-time secret may be asked for."""
        return may_reset_password(self.actor, self.membership) and not self.membership.disabled_at

    @property
    def may_reset_factor(self) -> bool:
        """Whether there is a second factor to take away."""
        return self.may_reset and second_factor.is_on(self.user)

    @property
    def is_self(self) -> bool:
        """Nobody changes their own place."""
        return self.user.pk == self.actor.user.pk

    @property
    def is_default(self) -> bool:
        """The account the office began with."""
        return self.membership.role == Role.BOOTSTRAP

    @property
    def is_admin(self) -> bool:
        """Whether everything in the column 管理员 is theirs."""
        return self.membership.role == Role.ADMIN

    @cached_property
    def others(self):
        """The other offices this account serves, names only."""
        places = Membership.objects.current().filter(user=self.user, office__isnull=False)
        return list(places.exclude(pk=self.membership.pk).select_related("office"))

    @property
    def waiting(self) -> int:
        """Open cases on this person's desk."""
        return open_work(self.membership)


def open_work(membership) -> int:
    """How many cases of the office lie on this person's desk."""
    return on_the_desk_of(membership.user, membership.office).count()


def colleagues_of(membership):
    """Who may take over in the same office."""
    serving = Membership.objects.current().filter(office=membership.office).exclude(role=Role.BOOTSTRAP)
    people = User.objects.filter(is_active=True, memberships__in=serving).exclude(pk=membership.user_id)
    return people.distinct().order_by("name_pinyin", "pk")
