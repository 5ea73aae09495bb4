"""What happened before the demo is opened: applications on every stretch of the road."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.db.models import F
from django.utils import timezone

from accounts.actors import Actor
from applications import registry
from applications.enums import KindCode
from applications.models import (
    Application,
    ApplicationProgress,
    ReturnItem,
    ReturnNotice,
    RowDraft,
    SectionAnswer,
    SectionRow,
    SectionVerdict,
    SubmissionRevision,
)
from applications.registry import Target
from applications.sections.application_info import titles_offered
from applications.services.check_rules import check_rules
from applications.services.drafts import autosave, create_draft, save_section
from applications.services.eligibility import months_after
from applications.services.files import add_file
from applications.services.noting import Defect, note
from applications.services.reading import read_submitted
from applications.services.return_deadlines import catch_up
from applications.services.return_places import Spot, spots_of
from applications.services.returns import set_deadline
from applications.services.transitions import perform
from applications.services.verdicts import Seen, judge
from applications.verdict_enums import Verdict
from catalogue.enums import LevelGroup
from certificates.models import Certificate, CertificateEvent, CertificateView
from certificates.services.counting import record_view
from core.models import StoredFile
from gxzc.demo.past import backdate, begun_before
from gxzc.demo.people import Cast
from gxzc.demo.pictures import picture_for

SUMMARY = (
    "<p>见习期内，本人担任初中数学教学工作，认真备课、上课、批改作业，参加集体备课 32 次，公开课 2 节。</p>"
    "<p>在指导教师的帮助下，熟悉了教材和学生，所教班级期末成绩居年级前列。今后将继续学习课堂管理，做好家校沟通。</p>"
)
PROFILE = {
    "ethnicity": "08",
    "politics": "03",
    "school": "南宁师范大学",
    "education": "21",
    "major": "数学与应用数学",
    "degree": "4",
    "address": "广西钦州市钦南区扬帆大道 18 号",
}
# Months from the beginning of the probation period until today: enough for 认定, and not yet enough.
IN_TIME, TOO_EARLY = 16, 8
REASON = {"review_reason": "本人作为紧缺学科教师引进，学校已按引进协议安排提前转正考核，考核合格。"}
AGREE = {"opinion": "情况属实，同意推荐。"}
PASS = {"opinion": "材料齐全，符合认定条件。"}
RETURN = {"opinion": "请按记下的几处修改，改好后重新报送。"}
DAYS = {"days": "10"}
# What is noted for a return: where, why, in which words if not those of the reason, the spot on the picture.
NOTED = (
    ("work_summary", "TH-33"),
    ("attachments||diploma|", "TH-01", "毕业证书右下角的公章看不清，请在光线好的地方重拍一张。", 72, 80),
)
REFUSE = {"opinion": "申报人已于 8 月调离本单位，请由现单位办理。"}
REFUSE_OFFICE = {"opinion": "毕业时间距今不满一年，未到认定年限。请满一年后再申报。"}


def _probation(months: int) -> dict:
    """Graduation and a year of probation that began on the first day of a month, so many months ago."""
    began = months_after(timezone.localdate().replace(day=1), -months)
    return {
        "work_started_on": f"{began:%Y-%m}",
        "graduated_on": f"{months_after(began, -1):%Y-%m}",
        "probation_started_on": began.isoformat(),
        "probation_ended_on": months_after(began, 12).isoformat(),
    }


@dataclass
class Writer:
    """Moves one applicant's application along the road; `steps` below name its methods."""

    cast: Cast
    actor: Actor
    number: int = 0
    application: Application | None = None
    months_at_work: int = IN_TIME

    # What staff write on the way; no fields of the writer.
    return_words: ClassVar[dict] = RETURN
    noted: ClassVar[tuple] = NOTED
    refuse_words: ClassVar[dict] = REFUSE
    refuse_office_words: ClassVar[dict] = REFUSE_OFFICE
    pass_words: ClassVar[dict] = PASS
    return_to_employer_words: ClassVar[dict] = {"opinion": "请单位补充见习期考核意见。"}

    def age(self, days: int) -> None:
        """Let so many days go by: whatever has been done so far was done so much earlier."""
        backdate(Application.objects.filter(pk=self.application.pk), days)
        for kept in (
            ApplicationProgress,
            SubmissionRevision,
            SectionAnswer,
            SectionRow,
            RowDraft,
            SectionVerdict,
        ):
            backdate(kept.objects.filter(application=self.application), days)
        backdate(ReturnItem.objects.filter(notice__application=self.application), days)
        for notice in ReturnNotice.objects.filter(application=self.application):
            self._age_return(notice, days)
        backdate(StoredFile.objects.filter(owner_id=self.application.public_id), days)
        self._age_certificate(days)

    def _age_return(self, notice: ReturnNotice, days: int) -> None:
        """The last day to answer is reckoned from the day of the return."""
        backdate(ReturnNotice.objects.filter(pk=notice.pk), days)
        if notice.deadline_on:
            notice.refresh_from_db()
            set_deadline(notice, notice.working_days)
            notice.save()

    def _age_certificate(self, days: int) -> None:
        """What was granted and certified today was so when the application was approved."""
        issued = Certificate.objects.filter(pk=self.application.certificate_id)
        backdate(issued, days)
        backdate(CertificateEvent.objects.filter(certificate__in=issued), days)
        for name in ("granted_on", "certified_on"):
            rows = issued.filter(**{name: timezone.localdate()})
            rows.update(**{name: F(name) - timedelta(days=days)})

    def draft(self):
        self.application = create_draft(
            KindCode.RECOGNITION, actor=self.actor, target=Target(LevelGroup.JUNIOR, self.cast.office)
        )

    def half(self):
        self.draft()
        self._save("application_info")
        section = self._section("work_summary")
        autosave(self.application, section, {"summary": SUMMARY[:60]}, actor=self.actor, expected_version=0)

    def filled(self):
        self.draft()
        self._fill()

    def _fill(self):
        for section in registry.kind(self.application.kind).sections:
            for code in section.required_uploads:
                self._upload(section, code)
            self._save(section.key)

    def submitted(self):
        self.filled()
        reason = REASON if self.months_at_work == TOO_EARLY else {}
        self._move("submit", self.actor, {"commitment": "on"} | reason)

    def doubted(self):
        self.months_at_work = TOO_EARLY
        self.submitted()

    def doubted_at_office(self):
        self.doubted()
        self._move("endorse", self._employer_staff(), AGREE)

    def doubted_draft(self):
        self.months_at_work = TOO_EARLY
        self.filled()

    def opened(self):
        self.submitted()
        self._move("open", self._employer_staff())

    def binned(self):
        self.draft()
        self._move("delete", self.actor)

    def returned(self):
        """The employer noted what is wanting and told it."""
        self.submitted()
        self._note_all(self._employer_staff())
        self._move("return_to_applicant", self._employer_staff(), self.return_words)

    def returned_by_office(self):
        """The office did the same; it sets a last day."""
        self.claimed()
        self._note_all(self._staff("office_clerk"))
        self._move("return_to_applicant", self._staff("office_clerk"), self.return_words | DAYS)

    def lapsed(self):
        """Not answered in time; still lying there while the calendar of a year it runs in is not known."""
        self.returned_by_office()
        days = begun_before(timezone.localdate(), int(DAYS["days"]))
        if days is not None:
            self.age(days)
            self.application = catch_up(self.application)

    def _note_all(self, actor):
        for wanting in self.noted:
            self._note(actor, *wanting)

    def _note(self, actor, begins, code, sentence="", *at):
        """Note a defect at the first place whose value so begins, in the words of the reason or in others."""
        places = spots_of(read_submitted(self.application))
        place: Spot = next(spot for value, spot in places.items() if value.startswith(begins))
        words = sentence or check_rules()[code].sentence
        marked = place.marked(*at) if at else place
        note(self.application, Defect(marked, code, words), actor=actor)

    def refused_by_employer(self):
        self.submitted()
        self._move("reject_by_employer", self._employer_staff(), self.refuse_words)

    def at_office(self):
        self.submitted()
        self._move("endorse", self._employer_staff(), AGREE)

    def claimed(self):
        self.at_office()
        self._move("claim", self._staff("office_clerk"))

    def back_at_employer(self):
        self.claimed()
        self._move("return_to_employer", self._staff("office_clerk"), self.return_to_employer_words)

    def refused_by_office(self):
        self.claimed()
        self._move("reject_by_office", self._staff("office_clerk"), self.refuse_office_words)

    def half_seen(self):
        """The office has looked at three parts and noted a problem in the third."""
        self.claimed()
        first, second, *_ = registry.kind(self.application.kind).sections
        for section in (first, second):
            self._find_nothing(section)
        self._note(self._staff("office_clerk"), "work_summary", "TH-33")

    def mended(self):
        """The office noted problems and returned the case; it has come again, changed in one part."""
        self.half_seen()
        self._move("return_to_applicant", self._staff("office_clerk"), self.return_words)
        section, words = (
            self._section("work_summary"),
            SUMMARY + "<p>公开课为《一元二次方程》和《勾股定理》。</p>",
        )
        form, version = self._checked(section.key, {"summary": words}), self._version(section.key)
        save_section(self.application, section, form, actor=self.actor, expected_version=version)
        self._move("submit", self.actor, {"commitment": "on"})
        self._move("endorse", self._employer_staff(), AGREE)

    def _version(self, key) -> int:
        return self.application.answers.get(section_key=key).version

    def _find_nothing(self, section):
        officer = self._staff("office_clerk")
        judge(self.application, section, Verdict.PASSED, actor=officer, seen=self._seen())

    def _seen(self) -> Seen:
        return Seen(revision=self.application.revisions.count(), version=0)

    def passed(self):
        self.claimed()
        for section in registry.kind(self.application.kind).sections:
            self._find_nothing(section)
        self._move("pass_preliminary", self._staff("office_clerk"), self.pass_words)

    def issued(self):
        self.passed()
        self._move("approve", self._staff("office_admin"), self._approval())

    def _approval(self) -> dict:
        return {
            "decree_number": "钦职办〔2026〕36号",
            "granted_on": timezone.localdate(),
            "opinion": "同意。",
        }

    def _staff(self, key) -> Actor:
        return self.cast.actors[key]

    def _employer_staff(self) -> Actor:
        at_centre = self.application.employer.is_talent_centre
        return self._staff("talent_centre" if at_centre else "employer_clerk")

    def _move(self, move, actor, data=None):
        self.application = perform(self.application, move, actor=actor, data=data)

    def _section(self, key):
        return registry.kind(self.application.kind).section(key)

    def _answers(self, key) -> dict:
        titles = titles_offered(self.application.level_group, self.application.office)
        title = titles.get(series__name="中小学教师系列", name="二级教师")
        info = {
            "employer_name": self.actor.user.employer.name,
            "employer": str(self.actor.user.employer.public_id),
            "personnel_status": "2",
            "title": str(title.pk),
            "custom_specialty": "on",
            "specialty": "初中数学",
        }
        person = PROFILE | _probation(self.months_at_work)
        return {"application_info": info, "basic_profile": person, "work_summary": {"summary": SUMMARY}}.get(
            key, {}
        )

    def _upload(self, section, code):
        content = picture_for(code, self.actor.user)
        add_file(self.application, section, code, content, name=f"{code}.jpg", actor=self.actor)

    def _save(self, key):
        form = self._checked(key, self._answers(key))
        save_section(self.application, self._section(key), form, actor=self.actor, expected_version=0)

    def _checked(self, key, answers):
        form = self._section(key).form(answers, subject=self.application, actor=self.actor)
        if not form.is_valid():
            raise ValueError(f"{key}: {form.errors.as_json()}")
        return form


