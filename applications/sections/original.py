"""The certificate an application rests on: chosen from one's own register, or entered as it is printed."""

import re

from django import forms
from django.core.exceptions import ValidationError

from applications import labels
from applications.enums import levels_of
from applications.sections.employer import EmployerForm
from applications.sections.titles import grouped, title_words
from catalogue.models import EnumItem, Title
from certificates.enums import CertificateState, Medium
from certificates.models import Certificate
from certificates.services.holdings import choices_for, label_of
from certificates.services.normalise import normalise_number
from core.date_fields import MonthField
from core.word_fields import WordsField

NUMBER = re.compile(r"[0-9]{1,15}")
BAD_NUMBER = (
    "证书编号只能是不超过15位的数字。请照证书上的号码填，不要加空格或汉字；18位的管理号请填在“证书管理号”。"
)
NO_NUMBER = "证书编号空着，又没有勾选“证书无编号”。请填编号，或勾选“证书无编号”。"
BOTH = "填了证书编号，又勾选了“证书无编号”。请保留其中一项。"
NOT_USABLE = (
    "原证书已作废、正在作废审核或正在遗失公示，不能用来申报。请换用有效的证书，或先咨询发证的职改办。"
)
WRONG_LEVEL = "这本证书是{level}，与您选择的级别不一致。请点“报送职改办”更换级别，或另选一本。"
BEFORE_BIRTH = "授予时间早于您的出生年月，请照证书核对年份。"
NOT_HELD = "不在册的证书"
BY_HAND = "不在列表里，在下面填写"


def titles_known(level_group) -> list[Title]:
    """Every title of one level group, those of former times included."""
    titles = Title.objects.filter(level__in=levels_of(level_group)).select_related("series")
    return list(titles.order_by("series__order", "series__code", "level", "-is_current", "pk"))


