"""What the page of a section with many rows shows: the list, the row that is open, its scans."""

import uuid
from collections import Counter
from urllib.parse import urlencode

from django.utils import timezone

from applications.services.answers import saved, shown
from applications.services.contents import contents_of
from applications.services.editor import KEPT_FORM, boxes, page_of, url_of
from applications.services.row_drafts import new_drafts
from core.row_list import listed_rows, row_words, said
from core.versions import version_of

SCANS_LATER = "先填写并保存这一条，再在下面上传扫描件"


def new_token() -> str:
    """Tells one opening of the form for a new row from another, so that sending it twice adds one row."""
    return uuid.uuid4().hex


def begun_token(application, section) -> str:
    """The token of the new row that was begun last and not saved, else one for a fresh form."""
    begun = new_drafts(application)[section.key]
    return begun[0].token if begun else new_token()


def rows_context(
    application,
    section,
    actor,
    *,
    form=None,
    row=None,
    token="",
    conflict=None,
    upload_error=None,
    moved_id=None,
    error="",
) -> dict:
    """Everything the template of a section with many rows needs.

    `row` is the row being edited, `token` that of a new one; neither: the list alone. `form` is what was
    posted and refused, `conflict` the Stale of another window, `upload_error` a pair (code of the
    specification, sentence), `moved_id` the row that has just been moved, `error` why nothing was done to
    the list.
    """
    contents = contents_of(application)
    page = page_of(application, section, contents)
    context = {**page, **_list(application, section, contents, row, moved_id, page["locked"])}
    context |= {"token": token, "form": None, "conflict": None, "row_error": error}
    if row is not None or token:
        context |= _form_part(application, section, actor, form, row, token, conflict)
    if row is not None:
        context["uploads"] = boxes(page, row.public_id, contents.files, upload_error)
    return context


def _list(application, section, contents, row, moved_id, locked) -> dict:
    stored = contents.rows[section.key]
    rows = listed_rows(
        section,
        stored,
        unsaved={row.public_id for row in stored if row.draft is not None},
        subject=application,
        url=lambda verb, row_id: url_of(f"row_{verb}", application, section.key, row_id),
        pictures=Counter(file.row_id for found in contents.files.values() for file in found),
        open_id=row.public_id if row else None,
        moved_id=moved_id,
    )
    full = len(rows) >= section.max_items or locked
    begun = [] if locked else contents.new_drafts[section.key]
    return {
        "rows": rows,
        "row_said": said(rows),
        "unsaved": [(draft, _discard_url(application, section, token=draft.token)) for draft in begun],
        "create_url": "" if full else url_of("row_create", application, section.key),
        "draw_url": url_of("row_draw", application, section.key) if section.is_drawn and not full else "",
        "section_url": url_of("section_edit", application, section.key),
    }


def _form_part(application, section, actor, form, row, token, conflict) -> dict:
    stored = conflict.current if conflict else row or _begun(application, section, token)
    answers = shown(section, stored)
    filled = form or section.form(subject=application, actor=actor, initial=answers)
    refused = form is not None and conflict is None
    return {
        "form": filled,
        "form_title": _form_title(application, section, row),
        "form_hint": SCANS_LATER if section.uploads and row is None else "",
        "version": version_of(form.data) if refused else (stored.version if stored else 0),
        "kept_form": KEPT_FORM,
        "next_label": "保存并再添一条",
        "conflict": filled.differences(form.typed(), answers) if conflict else None,
        "conflict_sentence": str(conflict or ""),
        "reopen_url": _page_of_form(application, section, row),
        **_draft_part(application, section, actor, row, token, stored),
    }


def _draft_part(application, section, actor, row, token, stored) -> dict:
    """What is needed to keep what is typed, and to give it up."""
    which = {"row": str(row.public_id)} if row else {"token": token}
    drafted = stored.drafted_at if stored else None
    name = which.get("row") or token
    return {
        "saved_at": f"{timezone.localtime(drafted):%H:%M:%S}" if drafted else "",
        "discard_url": _discard_url(application, section, **which) if drafted else "",
        "autosave_url": f"{url_of('row_autosave', application, section.key)}?{urlencode(which)}",
        "autosave_key": f"{actor.user.public_id}:{application.public_id}:{section.key}:{name}",
    }


def _begun(application, section, token):
    return next((draft for draft in new_drafts(application)[section.key] if draft.token == token), None)


def _discard_url(application, section, **which) -> str:
    return f"{url_of('row_discard', application, section.key)}?{urlencode(which)}"


def _page_of_form(application, section, row) -> str:
    if row is None:
        return url_of("row_create", application, section.key)
    return url_of("row_edit", application, section.key, row.public_id)


def _form_title(application, section, row) -> str:
    if row is None:
        return f"添加{section.noun}"
    reader = section.form(subject=application).settled()
    _, title, _ = row_words(reader, saved(section, row))
    return f"修改：{title}"
