"""Opening an application, writing in it, and sending it elsewhere: what the applicant does before 报送."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services.flags import is_blocked
from applications import registry
from applications.enums import ApplicationState
from applications.models import Application, SectionAnswer
from applications.policies import is_applicant
from applications.registry import Target
from applications.services import delivery
from applications.services.answers import all_bound, offered, saved, says_the_same, typed
from applications.services.names import names_of
from applications.services.numbering import next_number
from applications.services.plans import contact, returned_in
from applications.services.return_scope import close_return, is_opened, items_in_force, narrow_items
from catalogue.enums import LevelGroup
from catalogue.fields import entries_of, groups_of
from core import audit
from core.errors import Refused, Stale
from core.workflow import GONE, NotAllowed

OPEN_TWIN = "您有一份{kind}申报还没有办完，同一类型一次只能办一份。请在“申报职称”里继续。"
NOT_EDITABLE = "这份申报现在的状态是“{state}”，不能修改。请在进度里查看。"
NOT_FLAGGED = "“{section}”这次没有被退回，不需要修改。请修改标有“需要修改”的部分。"
NARROW = "“{section}”里这次只需要修改退回时指出的几处，其他内容不用改动。"
TAKEN = "您已有同系列同级别的职称或申报，不能重复申报。请在证书管理或申报职称里查看。"
EMPLOYER_FIXED = (
    "您填写的单位账户现在没有启用，暂时收不到材料。公示仍然有效，不用重新公示，也不要撤销申请：请联系单位恢复使用账户；"
    "单位已并入其他单位的，请{contact}办理合并，合并后这份申报自动转到新单位。"
)
OFFICE_CLOSED = "{office}不办理{level}的{kind}，请换一个职改办。"


@transaction.atomic
def create_draft(kind: str, *, actor, target: Target) -> Application:
    """我要申报: open a draft of one kind for the acting person.

    Raises Refused when the person is barred (诚信), the level is not for this kind, nobody decides it there,
    a rule of the kind speaks against it, or another application of the kind is still open (decision B27).
    """
    rules = registry.kind(kind)
    if sentence := is_blocked(actor.user, kind):
        raise Refused(sentence)
    check_target(rules, target)
    for rule in rules.entry_rules:
        rule(target, actor.user, None)
    year = target.plan.year if target.plan else timezone.localdate().year
    try:
        with transaction.atomic():
            application = Application.objects.create(
                kind=kind,
                number=next_number(rules.prefix, year),
                form_version=rules.form_version,
                applicant=actor.user,
                **names_of(actor.user),
                office=target.office,
                plan=target.plan,
                application_year=year,
                level_group=target.level_group,
            )
    except IntegrityError:
        raise Refused(OPEN_TWIN.format(kind=rules.label)) from None
    audit.record(
        "applications.created", subject=application, actor=actor, kind=kind, level_group=target.level_group
    )
    return application


def open_twin(kind, actor) -> Application | None:
    """The application of this kind that the person has not finished, if there is one."""
    mine = Application.objects.unfinished().filter(applicant=actor.user, kind=kind.code)
    return mine.with_names().first()


def target_of(application) -> Target:
    """What an application is aimed at."""
    stage = returned_in(application)
    return Target(application.level_group, application.office, application.plan, returned_in=stage)


def check_target(rules, target: Target) -> None:
    """Refuse a level the kind is not open for, one nobody decides there, and what the kind's rules say."""
    if target.level_group not in rules.level_groups:
        raise Refused(rules.wrong_level)
    for rule in rules.target_rules:
        rule(target)
    if not rules.levels_open(target):
        raise Refused(
            OFFICE_CLOSED.format(
                office=target.office.short_name, level=LevelGroup(target.level_group).label, kind=rules.label
            )
        )


@transaction.atomic
def save_section(application, section, form, *, actor, expected_version: int) -> SectionAnswer:
    """保存: keep the checked answers of one section and tick it.

    `form` is bound and valid. `expected_version` is the version of the section the person saw; an older one
    raises Stale with the stored answer.
    """
    locked = lock_for_writing(application, section, actor)
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
    locked = lock_for_writing(application, section, actor)
    answer = _answer_at(locked, section, expected_version)
    words = typed(section, data)
    if says_the_same(words, offered(section, answer, locked.applicant)):
        return answer
    if says_the_same(words, saved(section, answer)):
        answer.draft, answer.drafted_at = None, None
    else:
        answer.seal("draft", words, section.form.pii)
        answer.drafted_at = timezone.now()
    return _store(answer)


@transaction.atomic
def change_office(application, *, actor, target: Target, expected_version: int) -> Application:
    """报送职改办: send a draft to another office or for another level; voids the answers that hang on it.

    A returned application opens wholly again and leaves the desks of the office it had come to; how its
    certificate is handed over goes with it.
    `expected_version` is the version of the application the person saw.
    """
    locked = lock_editable(application, actor)
    if sentence := office_lock(locked):
        raise Refused(sentence)
    if locked.version != expected_version:
        raise Stale(locked)
    rules = registry.kind(locked.kind)
    check_target(rules, target)
    for rule in rules.entry_rules:
        rule(target, actor.user, locked)
    locked.level_group, locked.office, locked.plan = target.level_group, target.office, target.plan
    locked.application_year = target.plan.year if target.plan else locked.application_year
    locked.version += 1
    locked.series, locked.level, locked.title_name, locked.specialty = None, "", "", ""
    locked.original, locked.turn_began_at = None, timezone.now()
    locked.flagged_sections, locked.arrived_at, locked.assignee = [], None, None
    locked.save()
    close_return(locked)
    for section in rules.sections:
        if section.depends_on_office:
            _untick(locked, section)
    delivery.follow(locked, actor=actor)
    audit.record(
        "applications.office_changed",
        subject=locked,
        actor=actor,
        level_group=target.level_group,
        office=target.office.code,
    )
    return locked


