"""The demo: made by the services, and made anew whatever has been recorded since."""

import io
from collections import defaultdict

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import (
    CorrectionState,
    EmployerState,
    InvitationState,
    LineOutcome,
    Sex,
    TransferState,
)
from accounts.models import (
    Employer,
    EmployerTransfer,
    FlaggedPerson,
    IdentityCorrection,
    Invitation,
    InvitationLine,
    Membership,
    ProfileRow,
    User,
)
from accounts.profile import archive
from applications import registry
from applications.enums import ApplicationState, Eligibility, KindCode
from applications.models import (
    Application,
    EmployerNotice,
    Escalation,
    EvaluationCommittee,
    EvaluationPlan,
    EvaluationResult,
    NoticeObjection,
    PolicyNotice,
    PrintedDocument,
    PublicNotice,
    ResultNotice,
    ResultObjection,
    ReturnNotice,
    SectionAnswer,
)
from applications.notice_enums import NoticeState as LossState
from applications.services import completeness, guards
from catalogue.enums import LevelGroup, TitleLevel
from catalogue.working_days import working_days_between
from certificates import models as certificates
from certificates.enums import CertificateState, DeliveryMethod, NumberScheme
from certificates.models import Certificate
from core import sealing
from core.models import AuditCheck, AuditEntry, StoredFile
from gxzc.demo import committee, losses, names, past, story
from gxzc.local.demo_accounts import DEMO_ACCOUNTS
from messaging.enums import DeliveryState, NoticeState
from messaging.models import Delivery, MessageTemplate, NoticeRecipient, OfficeNotice
from payments.enums import OrderState
from payments.models import Order
from tests.factories.applications import World

S = ApplicationState
BEFORE_THE_END = {S.DRAFT, S.LOSS_NOTICE, S.LOSS_OBJECTION, S.GIVEN_UP, S.DELETED}


def states_of(rows, field="state"):
    return set(getattr(rows, "objects", rows).values_list(field, flat=True))


def everything_can_be_seen():
    """Every screen has something in every state to show."""
    assert states_of(Employer) == set(EmployerState.values)
    assert states_of(EmployerTransfer) == set(TransferState.values)
    assert states_of(IdentityCorrection) == set(CorrectionState.values) - {CorrectionState.WITHDRAWN}
    assert states_of(Invitation) == set(InvitationState.values)
    assert states_of(InvitationLine, "outcome") >= {
        LineOutcome.WRONG,
        LineOutcome.INVITED,
        LineOutcome.MEMBER,
    }
    numbers_fit_names()
    assert states_of(OfficeNotice) == {NoticeState.DRAFT, NoticeState.SENT, NoticeState.WITHDRAWN}
    assert states_of(FlaggedPerson) == {"proposed", "confirmed", "lifted"}
    assert states_of(Escalation, "step") == {"house", "superior"}
    history = Certificate.objects.filter(scheme=NumberScheme.LEGACY)
    assert history.count() == 300
    assert history.verified().count() == 100
    assert {"normal", "on_loss_notice", "voided"} == set(history.values_list("state", flat=True))
    owned = history.exclude(holder=None)
    assert owned.filter(verified_at=None).exists()
    assert owned.verified().filter(state="normal").count() > 10
    assert states_of(Delivery) >= set(DeliveryState.values) - {DeliveryState.WAITING}
    assert states_of(ProfileRow, "section_key") == {one.key for one in archive.SECTIONS if one.many}
    assert states_of(Application, "eligibility") == set(Eligibility.values)
    assert states_of(certificates.Delivery, "method") == set(DeliveryMethod.values)
    assert states_of(Order) == set(OrderState.values)
    roads_can_be_seen()
    evaluations_can_be_seen()
    results_can_be_seen()
    notices_can_be_seen()
    no_notice_was_too_short()
    badges = {(one.membership is None, one.status_badge.label) for one in PrintedDocument.objects.all()}
    assert badges == {(True, "已过期"), (True, "可以下载"), (False, "可以下载")}
    assert NoticeRecipient.objects.filter(read_at=None).exists()
    assert NoticeRecipient.objects.exclude(read_at=None).exists()
    assert Membership.objects.exclude(disabled_at=None).count() > 1
    assert User.objects.filter(must_change_password=True).exists()
    assert MessageTemplate.objects.filter(is_edited=True).exists()
    assert AuditCheck.objects.get().findings_count == 0
    badges = {plan.status_badge.label for plan in EvaluationPlan.objects.with_names()}
    assert badges == {"草稿", "已发布，未开始", "申报中", "补报中", "申报已截止", "已结束"}
    filed = {committee.status_badge.label for committee in EvaluationCommittee.objects.all()}
    assert filed >= {"备案有效", "备案已到期", "已停用"}
    assert PolicyNotice.objects.published().count() < PolicyNotice.objects.count()


