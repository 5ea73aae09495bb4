"""遗失公示: a notice begins with the declaration, runs its working days, and ends or is withdrawn.

Nothing waits for the job that ends notices: the day is looked at in the moment of every act and page as well.
Sources: 桂职办〔2018〕72号; decisions B7 (5 working days, start day not counted) and B23 (what ends it).
"""

import hashlib
from contextlib import suppress

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState, KindCode
from applications.labels import LOSS_TOO_EARLY
from applications.models import Application, NoticeObjection, PublicNotice
from applications.notice_enums import RUNNING, NoticeKind, NoticeState
from applications.services.originals import declared
from catalogue import working_days
from catalogue.working_days import add_working_days
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services import loss as register
from certificates.services.normalise import normalise_name
from core.errors import Refused

LEAST_DAYS = 5
ORIGINAL_GONE = (
    "原证书现在的状态是“{state}”，已经不在遗失公示中，不能再补办。申请人可以撤销申请，或先咨询发证的职改办。"
)
REPLACED = "这本证书已经补办过，不能再补办一次。补发的是电子证书，请到“证书管理”重新下载。"


def reference_of(application) -> str:
    """What the register calls the cause of a notice."""
    return f"application:{application.public_id}"


def notice_days(level_group: str) -> int:
    """Working days a notice runs for one entry of the level selector, never fewer than five."""
    return max(LEAST_DAYS, settings.LOSS_NOTICE_DAYS.get(level_group, LEAST_DAYS))


def declared_facts(application) -> list[tuple[str, str]]:
    """The seven values of the 遗失申明, in the order of the manual."""
    answers = declared(application)
    return [
        ("单位", application.employer.name if application.employer_id else ""),
        ("原证书编号", answers.get("certificate_number") or "无编号"),
        ("报送职改办", application.office.name),
        ("批准机关（授予单位）", answers.get("granting_body", "")),
        ("原专业技术资格名称", application.title_path),
        ("授予时间", answers.get("granted_month", "")),
        ("原专业名称", application.specialty),
    ]


def declared_mark(application) -> str:
    """Tells one 遗失申明 from another, so that a person declares the one that was shown."""
    return hashlib.sha256(repr(declared_facts(application)).encode()).hexdigest()


def begin_notice(application, actor, _data) -> None:
    """Effect of 遗失申明: the notice begins today, its words as they stand now, and the register shows it."""
    answers, today = declared(application), timezone.localdate()
    days = notice_days(application.level_group)
    working_days.hold()
    last = add_working_days(today, days)
    if application.original_id:
        register.mark_lost(application.original, actor=actor, reference=reference_of(application))
    PublicNotice.objects.create(
        kind=NoticeKind.LOSS,
        application=application,
        certificate=application.original,
        office=application.office,
        holder_name=application.applicant_name,
        name_key=normalise_name(application.applicant_name),
        certificate_number=answers["certificate_number"],
        title_path=application.title_path,
        specialty=application.specialty,
        granting_body=answers["granting_body"],
        granted_label=answers["granted_month"],
        starts_on=today,
        working_days=days,
        ends_on=last.on,
        is_estimate=last.is_estimate,
    )


def not_replaced_before(application, _actor, _data) -> None:
    """Guard: a certificate is replaced once, one outside the register too; what replaces it is electronic.

    It is the same one by its number, or by its title and the month it was granted.
    """
    answers = declared(application)
    same = Q(notice__granted_label=answers["granted_month"])
    if number := answers["certificate_number"]:
        same |= Q(notice__certificate_number=number)
    replaced = Application.objects.filter(
        same,
        applicant=application.applicant_id,
        kind=application.kind,
        series=application.series,
        level=application.level,
        title_name=application.title_name,
        certificate__isnull=False,
    )
    if replaced.exclude(certificate__state=CertificateState.VOIDED).exists():
        raise Refused(REPLACED)


def notice_over(application, _actor, _data) -> None:
    """Guard: the notice has run in full, from 00:00 of the day after its last."""
    notice = application.notice
    if notice.state != NoticeState.OPEN or not notice.last_day.is_over():
        raise Refused(f"{LOSS_TOO_EARLY}。公示到 {notice.last_day}。")


