"""遗失补办 in the demo: people who lost paper certificates of many years ago, in every state.

What follows the end of a notice is left out while the calendar of a year it runs in is not published.
"""

from datetime import timedelta

from django.utils import timezone

from applications.enums import KindCode
from applications.models import NoticeObjection, PublicNotice
from applications.registry import Target
from applications.services.drafts import autosave, create_draft
from applications.services.loss import catch_up, notice_days
from catalogue.enums import LevelGroup, TitleLevel
from catalogue.working_days import add_working_days
from certificates.enums import EventKind
from certificates.models import Certificate, CertificateEvent
from gxzc.demo.past import backdate
from gxzc.demo.story import Writer, play_one

PHONE = "0777-2838125"
# Of the original only these follow from an application; it was recorded and verified long before.
OF_THE_LOSS = (EventKind.LOSS_NOTICED, EventKind.RESTORED, EventKind.VOIDED)
LONGEST = 60
FOUND_AGAIN = {
    "objector_name": "梁志芬",
    "opinion": "这本证书夹在学校退还的旧档案里，没有遗失，可以到档案室领取。",
}
MISTAKEN = {
    "objector_name": "潘海明",
    "opinion": "申请人写的授予时间与当年评审结果公布的时间不一致，请核实。",
}
DISMISSED = {"opinion": "已查当年评审结果文件，授予时间无误，异议不成立。"}
UPHELD = {"opinion": "经与原单位核实，证书在职工档案中保存完好，请本人前去领取。"}
RETURN = {"opinion": "请按记下的一处修改，改好后重新报送。"}
NOTED = (
    ("loss_attachments", "TH-03", "遗失情况说明没有签名，也没有写明在哪里遗失，请补写并签名后重新上传。"),
)
REFUSE = {"opinion": "您已于 3 月办理退休，人事档案已移交社区，请到人才中心申请补办。"}
REFUSE_OFFICE = {"opinion": "经查评审结果文件，没有您的名字，请先向原评审机构核实。"}
PASS = {"opinion": "公示期满没有异议，授予文件已查实，同意补办。"}
BACK = {"opinion": "请单位核实遗失情况说明，并盖章。"}
REPLACED = {"opinion": "同意补办，原证书作废。"}
# Where each of the city's stands, and how many days ago it came to that; what follows a notice comes after.
ON_NOTICE = (
    ("objection_upheld", 24),
    ("given_up", 15),
    ("objected", 4),
    ("objection_dismissed", 2),
    ("binned", 2),
    ("filled", 1),
    ("half", 1),
    ("on_notice", 0),
    ("draft", 0),
)
AFTER_NOTICE = (
    ("issued", 28),
    ("refused_by_office", 19),
    ("refused_by_employer", 13),
    ("passed", 11),
    ("claimed", 9),
    ("back_at_employer", 8),
    ("at_office", 6),
    ("opened", 5),
    ("lapsed", 4),
    ("returned", 3),
    ("submitted", 2),
    ("complete", 1),
    ("awaiting", 0),
)


class LossWriter(Writer):
    """Writes applications of 遗失补办 for the certificate that the person holds in the register."""

    return_words, refuse_words, refuse_office_words, pass_words = RETURN, REFUSE, REFUSE_OFFICE, PASS
    noted = NOTED
    return_to_employer_words = BACK
    days = 0

    def age(self, days):
        """As for every kind; the notice began earlier too, and ends as the calendar says."""
        super().age(days)
        application = self.application
        of_original = CertificateEvent.objects.filter(
            certificate=application.original_id, kind__in=OF_THE_LOSS
        )
        notices = PublicNotice.objects.filter(application=application)
        for rows in (
            of_original,
            notices,
            NoticeObjection.objects.filter(notice__in=notices),
        ):
            backdate(rows, days)
        for notice in notices:
            notice.starts_on -= timedelta(days=days)
            last = add_working_days(notice.starts_on, notice.working_days)
            notice.ends_on, notice.is_estimate = last.on, last.is_estimate
            notice.save(update_fields=["starts_on", "ends_on", "is_estimate"])

    def draft(self):
        self.lost = Certificate.objects.usable_by(self.actor.user).earliest("granted_on")
        target = Target(LevelGroup(TitleLevel(self.lost.level).selector), self.lost.office)
        self.application = create_draft(KindCode.REPLACEMENT, actor=self.actor, target=target)

    def half(self):
        self.draft()
        words = {"contact_phone": PHONE, "certificate": str(self.lost.public_id)}
        autosave(self.application, self._section("loss"), words, actor=self.actor, expected_version=0)

    def filled(self):
        """Ready for the 遗失申明."""
        self.draft()
        self._upload(self._section("loss"), "portrait")
        self._save("loss")

    def on_notice(self):
        self.filled()
        self._move("declare_loss", self.actor)

    def objected(self):
        self.on_notice()
        self.age(2)
        self._move("record_objection", self._staff("office_clerk"), FOUND_AGAIN)

    def objection_dismissed(self):
        self.on_notice()
        self.age(1)
        self._move("record_objection", self._staff("office_clerk"), MISTAKEN)
        self._move("dismiss_objection", self._staff("office_admin"), DISMISSED)

    def objection_upheld(self):
        self.objected()
        self.age(2)
        self._move("uphold_objection", self._staff("office_admin"), UPHELD)

    def given_up(self):
        self.on_notice()
        self.age(3)
        self._move("give_up", self.actor)

    def awaiting(self):
        self.on_notice()
        self.age(days_over(self.application.level_group, self.days))
        self.application = catch_up(self.application)

    def complete(self):
        self.awaiting()
        section = self._section("loss_attachments")
        for code in section.required_uploads:
            self._upload(section, code)
        self._save(section.key)

    def submitted(self):
        self.complete()
        self._move("submit", self.actor, {"commitment": "on"})

    def _approval(self) -> dict:
        return REPLACED

    def _answers(self, key) -> dict:
        employer = self.actor.user.employer
        return {
            "employer_name": employer.name,
            "employer": str(employer.public_id),
            "certificate": str(self.lost.public_id),
            "custom_specialty": "on",
            "contact_phone": PHONE,
        }


def days_over(level_group: str, days: int) -> int | None:
    """How long before its end was noted a notice must have begun, seen from today and from `days` ago.

    None while the calendar of a year it would run in is not published.
    """
    today, runs = timezone.localdate(), notice_days(level_group)
    ends = (today, today - timedelta(days=days))
    long_enough = (
        n
        for n in range(1, LONGEST)
        if all(add_working_days(end - timedelta(days=n), runs).is_over(end) for end in ends)
    )
    return next(long_enough, None)


def play(cast) -> None:
    """Those whose certificate the city granted, one of 高级, and the two of the list of accounts."""
    *of_city, leader = cast.veterans
    for number, (actor, (step, days)) in enumerate(zip(of_city, ON_NOTICE + AFTER_NOTICE, strict=True), 61):
        _play(LossWriter(cast, actor, number), step, days)
    _play(LossWriter(cast, leader, 91), "on_notice", 1)
    known = days_over(LevelGroup.JUNIOR, 0) is not None
    second = LossWriter(cast, cast.actors["second_applicant"], 92)
    _play(second, "awaiting" if known else "on_notice", 0)
    _play(LossWriter(cast, cast.actors["applicant"], 93), "given_up", 20)


def _play(writer, step, days) -> None:
    is_after = step in dict(AFTER_NOTICE)
    if is_after and days_over(LevelGroup.INTERMEDIATE, days) is None:
        return
    writer.days = days
    play_one(writer, step, days)
