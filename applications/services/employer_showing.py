"""单位公示 of one person: how it stands, what it bars, and what each of its moves writes.

The day is looked at in the moment of the act; the job that closes notices only tells that they are over.
Sources: decision E0 (at least 5 working days, no objection or handled, before 同意推荐并报送); 4-beyond, 1.
"""

from dataclasses import dataclass

from django.utils import timezone

from applications.enums import ApplicationState
from applications.models import EmployerNotice, EmployerNoticeEntry, EmployerObjection
from applications.notice_enums import NoticeState
from applications.promises import notice_days
from applications.services import entry_objections
from core.errors import Refused

NOT_BEGUN = "推荐前要先在单位公示，不少于 {days} 个工作日。请先点“开始公示”。"
RUNNING = "公示至 {day} 止，期满没有异议才能同意推荐并报送。"
OBJECTED = "对这位申报人的公示有一条异议还没有处理。请先登记处理结果，再报送。"
UPHELD = "对这位申报人的异议经核实影响推荐，不能同意推荐并报送。请退回个人修改，或者审核不通过。"
CHANGED = (
    "公示以后，申报人改过材料（公示的是第 {shown} 次报送，现在是第 {now} 次）。"
    "请重新公示；修改不涉及公示内容的，可以写明理由，沿用原公示。"
)
CHANGED_AFTER_ALL = "上次公示的异议影响推荐，材料改过以后（第 {now} 次报送）要重新公示。"
NOT_SHOWN = "这份申报没有在公示，或者已经有一条异议在处理。请刷新页面查看。"
NO_OBJECTION = "没有等待处理的异议，可能同事已经处理了。请刷新页面查看。"
NOT_HANGING = "这份申报现在没有在公示，或者有异议还没有处理。请刷新页面查看。"
ON_SHOW = "{name}已经在公示，公示至 {day} 止，不用再公示一次。"
STILL_SHOWN = "{name}的公示已经期满，可以同意推荐并报送，不用再公示一次。"
OTHER_TITLE = "申报的资格或专业和公示的不一样，不能沿用原公示，请重新公示。"
RETURNED, TAKEN_BACK, REFUSED = "申报材料退回个人修改", "申报人撤回了申报", "单位审核不通过"


@dataclass(frozen=True)
class Showing:
    """How the notice about one application stands; `entry` None where it counts for nothing.

    `submission` is the number of the latest submission.
    """

    entry: EmployerNoticeEntry | None
    submission: int
    objection: EmployerObjection | None = None
    is_upheld: bool = False

    @property
    def shown(self) -> EmployerNoticeEntry:
        """The entry, for whoever knows that there is one."""
        if self.entry is None:
            raise ValueError("nothing is on show")
        return self.entry

    @property
    def is_current(self) -> bool:
        """Whether what was shown is what lies with the employer now."""
        return self.entry is not None and self.entry.sequence == self.submission

    @property
    def is_over(self) -> bool:
        """Whether its days have run out, whether or not the job has closed it."""
        return self.entry is not None and self.entry.notice.last_day.is_over()

    @property
    def is_running(self) -> bool:
        """Whether it speaks of what lies here and its days are not over."""
        return self.is_current and not self.is_over

    @property
    def may_be_kept(self) -> bool:
        """Whether it ran in full, and only the material was mended since."""
        return self.is_over and not (self.is_current or self.objection or self.is_upheld)

    @property
    def refusal(self) -> str:
        """Why it bars 同意推荐并报送; empty where it does not."""
        if self.entry is None:
            return NOT_BEGUN.format(days=notice_days())
        if self.objection:
            return OBJECTED
        if not self.is_current:
            changed = CHANGED_AFTER_ALL if self.is_upheld else CHANGED
            return changed.format(shown=self.entry.sequence, now=self.submission)
        if self.is_upheld:
            return UPHELD
        return "" if self.is_over else RUNNING.format(day=self.entry.notice.last_day)


def showing_of(application) -> Showing:
    """The latest notice of its present employer about it; one it was taken off counts for nothing."""
    latest = application.revisions.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    entries = application.employer_entries.filter(
        taken_off_at=None, notice__employer=application.employer_id
    ).select_related("notice")
    entry = entries.order_by("-pk").first()
    if entry is None:
        return Showing(None, latest)
    objections = list(entry.objections.all())
    waiting = next((one for one in objections if one.decided_at is None), None)
    return Showing(entry, latest, waiting, any(one.matters for one in objections))


def was_shown(application, _actor, _data) -> None:
    """Guard of 同意推荐并报送: on show in full, and nothing objected that stands or waits."""
    if sentence := showing_of(application).refusal:
        raise Refused(sentence)


