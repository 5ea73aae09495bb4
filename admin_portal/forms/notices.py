"""What a 业务通知 asks of the office: its words, whom it is for, an attachment."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import EmployerState
from accounts.models import TitleOffice
from admin_portal import audience
from admin_portal.portals import OFFICE
from applications.enums import ApplicationState, KindCode
from core.rich_text import has_words, sanitise, text_length
from core.word_fields import WordsField

LONGEST_BODY = 5000
CONDITIONS = ("group", "office", "below", "region", "employer_state", "kind", "state")


class NoticeForm(forms.Form):
    """One form for a new and an existing draft; `sender` is the office that writes."""

    title = WordsField(
        label="标题",
        max_length=60,
        error_messages={"required": "请填写通知的标题。"},
        widget=forms.TextInput(),
    )
    body = forms.CharField(
        label="正文",
        widget=forms.Textarea(attrs={"data-rich-text": "", "data-max": LONGEST_BODY, "rows": 12}),
        error_messages={"required": "请填写通知的正文。"},
    )
    file = forms.FileField(
        label="附件",
        required=False,
        help_text="PDF、Word（docx）、Excel（xlsx）或 JPG，每个不超过 10 MB，最多 5 个；每次保存上传一个。",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg"}),
    )
    group = forms.ChoiceField(label="发给", choices=audience.AudienceGroup.choices)
    office = forms.ModelChoiceField(
        None, label="所属职改办", required=False, to_field_name="code", empty_label="本职改办"
    )
    below = forms.BooleanField(label="包括它的下级职改办", required=False)
    region = forms.ModelChoiceField(
        None, label="单位所在地区", required=False, to_field_name="code", empty_label="全部地区"
    )
    employer_state = forms.ChoiceField(
        label="单位账户状态",
        required=False,
        help_text="只用于“单位工作人员”，不选即为正常的单位。",
        choices=[
            ("", "正常"),
            *((state.value, state.label) for state in map(EmployerState, EmployerState.applying)),
        ],
    )
    kind = forms.ChoiceField(
        label="申报类型",
        required=False,
        help_text="只用于“个人”，不选类型和状态即为单位的全部人员。",
        choices=[("", "不限"), *KindCode.choices],
    )
    state = forms.ChoiceField(label="申报状态", required=False, help_text="只用于“个人”。")

    def __init__(self, *args, sender, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = sender
        self.fields["office"].queryset = TitleOffice.objects.branch_of(sender)
        self.fields["region"].queryset = audience.regions_of(sender)
        states = [(state.value, state.staff_label) for state in map(ApplicationState, OFFICE.states)]
        self.fields["state"].choices = [("", "不限"), (audience.UNFINISHED, "有在办申报"), *states]

    def clean_body(self):
        html = sanitise(self.cleaned_data["body"])
        if not has_words(html):
            raise ValidationError("请填写通知的正文。")
        over = text_length(html) - LONGEST_BODY
        if over > 0:
            raise ValidationError(f"正文最多 {LONGEST_BODY} 个字符，请删去 {over} 个字符。")
        return html

    @property
    def conditions(self) -> dict:
        """The conditions as they are kept."""
        asked = {name: self.cleaned_data[name] for name in CONDITIONS}
        asked |= {
            name: row.code if row else "" for name, row in asked.items() if name in ("office", "region")
        }
        return asked

    @property
    def words(self) -> dict:
        """What `messaging.notices.drafts` keeps of a valid form."""
        conditions = self.conditions
        return {
            "title": self.cleaned_data["title"],
            "body": self.cleaned_data["body"],
            "audience": conditions,
            "audience_words": audience.in_words(self.sender, conditions),
        }
