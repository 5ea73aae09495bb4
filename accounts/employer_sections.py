"""What a unit says of itself, declared once: for the registration, and for the unit's own page.

`IdentityForm` is what the office approves, `DetailsForm` what the owner may change at once.
"""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy

from accounts import labels
from accounts.enums import Industry, OfficeLevel
from accounts.models import Employer, TitleOffice
from catalogue.models import EnumItem, Region
from core.phone_fields import check_phone
from core.validators import check_mobile, check_uscc, visible
from core.word_fields import WordsField

MOST_OFFICES = 6


def _text(label, limit, required="", *, css="w-line", hint="", **attrs):
    return WordsField(
        label=label,
        max_length=limit,
        required=bool(required),
        help_text=hint,
        error_messages={"required": required, "max_length": f"{label}最多 {limit} 个字，请精简。"},
        widget=forms.TextInput(attrs={"class": css, "autocomplete": "off", **attrs}),
    )


def tidy(text: str) -> str:
    """A name as it is kept: no unseen signs, single blanks, brackets as Chinese names have them."""
    name = " ".join(visible(unicodedata.normalize("NFC", text)).split())
    return name if name.isascii() else name.replace("(", "（").replace(")", "）")


def region_choices():
    """The regions of today, counties under their city."""
    known = Region.objects.filter(is_current=True).select_related("parent")
    cities, rest = {}, []
    for region in known:
        if region.parent and region.parent.parent_id:
            cities.setdefault(region.parent.name, []).append((region.code, region.name))
        elif region.parent_id:
            cities.setdefault(region.name, []).insert(0, (region.code, f"{region.name}（市本级）"))
        else:
            rest.append((region.code, f"{region.name}（自治区本级）"))
    return [("", "请选择"), *rest, *cities.items()]


def nearest_office(region):
    """The office of a region, or of the nearest region above it; None where there is none."""
    while region:
        offices = TitleOffice.objects.active().filter(region=region).exclude(level=OfficeLevel.SERIES)
        if found := offices.order_by("path").first():
            return found
        region = region.parent
    return None


class RegionField(forms.ChoiceField):
    """A region of today; cleaned to the row."""

    def __init__(self, **kwargs):
        super().__init__(choices=region_choices, error_messages={"required": "请选择所在地区"}, **kwargs)

    def clean(self, value):
        code = super().clean(value)
        return Region.objects.select_related("parent__parent").get(code=code) if code else None


class EntryField(forms.ModelChoiceField):
    """One entry of an enumeration of the catalogue; cleaned to the row."""

    def __init__(self, group, *, label):
        super().__init__(
            EnumItem.objects.filter(group=group).order_by("order", "code"),
            to_field_name="code",
            label=label,
            empty_label="请选择",
            error_messages={"required": f"请选择{label}"},
        )


