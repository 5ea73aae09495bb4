"""The kinds of application, each a value."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from accounts.models import TitleOffice, User
from applications.models import Application, EvaluationPlan
from applications.plan_enums import PlanStage
from core import audit
from core.errors import Refused
from core.sections import Section
from core.workflow import Workflow


@dataclass(frozen=True)
class Target:
    """What an application is aimed at: a level, the office, and for 职称评审 the committee's plan.

    `returned_in` is the stage of the plan that returned it for correction, if one did.
    """

    level_group: str
    office: TitleOffice
    plan: EvaluationPlan | None = None
    returned_in: PlanStage | None = None

    @property
    def named_plan(self) -> EvaluationPlan:
        """The plan, for the kind that must have one; Refused where none was chosen."""
        if self.plan is None:
            raise Refused("请选择评审委员会。")
        return self.plan


@dataclass(frozen=True)
class Station:
    """One circle of the step bar between 个人申报 and 单位审核: its label and the states it stands for."""

    label: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class CollectButton:
    """How the applicant comes by the certificate: the words on the button and those over its page.

    The button is shown where the office mails, with `always` everywhere.
    """

    label: str
    title: str
    always: bool = False


MAILING = CollectButton("邮寄", "邮寄证书")

# Given the target, the applicant, and the application that is there already, if any.
EntryRule = Callable[[Target, User, Application | None], None]


def unchanged(application: Application) -> Application:
    """What time alone does to most kinds: nothing."""
    return application


@dataclass(frozen=True)
class ApplicationKind:
    """One kind: its sections, its road and what its numbers begin with.

    `target_form` asks for level and office, `level_groups` are the levels it is open for and `wrong_level`
    the sentence for the others. `levels_open(target)` are the title levels decided there, none where the
    office does not decide them. `entry_rules` raise Refused before a draft is opened or sent elsewhere,
    `target_rules` also before it is handed in.
    `required_keys(application)` are the sections that must be saved, all unless the kind says otherwise, and
    `facts(application)` what the page shows beside the first questions. A certificate that follows is said to
    be acquired by `acquisition_method`; `granted(application)` is what else it says of where it comes from,
    and `collect_button` is the one by which the person says how to hand it over.
    `fee(application)` is what is to be paid before it goes on, None for nothing; a kind without it is free.
    `judged_by` tells what the rules of 我能报什么 say of an application; a kind without it has no rules.

    `purpose` says in one sentence whom the kind is for. `intro` stands above the first step, `materials` says
    what to have at hand. `locks` are by state the sections that the road itself keeps closed then, each with
    the sentence that says why. Saving a section of `confirms` leads on to the question before a move, named
    by it. `front` are stations of the step bar of its own, `closing` the labels of those behind the office,
    and `decided_by` what is waited for once the office has passed it. `catch_up(application)` makes the move
    that time alone brings, if its hour has come, and returns the row as it stands then.
    """

    code: str
    label: str
    prefix: str
    form_version: int
    sections: tuple[Section, ...]
    workflow: Workflow
    level_groups: tuple[str, ...]
    wrong_level: str
    target_form: type[forms.Form]
    levels_open: Callable[[Target], tuple[str, ...]]
    acquisition_method: str
    entry_rules: tuple[EntryRule, ...] = ()
    target_rules: tuple[Callable[[Target], None], ...] = ()
    required_keys: Callable[[Application], Collection[str]] | None = None
    facts: Callable[[Application], list[tuple[str, str]]] | None = None
    granted: Callable[[Application], dict] | None = None
    judged_by: Callable | None = None
    fee: Callable[[Application], Any] | None = None
    purpose: str = ""
    collect_button: CollectButton = MAILING
    intro: tuple[str, ...] = ()
    materials: str = ""
    locks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    confirms: Mapping[str, str] = field(default_factory=dict)
    front: tuple[Station, ...] = ()
    closing: tuple[str, ...] = ("批准", "发证")
    decided_by: str = "批准"
    catch_up: Callable[[Application], Application] = unchanged

    @property
    def shows_people(self) -> bool:
        """Whether the employer shows its people before it recommends them."""
        return "begin_notice" in self.workflow.transitions

    def closed_sections(self, state: str) -> Mapping[str, str]:
        """Keys of the sections the road keeps closed in a state, with the sentence that says why."""
        return self.locks.get(state, {})

    def requires(self, application) -> Collection[str]:
        """Keys of the sections that must be saved before 报送."""
        if self.required_keys:
            return self.required_keys(application)
        return [section.key for section in self.sections]

    def section(self, key: str) -> Section:
        """The section of this key; KeyError if the kind has none."""
        return {section.key: section for section in self.sections}[key]

    @property
    def has_lists(self) -> bool:
        """Whether any section of it is a list of rows."""
        return any(section.many for section in self.sections)

    def judge(self, application):
        """The verdict of the rules on an application; None without rules, or while answers are missing."""
        return self.judged_by(application) if self.judged_by else None


_kinds: dict[str, ApplicationKind] = {}


def register(new: ApplicationKind) -> ApplicationKind:
    """Make a kind known under its code; a second one of the same code is a mistake."""
    if _kinds.setdefault(new.code, new) is not new:
        raise ValueError(f"application kind {new.code} is registered twice")
    audit.put_in_words("applications.created", "kind", {new.code: new.label})
    titles = {one.key: one.title for one in new.sections}
    rows = ("row_added", "row_saved", "row_deleted", "row_moved", "row_taken", "row_discarded")
    desks = ("section_judged", *(f"defect_{what}" for what in ("noted", "changed", "removed", "explained")))
    for event in ("section_saved", *rows, *desks):
        audit.put_in_words(f"applications.{event}", "section", titles)
    return new


def kind(code: str) -> ApplicationKind:
    """The kind of this code; KeyError if there is none."""
    return _kinds[code]


def kinds() -> tuple[ApplicationKind, ...]:
    """All kinds in the order they were registered."""
    return tuple(_kinds.values())
