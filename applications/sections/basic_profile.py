"""2. 基本情况: education, probation, address and portrait; the identity itself comes from the account."""

from catalogue.fields import EnumField
from core.date_fields import DayField, MonthField
from core.sections import Section, SectionForm
from core.word_fields import WordsField


class BasicProfileForm(SectionForm):
    """What the account does not know about the person."""

    pii = ("address",)
    wide = ("address",)

    ethnicity = EnumField("ethnicity", label="民族")
    politics = EnumField("politics", label="政治面貌")
    work_started_on = MonthField(label="参加工作时间")
    school = WordsField(label="毕业院校", max_length=80, error_messages={"required": "请填写毕业院校。"})
    education = EnumField("education", label="学历")
    major = WordsField(label="所学专业", max_length=80, error_messages={"required": "请填写所学专业。"})
    graduated_on = MonthField(label="毕业时间")
    degree = EnumField("degree", label="学位", required=False)
    probation_started_on = DayField(label="见习期开始时间")
    probation_ended_on = DayField(label="见习期结束时间")
    address = WordsField(label="联系地址", max_length=120, error_messages={"required": "请填写联系地址。"})

    def clean(self):
        answers = super().clean()
        start, end = answers.get("probation_started_on"), answers.get("probation_ended_on")
        if start and end and end <= start:
            self.add_error("probation_ended_on", "见习期结束时间要晚于开始时间，请核对。")
        return answers


BASIC_PROFILE = Section(
    key="basic_profile",
    title="2. 基本情况",
    form=BasicProfileForm,
    uploads=("portrait",),
    required_uploads=("portrait",),
    shows_identity=True,
    drawn_from=("basic", "education", "contact"),
)