def not_on_show(application, _actor, _data) -> None:
    """Guard of 开始公示: what was shown already, as it lies here, is not shown again."""
    showing = showing_of(application)
    if not showing.is_current or showing.is_upheld:
        return
    told = {"name": application.applicant_name, "day": showing.shown.notice.last_day}
    raise Refused((STILL_SHOWN if showing.is_over else ON_SHOW).format(**told))


def same_title(application, _actor, _data) -> None:
    """Guard of 沿用原公示: it ran in full, and person, title and specialty are still those shown."""
    showing = showing_of(application)
    if not showing.may_be_kept:
        raise Refused(showing.refusal or STILL_SHOWN.format(name=application.applicant_name))
    entry = showing.shown
    shown = (entry.holder_name, entry.title_path, entry.specialty)
    if shown != (application.applicant_name, application.title_path, application.specialty):
        raise Refused(OTHER_TITLE)


def put_on_show(application, _actor, data) -> None:
    """Effect of 开始公示: the person stands on the notice in the words of today."""
    EmployerNoticeEntry.objects.create(
        notice=data["notice"],
        application=application,
        sequence=showing_of(application).submission,
        holder_name=application.applicant_name,
        title_path=application.title_path,
        specialty=application.specialty,
    )


def keep(application, _actor, _data) -> None:
    """Effect of 沿用原公示: it speaks of the latest submission too."""
    showing = showing_of(application)
    showing.shown.sequence = showing.submission
    showing.shown.save(update_fields=["sequence"])


def take_off(reason: str):
    """Effect: a notice that still hangs speaks of the person no more; one that ran in full stays."""

    def effect(application, _actor, _data):
        _take_off(application, reason)

    return effect


def take_off_for_reason(application, _actor, data) -> None:
    """Effect of 撤下公示."""
    _take_off(application, data["opinion"])


def _take_off(application, reason) -> None:
    hanging = application.employer_entries.filter(taken_off_at=None, notice__state=NoticeState.OPEN)
    for entry in hanging.select_related("notice"):
        if entry.notice.last_day.is_over():
            continue
        entry.taken_off_at, entry.taken_off_for = timezone.now(), reason
        entry.save(update_fields=["taken_off_at", "taken_off_for"])
        entry.objections.filter(decided_at=None).update(decided_at=timezone.now(), opinion=reason)
        _take_down_if_empty(entry.notice_id, reason)


def _take_down_if_empty(notice_id: int, reason: str) -> None:
    """A notice that speaks of nobody is taken down; the second of two who leave it at once sees it empty."""
    notice = EmployerNotice.objects.select_for_update(of=("self",)).get(pk=notice_id)
    if notice.is_open and not notice.entries.filter(taken_off_at=None).exists():
        notice.state, notice.closed_at, notice.reason = NoticeState.WITHDRAWN, timezone.now(), reason
        notice.save(update_fields=["state", "closed_at", "reason"])


def record_objection(application, actor, data) -> None:
    """Effect: an objection under a real name stands against this person until it is handled."""
    entry_objections.record(showing_of(application).entry, actor, data)


def dismiss_objection(application, actor, data) -> None:
    """Effect of 异议不影响: the recommendation may go on."""
    _handle(application, actor, data, matters=False)


def uphold_objection(application, actor, data) -> None:
    """Effect of 异议影响: nothing but a return or a refusal is left."""
    _handle(application, actor, data, matters=True)


def _handle(application, actor, data, *, matters: bool) -> None:
    waiting = EmployerObjection.objects.filter(entry__application=application)
    entry_objections.handle(waiting, actor, data, matters=matters)


def may_be_objected(application) -> bool:
    """Whether it is on show, or was, and nothing is under way against it."""
    showing = _here(application)
    return showing is not None and showing.is_current and not (showing.objection or showing.is_upheld)


def is_objected(application) -> bool:
    """Whether an objection waits to be handled."""
    showing = _here(application)
    return showing is not None and showing.objection is not None


def is_on_show(application) -> bool:
    """Whether a notice that hangs speaks of it."""
    showing = _here(application)
    return showing is not None and showing.is_running and not showing.objection


def is_outdated(application) -> bool:
    """Whether a notice ran in full about what was handed in before."""
    showing = _here(application)
    return showing is not None and showing.may_be_kept


def only_if(predicate, sentence: str):
    """Guard: what hides the button refuses the move as well."""

    def guard(application, _actor, _data):
        if not predicate(application):
            raise Refused(sentence)

    return guard


def _here(application) -> Showing | None:
    """The notice of what lies with its employer now, read once for all buttons of one version of the row."""
    if application.pk is None or application.state != ApplicationState.EMPLOYER_REVIEW:
        return None
    version, showing = application.__dict__.get("_showing", (None, None))
    if version != application.version:
        showing = showing_of(application)
        application.__dict__["_showing"] = (application.version, showing)
    return showing
