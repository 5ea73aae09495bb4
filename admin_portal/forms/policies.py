"""政策文件: what an office lets applicants read before they fill in."""

from django import forms
from django.utils import timezone

from core.number_fields import WholeNumberField
from core.rich_text import has_words, sanitise, text_length
from core.versions import VersionedForm
from core.word_fields import WordsField

LONGEST_BODY = 5000
FIRST_YEAR = 2018
OWN, ALL = "own", "all"


class PolicyForm(VersionedForm):
    """One form for a new and an existing notice; only the regional office speaks for all."""

    title = WordsField(label="标题", max_length=80, error_messages={"required": "请填写标题。"})
    year = WholeNumberField(
        label="适用年度",
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "numeric"}),
        error_messages={
            "required": "请填写年度。",
            "invalid": "请填 4 位年份，例如 2026。",
            "min_value": f"请填 {FIRST_YEAR} 年以后的年份。",
        },
    )
    reach = forms.ChoiceField(
        label="给谁看",
        choices=[(OWN, "报送本办的申报人"), (ALL, "全区的申报人")],
        widget=forms.RadioSelect,
        initial=OWN,
    )
    body = forms.CharField(
        label="正文",
        widget=forms.Textarea(attrs={"data-rich-text": "", "data-max": LONGEST_BODY, "rows": 10}),
        error_messages={"required": "请填写正文。只发文件的，写一句文件说的是什么。"},
    )
    file = forms.FileField(
        label="文件",
        required=False,
        help_text="PDF、Word（docx）、Excel（xlsx）或 JPG，每个不超过 10 MB，最多 10 个；每次保存上传一个。",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg"}),
    )

    def __init__(self, data=None, files=None, *, office, for_all: bool, **kwargs):
        super().__init__(data, files, **kwargs)
        self.office = office
        self.fields["year"].initial = timezone.localdate().year
        if not for_all:
            del self.fields["reach"]

    @staticmethod
    def initial_of(row) -> dict:
        told = {"title": row.title, "year": row.year, "body": row.body}
        return told | {"reach": OWN if row.office_id else ALL}

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year + 1:
            raise forms.ValidationError("这个年度太远了，请核对。")
        return year

    def clean_body(self):
        html = sanitise(self.cleaned_data["body"])
        if not has_words(html):
            raise forms.ValidationError("请填写正文。只发文件的，写一句文件说的是什么。")
        over = text_length(html) - LONGEST_BODY
        if over > 0:
            raise forms.ValidationError(f"正文最多 {LONGEST_BODY} 个字符，请删去 {over} 个字符。")
        return html

    @property
    def policy_words(self) -> dict:
        """What the service is given."""
        told = {name: self.cleaned_data[name] for name in ("title", "year", "body")}
        return told | {"office": None if self.cleaned_data.get("reach") == ALL else self.office}
