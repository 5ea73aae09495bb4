"""A committee of the demo at work: groups, ballots, one list that is over and one on show, and its 批文.

What follows the end of a list is left out while the calendar of a year it runs in is not published.
"""

import datetime as dt
import io

from django.db.models import F
from django.utils import timezone

from applications.models import (
    EvaluationGroup,
    EvaluationResult,
    GroupPlace,
    ResultEntry,
    ResultNotice,
    ResultObjection,
)
from applications.services import evaluation_groups, result_notices
from catalogue.working_days import add_working_days
from certificates.models import Decree
from certificates.services import decrees
from core.models import StoredDocument
from gxzc.demo import past
from gxzc.demo.evaluations import EvaluationWriter
from gxzc.demo.pictures import sheet
from gxzc.demo.plans import OWN_SCHOOLS

GROUPS = ("中学理科组", "中学文科组")
MEMBERS, ATTENDING = 27, 25
# Votes for, by who is judged as the how manieth; 17 of 25 are needed.
VOTES_FOR = (24, 22, 21, 19, 23, 20, 18)
LOST = 14
COPIED = {
    "objector_name": "陆志芬",
    "objector_contact": "0777-2839102",
    "opinion": "代表作第三节与 2019 年另一篇论文大段相同，请核实。",
}
ASKED = {
    "objector_name": "黄振海",
    "objector_contact": "0777-2835517",
    "opinion": "课题获奖名单中没有申报人，请核实是不是主持人。",
}
UPHELD = {"opinion": "经比对，代表作与他人论文重复率 41%，申报人承认未注明引用，异议影响结果，取消通过。"}
DISMISSED = {"opinion": "已调取课题结题材料，申报人为主持人，获奖名单漏印，异议不影响结果。"}
APPROVED = {"opinion": "公示期满，程序和材料齐全，同意。"}
# Of whom the first list told, and how far each came since; of whom the second, which began two days ago.
FIRST = ("issued", "issued", "decreed", "waiting", "upheld")
SECOND = ("shown", "dismissed", "objected")
BEFORE = ("failed", "judged", "grouped", "grouped")
SHOWN_SINCE, SIGNED_SINCE = 2, 2


class ExaminedWriter(EvaluationWriter):
    """Writes applications of 职称评审 that the committee has judged."""

    with_scans = False
    committee = OWN_SCHOOLS.name

    def age(self, days):
        """What the committee's office noted is older too; under a decree the day of the ballot stays."""
        super().age(days)
        mine = {"application": self.application}
        results = EvaluationResult.objects.filter(**mine)
        results.filter(decree=None).update(evaluated_on=F("evaluated_on") - dt.timedelta(days=days))
        for rows in (
            GroupPlace.objects.filter(**mine),
            results,
            ResultEntry.objects.filter(**mine),
            ResultObjection.objects.filter(entry__application=self.application),
        ):
            past.backdate(rows, days)

    def grouped(self):
        self.passed()
        self.age(12)
        group = EvaluationGroup.objects.get(plan=self.application.plan, name=GROUPS[self.number % 2])
        self._move("put_in_group", self._staff("office_clerk"), {"group": str(group.public_id)})

    def judged(self):
        self.vote(VOTES_FOR[self.number % len(VOTES_FOR)])

    def failed(self):
        self.vote(LOST)

    def vote(self, approve: int):
        """The ballot, ten days after the groups were made."""
        self.grouped()
        self.age(10)
        abstain = (ATTENDING - approve) // 2
        votes = {
            "evaluated_on": f"{timezone.localdate()}",
            "members": f"{MEMBERS}",
            "attending": f"{ATTENDING}",
            "approve": f"{approve}",
            "against": f"{ATTENDING - approve - abstain}",
            "abstain": f"{abstain}",
        }
        self._move("enter_result", self._staff("office_clerk"), votes)
        self.age(4)

    def decree(self, decree):
        self._move("decree", self._staff("office_clerk"), {"decree": decree.pk})

    def approve(self):
        self._move("approve", self._staff("office_admin"), APPROVED)

    def object(self, words, decision="", opinion=None):
        """Somebody objects to the result; the colleague decides."""
        self._move("record_objection", self._staff("office_clerk"), words)
        if decision:
            self._move(decision, self._staff("office_admin"), opinion)


