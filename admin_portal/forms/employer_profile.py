"""The forms on an employer's own page, made of the sections the registration has too."""

from django import forms

from accounts.employer_sections import DetailsForm, IdentityForm, licence_field


class MendForm(IdentityForm, DetailsForm):
    """Everything of the registration once more, after 退回."""

    licence = licence_field(required=False, hint="不用换的可以不选，保留现在的扫描件；换了新的，旧的会删除")


class ChangeForm(IdentityForm):
    """What the office has to approve, and why it changes."""

    licence = licence_field(
        required=False, hint="单位名称、统一社会信用代码或法定代表人有变更的，请上传变更后的证照"
    )
    reason = forms.CharField(
        label="变更原因",
        max_length=200,
        error_messages={"required": "请写明变更原因，例如“经批准更名”"},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
    )
