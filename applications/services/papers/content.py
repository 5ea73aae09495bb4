"""What is read of an application, turned into the blocks of a paper."""

from collections.abc import Collection, Iterator, Sequence

from applications.policies import is_applicant, may_see_identity
from applications.services.reading import ReadRow, ReadSection
from core import file_disk
from core.models import StoredFile
from core.paper.blocks import Block, Facts, Grid, Heading, Picture, Prose, Scan
from core.rich_text import paragraphs

PORTRAIT = "portrait"
NOTHING = "无"
# Rows with more answers than this do not fit beside each other on an upright page.
MOST_COLUMNS = 6


def picture_of(file: StoredFile, caption: str = "") -> Picture:
    """A stored picture as papers show it."""
    return Picture(file_disk.root() / file.path, file.width, file.height, caption)


def portrait_in(sections: Sequence[ReadSection]) -> Picture | None:
    """The person's portrait, wherever in the form it was uploaded."""
    for read in sections:
        for spec, files in read.pictures:
            if spec.code == PORTRAIT and files:
                return picture_of(files[0])
    return None


def section_blocks(read: ReadSection, portrait: Picture | None = None) -> list[Block]:
    """One section under its title: questions with answers, rows, and texts."""
    blocks: list[Block] = [Heading(read.section.title)]
    if read.facts:
        blocks.append(Facts(read.facts, portrait))
    blocks += _rows(read.rows)
    for _, text in read.texts:
        blocks.append(Prose(paragraphs(text) or [NOTHING]))
    if len(blocks) == 1:
        blocks.append(Prose([NOTHING], is_plain=True))
    return blocks


def _rows(rows: Sequence[ReadRow]) -> list[Block]:
    if not rows:
        return []
    labels = [label for label, _ in rows[0].facts]
    if len(labels) <= MOST_COLUMNS:
        return [Grid(labels, [[text for _, text in row.facts] for row in rows])]
    numbered = enumerate(rows, start=1)
    return [Facts([("序号", f"{place}"), *_answered(row)]) for place, row in numbered]


def _answered(row: ReadRow) -> list[tuple[str, str]]:
    return [(label, text) for label, text in row.facts if text]


def table_of(read: ReadSection, names: Sequence[str], *, only: str = "") -> list[Block]:
    """The rows of a section in these columns, named as in its form; with `only` those that say yes to it."""
    labels = [_label(read, name) for name in names]
    rows = [dict(row.facts) for row in read.rows]
    if only:
        rows = [row for row in rows if row.get(_label(read, only)) == "是"]
    if not rows:
        return [Heading(read.section.title), Prose([NOTHING], is_plain=True)]
    return [Heading(read.section.title), Grid(labels, [[row.get(one, "") for one in labels] for row in rows])]


def _label(read: ReadSection, name: str) -> str:
    form = read.section.form
    return form.short_labels.get(name, str(form.base_fields[name].label))


def scans_in(sections: Sequence[ReadSection], application, actor) -> Iterator[tuple[str, StoredFile]]:
    """Every picture this person may open, with the words below it; the portrait stands on page one."""
    sees_identity = is_applicant(actor, application) or may_see_identity(actor, application)
    for read in sections:
        for head, pictures in ((None, read.pictures), *((row.title, row.pictures) for row in read.rows)):
            for spec, files in pictures:
                if spec.code == PORTRAIT or (spec.is_identity and not sees_identity):
                    continue
                yield from _captioned([read.section.title, head, spec.label], files)


def _captioned(words: Collection[str | None], files: list[StoredFile]) -> Iterator[tuple[str, StoredFile]]:
    caption = " · ".join(word for word in words if word)
    for place, file in enumerate(files, start=1):
        yield f"{caption}　第 {place} 张，共 {len(files)} 张", file


def scan_pages(sections: Sequence[ReadSection], application, actor) -> list[Block]:
    """A page for each scan, in the order of the form."""
    pages: list[Block] = [
        Scan(picture_of(file, words)) for words, file in scans_in(sections, application, actor)
    ]
    return (
        [Heading("证明材料"), Prose(["以下各页是随申报上传的扫描件。"], is_plain=True), *pages]
        if pages
        else []
    )
