"""The filters of the queue. What may be personal data is found here and gets into no address."""

import datetime
from typing import ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import cached_property

from accounts.models import Employer
from accounts.services import identifiers
from accounts.services.jurisdiction import jurisdiction
from admin_portal.portals import EMPLOYER, colleagues
from admin_portal.sla import DeskBorders
from applications.enums import ApplicationState, KindCode
from applications.models import EvaluationCommittee, EvaluationPlan
from applications.services.sla_borders import COLOURS, midnight
from catalogue.enums import LevelGroup, TitleLevel
from catalogue.models import TitleSeries
from core.date_fields import LAST_YEAR
from core.filters import FilterForm
from core.pii import looks_private

UNCLAIMED = "none"
NAMED = 100
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SENSIBLE_DAYS = (
    MinValueValidator(datetime.date(2000, 1, 1), "日期不能早于 2000-01-01。"),
    MaxValueValidator(datetime.date(LAST_YEAR, 12, 31), f"日期不能晚于 {LAST_YEAR}-12-31。"),
)
NOBODY = "00000000-0000-0000-0000-000000000000"


class PublicIdChoiceField(forms.ModelChoiceField):
    """One of some rows by public id; what is no id at all is no choice either."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class QueueFilter(FilterForm):
    """One form for the typed search (POST) and for the address it leads to (GET)."""

    narrow: ClassVar = {
        "q": lambda rows, words: rows.named_like(words),
        "person": lambda rows, public_id: rows.filter(applicant__public_id=public_id),
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "state": lambda rows, state: rows.filter(state=state),
        "group": lambda rows, group: rows.filter(level_group=group),
        "level": lambda rows, level: rows.filter(level=level),
        "series": lambda rows, series: rows.filter(series=series),
        "plan": lambda rows, plan: rows.filter(plan=plan),
        "committee": lambda rows, committee: rows.filter(plan__in=list(committee.plans.all())),
        "office": lambda rows, office: rows.filter(office=office),
    }
    # Those the page shows at once; the others lie folded below.
    at_hand: ClassVar = ("q", "kind", "state", "group", "assignee", "sla")
    of_offices: ClassVar = ("plan", "committee", "employer", "office")

    q = forms.CharField(
        label="姓名、证件号、申报号",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-find": ""}),
    )
    person = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "这个链接不完整，没能按人查找。请重新输入姓名或证件号。"},
    )
    kind = forms.ChoiceField(label="申报类型", required=False, choices=[("", "全部类型"), *KindCode.choices])
    state = forms.ChoiceField(label="状态", required=False)
    group = forms.ChoiceField(label="级别", required=False, choices=[("", "全部级别"), *LevelGroup.choices])
    assignee = forms.ChoiceField(label="经办人", required=False)
    sla = forms.ChoiceField(label="办理时限", required=False, choices=[("", "不限"), *COLOURS.items()])
    level = forms.ChoiceField(
        label="资格级别", required=False, choices=[("", "全部资格级别"), *TitleLevel.choices]
    )
    series = forms.ModelChoiceField(
        TitleSeries.objects.order_by("order", "code"),
        label="系列",
        required=False,
        to_field_name="code",
        empty_label="全部系列",
    )
    plan = PublicIdChoiceField(
        None, label="评审计划", required=False, to_field_name="public_id", empty_label="全部评审计划"
    )
    committee = PublicIdChoiceField(
        None, label="评审会", required=False, to_field_name="public_id", empty_label="全部评审会"
    )
    employer = forms.CharField(label="单位", required=False, max_length=40)
    office = PublicIdChoiceField(
        None, label="职改办", required=False, to_field_name="code", empty_label="本办和下级"
    )
    since = forms.DateField(label="到达日期从", required=False, widget=DAY, validators=SENSIBLE_DAYS)
    until = forms.DateField(label="到达日期到", required=False, widget=DAY, validators=SENSIBLE_DAYS)

    def __init__(self, data, *, portal, actor):
        super().__init__(data)
        self.portal, self.actor = portal, actor
        self.narrow = type(self).narrow | {
            "assignee": self._of_colleague,
            "employer": self._of_employers,
            "sla": self._of_colour,
            "since": lambda rows, day: rows.filter(**{f"{portal.arrived}__gte": midnight(day)}),
            "until": lambda rows, day: rows.filter(
                **{f"{portal.arrived}__lt": midnight(day + datetime.timedelta(days=1))}
            ),
        }
        states = [(state.value, state.staff_label) for state in map(ApplicationState, portal.states)]
        self.fields["state"].choices = [("", "全部状态"), *states]
        self.fields["assignee"].choices = lambda: self._colleagues
        if portal is EMPLOYER:
            for name in self.of_offices:
                del self.fields[name]
        else:
            self._offer_what_offices_have()

    def _offer_what_offices_have(self):
        offices = jurisdiction(self.actor, "see")
        plans = EvaluationPlan.objects.visible_to(self.actor).filter(published_at__isnull=False)
        committees = EvaluationCommittee.objects.filter(office__in=offices)
        self.fields["plan"].queryset = plans.select_related("committee").order_by("-year", "committee__code")
        self.fields["plan"].label_from_instance = lambda plan: f"{plan.year} 年 {plan.committee.name}"
        self.fields["committee"].queryset = committees.order_by("code")
        self.fields["office"].queryset = offices.order_by("path")
        self.fields["office"].label_from_instance = self._name_of_office

    def _name_of_office(self, office) -> str:
        return f"只看本办（{office.short_name}）" if office.pk == self.actor.office_id else office.short_name

    @cached_property
    def _colleagues(self) -> list[tuple[str, str]]:
        return [
            ("", "全部经办人"),
            (UNCLAIMED, "未认领"),
            *((key, one.name) for key, one in self._people.items()),
        ]

    @cached_property
    def _people(self) -> dict:
        return {str(person.public_id): person for person in colleagues(self.actor)}

    def _of_colleague(self, rows, chosen: str):
        if chosen == UNCLAIMED:
            return rows.filter(**{f"{self.portal.handler}__isnull": True})
        # By key, not through the table of people: so the list is walked in its own order.
        return rows.filter(**{self.portal.handler: self._people[chosen].pk})

    def _of_employers(self, rows, words: str):
        """Those of the employers named so; of a few the planner knows how many people each has."""
        named = Employer.objects.filter(name__icontains=words.strip()).values_list("pk", flat=True)
        few = list(named[: NAMED + 1])
        return rows.filter(employer__in=few if len(few) <= NAMED else named)

    def _of_colour(self, rows, colour: str):
        """Those whose clock shows a colour."""
        return rows.filter(DeskBorders(self.portal, self.actor).within(colour))

    @property
    def fields_at_hand(self) -> list:
        """The filters used most."""
        return [field for field in self.visible_fields() if field.name in self.at_hand]

    @property
    def fields_folded(self) -> list:
        """The others."""
        return [field for field in self.visible_fields() if field.name not in self.at_hand]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of the others is in use, or has to be mended."""
        used = {*self.filled(), *self.errors}
        return any(field.name in used for field in self.fields_folded)

    def order_for(self, is_closed: bool) -> str:
        """The order a list is best read in where nobody asked for another; empty for the usual one."""
        filled = self.filled()
        if {"since", "until"} & set(filled):
            return "arrived"
        return "due" if "sla" in filled and not is_closed else ""

    def clean(self):
        """The first day is not after the last."""
        answers = super().clean()
        since, until = answers.get("since"), answers.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期早于开始日期，请对调后再查。")
        return answers

    def clean_employer(self):
        """Whoever mistakes the field must not find a document number in the address."""
        words = self.cleaned_data["employer"]
        if looks_private(words):
            raise ValidationError(
                "这里只填单位名称。按证件号、手机号或邮箱查找，请填在“姓名、证件号、申报号”里。"
            )
        return words

    def address(self, kept: dict) -> str:
        """The query string this search leads to, after `kept`: private words become the person they name.

        A person found earlier stays until somebody else is looked for.
        """
        asked = {name: self.data[name] for name in self.filled()}
        words = asked.get("q", "").strip()
        if words:
            asked.pop("person", None)
        if looks_private(words):
            del asked["q"]
            asked["person"] = self._person(words)
        return urlencode(kept | asked)

    def address_to_keep(self, kept: dict) -> str:
        """The same without anybody in it: what is kept must not name a person by a number."""
        asked = {name: self.data[name] for name in self.filled() if name != "person"}
        if looks_private(asked.get("q", "")):
            del asked["q"]
        return urlencode(kept | asked)

    def _person(self, words: str) -> str:
        """Whose document, mobile or e-mail it is, if the acting person may see a case of theirs."""
        digests = identifiers.candidates(words)
        visible = self.portal.visible(self.actor).order_by()
        found = visible.filter(applicant__login_identifiers__digest__in=digests)
        return str(found.values_list("applicant__public_id", flat=True).first() or NOBODY)

    def words_of(self, name: str) -> str:
        """One filter in words."""
        return "按证件号、手机号或邮箱查找" if name == "person" else super().words_of(name)
