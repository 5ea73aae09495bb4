"""1. 申报信息 and 2. 资料上传 of 遗失补办 (个人版用户操作说明 2019, §3.4)."""

from django import forms
from django.core.exceptions import ValidationError

from applications.sections.original import PROMOTED, OriginalForm, is_paper
from core.date_fields import MonthField
from core.phone_fields import PHONE_HINT, PhoneField
from core.sections import Section, SectionForm

ORIGINAL_HINT = (
    "在册的证书可以直接选择，与证书有关的内容不用再填。电子证书不需要补办，请到“证书管理”重新下载。"
)
ELECTRONIC = "原证书是电子证书，不需要遗失补办。请到“证书管理”重新下载。"
NOT_GRANTED_HERE = "这本证书由{office}发证，补办要向它申请。请点“报送职改办”更换后再保存。"


class LossForm(OriginalForm):
    """The fields of the manual in its order, and above them the choice from one's own certificates."""

    pii = ("contact_phone",)
    silent = (*OriginalForm.silent, "custom_specialty")
    wide = ("certificate", "employer_name", "title")
    field_order = (
        "certificate",
        "employer_name",
        "employer",
        "office_name",
        "title",
        "custom_specialty",
        "original_specialty",
        "contact_phone",
        "certificate_number",
        "no_number",
        "granting_body",
        "granted_month",
    )

    custom_specialty = forms.BooleanField(label="自定义原专业名称", required=False, initial=True)
    contact_phone = PhoneField(
        label="联系电话",
        help_text=PHONE_HINT,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "num"}),
        error_messages={"required": "请填写联系电话。"},
    )
    granted_month = MonthField(label="授予时间", error_messages={"required": "请选择日期，例如 2016-07。"})

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["title"].help_text = "例如：中小学教师系列 / 员级 / 三级教师"
        self.fields["certificate"].help_text = ORIGINAL_HINT
        self.fields["original_specialty"].widget.attrs["list"] = "specialties"
        self.initial = {"contact_phone": self.subject.applicant.mobile, **self.initial}

    def clean(self):
        answers = super().clean()
        if not answers.get("certificate"):
            self.check_specialty("original_specialty")
        return answers

    def check_certificate(self, certificate) -> None:
        """Only paper can be lost, and who granted it replaces it."""
        super().check_certificate(certificate)
        if not is_paper(certificate):
            raise ValidationError(ELECTRONIC)
        office = certificate.office
        if office and office.is_active and office.pk != self.subject.office_id:
            raise ValidationError(NOT_GRANTED_HERE.format(office=office.name))

    def typed_though_registered(self, certificate) -> str:
        return super().typed_though_registered(certificate) if is_paper(certificate) else ELECTRONIC


class LossAttachmentsForm(SectionForm):
    """This section asks for files only."""


LOSS = Section(
    key="loss",
    title="1. 申报信息",
    form=LossForm,
    promotes=PROMOTED,
    uploads=("portrait",),
    required_uploads=("portrait",),
    depends_on_office=True,
)
LOSS_ATTACHMENTS = Section(
    key="loss_attachments",
    title="2. 资料上传",
    form=LossAttachmentsForm,
    uploads=("id_card_front", "id_card_back", "loss_proof", "title_appraisal_form", "other_evidence"),
    required_uploads=("id_card_front", "id_card_back", "loss_proof"),
)