def play(cast) -> None:
    """Two lists and those on none, the oldest first."""
    plan = ExaminedWriter.plan_of(OWN_SCHOOLS.name)
    clerk = cast.actors["office_clerk"]
    for name in GROUPS:
        evaluation_groups.create(plan, name, actor=clerk)
    past.backdate(EvaluationGroup.objects.filter(plan=plan), 40)
    steps = FIRST + SECOND + BEFORE
    people = [ExaminedWriter(cast, actor, n) for n, actor in enumerate(cast.examined, 61)]
    writers = list(zip(steps, people, strict=True))
    _first_list(plan, writers[: len(FIRST)], clerk)
    _second_list(plan, writers[len(FIRST) : -len(BEFORE)], clerk)
    for step, writer in writers[-len(BEFORE) :]:
        getattr(writer, step)()
        writer.age(1)


def _list_of(plan, writers, clerk) -> ResultNotice:
    for _, writer in writers:
        writer.judged()
    return result_notices.publish(plan, actor=clerk)


def _second_list(plan, writers, clerk) -> None:
    notice = _list_of(plan, writers, clerk)
    _begin_earlier(notice, writers, SHOWN_SINCE)
    for step, writer in writers:
        if step == "dismissed":
            writer.object(ASKED, "dismiss_objection", DISMISSED)
        elif step == "objected":
            writer.object(ASKED)


def _first_list(plan, writers, clerk) -> None:
    """It ran in full; three of five were put under a decree, two of them are certified."""
    notice = _list_of(plan, writers, clerk)
    since = days_over()
    if since is None:
        return
    _begin_earlier(notice, writers, 1)
    for step, writer in writers:
        if step == "upheld":
            writer.object(COPIED, "uphold_objection", UPHELD)
    _begin_earlier(notice, writers, since - 1)
    result_notices.end_due()
    decree = _decree(clerk)
    for step, writer in writers:
        if step in ("decreed", "issued"):
            writer.decree(decree)
        if step == "issued":
            writer.approve()
        writer.age(SIGNED_SINCE)
    Decree.objects.filter(pk=decree.pk).update(dated_on=F("dated_on") - dt.timedelta(days=SIGNED_SINCE))
    for rows in (
        Decree.objects.filter(pk=decree.pk),
        StoredDocument.objects.filter(owner_id=decree.public_id),
        ResultNotice.objects.filter(pk=notice.pk),
    ):
        past.backdate(rows, SIGNED_SINCE)


def _begin_earlier(notice, writers, days) -> None:
    """The list has been on show for so many days more, and ends as the calendar says."""
    for _, writer in writers:
        writer.age(days)
    notice.refresh_from_db()
    notice.starts_on -= dt.timedelta(days=days)
    last = add_working_days(notice.starts_on, notice.working_days)
    notice.ends_on, notice.is_estimate = last.on, last.is_estimate
    notice.save(update_fields=["starts_on", "ends_on", "is_estimate"])
    past.backdate(ResultNotice.objects.filter(pk=notice.pk), days)


def _decree(clerk) -> Decree:
    today = timezone.localdate()
    return decrees.record(
        office=clerk.office,
        number=f"钦职办〔{today.year}〕38号",
        dated_on=today,
        stream=io.BytesIO(sheet("DECREE 38")),
        name="关于公布中级专业技术资格评审结果的通知.pdf",
        actor=clerk,
    )


def days_over() -> int | None:
    """How long before today a list must have begun to be over since the decree; None where unknown."""
    since = SIGNED_SINCE + 1
    days = past.begun_before(timezone.localdate() - dt.timedelta(days=since), result_notices.LEAST_DAYS)
    return None if days is None else days + since
