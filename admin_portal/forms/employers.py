"""What the pages of employers ask: the filters of 单位管理, and which of two doubles stays."""

from django import forms
from django.db.models import QuerySet

from accounts.models import TitleOffice
from accounts.services.employer_rights import visible_to
from accounts.services.employer_road import OpinionField
from accounts.services.jurisdiction import jurisdiction
from admin_portal.forms.filters import PersonChoiceField

THIS, OTHER = "this", "other"


class EmployerFilter(forms.Form):
    """Words and, for those above others, the office."""

    q = forms.CharField(
        label="单位名称、统一社会信用代码、经办人",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-find": ""}),
    )
    office = forms.ModelChoiceField(
        TitleOffice.objects.none(),
        label="所属职改办",
        required=False,
        to_field_name="code",
        empty_label="全部职改办",
    )

    def __init__(self, params, *, actor):
        super().__init__(params)
        self.params = params
        offices = jurisdiction(actor, "see")
        self.fields["office"].queryset = offices
        if offices.count() < 2:
            del self.fields["office"]

    def filled(self) -> dict:
        """The valid, non-empty filters."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, employers: QuerySet) -> QuerySet:
        """Narrow `employers` by what is filled in; what is not valid narrows nothing."""
        filled = self.filled()
        if "q" in filled:
            employers = employers.matching(filled["q"])
        return employers.filter(office=filled["office"]) if "office" in filled else employers

    @property
    def chips(self) -> list[tuple[str, str]]:
        """(words, address without it) of every filter that is on."""
        chips = []
        for name, value in self.filled().items():
            rest = self.params.copy()
            for gone in (name, "cursor"):
                rest.pop(gone, None)
            chips.append((f"{self.fields[name].label}：{value}", f"?{rest.urlencode()}"))
        return chips


class MergeChoiceForm(forms.Form):
    """The other one of two doubles, which of them stays, and why."""

    other = PersonChoiceField(
        None,
        label="与哪一家合并",
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择与哪一家单位合并",
            "invalid_choice": "这家单位已经不在了，请重新选择",
        },
    )
    stays = forms.ChoiceField(
        label="保留哪一家",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择保留哪一家，另一家并入它"},
    )
    opinion = OpinionField(label="合并原因", help_text="写入办理记录，被合并单位的人员会收到合并的通知。")

    def __init__(self, data=None, *, employer, actor, candidates):
        super().__init__(data)
        self.employer = employer
        offered = visible_to(actor).shown().exclude(pk=employer.pk).select_related("office")
        self.fields["other"].queryset = offered if data else offered.filter(pk__in=candidates)
        self.candidates = candidates
        self.fields["other"].label_from_instance = lambda row: (
            f"{row.name}（{row.usci or '没有代码'}，{row.get_state_display()}，{row.office.short_name}）"
        )
        self.fields["stays"].choices = [(THIS, f"保留“{employer.name}”"), (OTHER, "保留上面选的那一家")]

    def only_candidates(self):
        """Show again only what was on the page, however many there are."""
        self.fields["other"].queryset = self.fields["other"].queryset.filter(pk__in=self.candidates)

    @property
    def pair(self):
        """(the one that goes, the one that stays)."""
        other = self.cleaned_data["other"]
        if self.cleaned_data["stays"] == THIS:
            return other, self.employer
        return self.employer, other