def no_notice_was_too_short():
    """What ran in full ran as many working days as stand on it, however far back it was put."""
    for notice in EmployerNotice.objects.exclude(state=LossState.OPEN):
        days = working_days_between(notice.starts_on, notice.ends_on)
        assert days is None or days >= notice.working_days, notice.period


def numbers_fit_names():
    """The sex that an identity number tells is that of the person who bears the name."""
    known = {*names.APPLICANTS, *names.TEACHERS, *(account.who for account in DEMO_ACCOUNTS)}
    people = User.objects.filter(name__in=known).exclude(sex="")
    assert people.count() > len(names.MEN) * 2
    for name, sex in people.values_list("name", "sex"):
        assert (sex == Sex.MALE) == (name in names.MEN), name


# Where nothing rests: the same press leads on.
PASSED_THROUGH = {code: {S.APPROVED} for code in KindCode} | {
    KindCode.EVALUATION: {S.PRELIMINARY_PASSED, S.APPROVED}
}


def roads_can_be_seen():
    """Of every kind there is an application in every state its road leads to and rests in."""
    for kind in registry.kinds():
        moves = kind.workflow.transitions.values()
        rests = {state for move in moves for state in move.targets} - PASSED_THROUGH[kind.code]
        shown = states_of(Application.objects.filter(kind=kind.code))
        if kind.code == KindCode.REPLACEMENT and losses.days_over(LevelGroup.INTERMEDIATE, 0) is None:
            rests = BEFORE_THE_END
        if kind.code == KindCode.EVALUATION and committee.days_over() is None:
            rests -= {S.DECREED, S.ISSUED}
        if past.begun_before(timezone.localdate(), int(story.DAYS["days"])) is None:
            rests -= {S.LAPSED}
        assert shown == rests, kind.label
    sent = ReturnNotice.objects.open().filter(application__state=S.RETURNED)
    assert {notice.deadline_on is None for notice in sent} == {True, False}


def evaluations_can_be_seen():
    """One 职称评审 has rows in every section, one was returned with sections to mend, one is half typed."""
    evaluations = Application.objects.filter(kind=KindCode.EVALUATION)
    full = evaluations.get(state=ApplicationState.AWAITING_PAYMENT)
    many = {one.key for one in registry.kind(full.kind).sections if one.many}
    assert set(full.rows.values_list("section_key", flat=True)) == many
    returned = evaluations.get(state=ApplicationState.RETURNED)
    to_mend = {
        one.section.key for one in completeness.outline(returned) if one.tick == completeness.MUST_CHANGE
    }
    assert to_mend == set(returned.flagged_sections) != set()
    assert SectionAnswer.objects.filter(application__in=evaluations, draft__isnull=False).exists()
    assert pictures_of_several() == {(ApplicationState.OFFICE_REVIEW,) * 2}


def results_can_be_seen():
    """One list is on show and one over; objections wait, mattered and did not; strangers read both lists."""
    ended = committee.days_over() is not None
    assert states_of(ResultNotice) == {LossState.OPEN} | ({LossState.ENDED} if ended else set())
    assert set(ResultObjection.objects.values_list("matters", flat=True)) == {None, False} | (
        {True} if ended else set()
    )
    page = {
        was: Client().get(reverse("applications:result_notice_list"), {"state": "ended"} if was else {})
        for was in (False, True)
    }
    for notice in ResultNotice.objects.all():
        assert notice.starts_on < timezone.localdate()
        assert str(notice.public_id) in page[not notice.is_open].content.decode()
    for result in EvaluationResult.objects.select_related("decree", "application__result_entry__notice"):
        assert timezone.localdate(result.application.submitted_at) <= result.evaluated_on
        if result.decree:
            assert result.evaluated_on < result.application.result_entry.notice.starts_on
            assert result.application.result_entry.notice.ends_on < result.decree.dated_on
    issued = Certificate.objects.filter(acquisition_method="evaluation", scheme=NumberScheme.V1)
    assert issued.exists() == ended


