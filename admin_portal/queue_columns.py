"""The columns of the queue: which there are, in which order, and which of them a person may do without."""

from admin_portal.portals import EMPLOYER
from core.tables import Column

# Whose case it is stands in every row; it carries the link to the desk.
ALWAYS = "applicant"
DUE, DECIDED = "due", "decided"


def columns_of(portal) -> tuple[Column, ...]:
    """Every column that the list of a portal can have."""
    return (
        Column(DUE, "办理时限", (portal.due,)),
        Column(DECIDED, "办结时间", ("decided_at",)),
        Column(ALWAYS, "申请人", ("applicant_pinyin",)),
        Column("kind", "类型"),
        Column("title", "拟申报资格名称"),
        Column("employer", "报送职改办" if portal is EMPLOYER else "单位"),
        Column("arrived", "到达", (portal.arrived,)),
        Column("state", "状态"),
        Column("handler", "经办人"),
    )


def columns_on(portal, *, closed: bool) -> tuple[Column, ...]:
    """Those of one tab: a clock where work waits, the end where there is one."""
    other = DUE if closed else DECIDED
    return tuple(column for column in columns_of(portal) if column.key != other)


def optional(portal) -> dict[str, str]:
    """The keys of the columns that may be hidden, with their labels."""
    return {column.key: column.label for column in columns_of(portal) if column.key != ALWAYS}
