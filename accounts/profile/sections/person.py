"""The person: pictures, what the account does not know, and how to be reached."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.profile.fields import line, text
from catalogue.fields import EnumField
from core.date_fields import MonthField
from core.phone_fields import PHONE_HINT, PhoneField
from core.sections import Section, SectionForm


class PhotosForm(SectionForm):
    """This section asks for pictures only."""


class BasicForm(SectionForm):
    """1 基本信息 without what the account knows or what belongs to one application."""

    former_name = line("曾用名", 50, required=False, css="w-name")
    ethnicity = EnumField("ethnicity", label="民族")
    native_place = line("籍贯", 60, required=False, hint="填到县（市、区），例如广西钦州市灵山县。")
    politics = EnumField("politics", label="政治面貌")
    work_started_on = MonthField(label="参加工作时间", error_messages={"required": "请填写参加工作时间。"})
    personnel_status = EnumField("person_identity", label="个人身份性质")
    profession = line("从事专业", 80, required=False)
    post = line("行政职务", 60, required=False)
    post_since = MonthField(label="行政职务任命时间", required=False)
    post_notes = text("行政职务说明", 200, required=False)
    wide = ("post_notes",)

    def clean(self):
        answers = super().clean()
        if answers.get("post_since") and not answers.get("post"):
            self.add_error("post", "填写了任命时间，请同时填写行政职务。")
        return answers


class ContactForm(SectionForm):
    """How the person is reached beside the mobile and e-mail of the account."""

    pii = ("address", "phone", "email")
    wide = ("address", "archive_keeper")

    address = line("联系地址", 120)
    postcode = line("邮政编码", 10, required=False, css="w-code num", inputmode="numeric")
    phone = PhoneField(
        label="联系电话",
        help_text=PHONE_HINT,
        widget=forms.TextInput(attrs={"class": "w-phone num", "inputmode": "tel"}),
        error_messages={"required": "请填写联系电话。"},
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        error_messages={"invalid": "电子邮箱的格式不对，例如 name@example.cn。"},
    )
    archive_keeper = line("档案所在地机构名称", 100, required=False)

    def clean_postcode(self):
        code = self.cleaned_data["postcode"]
        if code and not (code.isascii() and code.isdigit() and len(code) == 6):
            raise ValidationError("邮政编码是 6 位数字，请核对。")
        return code


PHOTOS = Section(
    key="photos",
    title="证件照与头像",
    form=PhotosForm,
    uploads=("portrait", "avatar"),
    required_uploads=("portrait",),
)
BASIC = Section(key="basic", title="基本信息", form=BasicForm)
CONTACT = Section(
    key="contact",
    title="联系方式",
    form=ContactForm,
    hint="登录用的手机号码和邮箱在“设置”里修改，这里填写寄送材料和日常联系用的",
)
