"""The rows of one section that has many: added, changed, put in order and deleted under the owner's lock."""

import uuid
from typing import Generic, TypeVar

from django.db.models import QuerySet

from core import row_order
from core.errors import Refused, Stale
from core.models.answers import OrderedAnswers, storable
from core.sections import Section

Row = TypeVar("Row", bound=OrderedAnswers)

GONE = "这一条刚才在别的窗口删除了。"
FULL = "“{title}”最多 {most} 条，已经够了。请先删除不用的，再添加。"


def identity_of(owner_id: uuid.UUID, section: Section, token: str) -> uuid.UUID:
    """What the row is called that `token` gives: the same for the same token, so that twice is once."""
    return uuid.uuid5(owner_id, f"{section.key}:{token}")


class RowBook(Generic[Row]):
    """The rows of one section as they stand; made and used while the caller holds the owner's lock.

    `stored` are the owner's rows of all sections, `owner_id` what their identities are derived from, and
    `owner` the columns that say whose a new row is.
    """

    def __init__(self, section: Section, stored: QuerySet[Row], *, owner_id: uuid.UUID, **owner):
        self.section, self.owner_id, self.owner = section, owner_id, owner
        self.model = stored.model
        self.rows: list[Row] = list(stored.filter(section_key=section.key).order_by("position"))

    def add(self, form, token: str) -> tuple[Row, bool]:
        """A new last row and whether it is new: the same answers sent again with `token` give the same row.

        Raises Refused when the section is full, or has a row for the same year already.
        """
        row_id = self.identity(token)
        earlier = self.of_identity(row_id)
        if earlier is not None:
            if self._says(earlier, form):
                return earlier, False
            row_id = uuid.uuid4()
        return self._append(row_id, form.cleaned_data), True

    def take(self, token: str, answers: dict) -> Row | None:
        """A new last row with answers from elsewhere, not judged; None when `token` gave its row already.

        Raises Refused as `add` does.
        """
        row_id = self.identity(token)
        return None if self.of_identity(row_id) else self._append(row_id, answers)

    def identity(self, token: str) -> uuid.UUID:
        """What the row of this token is called."""
        return identity_of(self.owner_id, self.section, token)

    def of_identity(self, row_id: uuid.UUID) -> Row | None:
        """The row of this name, if it is there."""
        return next((row for row in self.rows if row.public_id == row_id), None)

    def save(self, row, form, expected_version: int) -> tuple[Row, bool]:
        """Write one row; returns it and whether anything changed. Pressing 保存 twice is no conflict.

        Raises Stale with the stored row when another window was faster, Refused when it is gone or doubled.
        """
        stored = self.find(row)
        if self._says(stored, form):
            return stored, False
        if stored.version != expected_version:
            raise Stale(stored)
        self._refuse_twin([other for other in self.rows if other.pk != stored.pk], form.cleaned_data)
        self._write(stored, form.cleaned_data)
        return stored, True

    def delete(self, row) -> None:
        """Take one row away; the rows behind it move up."""
        stored = self.find(row)
        self.rows = [other for other in self.rows if other.pk != stored.pk]
        stored.delete()
        row_order.number(self.rows)

    def move(self, row, position: int) -> tuple[int, bool]:
        """Put one row at `position` (from 0): the place it came to, and whether that is another one."""
        stored = self.find(row)
        before = stored.position
        place = row_order.place(self.rows, stored, position)
        return place, place != before

    def find(self, row) -> Row:
        """The row as it stands now. Raises Refused when it was deleted meanwhile."""
        found = next((stored for stored in self.rows if stored.pk == row.pk), None)
        if found is None:
            raise Refused(GONE)
        return found

    def _says(self, stored, form) -> bool:
        return stored.opened("data", self.section.form.pii) == storable(form.cleaned_data)

    def _append(self, row_id, answers) -> Row:
        if len(self.rows) >= self.section.max_items:
            raise Refused(FULL.format(title=self.section.title, most=self.section.max_items))
        self._refuse_twin(self.rows, answers)
        row = self.model(
            public_id=row_id, section_key=self.section.key, position=len(self.rows), **self.owner
        )
        self._write(row, answers)
        self.rows.append(row)
        return row

    def _refuse_twin(self, others, answers) -> None:
        name = self.section.unique_row
        if name and any(other.data.get(name) == answers.get(name) for other in others):
            raise Refused(f"{answers.get(name)} 年的已经有一条了，请修改那一条。")

    def _write(self, stored, answers) -> None:
        stored.seal("data", answers, self.section.form.pii)
        stored.version += 1
        stored.save()
