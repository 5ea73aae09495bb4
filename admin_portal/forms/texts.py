"""The words of one message in the hands of an office."""

from django import forms

from messaging import editing
from messaging.enums import Channel

LONGEST_BODY = 500


class TextForm(forms.Form):
    """Subject and body of one template, its placeholders checked."""

    subject = forms.CharField(label="标题", max_length=60, error_messages={"required": "请填写标题。"})
    body = forms.CharField(
        label="正文",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": "", "data-max": LONGEST_BODY}),
        error_messages={"required": "请填写正文。"},
    )
    provider_code = forms.CharField(
        label="短信平台的模板编号",
        help_text="短信平台按报备的原文发送。改了正文，要先在短信平台重新报备，再填新的编号；没有编号的请留空。",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, template, **kwargs):
        super().__init__(*args, **kwargs)
        self.template = template
        self.names = editing.allowed(template)
        if template.channel == Channel.SMS:
            del self.fields["subject"]
        else:
            del self.fields["provider_code"]

    def clean(self):
        for name in ("subject", "body"):
            wrong = editing.mistake(self.template, self.cleaned_data.get(name, ""), self.names)
            if wrong:
                self.add_error(name, wrong)
        if self.template.is_secret and "{code}" not in self.cleaned_data.get("body", "{code}"):
            self.add_error("body", "验证码消息里要有 {code}，否则收到的人看不到验证码。")
        self._judge_provider_code()
        return self.cleaned_data

    def _judge_provider_code(self):
        """The number stands for the words the provider approved: other words, other number."""
        code = self.cleaned_data.get("provider_code")
        if (
            code
            and code == self.template.provider_code
            and self.cleaned_data.get("body") != self.template.body
        ):
            self.add_error("provider_code", "正文改了，这个编号对应的是原来的正文。请填新的编号，或先清空。")

    @property
    def words(self) -> dict:
        """Subject and body of a valid form."""
        return {"subject": self.cleaned_data.get("subject", ""), "body": self.cleaned_data["body"]}
