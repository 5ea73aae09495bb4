"""What 报送职改办 changes beside the target itself: said before it is done."""

from copy import copy
from dataclasses import dataclass

from applications import registry
from applications.registry import Target


@dataclass(frozen=True)
class RequirementChange:
    """Titles of the sections that have to be filled in from now on, and of those that no longer have to."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped)

    @property
    def token(self) -> str:
        """Tells one change from another, so that a person agrees to the one that was shown."""
        return "|".join((*self.added, "", *self.dropped))


def requirement_change(application, target: Target) -> RequirementChange:
    """What would have to be filled in at another level, office or committee, against what has to be now."""
    rules = registry.kind(application.kind)
    aimed = copy(application)
    aimed.level_group, aimed.office, aimed.plan, aimed.level = (
        target.level_group,
        target.office,
        target.plan,
        "",
    )
    before, after = set(rules.requires(application)), set(rules.requires(aimed))
    titles = {section.key: section.title for section in rules.sections}
    return RequirementChange(
        added=tuple(title for key, title in titles.items() if key in after - before),
        dropped=tuple(title for key, title in titles.items() if key in before - after),
    )


def dependants(application) -> list[str]:
    """Titles of the sections whose answers have to be looked over and saved anew."""
    sections = registry.kind(application.kind).sections
    return [section.title for section in sections if section.depends_on_office]
