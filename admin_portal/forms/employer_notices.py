"""What 单位公示 asks of the employer beside the people to be shown."""

from django import forms

from applications.forms.moves import opinion_field
from core.word_fields import WordsField


class BeginForm(forms.Form):
    """Where the notice hangs and who takes objections, as both are printed on it."""

    place = WordsField(
        label="公示地点",
        max_length=120,
        help_text="例如“行政楼一楼公告栏”。公示文要张贴在职工看得到的地方。",
        error_messages={"required": "请填写公示地点。"},
    )
    contact = WordsField(
        label="受理异议的部门和电话",
        max_length=120,
        help_text="例如“人事科 0777-2838001”。会印在公示文上，请不要填个人手机号码。",
        error_messages={"required": "请填写受理异议的部门和电话。"},
    )

    def __init__(self, data=None, *, employer):
        super().__init__(data)
        self.fields["contact"].initial = f"{employer.name} {employer.phone}".strip()[:120]


class TakeDownForm(forms.Form):
    """Why the whole notice is taken down."""

    opinion = opinion_field(
        "撤回的理由",
        "例如公示文有错。撤回以后，名单上的人要重新公示，公示期从头算；他们会看到这段话。",
        missing="请填写撤回的理由。",
    )
