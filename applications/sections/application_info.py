"""1. 申报信息: through whom, as what, and for which title."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from applications.enums import levels_of
from applications.sections.titles import TitleForm
from catalogue.enums import AssessMode
from catalogue.fields import EnumField
from catalogue.models import EnumItem, Title
from core.sections import Section
from core.word_fields import WordsField


def titles_offered(level_group, office) -> QuerySet:
    """Titles of one level group that this office may recognise and that no national examination decides."""
    levels = [level for level in levels_of(level_group) if level in office.can_recognize_levels]
    titles = Title.objects.filter(is_current=True, level__in=levels).exclude(
        assess_mode=AssessMode.NATIONAL_EXAM
    )
    if office.series_codes:
        titles = titles.filter(series__code__in=office.series_codes)
    return titles.select_related("series").order_by("series__order", "series__code", "level", "pk")


class ApplicationInfoForm(TitleForm):
    """The fields of the manual in its order; the title is one grouped list, whole without scripts."""

    silent = (*TitleForm.silent, "custom_specialty")
    wide = ("employer_name", "title", "custom_specialty")

    personnel_status = EnumField("person_identity", label="个人身份性质")
    title = forms.ChoiceField(
        label="拟认定专业技术资格名称", error_messages={"required": "请选择拟认定的专业技术资格名称。"}
    )
    custom_specialty = forms.BooleanField(label="自定义拟评专业名称", required=False, initial=True)
    specialty = WordsField(
        label="拟评专业名称",
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "请输入拟评专业名称", "list": "specialties"}),
        error_messages={"required": "请填写拟评专业名称。"},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.offer(titles_offered(self.subject.level_group, self.subject.office))

    @staticmethod
    def known_specialties() -> list[str]:
        """Names offered for 拟评专业名称; any other is welcome with 自定义拟评专业名称."""
        return list(EnumItem.objects.filter(group="specialty_seen").values_list("name", flat=True))

    def clean_title(self):
        """The same series and level is not recognised twice (decision B27)."""
        key = self.cleaned_data["title"]
        title = self.titles[key]
        if self.subject.is_taken(title.series, title.level):
            raise ValidationError(
                "您已有同系列同级别的职称或申报，不能重复申报。请在证书管理或申报职称里查看。"
            )
        return key

    def clean(self):
        answers = super().clean()
        specialty = answers.get("specialty")
        if specialty and not answers.get("custom_specialty") and specialty not in self.known_specialties():
            self.add_error(
                "specialty", f"“{specialty}”不在常用专业里。请从列表中选择，或勾选“自定义拟评专业名称”。"
            )
        return answers


APPLICATION_INFO = Section(
    key="application_info",
    title="1. 申报信息",
    form=ApplicationInfoForm,
    promotes=("employer", "series", "level", "title_name", "specialty"),
    depends_on_office=True,
)