# How many applicants of the school stand where, and how many days ago it came to that.
SCRIPT: tuple[tuple[str, int, Callable[[int], int]], ...] = (
    ("submitted", 5, lambda n: n),
    ("doubted", 1, lambda n: 2),
    ("opened", 4, lambda n: n * 2),
    ("at_office", 6, lambda n: n * 5),
    ("mended", 1, lambda n: 2),
    ("doubted_at_office", 1, lambda n: 3),
    ("claimed", 3, lambda n: n * 3 + 1),
    ("half_seen", 2, lambda n: n * 3 + 2),
    ("passed", 4, lambda n: n * 5),
    ("issued", 3, lambda n: n * 9),
    ("returned", 1, lambda n: 6),
    ("returned_by_office", 1, lambda n: 4),
    ("lapsed", 1, lambda n: 3),
    ("back_at_employer", 1, lambda n: 3),
    ("refused_by_employer", 1, lambda n: 12),
    ("refused_by_office", 1, lambda n: 20),
    ("binned", 1, lambda n: 2),
)


def tell(cast: Cast) -> None:
    """Play the whole story, the oldest part first."""
    second = cast.actors["second_applicant"]
    play_one(Writer(cast, second), "issued", 40)
    _show(Application.objects.get(applicant=second.user), times=7)
    steps = [(step, days(n)) for step, count, days in SCRIPT for n in range(count)]
    steps.sort(key=lambda part: -part[1])
    for (step, days), actor in zip(steps, cast.others, strict=False):
        play_one(Writer(cast, actor), step, days)
    unfinished = cast.others[len(steps) :]
    for step, actor in zip(("half", "filled", "draft", "doubted_draft"), unfinished, strict=False):
        play_one(Writer(cast, actor), step, 1)


def play_one(writer: Writer, step: str, days: int) -> None:
    """Let an application come as far as `step`, which was so many days ago."""
    getattr(writer, step)()
    writer.age(days)


def _show(application: Application, *, times: int) -> None:
    """Somebody looked the certificate up."""
    for n in range(times):
        record_view(
            application.certificate,
            CertificateView._meta.get_field("channel").choices[0][0],
            receipt_number=f"DEMO{n}",
        )
