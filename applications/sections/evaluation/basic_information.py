"""1 基本信息: who applies through whom, before which committee, for which title, and how to be reached."""

from django import forms

from accounts.profile.fields import line
from accounts.profile.sections.person import BasicForm, ContactForm
from applications.sections.evaluation.fields import NO, YES, PoliticsField, whole, yes_no
from applications.sections.evaluation.titles import titles_for_evaluation
from applications.sections.titles import TitleForm
from catalogue.fields import EnumField
from catalogue.models import EnumItem
from core.date_fields import MonthField
from core.sections import Section

# The five entries of the form; civil servants, the sixth of the enumeration, are not evaluated.
EVALUATED = ("1", "2", "3", "4", "5")
LONGEST_CAREER = 60


class BasicInformationForm(TitleForm, BasicForm, ContactForm):
    """The questions of the form in its order; those of the archive bear the same names there.

    `subject.plan.committee` says which titles and specialties there are.
    """

    pii = ContactForm.pii
    wide = ("employer_name", "title", "post_notes", "archive_keeper", "address")
    field_order = (
        "employer_name",
        "employer",
        "personnel_status",
        "former_name",
        "ethnicity",
        "native_place",
        "politics",
        "work_started_on",
        "professional_years",
        "title",
        "discipline",
        "specialty",
        "application_mode",
        "is_first",
        "earlier_count",
        "earlier_on",
        "is_rural",
        "is_skilled",
        "skilled_years",
        "post",
        "post_since",
        "post_notes",
        "phone",
        "email",
        "archive_keeper",
        "address",
    )

    profession = None
    postcode = None
    personnel_status = EnumField("person_identity", only=EVALUATED, label="个人身份性质")
    politics = PoliticsField()
    professional_years = whole("专业技术工作年限", LONGEST_CAREER)
    title = forms.ChoiceField(
        label="拟评专业技术资格", error_messages={"required": "请选择拟评专业技术资格。"}
    )
    discipline = line("学科", 40, required=False)
    specialty = line("拟评专业", 80, list="specialties")
    application_mode = EnumField("application_mode", label="申报方式")
    is_first = yes_no("是否第一次申报")
    earlier_count = whole("曾申报次数", 50, required=False, unit="次")
    earlier_on = MonthField(label="上一次申报时间", required=False)
    is_rural = yes_no("参加乡村振兴定向评价")
    is_skilled = yes_no("是否高技能人才")
    skilled_years = whole("从事技术技能工作年限", LONGEST_CAREER, required=False)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        committee = self.subject.plan.committee
        self.offer(titles_for_evaluation(committee.series, committee.levels, self.subject.level_group))

    def known_specialties(self) -> list[str]:
        """Names offered for 拟评专业: those the committee is filed for, else those seen so far."""
        named = self.subject.plan.committee.specialties
        return named or list(EnumItem.objects.filter(group="specialty_seen").values_list("name", flat=True))

    def clean_specialty(self):
        """A committee that is filed for certain specialties evaluates no other."""
        specialty, named = self.cleaned_data["specialty"], self.subject.plan.committee.specialties
        if named and specialty not in named:
            raise forms.ValidationError(
                f"这个评审会不受理“{specialty}”。请从这些专业里选：{'、'.join(named)}。"
            )
        return specialty

    def clean(self):
        answers = super().clean()
        self._check_earlier(answers)
        self._check_skill(answers)
        return answers

    def _check_earlier(self, answers):
        is_first, last = answers.get("is_first"), answers.get("earlier_on")
        counted = answers.get("earlier_count") not in (None, "", "0")
        if is_first == YES and (counted or last):
            self.add_error("is_first", "您填写了以前申报的次数或时间，请核对是不是第一次申报。")
        if is_first == NO and not counted and "earlier_count" not in self.errors:
            self.add_error("earlier_count", "您不是第一次申报，请填写曾申报次数。")
        if is_first == NO and not last and "earlier_on" not in self.errors:
            self.add_error("earlier_on", "您不是第一次申报，请填写上一次申报时间。")

    def _check_skill(self, answers):
        is_blank = not answers.get("skilled_years") and "skilled_years" not in self.errors
        if answers.get("is_skilled") == YES and is_blank:
            self.add_error("skilled_years", "您选了高技能人才，请填写从事技术技能工作年限。")


BASIC_INFORMATION = Section(
    key="basic_information",
    title="1 基本信息",
    form=BasicInformationForm,
    promotes=("employer", "series", "level", "title_name", "specialty"),
    uploads=("id_card_front", "id_card_back", "portrait"),
    required_uploads=("id_card_front", "id_card_back", "portrait"),
    hint="姓名、证件号码等来自账号，评审会和系列来自您选的评审计划，这里不用填；其他各项请如实填写",
    depends_on_office=True,
    shows_identity=True,
    drawn_from=("basic", "contact"),
)
