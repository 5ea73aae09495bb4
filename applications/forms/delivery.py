"""领取方式, and where to if the certificate is mailed (个人版用户操作说明 2019, §3.5(6); decision B18)."""

from dataclasses import asdict

from django import forms
from django.core.exceptions import ValidationError

from accounts.profile.fields import line
from applications.services.delivery import methods
from catalogue.postal_regions import region_choices
from certificates.enums import DeliveryMethod
from certificates.services.deliver import NOWHERE, Parcel
from core.phone_fields import PHONE_HINT, PhoneField
from core.versions import VersionedForm

PARCEL = tuple(asdict(NOWHERE))


class DeliveryForm(VersionedForm):
    """The address is asked for, and judged, only where the certificate is mailed."""

    method = forms.ChoiceField(
        label="领取方式",
        choices=DeliveryMethod.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择领取方式。", "invalid_choice": "请选择列出的领取方式。"},
    )
    recipient = line("收件人", 50, css="w-name", autocomplete="name")
    region = forms.ChoiceField(
        label="省市区",
        help_text="广西以外选省（区、市），市和区县写在详细地址里。",
        error_messages={"required": "请选择省市区。", "invalid_choice": "请从列表里选择省市区。"},
    )
    address = line("详细地址", 120, hint="街道、门牌号、楼栋和房号。", autocomplete="street-address")
    phone = PhoneField(
        label="联系电话",
        help_text=PHONE_HINT,
        widget=forms.TextInput(attrs={"class": "w-phone num", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": "请填写联系电话。"},
    )
    postcode = line(
        "邮编", 10, required=False, css="w-code num", inputmode="numeric", autocomplete="postal-code"
    )

    def __init__(self, data=None, *, application, **kwargs):
        super().__init__(data, **kwargs)
        offered = methods(application)
        self.fields["method"].choices = [(one.value, one.label) for one in offered]
        if DeliveryMethod.MAILING in offered:
            self.fields["region"].choices = region_choices()
            return
        for name in PARCEL:
            del self.fields[name]

    @staticmethod
    def initial_of(row) -> dict:
        return {name: getattr(row, name) for name in ("method", *PARCEL)}

    @property
    def parcel_fields(self) -> list:
        """The questions about the address."""
        return [self[name] for name in PARCEL if name in self.fields]

    def clean_postcode(self):
        """Six digits, or none."""
        code = self.cleaned_data["postcode"]
        if code and not (code.isascii() and code.isdigit() and len(code) == 6):
            raise ValidationError("邮政编码是 6 位数字，请核对。")
        return code

    def clean(self):
        answers = super().clean()
        if answers.get("method") != DeliveryMethod.MAILING:
            for name in PARCEL:
                self.errors.pop(name, None)
        return answers

    def parcel(self) -> Parcel:
        """Where to; nowhere unless it is mailed."""
        if self.cleaned_data["method"] != DeliveryMethod.MAILING:
            return NOWHERE
        return Parcel(**{name: self.cleaned_data[name] for name in PARCEL})
