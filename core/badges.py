"""The seven families a state can belong to, each with its colour class and icon."""

from dataclasses import dataclass

ICONS = {
    "todo": "pencil-square",
    "doing": "hourglass-split",
    "back": "arrow-return-left",
    "pass": "check-circle-fill",
    "fail": "x-circle-fill",
    "public": "megaphone-fill",
    "void": "slash-circle",
}


@dataclass(frozen=True)
class Badge:
    """What `{% status obj %}` shows: a family of the table above and the Chinese label of the state.

    `icon` is the name of a Bootstrap icon; left out, it is the icon of the family.
    """

    family: str
    label: str
    icon: str = ""

    def __post_init__(self) -> None:
        if self.family not in ICONS:
            raise ValueError(f"unknown badge family: {self.family}")
        object.__setattr__(self, "icon", self.icon or ICONS[self.family])

    @property
    def css(self) -> str:
        """Colour class of the family."""
        return f"st-{self.family}"
