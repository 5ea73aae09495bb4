"""What the page of one section shows: form, pictures, left list, and the other window's version."""

from django.urls import reverse
from django.utils import timezone

from applications import registry
from applications.services.answers import answers_of, shown
from applications.services.cards import complaint_of, place_of
from applications.services.completeness import DONE, outline
from applications.services.drafts import is_locked_section
from applications.services.files import files_by_spec
from applications.services.reading import masked_identity
from applications.services.submission import identity_of
from core.upload_boxes import UploadBox, upload_box
from core.uploads import upload_spec

# The id of the form whose unsaved answers travel with a picture, for browsers without scripts.
KEPT_FORM = "section-form"


def next_section(application, after=None):
    """The section after `after` in the list (None at the end), or the first that is not finished."""
    sections = registry.kind(application.kind).sections
    if after is not None:
        place = sections.index(after) + 1
        return sections[place] if place < len(sections) else None
    unfinished = [status.section for status in outline(application) if status.tick != DONE]
    return unfinished[0] if unfinished else sections[0]


def editor_context(application, section, actor, *, form=None, conflict=None, upload_error=None) -> dict:
    """Everything the template of one section needs.

    `form` is what was posted and refused; `conflict` the Stale of another window; `upload_error` a pair
    (code of the specification, sentence).
    """
    answer = answers_of(application).get(section.key)
    statuses = outline(application)
    stored = shown(section, answer)
    drafted = answer.drafted_at if answer and answer.draft is not None else None
    following = next_section(application, after=section)
    return {
        "application": application,
        "kind": registry.kind(application.kind),
        "place": place_of(application),
        "section": section,
        "section_number": registry.kind(application.kind).sections.index(section) + 1,
        "statuses": statuses,
        "done_count": sum(status.tick == DONE for status in statuses),
        "locked": is_locked_section(application, section),
        "complaint": complaint_of(application),
        "form": form or section.form(subject=application, actor=actor, initial=stored),
        "version": answer.version if answer else 0,
        "saved_at": f"{timezone.localtime(drafted):%H:%M:%S}" if drafted else "",
        "uploads": _boxes(application, section, upload_error),
        "kept_form": KEPT_FORM
        if section.form.base_fields and not is_locked_section(application, section)
        else "",
        "identity": masked_identity(identity_of(actor.user)) if section.shows_identity else [],
        "next_label": "保存并到下一部分" if following else "保存并去审核报送",
        "conflict": _two_versions(application, section, form, stored) if conflict else None,
        "conflict_sentence": str(conflict or ""),
    }


def _boxes(application, section, upload_error) -> list[UploadBox]:
    files = files_by_spec(application)
    closed = is_locked_section(application, section)
    refused, sentence = upload_error or ("", "")
    return [
        upload_box(
            upload_spec(code),
            files.get(code, []),
            add_url="" if closed else _url("file_add", application, section.key, code),
            url=lambda verb, file: "" if closed else _url(f"file_{verb}", application, file.public_id),
            required=code in section.required_uploads,
            error=sentence if code == refused else "",
        )
        for code in section.uploads
    ]


def _url(name, application, *args) -> str:
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def _two_versions(application, section, form, stored) -> list[tuple[str, str, str]]:
    return section.form(subject=application).differences(form.typed(), stored)