class IdentityForm(forms.Form):
    """Name, identifier, head, and where the unit belongs."""

    name = _text("单位名称", 100, "请填写单位名称", hint="与营业执照或登记证书一致，填全称")
    usci = _text(
        "统一社会信用代码",
        40,
        "请填写统一社会信用代码",
        css="w-id num",
        hint="18 位，在营业执照或登记证书上",
        spellcheck="false",
    )
    legal_person = _text("法定代表人（负责人）", 50, "请填写法定代表人（负责人）", css="w-name")
    region = RegionField(label="所在地区")
    superior_name = _text(
        "主管单位（没有的不填）",
        100,
        hint="主管单位已经在本平台注册的，填它的全称或统一社会信用代码；没有主管单位的不填",
    )
    office_q = _text(
        "所属职改办",
        100,
        hint="不清楚的可以不填，系统按所在地区报送当地的职改办",
        placeholder=labels.OFFICE_PLACEHOLDER,
        **{
            "data-autocomplete-url": reverse_lazy("accounts:office_search"),
            "data-autocomplete-target": "id_office",
        },
    )
    office = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, employer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.employer = employer

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        if len(name) < 4:
            raise ValidationError("请填写单位名称的全称")
        return name

    def clean_usci(self):
        return check_uscc(self.cleaned_data["usci"])

    def clean_legal_person(self):
        return tidy(self.cleaned_data["legal_person"])

    def clean_superior_name(self):
        """The row of the superior; '' becomes None."""
        typed = tidy(self.cleaned_data["superior_name"])
        if not typed:
            return None
        found = list(Employer.objects.active().filter(Q(name=typed) | Q(usci=typed.upper()))[:2])
        if not found:
            raise ValidationError(
                "没有查到这个主管单位。请填它在本平台登记的全称或统一社会信用代码；没有的请留空"
            )
        if len(found) > 1:
            raise ValidationError("有两家同名的单位，请改填主管单位的统一社会信用代码")
        if self.employer and found[0].answers_to(self.employer):
            raise ValidationError("主管单位不能是本单位，也不能是本单位的下属单位")
        return found[0]

    def clean(self):
        data = super().clean()
        if not self.errors:
            data["office"] = self._office(data)
        return data

    def _office(self, data):
        """The office picked from the list, meant by the keyword, or proposed for the region."""
        offices, typed = TitleOffice.objects.active(), data["office_q"].strip()
        picked = offices.filter(public_id=data["office"]).first() if data["office"] else None
        if picked and typed in ("", picked.name, picked.short_name):
            return picked
        if not typed:
            return nearest_office(data["region"]) or self._wrong("这个地区没有职改办，请填写所属职改办")
        named = list(offices.filter(Q(name=typed) | Q(short_name=typed))[:2])
        found = named if len(named) == 1 else list(offices.named_like(typed)[: MOST_OFFICES + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            return self._wrong("没有查到名称里有这个关键字的职改办，请换一个关键字，或留空由系统按地区确定")
        names = "、".join(office.name for office in found[:MOST_OFFICES])
        return self._wrong(f"有多个职改办的名称里有“{typed}”，请填写全称，例如：{names}")

    def _wrong(self, sentence):
        self.add_error("office_q", sentence)

    @property
    def identity(self) -> dict:
        """The checked values by the columns of the employer."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("name", "usci", "legal_person", "region", "office")},
            "superior": data["superior_name"],
        }

    @staticmethod
    def initial_of(employer) -> dict:
        """What the form shows of an employer."""
        return {
            "name": employer.name,
            "usci": employer.usci,
            "legal_person": employer.legal_person,
            "region": employer.region.code,
            "superior_name": employer.superior.name if employer.superior else "",
            "office_q": employer.office.name,
            "office": employer.office.public_id,
        }


class DetailsForm(forms.Form):
    """Kind of unit, address, and the person in charge of the account."""

    nature = EntryField("unit_nature", label="单位性质")
    unit_level = EntryField("unit_level", label="单位级别")
    industry = forms.ChoiceField(
        label="行业",
        choices=[("", "请选择"), *Industry.choices],
        error_messages={"required": "请选择行业"},
    )
    address = _text("单位地址", 200, "请填写单位地址")
    phone = _text(
        "办公电话",
        40,
        "请填写办公电话",
        css="w-phone num",
        hint="座机写区号，例如 0777-2810001",
        inputmode="tel",
    )
    contact_name = _text("经办人", 50, "请填写经办人", css="w-name", hint="负责本单位职称工作的人")
    contact_mobile = _text(
        "经办人手机号码", 20, "请填写经办人手机号码", css="w-phone num", inputmode="tel", type="tel"
    )
    contact_email = forms.EmailField(
        label="经办人邮箱（没有的不填）",
        required=False,
        max_length=254,
        error_messages={"invalid": "邮箱应像 name@example.cn 这样，请再核对一遍"},
        widget=forms.EmailInput(attrs={"class": "w-line", "autocomplete": "off"}),
    )

    def clean_phone(self):
        return check_phone(self.cleaned_data["phone"], "办公电话")

    def clean_contact_name(self):
        return tidy(self.cleaned_data["contact_name"])

    def clean_contact_mobile(self):
        return check_mobile(self.cleaned_data["contact_mobile"])

    def clean_contact_email(self):
        return self.cleaned_data["contact_email"].lower()

    @property
    def details(self) -> dict:
        """The checked values by the columns of the employer."""
        return {name: self.cleaned_data[name] for name in DetailsForm.base_fields if name in self.fields}

    @staticmethod
    def initial_of_details(employer) -> dict:
        """What the form shows of an employer."""
        return {
            "nature": employer.nature.code if employer.nature else "",
            "unit_level": employer.unit_level.code if employer.unit_level else "",
            **{
                name: getattr(employer, name)
                for name in (
                    "industry",
                    "address",
                    "phone",
                    "contact_name",
                    "contact_mobile",
                    "contact_email",
                )
            },
        }


def licence_field(*, required: bool, hint: str = "") -> forms.FileField:
    """The scan of the licence; what is in it the upload itself judges."""
    return forms.FileField(
        label="营业执照或登记证书",
        required=required,
        help_text=hint or "营业执照、事业单位法人证书等的扫描件或照片，JPG、PNG、WebP 或 HEIC，20 MB 以内",
        error_messages={
            "required": "请上传营业执照或登记证书的扫描件或照片",
            "empty": "这个文件是空的，请重新选择",
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif"}),
    )
