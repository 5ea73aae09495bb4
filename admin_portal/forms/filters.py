"""The filters of the queue. What may be personal data is found here and gets into no address."""

from typing import ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from accounts.services import identifiers
from admin_portal.portals import EMPLOYER, colleagues
from applications.enums import ApplicationState
from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from core.filters import FilterForm
from core.pii import looks_private

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
        "series": lambda rows, series: rows.filter(series=series),
        "level": lambda rows, level: rows.filter(level=level),
        "state": lambda rows, state: rows.filter(state=state),
        "employer": lambda rows, words: rows.filter(employer__name__icontains=words.strip()),
        "assignee": lambda rows, person: rows.filter(assignee=person),
    }

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
    series = forms.ModelChoiceField(
        TitleSeries.objects.order_by("order", "code"),
        label="系列",
        required=False,
        to_field_name="code",
        empty_label="全部系列",
    )
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部级别"), *TitleLevel.choices])
    state = forms.ChoiceField(label="状态", required=False)
    employer = forms.CharField(label="单位", required=False, max_length=40)
    assignee = PublicIdChoiceField(
        None, label="经办人", required=False, to_field_name="public_id", empty_label="全部经办人"
    )

    def __init__(self, data, *, portal, actor):
        super().__init__(data)
        self.portal, self.actor = portal, actor
        states = [(state.value, state.staff_label) for state in map(ApplicationState, portal.states)]
        self.fields["state"].choices = [("", "全部状态"), *states]
        self.fields["assignee"].queryset = colleagues(actor)
        self.fields["assignee"].label_from_instance = lambda person: person.name
        if portal is EMPLOYER:
            del self.fields["employer"], self.fields["assignee"]

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

    def _person(self, words: str) -> str:
        """Whose document, mobile or e-mail it is, if the acting person may see a case of theirs."""
        digests = identifiers.candidates(words)
        visible = self.portal.visible(self.actor).order_by()
        found = visible.filter(applicant__login_identifiers__digest__in=digests)
        return str(found.values_list("applicant__public_id", flat=True).first() or NOBODY)

    def words_of(self, name: str) -> str:
        """One filter in words."""
        return "按证件号、手机号或邮箱查找" if name == "person" else super().words_of(name)
