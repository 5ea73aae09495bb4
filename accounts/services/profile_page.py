"""What the pages of 个人资料 show: the left list, one section, its rows, its pictures, the other window."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import ProfileAnswer, ProfileRow
from accounts.profile import archive
from accounts.services import profile_files
from core import pii
from core.row_list import listed_rows, row_words, said
from core.sections import Section, SectionForm
from core.upload_boxes import upload_box
from core.uploads import upload_spec
from core.versions import version_of

IDENTITY = Section(key="identity", title="身份信息", form=SectionForm)
DONE, OPEN = "ok", ""
WORDS = {DONE: "已填写", OPEN: "未填写"}
# The id of the form whose unsaved answers travel with a picture, for browsers without scripts.
KEPT_FORM = "section-form"


@dataclass(frozen=True)
class Entry:
    """One line of the left list."""

    title: str
    url: str
    tick: str
    is_current: bool

    @property
    def words(self) -> str:
        """The tick in words, for screen readers."""
        return WORDS[self.tick]


def outline_page(user, current: Section) -> dict:
    """The left list: green for what has content, and for 证件照与头像 once the portrait is there."""
    filled = set(ProfileAnswer.objects.filter(user=user).values_list("section_key", flat=True))
    filled |= set(ProfileRow.objects.filter(user=user).values_list("section_key", flat=True).distinct())
    kinds = set(profile_files.files_of(user).filter(row_id=None).values_list("spec_code", flat=True))
    entries = [Entry(IDENTITY.title, reverse("accounts:profile"), DONE, current is IDENTITY)]
    for section in archive.SECTIONS:
        has_files = section.required_uploads and set(section.required_uploads) <= kinds
        tick = DONE if section.key in filled or has_files else OPEN
        entries.append(Entry(section.title, section_url(section), tick, section is current))
    done = sum(entry.tick == DONE for entry in entries)
    return {"section": current, "entries": entries, "done_count": done}


def identity_page(user) -> dict:
    """身份信息: what the account knows, numbers starred, and the picture beside the name."""
    return {
        **outline_page(user, IDENTITY),
        "avatar": profile_files.avatar_of(user),
        "identity": [
            ("姓名", user.name),
            ("证件类型", user.get_document_kind_display()),
            ("证件号码", pii.mask_id_number(user.id_number)),
            ("性别", user.get_sex_display()),
            ("出生年月", f"{user.birth_on:%Y-%m}" if user.birth_on else ""),
            ("手机号码", pii.mask_mobile(user.mobile)),
            ("E-Mail", pii.mask_email(user.email)),
            ("所在单位", user.employer.name if user.employer else ""),
        ],
    }


def section_page(
    actor,
    section: Section,
    *,
    form=None,
    row=None,
    token="",
    conflict=None,
    upload_error=None,
    moved_id=None,
    error="",
) -> dict:
    """Everything the template of one section needs.

    `row` is the row being edited, `token` that of a new one; neither: a list shows its rows alone.
    `form` is what was posted and refused, `conflict` the Stale of another window, `upload_error` a pair
    (code of the specification, sentence), `moved_id` the row that has just been moved, `error` why nothing
    was done to the list.
    """
    user = actor.user
    files = profile_files.files_by_place(user)
    context = {
        **outline_page(user, section),
        **(_row_list(user, section, files, row=row, moved_id=moved_id) if section.many else {}),
        "token": token,
        "layout": "layouts/applicant.html",
        "form": None,
        "conflict": None,
        "section_url": section_url(section),
        "row_error": error,
    }
    if not section.many or row is not None:
        context["uploads"] = _boxes(section, row, files, upload_error)
    if section.form.base_fields and (not section.many or row is not None or token):
        context |= _form_part(actor, section, form, row, conflict)
    return context


def section_url(section: Section) -> str:
    """The page of one section."""
    return reverse("accounts:profile_section", args=[section.key])


def new_token() -> str:
    """Tells one opening of the form for a new row from another, so that sending it twice adds one row."""
    return uuid.uuid4().hex


def _row_list(user, section, files, *, row, moved_id) -> dict:
    pictures = Counter(file.row_id for found in files.values() for file in found)
    rows = listed_rows(
        section,
        ProfileRow.objects.filter(user=user, section_key=section.key).order_by("position"),
        subject=user,
        url=lambda verb, row_id: reverse(f"accounts:profile_row_{verb}", args=[section.key, row_id]),
        pictures=pictures,
        open_id=row.public_id if row else None,
        moved_id=moved_id,
    )
    return {
        "rows": rows,
        "row_said": said(rows),
        "create_url": reverse("accounts:profile_row_create", args=[section.key])
        if len(rows) < section.max_items
        else "",
    }


def _form_part(actor, section, form, row, conflict) -> dict:
    stored = conflict.current if conflict else (row or _answer(actor.user, section))
    answers = stored.opened("data", section.form.pii) if stored else {}
    shown = form or section.form(subject=actor.user, actor=actor, initial=answers)
    refused = form is not None and conflict is None
    return {
        "layout": "layouts/editor.html",
        "form": shown,
        "form_title": _form_title(section, row, actor.user),
        "version": version_of(form.data) if refused else (stored.version if stored else 0),
        "kept_form": KEPT_FORM,
        "next_label": "保存并再添一条" if section.many else _next_label(section),
        "conflict": shown.differences(form.typed(), answers) if conflict else None,
        "conflict_sentence": str(conflict or ""),
        "reopen_url": reverse("accounts:profile_row_edit", args=[section.key, row.public_id])
        if row
        else section_url(section),
    }


def next_section(section: Section) -> Section | None:
    """The section after this one in the left list; None at its end."""
    place = archive.SECTIONS.index(section) + 1
    return archive.SECTIONS[place] if place < len(archive.SECTIONS) else None


def _next_label(section) -> str:
    return "保存并到下一部分" if next_section(section) else ""


def _answer(user, section):
    return ProfileAnswer.objects.filter(user=user, section_key=section.key).first()


def _form_title(section, row, user) -> str:
    if not section.many:
        return section.title
    if row is None:
        return f"添加{section.noun}"
    reader = section.form(subject=user).settled()
    _, title, _ = row_words(reader, row.opened("data", section.form.pii))
    return f"修改：{title}"


def _boxes(section, row, files, upload_error) -> list:
    refused, sentence = upload_error or ("", "")
    row_id = row.public_id if row else None
    return [
        upload_box(
            upload_spec(code),
            files.get((code, row_id), []),
            add_url=_add_url(section, row_id, code),
            url=lambda verb, file: reverse(f"accounts:profile_file_{verb}", args=[file.public_id]),
            required=code in section.required_uploads,
            error=sentence if code == refused else "",
        )
        for code in section.uploads
    ]


def _add_url(section, row_id, code) -> str:
    if row_id is None:
        return reverse("accounts:profile_file_add", args=[section.key, code])
    return reverse("accounts:profile_row_file_add", args=[section.key, row_id, code])
