"""Late cases that were escalated, what batches take on average, and 问题人员 of each kind, in the demo."""

import datetime as dt

from django.utils import timezone

from accounts.enums import BarredAct, FlagGround
from accounts.models import FlaggedPerson
from accounts.services import flags
from accounts.services.flags import Proposal
from applications.enums import ApplicationState, KindCode
from applications.models import Application
from applications.services.escalation import escalate_due
from applications.services.pace import keep_paces
from core.validators import DocumentKind
from gxzc.demo.past import backdate

# Long enough for both steps, whatever holidays lie between.
LATE_DAYS = 60
TITLES = (BarredAct.EVALUATION, BarredAct.RECOGNITION, BarredAct.RECONFIRMATION)
FALSE_DIPLOMA = "毕业证书扫描件与学信网登记不一致，经核实系涂改。本人已书面承认。"
BOUGHT_PAPER = "申报的代表作经查为代写代发，评审委员会已认定。"


def play(cast) -> None:
    """One case of the office becomes late; the jobs are done once; three people are entered."""
    waiting = Application.objects.filter(
        office=cast.office, kind=KindCode.RECOGNITION, state=ApplicationState.OFFICE_REVIEW
    )
    backdate(waiting.filter(pk=waiting.order_by("turn_began_at").values("pk")[:1]), LATE_DAYS)
    keep_paces()
    escalate_due()
    _enter(cast)


def _enter(cast) -> None:
    clerk, admin = cast.actors["office_clerk"], cast.actors["office_admin"]
    refused = Application.objects.filter(office=cast.office, state=ApplicationState.REJECTED_BY_OFFICE)
    found = refused.select_related("applicant").order_by("pk").first()
    barred = flags.propose(_about(found.applicant, found.number), actor=clerk)
    flags.confirm(barred, actor=admin)
    flags.propose(_stranger("陶某某", "450103198506150036", BOUGHT_PAPER), actor=clerk)
    lifted = flags.propose(_stranger("盘某某", "450103197911230027", FALSE_DIPLOMA), actor=clerk)
    flags.confirm(lifted, actor=admin)
    flags.lift(lifted, "经复查，学校档案登记有误，原认定撤销。", was_mistaken=True, actor=admin)
    backdate(FlaggedPerson.objects.exclude(pk=barred.pk), 20)


def _about(user, number: str) -> Proposal:
    return _proposal(user.name, user.id_number, FlagGround.FALSE_MATERIAL, number, FALSE_DIPLOMA)


def _stranger(name: str, id_number: str, reason: str) -> Proposal:
    ground = FlagGround.ACADEMIC_FRAUD if reason is BOUGHT_PAPER else FlagGround.FALSE_MATERIAL
    return _proposal(name, id_number, ground, f"PS-2025-{id_number[-4:]}00", reason)


def _proposal(name, id_number, ground, finding, reason) -> Proposal:
    today = timezone.localdate()
    return Proposal(
        name=name,
        document_kind=DocumentKind.RESIDENT_ID,
        id_number=id_number,
        ground=ground,
        finding=finding,
        acts=tuple(str(act) for act in TITLES),
        since=today,
        until=today + dt.timedelta(days=3 * 365),
        reason=reason,
        decree_number=f"钦职办〔{today.year}〕19号",
    )
