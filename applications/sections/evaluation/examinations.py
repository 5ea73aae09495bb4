"""4 职称外语和职称计算机."""

from accounts.profile.fields import line, text
from catalogue.fields import EnumField
from core.sections import Section, SectionForm

NOT_ASKED, ASKED = "none", "required"
SUBJECTS = (("language", "外语"), ("computer", "计算机"))


class LanguageAndComputerForm(SectionForm):
    """What is asked of the person, and what was passed; by default neither is asked (不作要求)."""

    wide = ("check_result", "elsewhere_notes")

    language_requirement = EnumField("exam_requirement", label="外语要求", initial=NOT_ASKED)
    computer_requirement = EnumField("exam_requirement", label="计算机要求", initial=NOT_ASKED)
    language_result = EnumField("exam_result", label="外语合格情况", initial=NOT_ASKED)
    computer_result = EnumField("exam_result", label="计算机合格情况", initial=NOT_ASKED)
    check_result = line(
        "核查结果",
        100,
        required=False,
        hint="在考试机构的网站查过合格证的，填写查到的结果；没有查过的，不用填。",
    )
    elsewhere_notes = text(
        "外省考试说明", 200, required=False, rows=2, hint="在外省参加考试的请说明。最多 200 个字。"
    )

    def clean(self):
        answers = super().clean()
        for name, subject in SUBJECTS:
            asked, result = answers.get(f"{name}_requirement"), answers.get(f"{name}_result")
            if asked == ASKED and result == NOT_ASKED:
                self.add_error(f"{name}_result", f"{subject}要求合格，请选择合格或免试。")
        return answers


LANGUAGE_AND_COMPUTER = Section(
    key="language_and_computer",
    title="4 职称外语和职称计算机",
    form=LanguageAndComputerForm,
    uploads=("exam_exemption",),
    hint="评审条件对外语、计算机不作要求的，保留“不作要求”，直接保存；免试的请上传免试证明",
)
