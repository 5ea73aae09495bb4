"""The words of one message in the hands of an office."""

import json

from django import forms

from messaging import editing, placeholders
from messaging.enums import Channel

LONGEST_BODY = 500
SMS_LENGTH = "按示例内容计算：{} 个字以内为 1 条短信，更长的每 {} 个字算 1 条，签名另计。"
LINK = "link"
LINK_HELP = "短信平台不接受网址作变量：报备时写出网址，只把最后一段作为变量 link。"


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
            self._prepare_sms()
        else:
            del self.fields["provider_code"]

    def _prepare_sms(self):
        """Let the page count as the provider does, and say how a link is to be registered there."""
        samples = json.dumps(placeholders.samples(self.names), ensure_ascii=False)
        self.fields["body"].widget.attrs["data-sms"] = samples
        self.fields["body"].help_text = SMS_LENGTH.format(editing.WHOLE_SMS, editing.PART_OF_SMS)
        if LINK in self.names:
            self.fields["provider_code"].help_text += LINK_HELP

    def clean(self):
        for name in ("subject", "body"):
            wrong = editing.mistake(self.template, self.cleaned_data.get(name, ""), self.names)
            if wrong:
                self.add_error(name, wrong)
        body = self.cleaned_data.get("body")
        if body and self.template.is_secret and "code" not in placeholders.names_in(body):
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
