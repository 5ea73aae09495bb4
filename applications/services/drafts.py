"""Opening an application, writing in it, and sending it elsewhere: what the applicant does before 报送."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState, levels_of
from applications.models import Application, SectionAnswer
from applications.policies import is_applicant
from applications.services.answers import saved, says_the_same, shown, typed
from applications.services.numbering import next_number
from catalogue.enums import LevelGroup
from core import audit
from core.errors import Refused, Stale
from core.workflow import NotAllowed

OPEN_TWIN = "您有一份{kind}申报还没有办完，同一类型一次只能办一份。请在“申报职称”里继续。"
NOT_EDITABLE = "这份申报现在的状态是“{state}”，不能修改。请在进度里查看。"
NOT_FLAGGED = "“{section}”这次没有被退回，不需要修改。请修改标有“需要修改”的部分。"
TAKEN = "您已有同系列同级别的职称或申报，不能重复申报。请在证书管理或申报职称里查看。"
OFFICE_CLOSED = "{office}不办理{level}的{kind}，请换一个职改办。"


@transaction.atomic
def create_draft(kind: str, *, actor, level_group: str, office) -> Application:
    """我要申报: open a draft of one kind for the acting person.

    Raises Refused when the level is not for this kind, the office may not recognise it, or another
    application of the kind is still open (decision B27).
    """
    rules = registry.kind(kind)
    check_target(rules, level_group, office)
    year = timezone.localdate().year
    try:
        with transaction.atomic():
            application = Application.objects.create(
                kind=kind,
                number=next_number(rules.prefix, year),
                form_version=rules.form_version,
                applicant=actor.user,
                applicant_name=actor.user.name,
                applicant_pinyin=actor.user.name_pinyin,
                office=office,
                application_year=year,
                level_group=level_group,
            )
    except IntegrityError:
        raise Refused(OPEN_TWIN.format(kind=rules.label)) from None
    audit.record("applications.created", subject=application, actor=actor, kind=kind, level_group=level_group)
    return application


def check_target(rules, level_group: str, office) -> None:
    """Refuse a level the kind is not open for, or an office without any title level of that group."""
    if level_group not in rules.level_groups:
        raise Refused(rules.wrong_level)
    if not set(levels_of(level_group)) & set(office.can_recognize_levels):
        raise Refused(
            OFFICE_CLOSED.format(
                office=office.short_name, level=LevelGroup(level_group).label, kind=rules.label
            )
        )


@transaction.atomic
def save_section(application, section, form, *, actor, expected_version: int) -> SectionAnswer:
    """保存: keep the checked answers of one section and tick it.

    `form` is bound and valid. `expected_version` is the version of the section the person saw; an older one
    raises Stale with the stored answer.
    """
    locked = _lock_for_writing(application, section, actor)
    answer = _answer_at(locked, section, expected_version)
    answer.seal("data", form.cleaned_data, section.form.pii)
    answer.draft, answer.drafted_at = None, None
    answer.saved_at = timezone.now()
    _store(answer)
    _promote(locked, section, form)
    audit.record("applications.section_saved", subject=locked, actor=actor, section=section.key)
    return answer


@transaction.atomic
def autosave(application, section, data, *, actor, expected_version: int) -> SectionAnswer:
    """Keep what was typed so far, unchecked, beside what was saved. Writes no audit row.

    What says the same as the form already shows changes nothing; what was typed back to what was saved
    takes the draft away, so that a page merely looked at is never an unsaved change.

    Raises as `save_section` does.
    """
    locked = _lock_for_writing(application, section, actor)
    answer = _answer_at(locked, section, expected_version)
    words = typed(section, data)
    if says_the_same(words, shown(section, answer)):
        return answer
    if says_the_same(words, saved(section, answer)):
        answer.draft, answer.drafted_at = None, None
    else:
        answer.seal("draft", words, section.form.pii)
        answer.drafted_at = timezone.now()
    return _store(answer)


@transaction.atomic
def change_office(application, *, actor, level_group: str, office, expected_version: int) -> Application:
    """报送职改办: send a draft to another office or for another level; voids the answers that hang on it.

    A returned application opens wholly again and leaves the desks of the office it had come to.
    `expected_version` is the version of the application the person saw.
    """
    locked = lock_editable(application, actor)
    if locked.version != expected_version:
        raise Stale(locked)
    rules = registry.kind(locked.kind)
    check_target(rules, level_group, office)
    locked.level_group, locked.office = level_group, office
    locked.version += 1
    locked.series, locked.level, locked.title_name, locked.specialty = None, "", "", ""
    locked.flagged_sections, locked.arrived_at, locked.assignee = [], None, None
    locked.save()
    for section in rules.sections:
        if section.depends_on_office:
            _untick(locked, section)
    audit.record(
        "applications.office_changed",
        subject=locked,
        actor=actor,
        level_group=level_group,
        office=office.code,
    )
    return locked


def lock_editable(application, actor) -> Application:
    """Lock the application for its applicant. Its row is the lock for all sections and files."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not is_applicant(actor, locked):
        raise NotAllowed("只有申报人本人可以修改这份申报。")
    if locked.state not in ApplicationState.editable:
        raise Refused(NOT_EDITABLE.format(state=locked.get_state_display()))
    return locked


def is_locked_section(application, section) -> bool:
    """Whether a returned application keeps this section closed, because it was not complained about."""
    flagged = application.flagged_sections
    return application.state == ApplicationState.RETURNED and bool(flagged) and section.key not in flagged


def _lock_for_writing(application, section, actor) -> Application:
    locked = lock_editable(application, actor)
    if is_locked_section(locked, section):
        raise Refused(NOT_FLAGGED.format(section=section.title))
    return locked


def _answer_at(application, section, expected_version) -> SectionAnswer:
    answer, _ = SectionAnswer.objects.get_or_create(application=application, section_key=section.key)
    if answer.version != expected_version:
        raise Stale(answer)
    return answer


def _store(answer) -> SectionAnswer:
    answer.version += 1
    answer.save()
    return answer


def _promote(application, section, form) -> None:
    if not section.promotes:
        return
    values = form.promoted()
    for name in section.promotes:
        setattr(application, name, values[name])
    try:
        with transaction.atomic():
            application.save(update_fields=list(section.promotes))
    except IntegrityError:
        raise Refused(TAKEN) from None


def _untick(application, section) -> None:
    """Keep the answers as a draft, so that nothing typed is lost, but let the person save them anew."""
    answer = application.answers.filter(section_key=section.key).first()
    if answer is None or answer.saved_at is None:
        return
    kept = saved(section, answer)
    kept.pop("title", None)
    answer.seal("draft", kept, section.form.pii)
    answer.seal("data", {}, ())
    answer.saved_at, answer.drafted_at = None, timezone.now()
    _store(answer)
