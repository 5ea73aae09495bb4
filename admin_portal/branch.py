"""The tree of offices as nested values, from the paths alone."""

from dataclasses import dataclass, field

from accounts.models import TitleOffice


@dataclass
class Branch:
    """One office and those below it."""

    office: TitleOffice
    children: list["Branch"] = field(default_factory=list)


def branch_of(offices) -> Branch | None:
    """The tree of one branch, given its offices; the first by path is the root. One statement."""
    known, root = {}, None
    for office in offices.order_by("path"):
        here = known[office.path] = Branch(office)
        parent = known.get(office.path.rpartition("/")[0])
        if parent:
            parent.children.append(here)
        else:
            root = here
    return root
