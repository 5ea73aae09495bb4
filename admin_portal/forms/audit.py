"""By what the audit log is searched: person, object, action, time."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Employer, User
from accounts.services import identifiers
from admin_portal.audit_log import entries_about, visible_entries
from admin_portal.forms.filters import NOBODY, is_private
from applications.models import Application
from certificates.models import Certificate
from core import audit
from core.models import AuditEntry

DISCLOSURES = "disclosures"
GROUPS = {
    "accounts": "账户、单位与职改办",
    "admin_portal": "工作台",
    "applications": "申报",
    "catalogue": "基础数据",
    "certificates": "证书",
    "core": "材料",
    "messaging": "消息",
    "payments": "缴费",
    "verification": "审验与查询",
}


def action_choices() -> list:
    """Every kind of act, grouped by the part of the platform it belongs to."""
    grouped: dict[str, list] = {}
    for name, event in sorted(audit.registered().items()):
        words = event.sentence.format_map(_Dots())
        grouped.setdefault(GROUPS.get(name.split(".")[0], "其他"), []).append((name, words))
    return [("", "全部操作"), (DISCLOSURES, "查看、导出或下载了个人信息"), *grouped.items()]


class _Dots(dict):
    def __missing__(self, key):
        return "…"


class DayField(forms.DateField):
    """A day of the calendar."""

    def __init__(self, label):
        super().__init__(
            label=label,
            required=False,
            error_messages={"invalid": "日期请写成 2026-11-21 的样子"},
            widget=forms.DateInput(attrs={"type": "date", "class": "w-date"}),
        )


class AuditFilter(forms.Form):
    """One form for the typed search (POST) and for the address it leads to (GET)."""

    who = forms.CharField(
        label="人员（姓名、账户名、证件号、手机号）",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-find": ""}),
    )
    what = forms.CharField(
        label="对象（申报号、证书编号、单位名称或代码）",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    action = forms.ChoiceField(label="操作", required=False)
    since = DayField("开始日期")
    until = DayField("结束日期")
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, actor):
        super().__init__(data)
        self.actor = actor
        self.fields["action"].choices = action_choices()

    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError("结束日期早于开始日期，请核对"))
        return data

    def filled(self) -> dict:
        """The valid, non-empty filters."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def entries(self) -> QuerySet[AuditEntry]:
        """The entries this person may read and that the filters let through."""
        filled = self.filled()
        entries = (
            self._of_subject(filled.pop("what", "")) if "what" in filled else visible_entries(self.actor)
        )
        for name, value in filled.items():
            entries = FILTERS[name](entries, value)
        return entries

    def _of_subject(self, words: str) -> QuerySet[AuditEntry]:
        found = find_subject(words.strip())
        return entries_about(*found, self.actor) if found else AuditEntry.objects.none()

    def chips(self, params) -> list[tuple[str, str]]:
        """(words, address without it) of every filter that is on."""
        chips = []
        for name in self.filled():
            rest = params.copy()
            for gone in (name, "cursor"):
                rest.pop(gone, None)
            chips.append((self._words(name), f"?{rest.urlencode()}"))
        return chips

    def _words(self, name: str) -> str:
        if name == "person":
            return "按证件号、手机号或账户名查找"
        field = self.fields[name]
        value = self.cleaned_data[name]
        labels = {code: words for _, group in _groups(field) for code, words in group}
        return f"{field.label.split('（')[0]}：{labels.get(value, value)}"

    def address(self) -> str:
        """The query string this search leads to: private words become the person they name."""
        asked = {name: self.data[name] for name in self.filled()}
        words = asked.get("who", "").strip()
        if words:
            asked.pop("person", None)
            found = identifiers.find_user(identifiers.candidates(words))
            if found or is_private(words):
                del asked["who"]
                asked["person"] = str(found.public_id if found else NOBODY)
        if is_private(asked.get("what", "")) and not find_subject(asked["what"].strip()):
            del asked["what"]
        return urlencode(asked)


def _groups(field) -> list:
    choices = getattr(field, "choices", ())
    return [(None, [choice]) if isinstance(choice[1], str) else choice for choice in choices]


def find_subject(words: str):
    """(kind, public id) of the row these words name, or None; numbers first, then names."""
    places = (
        ("applications.application", Application.objects.filter(number=words.upper())),
        ("certificates.certificate", Certificate.objects.filter(certificate_number=words)),
        ("accounts.employer", Employer.objects.filter(Q(usci=words.upper()) | Q(name=words))),
    )
    for kind, rows in places:
        if found := rows.order_by("pk").values_list("public_id", flat=True).first():
            return kind, found
    return None


def _of_action(entries, action):
    if action != DISCLOSURES:
        return entries.filter(event=action)
    return entries.filter(event__in=[name for name, event in audit.registered().items() if event.discloses])


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


FILTERS = {
    "who": lambda rows, name: rows.filter(actor_id__in=User.objects.filter(name=name).values("public_id")),
    "person": lambda rows, public_id: rows.filter(actor_id=public_id),
    "action": _of_action,
    "since": lambda rows, day: rows.filter(created_at__gte=_midnight(day)),
    "until": lambda rows, day: rows.filter(created_at__lt=_midnight(day + timedelta(days=1))),
}
