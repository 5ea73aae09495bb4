"""What the page of one section shows: form, pictures, left list, and the other window's version."""

from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone

from applications import registry
from applications.services.answers import is_begun, offered
from applications.services.cards import complaint_of, place_of
from applications.services.completeness import DONE, outline
from applications.services.contents import Contents, contents_of
from applications.services.copying import source_of
from applications.services.drafts import locked_keys, road_lock
from applications.services.files import archived_by_spec
from applications.services.reading import masked_identity, read_saved
from applications.services.return_scope import is_opened, items_in_force
from applications.services.submission import identity_of
from applications.services.transitions import OpenMove, open_moves
from core.upload_boxes import UploadBox, upload_box
from core.uploads import upload_spec
from core.versions import version_of

# The id of the form whose unsaved answers travel with a picture, for browsers without scripts.
KEPT_FORM = "section-form"


def first_section(application):
    """Where 编辑 leads: the first section that is not finished."""
    unfinished = [
        status.section
        for status in outline(application)
        if status.tick != DONE and not road_lock(application, status.section)
    ]
    return unfinished[0] if unfinished else registry.kind(application.kind).sections[0]


def next_section(application, after):
    """The next open section after `after`, None at the end."""
    return _following(application, after, _shut(application, contents_of(application)))


def _shut(application, contents) -> frozenset[str]:
    """Keys of the sections in which there is nothing to do: closed, and no place of them opened."""
    opened = {item.section_key for item in items_in_force(application)}
    return locked_keys(application, contents) - opened


def _following(application, section, locked):
    sections = registry.kind(application.kind).sections
    behind = sections[sections.index(section) + 1 :]
    return next((one for one in behind if one.key not in locked), None)


def question_due(application, actor, statuses=None) -> OpenMove | None:
    """The move that follows a section, such as 遗失申明, once the section is complete; None when made."""
    confirms = registry.kind(application.kind).confirms
    if not confirms:
        return None
    complete = {status.section.key for status in statuses or outline(application) if status.tick == DONE}
    due = {move for key, move in confirms.items() if key in complete}
    return next((move for move in open_moves(application, actor) if move.name in due), None)


def page_of(application, section, contents: Contents | None = None) -> dict:
    """What every page of one section shows: the left list, where one is in it, and what was complained of.

    `contents` is what is saved in the application now, where that is read already.
    """
    contents = contents or contents_of(application)
    statuses, locked = outline(application, contents), locked_keys(application, contents)
    kind, complaint = registry.kind(application.kind), complaint_of(application, contents)
    return {
        "application": application,
        "kind": kind,
        "place": place_of(application),
        "section": section,
        "section_number": kind.sections.index(section) + 1,
        "statuses": statuses,
        "kind_facts": kind.facts(application) if kind.facts and section is kind.sections[0] else [],
        "copied_from": source_of(application),
        "done_count": sum(status.tick == DONE for status in statuses),
        "required_count": sum(status.is_required for status in statuses),
        "locked": section.key in locked,
        "road_lock": road_lock(application, section),
        "complaint": complaint,
        "told_here": complaint.here(section.key) if complaint else [],
        "narrow": complaint is not None and section.key in complaint.narrow and section.key in locked,
        "next_label": _next_label(application, section, locked),
    }


def _next_label(application, section, locked) -> str:
    """The words of the second button; empty where saving itself leads on."""
    if section.key in registry.kind(application.kind).confirms:
        return ""
    return "保存并到下一部分" if _following(application, section, locked) else "保存并去审核报送"


def editor_context(application, section, actor, *, form=None, conflict=None, upload_error=None) -> dict:
    """Everything the template of a section that is asked once needs.

    `form` is what was posted and refused; `conflict` the Stale of another window; `upload_error` a pair
    (code of the specification, sentence).
    """
    contents = contents_of(application)
    answer = contents.answers.get(section.key)
    stored = offered(section, answer, actor.user)
    drafted = answer.drafted_at if answer and answer.draft is not None else None
    page = page_of(application, section, contents)
    kept = archived_by_spec(actor.user, section.uploads)
    return {
        **page,
        "form": form or section.form(subject=application, actor=actor, initial=stored),
        "version": version_of(form.data) if form and not conflict else answer.version if answer else 0,
        "is_drawn": bool(stored) and not is_begun(answer),
        "saved_at": f"{timezone.localtime(drafted):%H:%M:%S}" if drafted else "",
        "uploads": boxes(page, None, contents.files, upload_error, kept),
        "kept_form": KEPT_FORM if section.form.base_fields and not page["locked"] else "",
        "facts": read_saved(application, section) if page["locked"] else [],
        "question": question_due(application, actor, page["statuses"]) if page["locked"] else None,
        "identity": masked_identity(identity_of(actor.user)) if section.shows_identity else [],
        "conflict": _two_versions(application, section, form, stored) if conflict else None,
        "conflict_sentence": str(conflict or ""),
    }


def boxes(page, row_id, files, upload_error, kept=MappingProxyType({})) -> list[UploadBox]:
    """The boxes of the section of a page, or of one row of it, with their pictures and addresses."""
    application, section, items = (
        page["application"],
        page["section"],
        [one.item for one in page["told_here"]],
    )
    refused, sentence = upload_error or ("", "")
    closed = {
        code
        for code in section.uploads
        if page["locked"]
        and not (page["narrow"] and is_opened(items, section.key, row_id=row_id, spec_code=code))
    }

    def address(verb, file):
        return "" if file.spec_code in closed else url_of(f"file_{verb}", application, file.public_id)

    return [
        upload_box(
            upload_spec(code),
            files.get((code, row_id), []),
            add_url="" if code in closed else _add_url(application, section, row_id, code),
            url=address,
            required=code in section.required_uploads,
            error=sentence if code == refused else "",
            kept=kept.get(code, ()),
        )
        for code in section.uploads
    ]


def _add_url(application, section, row_id, code) -> str:
    if row_id is None:
        return url_of("file_add", application, section.key, code)
    return url_of("row_file_add", application, section.key, row_id, code)


def url_of(name, application, *args) -> str:
    """The address of a page about one application."""
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def _two_versions(application, section, form, stored) -> list[tuple[str, str, str]]:
    """Both as 保存 would keep them: a certificate that was chosen answers what is left empty beside it."""
    other = section.form(stored, subject=application)
    mine, theirs = (
        answers | (one.cleaned_data if one.is_valid() else {})
        for one, answers in ((form, form.typed()), (other, stored))
    )
    return section.form(subject=application).differences(mine, theirs)