class OriginalForm(EmployerForm):
    """What both kinds ask about the certificate that was granted.

    A certificate of the register answers the questions about itself; what is typed beside it is passed over.
    """

    silent = (*EmployerForm.silent, "no_number")
    asked_of_paper = ("title", "original_specialty", "granting_body", "granted_month")

    certificate = forms.ChoiceField(
        label="原证书",
        required=False,
        error_messages={"invalid_choice": NOT_USABLE},
    )
    office_name = forms.CharField(
        label=labels.OFFICE_LABEL,
        required=False,
        help_text="要更换，请点申报卡片上的“报送职改办”。",
        widget=forms.TextInput(attrs={"readonly": True}),
    )
    title = forms.ChoiceField(
        label="原专业技术资格名称", error_messages={"required": "请选择原专业技术资格名称。"}
    )
    original_specialty = WordsField(
        label="原专业名称", max_length=80, error_messages={"required": "请填写原专业名称。"}
    )
    certificate_number = forms.CharField(
        label="原证书编号",
        required=False,
        max_length=40,
        help_text="如果有，必须为数字格式；如果无，可以为空",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
    )
    no_number = forms.BooleanField(label="证书无编号", required=False)
    granting_body = WordsField(
        label="批准机关（授予单位）",
        max_length=120,
        help_text="例如：广西人才市场",
        error_messages={"required": "请填写批准机关（授予单位）。"},
    )
    granted_month = MonthField(label="授予时间", error_messages={"required": "请填写授予时间。"})

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.certificates = self.held()
        self.initial = {**self.initial, "office_name": self.subject.office.name}
        self.titles = {str(title.pk): title for title in titles_known(self.subject.level_group)}
        self.fields["title"].choices = grouped(self.titles.values())
        self.fields["certificate"].choices = [("", BY_HAND), *self._offered()]
        if self.data.get("certificate"):
            for name in self.asked_of_paper:
                self.fields[name].required = False

    def held(self) -> dict[str, Certificate]:
        """The person's certificates that may be named, by public id, with the one this application named."""
        usable = Certificate.objects.usable_by(self.subject.applicant) | Certificate.objects.filter(
            pk=self.subject.original_id, holder=self.subject.applicant
        )
        return {str(one.public_id): one for one in usable.select_related("series", "office")}

    def _offered(self) -> list[tuple[str, str]]:
        offered = choices_for(self.subject.applicant)
        known = {code for code, _ in offered}
        named = [(code, label_of(one)) for code, one in self.certificates.items() if code not in known]
        return named + offered

    def unlisted(self, name, value) -> str:
        """A title of another level, and a certificate of the person that may not be named any more."""
        if name == "title":
            return title_words(str(value))
        if name != "certificate":
            return super().unlisted(name, value)
        held = Certificate.objects.held_by(self.subject.applicant).select_related("series")
        return next((label_of(one) for one in held if str(one.public_id) == value), NOT_HELD)

    def clean_office_name(self):
        """It is chosen with 报送职改办, never typed here."""
        return self.subject.office.name

    def clean_granted_month(self):
        """Nobody was granted a title before being born."""
        month, born = self.cleaned_data["granted_month"], self.subject.applicant.birth_on
        if month and born and month < f"{born:%Y-%m}":
            raise ValidationError(BEFORE_BIRTH)
        return month

    def clean_certificate(self):
        """The certificate has the level that was chosen and may be applied with."""
        code = self.cleaned_data["certificate"]
        if code:
            self.check_certificate(self.certificates[code])
        return code

    def check_certificate(self, certificate) -> None:
        """Refuse a certificate this application cannot rest on; kinds add what they ask of one."""
        if certificate.state != CertificateState.NORMAL:
            raise ValidationError(NOT_USABLE)
        if certificate.level not in levels_of(self.subject.level_group):
            raise ValidationError(WRONG_LEVEL.format(level=certificate.get_level_display()))

    def clean(self):
        answers = super().clean()
        certificate = self.certificates.get(answers.get("certificate", ""))
        if certificate:
            answers |= self._printed_on(certificate)
        elif "certificate" not in self.errors:
            self._check_number(answers)
        return answers

    def _printed_on(self, certificate) -> dict:
        known = (key for key, title in self.titles.items() if _is_of(title, certificate))
        for name in ("certificate_number", *self.asked_of_paper):
            self.errors.pop(name, None)
        return {
            "title": next(known, path_of(certificate)),
            "original_specialty": certificate.specialty or self._typed_specialty(),
            "certificate_number": certificate.certificate_number or "",
            "no_number": not certificate.certificate_number,
            "granting_body": certificate.granting_body,
            "granted_month": f"{certificate.granted_on:%Y-%m}",
        }

    def _typed_specialty(self) -> str:
        """What the register does not know is asked of the person."""
        typed = self.data.get("original_specialty", "").strip()
        if not typed:
            self.add_error("original_specialty", self.fields["original_specialty"].error_messages["required"])
        return typed[: self.fields["original_specialty"].max_length]

    def _check_number(self, answers):
        number = normalise_number(answers.get("certificate_number", ""))
        answers["certificate_number"] = number
        if number and not NUMBER.fullmatch(number):
            self.add_error("certificate_number", BAD_NUMBER)
        elif number and answers.get("no_number"):
            self.add_error("no_number", BOTH)
        elif not number and not answers.get("no_number"):
            self.add_error("certificate_number", NO_NUMBER)
        elif one := self._registered(number, answers):
            self.add_error("certificate_number", self.typed_though_registered(one))

    def _registered(self, number, answers) -> Certificate | None:
        """The same certificate in the register: there it is chosen, so that its state there is heeded.

        Without a number it is told by its title and the month it was granted.
        """
        held = Certificate.objects.held_by(self.subject.applicant)
        if number:
            return held.filter(certificate_number=number).first()
        title, month = self.titles.get(answers.get("title", "")), answers.get("granted_month", "")
        if title is None:
            return None
        same = held.filter(series=title.series_id, level=title.level, title_name=title.name)
        return next((one for one in same if f"{one.granted_on:%Y-%m}" == month), None)

    @staticmethod
    def known_specialties() -> list[str]:
        """Names offered for a specialty; any other is welcome with 自定义."""
        return list(EnumItem.objects.filter(group="specialty_seen").values_list("name", flat=True))

    def check_specialty(self, name: str) -> None:
        """Refuse a specialty that is not on the list, unless 自定义 is ticked."""
        typed, is_custom = self.cleaned_data.get(name), self.cleaned_data.get("custom_specialty")
        if typed and not is_custom and typed not in self.known_specialties():
            custom = self.fields["custom_specialty"].label
            self.add_error(name, f"“{typed}”不在常用专业里。请从列表中选择，或勾选“{custom}”。")

    def typed_though_registered(self, certificate) -> str:
        """Why the number of a certificate in the register cannot be typed."""
        if str(certificate.public_id) in self.certificates:
            return f"这本证书在您的证书里，请在“{self.fields['certificate'].label}”里直接选择。"
        return NOT_USABLE

    def promoted(self) -> dict:
        """The columns of the application that follow from the answers."""
        answers = self.cleaned_data
        certificate = self.certificates.get(answers["certificate"])
        return {
            "employer": self.found_employer,
            "original": certificate,
            **self.applied_for(certificate or self.titles[answers["title"]]),
        }

    def applied_for(self, granted) -> dict:
        """Series, level, title and specialty asked for, from the certificate or the title it names."""
        name = granted.title_name if isinstance(granted, Certificate) else granted.name
        return {
            "series": granted.series,
            "level": granted.level,
            "title_name": name,
            "specialty": self.cleaned_data["original_specialty"],
        }


def is_paper(certificate) -> bool:
    """Whether it is one that can be lost."""
    return certificate.medium == Medium.PAPER


def path_of(certificate) -> str:
    """工程系列/中级/工程师, also for a title that no list knows any more."""
    return f"{certificate.series.name}/{certificate.get_level_display()}/{certificate.title_name}"


def _is_of(title: Title, certificate) -> bool:
    mine = (title.series_id, title.level, title.name)
    return mine == (certificate.series_id, certificate.level, certificate.title_name)


PROMOTED = ("employer", "original", "series", "level", "title_name", "specialty")
