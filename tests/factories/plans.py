"""Committees and yearly plans around today, and policy files, with the addresses of their pages."""

import datetime as dt
import io
import itertools
from decimal import Decimal

from django.utils import timezone

from applications.models import EvaluationCommittee
from applications.plan_enums import PlanStage
from applications.services import committees, plan_desk, policy_notices
from tests.factories.certificates import make_series
from tests.factories.notices import PDF

numbers = itertools.count(1)
TERMS = {
    "fee_amount": Decimal(0),
    "collects_online": False,
    "quota": None,
    "needs_authority_review": False,
    "notes": "",
}
POLICY = {"title": "年度评审部署文件", "body": "<p>请认真阅读。</p>"}


def make_committee(office, **fields):
    """A committee filed since last year, for another year or so."""
    number = next(numbers)
    filed_on = fields.pop("filed_on", timezone.localdate() - dt.timedelta(days=400))
    given = {
        "code": f"T{number:04d}",
        "name": f"工程系列第{number}评审会",
        "series": make_series(),
        "levels": ["intermediate"],
        "filed_on": filed_on,
        "filed_until": committees.longest_filing(filed_on),
        **fields,
    }
    return EvaluationCommittee.objects.create(office=office, **given)


def windows(first, last):
    """A complete set of windows; 个人申报 is from `first` to `last`."""
    steps = {
        PlanStage.APPLY: (0, 0),
        PlanStage.EMPLOYER: (5, 10),
        PlanStage.ACCEPT: (10, 20),
        PlanStage.EVALUATE: (40, 60),
    }
    return {
        stage: (first + dt.timedelta(days=opens), last + dt.timedelta(days=closes))
        for stage, (opens, closes) in steps.items()
    }


def around_today(opens=-5, closes=5):
    """Windows whose 个人申报 opens and closes so many days from today."""
    today = timezone.localdate()
    return windows(today + dt.timedelta(days=opens), today + dt.timedelta(days=closes))


def make_plan(actor, days=None, *, committee=None, **terms):
    """A complete draft."""
    days = days or around_today()
    committee = committee or make_committee(actor.office)
    plan = plan_desk.create(committee, days[PlanStage.APPLY][0].year, actor=actor)
    return plan_desk.change(plan, TERMS | terms, days, reason="", expected_version=1, actor=actor)


def make_published(actor, days=None, **given):
    """A plan applicants see."""
    plan = make_plan(actor, days, **given)
    return plan_desk.publish(plan, expected_version=plan.version, actor=actor)


def make_policy(actor, *, published=False, **words):
    """A policy file of the office, with one PDF."""
    given = POLICY | {"year": timezone.localdate().year, "office": actor.office} | words
    notice = policy_notices.create(given, actor=actor)
    policy_notices.attachments.add(notice, io.BytesIO(PDF), name="部署文件.pdf", actor=actor)
    return policy_notices.publish(notice, expected_version=1, actor=actor) if published else notice


class PlansStage:
    """A draft and a published plan, a policy file of either kind, and the addresses of all their pages."""

    def __init__(self, world):
        self.actor = world.officer
        self.draft, self.published = make_plan(self.actor), make_published(self.actor)
        self.policy, self.shown = make_policy(self.actor), make_policy(self.actor, published=True)
        self.file = policy_notices.attachments.of(self.policy).get()

    def add(self):
        """One row more of everything the pages list."""
        make_published(self.actor)
        make_policy(self.actor, published=True)

    @property
    def addresses(self):
        """URL name → arguments."""
        draft, published = {"public_id": self.draft.public_id}, {"public_id": self.published.public_id}
        policy, plan = {"public_id": self.policy.public_id}, "admin_portal:plan_"
        return {
            "applications:office_guide": {"public_id": self.actor.office.public_id},
            **{f"{plan}{page}": draft for page in ("detail", "edit", "requirements", "publish")},
            **{f"{plan}{page}": published for page in ("late", "close")},
            "admin_portal:committee_edit": {"public_id": self.draft.committee.public_id},
            **{f"admin_portal:policy_{page}": policy for page in ("edit", "publish", "discard")},
            "admin_portal:policy_take_back": {"public_id": self.shown.public_id},
            "admin_portal:policy_document_delete": {**policy, "document_id": self.file.public_id},
        }

    @property
    def forms(self):
        """URL name → what is posted."""
        today = timezone.localdate()
        committee = {
            "name": "新的评审会",
            "series": "05",
            "levels": ["intermediate"],
            "filed_on": str(today),
            "filed_until": str(committees.longest_filing(today)),
            "is_active": "on",
        }
        policy = POLICY | {"title": "另一份文件", "year": str(today.year), "reach": "own"}
        days = plan_desk.days_of(self.draft)
        posted = {f"{stage}_opens_on": str(first) for stage, (first, _) in days.items()}
        posted |= {f"{stage}_closes_on": str(last) for stage, (_, last) in days.items()}
        drafted, out = {"version": str(self.draft.version)}, {"version": str(self.published.version)}
        late = {"until": str(today + dt.timedelta(days=10)), "reason": "平台维护。"}
        return {
            "admin_portal:plan_create": {
                "committee": self.draft.committee.code,
                "year": str(today.year + 1),
            },
            "admin_portal:plan_edit": posted | {"fee_amount": "0", "quota": "40"} | drafted,
            "admin_portal:plan_requirements": {"intermediate": ["education"]} | drafted,
            "admin_portal:plan_publish": drafted,
            "admin_portal:plan_late": late | out,
            "admin_portal:plan_close": {"reason": "评审已完成。"} | out,
            "admin_portal:plan_copy_year": {"year": str(today.year + 1)},
            "admin_portal:committee_create": committee,
            "admin_portal:committee_edit": committee | {"version": "1"},
            "admin_portal:policy_create": policy,
            "admin_portal:policy_edit": policy | {"version": "1"},
            "admin_portal:policy_publish": policy | POLICY | {"version": "1"},
            "admin_portal:policy_take_back": {"version": "2"},
        }
