"""The worlds of 重新确认 and 遗失补办: both rest on a certificate that was granted before."""

import datetime

from django.utils import timezone

from accounts.enums import Role
from applications import registry
from applications.enums import KindCode
from applications.models import PublicNotice, SectionAnswer
from applications.notice_enums import RUNNING, NoticeKind, NoticeState
from applications.services.loss import catch_up
from applications.services.transitions import perform
from catalogue import reference
from catalogue.enums import LevelGroup, TitleLevel
from tests.factories.accounts import actor_for, make_office, make_user
from tests.factories.applications import ANSWERS, OPINION, S, World, make_title, numbers
from tests.factories.certificates import make_legacy

DAY = datetime.timedelta(days=1)
PROFILE = {name: value for name, value in ANSWERS["basic_profile"].items() if "probation" not in name}


class OriginalWorld(World):
    """As World, with a paper certificate of 中级 that the applicant holds."""

    level_group = LevelGroup.INTERMEDIATE

    def __init__(self):
        super().__init__()
        self.title = make_title("工程师", TitleLevel.INTERMEDIATE, series=self.title.series)
        self.original = self.paper()

    def paper(self, actor=None, number="0833232", **changes):
        """A verified paper certificate of the years before, granted by the office of this world."""
        user = (actor or self.applicant).user
        given = {"holder": user, "office": self.office, "id_number": user.id_number, **changes}
        return make_legacy(number, user.name, **given)

    def next_applicant(self):
        """The next one holds a paper certificate as well."""
        super().next_applicant()
        self.original = self.paper(number=f"09{next(numbers):05d}")
        return self.applicant

    def named(self, **changes) -> dict:
        """Answers that name the certificate in the register."""
        return {
            "employer_name": self.employer.name,
            "employer": str(self.employer.public_id),
            "certificate": str(self.original.public_id),
            "office_name": self.office.name,
            **changes,
        }

    @staticmethod
    def section_of(application, key):
        """One section of the kind."""
        return registry.kind(application.kind).section(key)

    def typed(self, **changes) -> dict:
        """Answers that describe a certificate the register does not know."""
        return {
            **self.named(certificate=""),
            "title": str(self.title.pk),
            "original_specialty": "环境保护",
            "certificate_number": "0066112",
            "granting_body": "广西人才市场",
            "granted_month": "2016-07",
            **changes,
        }


class ReconfirmationWorld(OriginalWorld):
    """The small world of 重新确认."""

    kind = KindCode.RECONFIRMATION
    asked = {"personnel_status": "2", "custom_specialty": "on", "specialty": "环境保护工程"}

    def named(self, **changes) -> dict:
        return {**super().named(), **self.asked, **changes}

    def answers(self) -> dict:
        return {
            "application_info": self.named(),
            "basic_profile": PROFILE,
            "work_summary": {"summary": "<p>本人从事环境监测工作，完成采样与报告。</p>"},
            "attachments": {},
        }


class SeniorWorld(ReconfirmationWorld):
    """重新确认 of 副高级 at the office that holds the committee, with 自治区职改办 above it."""

    level_group = LevelGroup.ASSOCIATE_SENIOR

    def __init__(self):
        super().__init__()
        self.title = make_title("高级工程师", TitleLevel.ASSOCIATE_SENIOR, series=self.title.series)
        self.regional = make_office("000001", level="regional", path="000001")
        self.office.level, self.office.parent = "series", self.regional
        self.office.path = f"000001/{self.office.code}"
        self.office.can_review_levels = [TitleLevel.ASSOCIATE_SENIOR]
        self.office.series_codes = [self.title.series.code]
        self.office.save()
        for colleague in (self.officer, self.second, self.admin):
            colleague.membership.office.refresh_from_db()
        self.original = self.senior_paper("0833299")
        self.regional_clerk = actor_for(make_user(name="莫志坚"), self.regional, Role.CLERK)

    def senior_paper(self, number):
        """A paper certificate of 副高级."""
        return self.paper(number=number, level=TitleLevel.ASSOCIATE_SENIOR, title_name="高级工程师")

    def next_applicant(self):
        """The next one holds one of 副高级 as well."""
        super().next_applicant()
        self.original = self.senior_paper(f"09{next(numbers):05d}")
        return self.applicant