def original_on_notice(application, _actor, _data) -> None:
    """Guard: what another hand voided or corrected meanwhile is not given out anew; held until the end."""
    if application.original_id is None:
        return
    one = Certificate.objects.select_for_update(of=("self",)).get(pk=application.original_id)
    if one.state != CertificateState.ON_LOSS_NOTICE:
        raise Refused(ORIGINAL_GONE.format(state=one.get_state_display()))


def end_notice(application, _actor, _data) -> None:
    """Effect: the notice ran in full."""
    _set(application, NoticeState.ENDED)


def withdraw_notice(application, actor, _data) -> None:
    """Effect of giving up, a rejection or an upheld objection: 已撤回, and the register says 正常 again.

    What became of the certificate by another hand meanwhile, stays.
    """
    _set(application, NoticeState.WITHDRAWN)
    if application.original_id and application.original.state == CertificateState.ON_LOSS_NOTICE:
        register.restore(application.original, actor=actor, reference=reference_of(application))


def take_up_notice(application, actor, _data) -> None:
    """Effect of taking a rejection back: the notice that was run in full counts again."""
    _set(application, NoticeState.ENDED)
    if application.original_id:
        register.mark_lost(application.original, actor=actor, reference=reference_of(application))


def void_original(application, actor, _data) -> None:
    """Effect of the approval: 一旦申请成功，原证书将作废. Outside the register it has no state."""
    if application.original_id:
        register.void_lost(application.original, actor=actor, reference=reference_of(application))


def record_objection(application, actor, data) -> None:
    """Effect: an objection under a real name stands on the notice until it is decided."""
    NoticeObjection.objects.create(
        notice=application.notice,
        objector_name=data["objector_name"],
        words=data["opinion"],
        recorded_by=actor.user,
    )
    _set(application, NoticeState.OBJECTION)


def dismiss_objection(application, _actor, data) -> None:
    """Effect: the objection fails, the notice goes on; what has run out meanwhile ends at once."""
    _decide(application, data, is_upheld=False)
    _set(application, NoticeState.OPEN)


def uphold_objection(application, actor, data) -> None:
    """Effect: the objection stands, the application is over."""
    _decide(application, data, is_upheld=True)
    withdraw_notice(application, actor, data)


def drop_objection(application, actor, data) -> None:
    """Effect of giving up: an objection nobody has decided has nothing left to object to."""
    application.notice.objections.filter(decided_at=None).update(
        decided_at=timezone.now(), opinion="申请已撤销"
    )
    withdraw_notice(application, actor, data)


def catch_up(application: Application) -> Application:
    """End the notice of one application if its days are over, whoever looks first: job, page or act."""
    if application.state != ApplicationState.LOSS_NOTICE:
        return application
    if not PublicNotice.objects.over(timezone.localdate()).filter(application=application).exists():
        return application
    road = registry.kind(application.kind).workflow
    with suppress(Refused):  # somebody was faster
        road.perform(application, "open_materials", actor=None)
    return Application.objects.with_names().get(pk=application.pk)


def end_due(limit: int = 500) -> int:
    """End the notices whose days are over; returns how many. Safe to repeat and to be late with."""
    due = PublicNotice.objects.over(timezone.localdate()).order_by("ends_on", "pk")
    waiting = Application.objects.filter(
        kind=KindCode.REPLACEMENT,
        state=ApplicationState.LOSS_NOTICE,
        notice__in=due.values("pk"),
    )
    return sum(catch_up(one).state != one.state for one in waiting.order_by("pk")[:limit])


def _set(application, state: NoticeState) -> None:
    notice = PublicNotice.objects.select_for_update().get(application=application)
    notice.state = state
    notice.closed_at = None if state in RUNNING else timezone.now()
    notice.save(update_fields=["state", "closed_at"])


def _decide(application, data, *, is_upheld: bool) -> None:
    application.notice.objections.filter(decided_at=None).update(
        is_upheld=is_upheld, opinion=data["opinion"], decided_at=timezone.now()
    )
