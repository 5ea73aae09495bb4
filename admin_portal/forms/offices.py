"""组织机构: contact block and switches, and what a new office below one's own needs."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from accounts.enums import OfficeLevel
from accounts.models import TitleOffice
from accounts.services import offices
from catalogue.enums import TitleLevel
from catalogue.models import Region, TitleSeries
from core.number_fields import NumberField
from core.versions import VersionedForm

POSTAGE_WRONG = "邮费请填 0.01 到 999.99 之间的数字，例如 20.00"
TICK = {"invalid_choice": "请只勾选列出的项目"}
PHONES = RegexValidator(r"^[0-9+\-]{5,18}(、[0-9+\-]{5,18})*$", "电话只填数字和“-”，有几个时用“、”分开")


class OfficeForm(VersionedForm, forms.ModelForm):
    """联系方式 everybody reads, and the switches of the office."""

    class Meta:
        model = TitleOffice
        fields = (*offices.CONTACT, *offices.SWITCHES, offices.POSTAGE)
        labels = {
            "phone": "办公电话",
            "email": "办公邮箱",
            "address": "办公地址",
            "contact_person": "联系人",
            "contact_notes": "说明",
            "fees_online": "网上收取费用",
            "mailing_enabled": "办理证书邮寄",
            "auto_verification": "自动审验",
        }
        help_texts = {
            "phone": "请填办公电话，有几个时用“、”分开。填写的内容会公开，请不要填个人手机号",
            "email": "请填单位邮箱，会公开",
            "contact_person": "会公开，可以只写“王老师”",
            "contact_notes": "例如办公时间、到哪个窗口办理",
            "fees_online": "网上支付开通以后，申报人在网上缴费；目前还不能网上支付，一律按本办通知线下缴费",
            "mailing_enabled": "开通后，申报人可以选择邮寄证书，邮费由申报人支付。须同时填写下面的邮费",
            "auto_verification": "开通后，与历年证书数据完全一致的审验自动通过",
        }
        error_messages = {"email": {"invalid": "邮箱应像 name@example.cn 这样，请再核对一遍"}}

    postage = NumberField(
        label="邮费（元）",
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal("999.99"),
        decimal_places=2,
        help_text="邮寄一份证书的邮费。申报人选择邮寄时按这个金额生成邮费订单；以后改了，已生成的订单金额不变",
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "decimal"}),
        error_messages={
            "invalid": POSTAGE_WRONG,
            "min_value": POSTAGE_WRONG,
            "max_value": POSTAGE_WRONG,
            "max_decimal_places": "邮费最多两位小数，例如 20.00",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields((*offices.CONTACT, "fees_online", "mailing_enabled", offices.POSTAGE))
        self.fields["phone"].validators.append(PHONES)
        for name in ("phone", "email", "contact_person"):
            self.fields[name].widget.attrs["class"] = "w-line"

    def clean(self):
        data = super().clean()
        if data.get("mailing_enabled") and offices.POSTAGE in data and data[offices.POSTAGE] is None:
            self.add_error(offices.POSTAGE, offices.NO_POSTAGE)
        return data

    @staticmethod
    def initial_of(row) -> dict:
        return {name: getattr(row, name) for name in OfficeForm.Meta.fields}

    def changes(self) -> dict:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ScopeForm(forms.Form):
    """办理范围: the boxes offer no more than an office of this kind below `parent` may do."""

    can_review_levels = forms.MultipleChoiceField(
        label="可以审核的级别",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=TICK,
    )
    can_recognize_levels = forms.MultipleChoiceField(
        label="可以认定的级别",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=TICK,
    )
    series_codes = forms.MultipleChoiceField(
        label="办理的系列",
        required=False,
        help_text="系列职改办须选；市、县职改办办理所有系列，不用选",
        widget=forms.CheckboxSelectMultiple,
        error_messages=TICK,
    )

    def offer(self, parent, level) -> None:
        """Fill the boxes for an office of kind `level` below `parent`."""
        self.fields["can_review_levels"].choices = _levels(offices.review_levels(parent, level))
        self.fields["can_recognize_levels"].choices = _levels(offices.recognize_levels(level))
        self.fields["series_codes"].choices = _series(parent)


class OfficeRightsForm(VersionedForm, ScopeForm):
    """办理范围 of an office that is there."""

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(office.parent, office.level)
        if office.level != OfficeLevel.SERIES:
            del self.fields["series_codes"]

    @staticmethod
    def initial_of(row) -> dict:
        return {name: getattr(row, name) for name in offices.RIGHTS}

    def rights(self) -> dict:
        """What the service is given."""
        return {name: self.cleaned_data.get(name, []) for name in offices.RIGHTS}


class NewOfficeForm(ScopeForm):
    """新增 an office directly below `parent`; the boxes offer no more than such an office may do."""

    level = forms.ChoiceField(
        label="职改办类别", error_messages={"required": "请选择类别", "invalid_choice": "请从列表里选择类别"}
    )
    name = forms.CharField(
        label="职改办名称",
        max_length=100,
        help_text="请填全称。默认账户的账户名与全称相同",
        error_messages={"required": "请填写职改办名称"},
    )
    short_name = forms.CharField(
        label="简称", max_length=40, error_messages={"required": "请填写简称，例如“灵山县职改办”"}
    )
    code = forms.CharField(
        label="编码",
        max_length=6,
        validators=[RegexValidator(r"^\d{6}$", "编码是 6 位数字")],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-code num"}),
        error_messages={"required": "请填写编码"},
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label="所在地区",
        to_field_name="code",
        empty_label="请选择",
        error_messages={"required": "请选择所在地区", "invalid_choice": "请从列表里选择所在地区"},
    )
    phone = forms.CharField(label="办公电话", max_length=40, required=False, validators=[PHONES])

    field_order = ("level", "name", "short_name", "code", "region", *offices.RIGHTS, "phone")

    def __init__(self, data=None, *, parent):
        super().__init__(data)
        self.parent = parent
        kinds = offices.levels_below(parent)
        self.fields["level"].choices = [(kind.value, f"{kind.label}职改办") for kind in kinds]
        self.fields["region"].queryset = _regions(parent)
        self.offer(parent, kinds[-1])

    def clean(self):
        data = super().clean()
        if {"code", "level"} <= data.keys():
            try:
                offices.check_code(data["code"], self.parent, data["level"])
            except ValidationError as wrong:
                self.add_error("code", wrong)
        if data.get("level") == OfficeLevel.SERIES and not data.get("series_codes"):
            self.add_error("series_codes", "系列职改办请至少选一个系列")
        return data


def _regions(parent):
    """The region of the parent and those directly inside it."""
    known = Region.objects.filter(is_current=True)
    return known.filter(pk=parent.region_id) | known.filter(parent=parent.region_id)


def _levels(values):
    return [(value, TitleLevel(value).label) for value in values]


def _series(parent):
    known = TitleSeries.objects.order_by("order", "code")
    if parent.series_codes:
        known = known.filter(code__in=parent.series_codes)
    return [(series.code, series.name) for series in known]
