"""问题人员 of an office and those below, narrowed and sorted."""

from django.db.models import QuerySet

from accounts.models import FlaggedPerson
from accounts.services.flags import may_propose, visible_to
from admin_portal.forms.flags import FlagFilter
from core.tables import Column, Page, Table, page_length, paginate

PER_PAGE = (50, 100)
COLUMNS = (
    Column("created", "登记时间", ("created_at",)),
    Column("name", "姓名"),
    Column("ground", "事由"),
    Column("period", "限制期", ("since",)),
    Column("state", "状态"),
)


class FlagList:
    """The entries as one address asks for them; `params` is `request.GET`."""

    per_page_choices = PER_PAGE

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.filter = FlagFilter(params)
        self.table = Table(COLUMNS, default="-created", params=params)

    def entries(self) -> QuerySet[FlaggedPerson]:
        """Every entry that the filters let through."""
        visible = visible_to(self.actor).select_related("office")
        return self.filter.apply(visible) if self.filter.is_valid() else visible.none()

    def page(self) -> Page:
        """The rows of one page."""
        return paginate(
            self.entries(),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )

    @property
    def may_propose(self) -> bool:
        """Whether the person enters anybody."""
        return may_propose(self.actor)

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        return page_length(self.params, PER_PAGE)