def pictures_of_several():
    """Where the applications lie that hand in a page somebody else has handed in too."""
    cases = {one.public_id: one for one in Application.objects.all()}
    found = defaultdict(set)
    for file in StoredFile.objects.filter(owner_kind="application"):
        found[file.sha256].add(cases[file.owner_id])
    several = [ones for ones in found.values() if len({one.applicant_id for one in ones}) > 1]
    return {tuple(one.state for one in ones) for ones in several}


def notices_can_be_seen():
    """Notices run, wait for an objection, ran in full and were withdrawn; the register says the same."""
    days_are_known = losses.days_over(LevelGroup.INTERMEDIATE, 0) is not None
    ended = {LossState.ENDED} if days_are_known else set()
    assert states_of(PublicNotice) == set(LossState.values) - {LossState.ENDED} | ended
    assert PublicNotice.objects.running().filter(starts_on=timezone.localdate()).exists()
    assert set(NoticeObjection.objects.values_list("is_upheld", flat=True)) == {None, True, False}
    for notice in PublicNotice.objects.running():
        assert notice.certificate.state == CertificateState.ON_LOSS_NOTICE
        assert not notice.last_day.is_over() or notice.open_objection
    for notice in PublicNotice.objects.filter(state=LossState.ENDED):
        assert notice.ends_on < timezone.localdate(notice.closed_at)
    replaced = Certificate.objects.filter(acquisition_method="replacement")
    assert [one.replaces.state for one in replaced] == ["voided"] * days_are_known
    reconfirmed = Application.objects.filter(kind=KindCode.RECONFIRMATION, level=TitleLevel.ASSOCIATE_SENIOR)
    assert {guards.is_coapproved(one) for one in reconfirmed} == {True, False}


def seed(*options):
    told = io.StringIO()
    call_command("seed_demo", *options, stdout=told)
    return told.getvalue()


@pytest.fixture
def platform(transactional_db, settings, tmp_path):
    """An empty database with folders of the test."""
    settings.MEDIA_ROOT, settings.AUDIT_HEAD_DIR = tmp_path / "media", tmp_path / "heads"


def seal_everything():
    """As the platform does at night; from here on the log may only grow."""
    while sealing.seal():
        pass
    sealing.write_head()
    with connection.cursor() as cursor:
        cursor.execute("SET gxzc.maintenance = off")


@pytest.mark.long
def test_the_demo_leaves_others_alone_and_takes_their_place_on_request(platform, settings):
    somebody = World().submitted().applicant
    assert "保持不变" in seed()
    assert Application.objects.get().applicant == somebody
    trail = AuditEntry.objects.filter(actor_id=somebody.public_id)
    assert trail.exists()
    seal_everything()
    seed("--rebuild")
    everything_can_be_seen()
    assert not User.objects.filter(public_id=somebody.public_id).exists()
    assert not trail.exists()
    assert AuditEntry.objects.exists()
    assert sealing.verify() == []
    crowd = User.objects.exclude(name__in=[a.who.rpartition(" · ")[2] for a in DEMO_ACCOUNTS]).first()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    light = crowd.password
    assert crowd.check_password("Zhuangxiang-8-jin")
    assert crowd.password != light, "a sign-in makes the light hash a full one"


@pytest.mark.soak
def test_the_demo_is_made_once_and_made_anew_on_request(platform):
    call_command("load_reference", verbosity=0)
    first = seed()
    counts = [model.objects.count() for model in (User, Application, Certificate)]
    assert min(counts) > 0
    everything_can_be_seen()
    assert "保持不变" in seed()
    seal_everything()
    assert seed("--rebuild") == first
    assert [model.objects.count() for model in (User, Application, Certificate)] == counts
    assert sealing.verify() == []
