"""What became of the defects of a return: whether each place was changed since it was handed in."""

from functools import cached_property

from applications import registry
from applications.services.answers import saved
from applications.services.checkup_rows import rows_as_saved, rows_as_submitted


class Comparison:
    """What is saved now beside the last submission; each part is opened when it is first asked for."""

    def __init__(self, application, contents):
        self.application, self.contents = application, contents
        self.kind = registry.kind(application.kind)

    def is_mended(self, item) -> bool:
        """Whether anything was changed where the defect is: at the picture, in the row, in the section."""
        if item.file_id:
            return any(file[2] == str(item.file_id) for file in self._touched)
        if item.spec_code:
            return any(file[:2] == (item.spec_code, str(item.row_id or "")) for file in self._touched)
        if item.row_id:
            return self._row_changed(item.section_key, str(item.row_id))
        if item.section_key:
            return self.section_changed(item.section_key)
        return any(self.section_changed(section.key) for section in self.kind.sections)

    def section_changed(self, key: str) -> bool:
        """Whether answers, rows or pictures of a section are not what they were."""
        section = self.kind.section(key)
        if any(file[0] in section.uploads for file in self._touched):
            return True
        if section.many:
            return self._rows_now.get(key, []) != self._rows_before.get(key, [])
        now = saved(section, self.contents.answers.get(key))
        return now != self._revision.section(key, section.form.pii)

    def _row_changed(self, key: str, row_id: str) -> bool:
        if any(file[1] == row_id for file in self._touched):
            return True
        return dict(self._rows_now.get(key, [])).get(row_id) != dict(self._rows_before.get(key, [])).get(
            row_id
        )

    @cached_property
    def _revision(self):
        return self.application.revisions.last()

    @cached_property
    def _rows_now(self) -> dict:
        return rows_as_saved(self.application, self.contents.rows)

    @cached_property
    def _rows_before(self) -> dict:
        return rows_as_submitted(self._revision)

    @cached_property
    def _touched(self) -> set[tuple[str, str, str, str]]:
        """Pictures that came, went or were adjusted: (specification, row, id, checksum)."""
        before = {(one["spec"], one["row"], one["id"], one["sha256"]) for one in self._revision.files}
        now = {
            (file.spec_code, str(file.row_id or ""), str(file.public_id), file.sha256)
            for file in self.contents.pictures
        }
        return before ^ now
