"""The four sections of 重新确认 (个人版用户操作说明 2019, §3.3)."""

from django import forms
from django.core.exceptions import ValidationError

from applications import labels
from applications.sections.attachments import AttachmentsForm
from applications.sections.basic_profile import BASIC_PROFILE, BasicProfileForm
from applications.sections.original import PROMOTED, OriginalForm
from applications.sections.rich import RichTextField
from catalogue.fields import EnumField
from certificates.models import Certificate
from core.sections import Section, SectionForm
from core.uploads import files_of
from core.word_fields import WordsField

PAGES = ("certificate_number_page", "certificate_content_page")
NOT_PROVEN = "原证书没有经过审验，也没有上传证书图片。请先审验证书，或上传编号页和内容页。"
TAKEN = "您已有同系列同级别的重新确认，不能重复申报。请在证书管理或申报职称里查看。"
CONTROL_LIMIT = 18


class ReconfirmationForm(OriginalForm):
    """The fields of the manual; the original is chosen from the register or entered with its images."""

    silent = (*OriginalForm.silent, "custom_specialty")
    wide = ("certificate", "employer_name", "title", "custom_specialty")
    field_order = (
        "certificate",
        "employer_name",
        "employer",
        "title",
        "office_name",
        "original_specialty",
        "certificate_number",
        "no_number",
        "control_number",
        "granting_body",
        "granted_month",
        "personnel_status",
        "custom_specialty",
        "specialty",
    )

    control_number = WordsField(
        label="证书管理号",
        required=False,
        max_length=CONTROL_LIMIT,
        help_text=f"没有的，不用填；最多 {CONTROL_LIMIT} 位",
        error_messages={"max_length": f"证书管理号最多 {CONTROL_LIMIT} 位。请照证书核对后改正。"},
    )
    personnel_status = EnumField("person_identity", label="个人身份性质")
    custom_specialty = forms.BooleanField(label="自定义拟评专业名称", required=False, initial=True)
    specialty = WordsField(
        label="拟评专业名称",
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "请输入拟评专业名称", "list": "specialties"}),
        error_messages={"required": "请填写拟评专业名称。"},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields[
            "certificate"
        ].help_text = "在册的证书可以直接选择，与证书有关的内容不用再填。没有审验过的，请上传编号页和内容页。"

    def clean(self):
        answers = super().clean()
        certificate = self.certificates.get(answers.get("certificate", ""))
        if certificate:
            answers["control_number"] = certificate.control_number or ""
        if not self._is_proven(certificate):
            self.add_error(None, NOT_PROVEN)
        granted = certificate or self.titles.get(answers.get("title", ""))
        if granted and self.subject.is_taken(granted.series, granted.level):
            self.add_error("certificate" if certificate else "title", ValidationError(TAKEN))
        self.check_specialty("specialty")
        return answers

    def _is_proven(self, certificate) -> bool:
        """Verified in the register, or both pages are there to be looked at."""
        if certificate and Certificate.objects.verified().filter(pk=certificate.pk).exists():
            return True
        files = files_of("application", self.subject.public_id).filter(spec_code__in=PAGES)
        return set(files.values_list("spec_code", flat=True)) == set(PAGES)

    def applied_for(self, granted) -> dict:
        return {**super().applied_for(granted), "specialty": self.cleaned_data["specialty"]}


class ReconfirmationProfileForm(BasicProfileForm):
    """As for 职称认定, without the probation period."""

    probation_started_on = None
    probation_ended_on = None


class ReconfirmationSummaryForm(SectionForm):
    """At most 700 characters of the sanitised text, line breaks not counted."""

    rich = ("summary",)
    wide = ("summary",)

    summary = RichTextField("工作小结", labels.SUMMARY_LIMIT, noun="小结")


RECONFIRMATION_INFO = Section(
    key="application_info",
    title="1. 申报信息",
    form=ReconfirmationForm,
    promotes=PROMOTED,
    uploads=PAGES,
    depends_on_office=True,
)
RECONFIRMATION_PROFILE = Section(
    key="basic_profile",
    title="2. 基本情况",
    form=ReconfirmationProfileForm,
    uploads=BASIC_PROFILE.uploads,
    required_uploads=BASIC_PROFILE.required_uploads,
    shows_identity=True,
    drawn_from=BASIC_PROFILE.drawn_from,
)
RECONFIRMATION_SUMMARY = Section(
    key="work_summary",
    title="3. 工作小结",
    form=ReconfirmationSummaryForm,
    hint="编辑完成后点击“保存”",
)
RECONFIRMATION_ATTACHMENTS = Section(
    key="attachments",
    title="4. 资料上传",
    form=AttachmentsForm,
    uploads=(
        "id_card_front",
        "id_card_back",
        "diploma",
        "degree_certificate",
        "title_appraisal_form",
        "employment_contract",
        "other_evidence",
    ),
    required_uploads=("id_card_front", "id_card_back", "diploma"),
)
