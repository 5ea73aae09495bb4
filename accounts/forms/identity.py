"""Name and document as the document says them: asked at registration and when they are mended."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.nationalities import NATIONALITIES
from core.validators import DocumentKind, normalise_document, visible

# 〇 counts as a number for Unicode, and is a character of names.
SIGNS_IN_NAMES = "·•．.'’-‐ ,，〇"


def _belongs_in_a_name(sign):
    """Letters and characters of any script with their marks, and the signs between the parts of a name."""
    return unicodedata.category(sign)[0] in "LM" or sign in SIGNS_IN_NAMES


class IdentityForm(forms.Form):
    """证件类型, 国籍, 证件号 and 姓名; the number comes out normalised."""

    document_kind = forms.ChoiceField(
        label="证件类型", choices=DocumentKind.choices, initial=DocumentKind.RESIDENT_ID
    )
    nationality = forms.ChoiceField(
        label="国籍", choices=NATIONALITIES, initial="CHN", help_text="使用外国护照的请选择国籍"
    )
    id_number = forms.CharField(
        label=labels.ID_NUMBER,
        max_length=64,
        help_text="居民身份证为 18 位，最后一位可能是 X；选择其他证件的，请填写那种证件的号码",
        error_messages={"required": "请填写身份证号"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "w-id num"}),
    )
    name = forms.CharField(
        label=labels.NAME,
        max_length=50,
        help_text="与证件一致",
        error_messages={"required": "请填写姓名"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "w-name"}),
    )

    def clean_name(self):
        """Names of minority and foreign persons keep their dots and inner blanks."""
        name = " ".join(visible(unicodedata.normalize("NFC", self.cleaned_data["name"])).split())
        if not all(_belongs_in_a_name(sign) for sign in name) or not any(map(str.isalpha, name)):
            raise ValidationError("姓名里有不会出现在证件上的符号，请对照证件再填一遍")
        return name

    def clean(self):
        data = super().clean()
        if {"document_kind", "nationality", "id_number"} <= data.keys():
            if data["document_kind"] != DocumentKind.PASSPORT:
                data["nationality"] = "CHN"
            try:
                data["id_number"] = normalise_document(
                    data["document_kind"], data["id_number"], nationality=data["nationality"]
                )
            except ValidationError as wrong:
                self.add_error("id_number", wrong)
        return data