class ReplacementWorld(OriginalWorld):
    """The small world of 遗失补办; `complete` stands where the notice has run its days."""

    kind = KindCode.REPLACEMENT

    def settle(self):
        super().settle()
        reference.working_days()

    def answers(self) -> dict:
        return {"loss": self.loss(), "loss_attachments": {}}

    def loss(self, **changes) -> dict:
        """Answers of 申报信息."""
        asked = {"custom_specialty": "on", "contact_phone": "0777-2838125"}
        return {**self.named(), **asked, **changes}

    def first_section(self, actor=None, **changes):
        """A draft whose first section is saved with the portrait: ready for the 遗失申明."""
        actor = actor or self.applicant
        if actor is not self.applicant:
            changes = {**self.typed(), **changes}
        application = self.draft(actor)
        self.upload(application, "loss", "portrait", actor)
        self.save(application, "loss", self.loss(**changes), actor)
        application.refresh_from_db()
        return application

    def on_notice(self, actor=None, **changes):
        """Declared today."""
        actor = actor or self.applicant
        return perform(self.first_section(actor, **changes), "declare_loss", actor=actor)

    @staticmethod
    def elsewhere():
        """Another office of the same rank."""
        return make_office("080001")

    def run_out(self, application):
        """Let the notice of an application have begun so long ago that it is over."""
        notice = application.notice
        notice.starts_on -= 30 * DAY
        notice.ends_on -= 30 * DAY
        notice.save()

    def awaiting(self, actor=None, **changes):
        """The notice is over; the second section is open."""
        application = self.on_notice(actor, **changes)
        self.run_out(application)
        return catch_up(application)

    def complete(self, actor=None):
        actor = actor or self.applicant
        application = self.awaiting(actor)
        section = "loss_attachments"
        for code in ("id_card_front", "id_card_back", "loss_proof"):
            self.upload(application, section, code, actor)
        self.save(application, section, {}, actor)
        application.refresh_from_db()
        return application

    def issued(self, actor=None):
        return perform(self.preliminary_passed(actor), "approve", actor=self.second, data=OPINION)

    def placed(self, state, actor=None):
        application = super().placed(state, actor)
        if state in (*S.on_notice, S.GIVEN_UP):
            application.submitted_at = application.first_submitted_at = application.arrived_at = None
        return application

    def furnish(self, application):
        """Whatever was declared has its first section, and its notice as far as the state has come."""
        if application.state in (S.DRAFT, S.DELETED):
            return
        section = self.section_of(application, "loss")
        form = section.form(self.loss(**self.typed()), subject=application)
        assert form.is_valid(), form.errors
        answer = SectionAnswer(
            application=application, section_key="loss", saved_at=timezone.now(), version=1
        )
        answer.seal("data", form.cleaned_data, section.form.pii)
        answer.save()
        notice_of(application, NOTICE_IN.get(application.state, NoticeState.ENDED))


# What the notice reads while its application stands here; later it is over.
NOTICE_IN = {
    S.LOSS_NOTICE: NoticeState.OPEN,
    S.LOSS_OBJECTION: NoticeState.OBJECTION,
    S.GIVEN_UP: NoticeState.WITHDRAWN,
}


def make_notice(world, state=NoticeState.OPEN, **changes) -> PublicNotice:
    """A notice of today at the office of any world, put straight into the tables."""
    application = world.placed(S.LOSS_NOTICE)
    application.kind, application.submitted_at = KindCode.REPLACEMENT, None
    application.first_submitted_at = application.arrived_at = None
    application.save()
    return notice_of(application, state, **changes)


def notice_of(application, state, **changes) -> PublicNotice:
    """A notice of today for an application."""
    today = timezone.localdate()
    given = {
        "kind": NoticeKind.LOSS,
        "state": state,
        "office": application.office,
        "holder_name": application.applicant_name,
        "name_key": application.applicant_name,
        "certificate_number": "0833232",
        "title_path": "工程系列/中级/工程师",
        "specialty": "环境保护",
        "granting_body": "广西人才市场",
        "granted_label": "2016-07",
        "starts_on": today,
        "working_days": 5,
        "ends_on": today + 9 * DAY,
        "closed_at": None if state in RUNNING else timezone.now(),
        **changes,
    }
    return PublicNotice.objects.create(application=application, **given)
