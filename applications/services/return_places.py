"""Where a defect may be: the sections, rows and pictures of what was handed in, for a desk to choose."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

EVERYWHERE, ANYWHERE = "整份申报", "all"
LONGEST = 120
BOX = "files-"


@dataclass(frozen=True)
class Spot:
    """One place, in words as the applicant reads them; `label` tells it apart in the list of a desk.

    `x` and `y` are the point marked on a picture, in percent from its upper left corner; None without one.
    """

    words: str
    label: str = ""
    section_key: str = ""
    row_id: str = ""
    spec_code: str = ""
    file_id: str = ""
    x: int | None = None
    y: int | None = None

    @classmethod
    def of(cls, item) -> "Spot":
        """The place of a defect that was noted or told."""
        row_id, file_id = str(item.row_id or ""), str(item.file_id or "")
        where = (item.section_key, row_id, item.spec_code, file_id)
        return cls(item.place, "", *where, item.spot_x, item.spot_y)

    @property
    def value(self) -> str:
        """What a form posts for it."""
        where = "|".join((self.section_key, self.row_id, self.spec_code, self.file_id)).rstrip("|")
        return where or ANYWHERE

    def marked(self, x: int | None, y: int | None) -> "Spot":
        """The same with a point marked; only one picture can bear one."""
        return replace(self, x=x, y=y) if self.file_id and None not in (x, y) else self

    @property
    def columns(self) -> dict:
        """The columns of a ReturnItem that say where it is."""
        return {
            "section_key": self.section_key,
            "row_id": self.row_id or None,
            "spec_code": self.spec_code,
            "file_id": self.file_id or None,
            "spot_x": self.x,
            "spot_y": self.y,
            "place": self.words[:LONGEST],
        }


def places_of(sections) -> list[tuple[str, list[Spot]]]:
    """The places of an application by section, from what was handed in (`reading.read_submitted`)."""
    return [(read.section.title, list(_of_section(read))) for read in sections]


def spots_of(sections) -> dict[str, Spot]:
    """Every place by what a form posts for it, that of no section in particular included."""
    found = [Spot(EVERYWHERE), *(spot for _, group in places_of(sections) for spot in group)]
    return {spot.value: spot for spot in found}


def spot_of(finding) -> Spot:
    """The place of what 体检 found."""
    _, is_box, code = finding.anchor.rpartition(BOX)
    words = f"{finding.section_title} · {finding.detail}" if finding.detail else finding.section_title
    return Spot(
        words,
        section_key=finding.section_key,
        row_id=str(finding.row_id or ""),
        spec_code=code if is_box and not finding.row_id else "",
    )


def spot_of_section(section) -> Spot:
    """A whole section."""
    return Spot(section.title, "整个部分", section.key)


def _of_section(read) -> Iterator[Spot]:
    section = read.section
    yield spot_of_section(section)
    yield from _of_pictures(section, section.title, "", "", read.pictures)
    for number, row in enumerate(read.rows, 1):
        words = f"{section.title} · 第 {number} 条"
        head = f"第 {number} 条 {row.title}"
        yield Spot(words, head, section.key, row.row_id)
        yield from _of_pictures(section, words, f"{head} · ", row.row_id, row.pictures)


def _of_pictures(section, words, head, row_id, pictures) -> Iterator[Spot]:
    """Each kind of picture, be there any or none, and each picture."""
    for spec, files in pictures:
        where = {"section_key": section.key, "row_id": row_id, "spec_code": spec.code}
        yield Spot(f"{words} · {spec.label}", f"{head}{spec.label}", **where)
        for n, file in enumerate(files, 1):
            one = f"{spec.label}第 {n} 张"
            yield Spot(f"{words} · {one}", f"{head}{one}", file_id=str(file.public_id), **where)