def lock_editable(application, actor, section=None) -> Application:
    """Lock the application for its applicant. Its row is the lock for all sections and files.

    Refused when it cannot be written in now, or not in this section because the road keeps it closed.
    """
    locked = Application.objects.select_for_update(of=("self",)).filter(pk=application.pk).first()
    if locked is None:
        raise Refused(GONE)
    if not is_applicant(actor, locked):
        raise NotAllowed("只有申报人本人可以修改这份申报。")
    if section and (sentence := road_lock(locked, section)):
        raise Refused(sentence)
    if locked.state not in ApplicationState.editable:
        raise Refused(NOT_EDITABLE.format(state=locked.get_state_display()))
    return locked


def road_lock(application, section) -> str:
    """Why the road keeps this section closed in the present state; empty where it does not."""
    return registry.kind(application.kind).closed_sections(application.state).get(section.key, "")


def office_lock(application) -> str:
    """Why level and office cannot be changed any more; empty where they can."""
    dependants = [one for one in registry.kind(application.kind).sections if one.depends_on_office]
    return next(filter(None, (road_lock(application, one) for one in dependants)), "")


def employer_fixed(application) -> str:
    """What to do about an employer out of use whose section the road keeps closed; empty where it is open."""
    sections = registry.kind(application.kind).sections
    asked = next((one for one in sections if "employer" in one.promotes), None)
    if asked is None or not road_lock(application, asked):
        return ""
    return EMPLOYER_FIXED.format(contact=contact(application.office))


def is_locked_section(application, section, *, row_id=None, spec_code: str = "") -> bool:
    """Whether the section is closed: by the road, or because a return did not complain about it.

    A return about single rows or pictures of a section opens these (`row_id`, `spec_code`) and closes the
    rest. What would bar the way by now (a plan that asks for more, an employer out of use) is never kept
    closed.
    """
    if road_lock(application, section):
        return True
    items = items_in_force(application)
    if is_opened(items, section.key, row_id=row_id, spec_code=spec_code):
        return False
    return _is_kept_from(application, section, items) and section.key in _kept_closed(
        application,
        [section],
        application.answers.filter(section_key=section.key),
        {section.key: list(application.rows.filter(section_key=section.key))},
    )


def locked_keys(application, contents) -> frozenset[str]:
    """Keys of all closed sections, each judged once: what `is_locked_section` says of them one by one.

    `contents` is what is saved in the application now.
    """
    sections = registry.kind(application.kind).sections
    items = items_in_force(application)
    left_out = [one for one in sections if _is_kept_from(application, one, items)]
    kept = _kept_closed(application, left_out, contents.answers.values(), contents.rows)
    return kept.union(one.key for one in sections if road_lock(application, one))


def _is_left_out(application, section) -> bool:
    """Whether it came back with complaints about other sections only."""
    flagged = application.flagged_sections
    return application.state == ApplicationState.RETURNED and bool(flagged) and section.key not in flagged


def _is_kept_from(application, section, items) -> bool:
    """Whether a return left it out, or named only single rows and pictures of it."""
    return _is_left_out(application, section) or bool(narrow_items(items, section.key))


def _kept_closed(application, sections, answers, rows) -> frozenset[str]:
    """Keys of those that do not bar the way; a section that was left out bars it when it is asked for and
    empty, or when what was saved in it does not pass the forms of today."""
    if not sections:
        return frozenset()
    saved_ones = {one.section_key: one for one in answers if one.saved_at}
    required = registry.kind(application.kind).requires(application)
    lists = entries_of(set().union(*(groups_of(one.form) for one in sections if one.key in saved_ones)))

    def bars(section) -> bool:
        if section.key not in saved_ones:
            return section.key in required
        stored = rows.get(section.key, []) if section.many else [saved_ones[section.key]]
        forms = all_bound(section, stored, application, lists) if stored else []
        return len(stored) < section.min_items or any(form.errors for form in forms)

    return frozenset(one.key for one in sections if not bars(one))


def lock_for_writing(application, section, actor, row_id=None) -> Application:
    """As `lock_editable`, for one section or one row of it: Refused while a return keeps it closed."""
    locked = lock_editable(application, actor, section)
    if is_locked_section(locked, section, row_id=row_id):
        sentence = NOT_FLAGGED if _is_left_out(locked, section) else NARROW
        raise Refused(sentence.format(section=section.title))
    keep_open(locked, section)
    return locked


def keep_open(locked, section) -> None:
    """What is mended beside a return stays open until it is handed in; the caller holds the lock."""
    if _is_left_out(locked, section):
        locked.flagged_sections = [*locked.flagged_sections, section.key]
        locked.save(update_fields=["flagged_sections"])


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
    for chosen in ("title", "certificate"):
        kept.pop(chosen, None)
    answer.seal("draft", kept, section.form.pii)
    answer.seal("data", {}, ())
    answer.saved_at, answer.drafted_at = None, timezone.now()
    _store(answer)
