"""A 职称评审 on the far side of 初审通过: admitted, grouped, judged, on a list."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from applications.enums import ApplicationState as S
from applications.models import Application, ResultBatch, ResultNotice
from applications.services import evaluation_groups, result_notices
from applications.services.transitions import perform
from catalogue.enums import TitleLevel
from catalogue.working_days import publish_year
from certificates.services import decrees
from tests.factories.applications import make_title
from tests.factories.evaluation import EvaluationWorld, make_committee, make_plan
from tests.factories.notices import PDF

SHEET_HEAD = ("申报号", "姓名", "评审日期", "评委会人数", "出席人数", "赞成票", "反对票", "弃权票")
VOTES = {"members": "31", "attending": "21", "approve": "14", "against": "5", "abstain": "2"}
OBJECTION = {
    "objector_name": "陆小曼",
    "objector_contact": "13800002222",
    "opinion": "论文不是本人写的。",
}


def votes(**changes) -> dict:
    """A ballot of today that is just passed."""
    return {"evaluated_on": f"{timezone.localdate()}", **VOTES, **changes}


class ResultsWorld(EvaluationWorld):
    """The world of 职称评审 with a group, and people brought as far as a test needs."""

    def __init__(self):
        super().__init__()
        for year in (timezone.localdate().year, timezone.localdate().year + 1):
            publish_year(year, [], actor=None)
        self.group = evaluation_groups.create(self.plan, "工程一组", actor=self.officer)

    def admitted(self) -> Application:
        """材料报送成功, of one more person."""
        return self.stored(S.ADMITTED)

    def grouped(self) -> Application:
        """In the group."""
        data = {"group": str(self.group.public_id)}
        return perform(self.admitted(), "put_in_group", actor=self.officer, data=data)

    def passed(self) -> Application:
        """With a result."""
        return perform(self.grouped(), "enter_result", actor=self.officer, data=votes())

    def on_notice(self) -> Application:
        """On the list of its plan, which begins today."""
        application = self.passed()
        result_notices.publish(self.plan, actor=self.officer)
        return Application.objects.get(pk=application.pk)

    def run_out(self) -> ResultNotice:
        """Let the list of the plan have begun ten days ago and be over since yesterday."""
        today = timezone.localdate()
        begun, last = today - datetime.timedelta(days=10), today - datetime.timedelta(days=1)
        ResultNotice.objects.filter(plan=self.plan).update(starts_on=begun, ends_on=last, is_estimate=False)
        return ResultNotice.objects.filter(plan=self.plan).latest("pk")

    def decree(self, number="钦职办〔2026〕31号", dated_on=None):
        """A decree of today, or of another day, with its file."""
        return decrees.record(
            office=self.office,
            number=number,
            dated_on=dated_on or timezone.localdate(),
            stream=io.BytesIO(PDF),
            name="批文.pdf",
            actor=self.officer,
        )

    def decreed(self) -> Application:
        """发文 by the clerk; waits for the second person."""
        application = self.on_notice()
        self.run_out()
        return perform(application, "decree", actor=self.officer, data={"decree": self.decree().pk})


class ResultsStage(ResultsWorld):
    """One person at every stage of a plan of a given world's office, and the addresses of the pages."""

    def __init__(self, world):
        self.__dict__.update(world.__dict__)
        self.title = make_title("工程师", TitleLevel.INTERMEDIATE, series=world.title.series)
        self.plan = make_plan(make_committee(self.office, self.title.series, name="工程系列第二评审会"))
        self.group = evaluation_groups.create(self.plan, "工程一组", actor=self.officer)
        self.waits = self.decreed()
        self.shown = self.on_notice()
        self.notice = self.run_out()
        self.new, self.judged, _ = self.admitted(), self.grouped(), self.passed()
        cells = {"number": self.judged.number, "name": self.judged.applicant_name, **votes()}
        line = {"row": 2, "cells": cells, "problems": {}}
        self.batch = ResultBatch.objects.create(
            plan=self.plan, created_by=self.officer.user, sheet="数据", lines=[line]
        )

    @property
    def addresses(self):
        """URL name → arguments."""
        plan, notice = {"public_id": self.plan.public_id}, {"public_id": self.notice.public_id}
        batch, office = {"public_id": self.batch.public_id}, "admin_portal:evaluation_"
        pages = ("plan", "group_create", "group", "divide", "template", "upload", "publish")
        return {
            **{f"{office}{page}": plan for page in (*pages, "decree", "approve")},
            f"{office}batch": batch,
            f"{office}import": batch,
            "admin_portal:result_notice_detail": notice,
            "admin_portal:result_notice_end": notice,
            "admin_portal:result_notice_paper": notice,
            "applications:result_notice_detail": notice,
        }

    @property
    def forms(self):
        """URL name → what is posted; files are new each time."""
        office = "admin_portal:evaluation_"
        return {
            f"{office}group_create": {"name": "工程二组"},
            f"{office}group": {
                "group": str(self.group.public_id),
                "application": str(self.new.public_id),
            },
            f"{office}upload": {"file": results_sheet([self.judged.number, self.judged.applicant_name])},
            f"{office}decree": {
                "number": "钦职办〔2026〕32号",
                "dated_on": f"{timezone.localdate()}",
                "file": SimpleUploadedFile("批文.pdf", PDF),
                "application": str(self.shown.public_id),
            },
            f"{office}approve": {"opinion": "同意。", "application": str(self.waits.public_id)},
        }


def results_sheet(*rows):
    """An uploaded workbook of results."""
    book, target = Workbook(), io.BytesIO()
    for row in (SHEET_HEAD, *rows):
        book.active.append(row)
    book.save(target)
    return SimpleUploadedFile("结果.xlsx", target.getvalue())
