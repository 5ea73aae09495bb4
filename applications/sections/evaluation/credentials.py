"""3-1 现任专业技术资格、职业资格和技能证书."""

from uuid import UUID

from django import forms

from accounts.profile.sections.merits import PresentTitleForm
from applications.sections.evaluation.fields import FETCHED, OriginField
from catalogue.fields import EnumField
from certificates.models import Certificate
from core.sections import Section

TITLE_CERTIFICATE, NONE = "1", "none"
NOTHING_HELD = "无"
OF_A_TITLE = ("title", "granted_on", "granting_body")
FROM_THE_REGISTER = "这一项来自证书库，登记的内容不能修改；有错的，请联系发证的职改办。"


def answers_from(certificate) -> dict:
    """The answers of a row that is taken over from a certificate; one that is not verified is not named."""
    answers = copied_from(certificate)
    return {"certificate": str(certificate.public_id), **answers} if certificate.is_public else answers


def copied_from(certificate) -> dict:
    """What a certificate says, by the names of the questions."""
    certified = certificate.certified_on
    return {
        "kind": TITLE_CERTIFICATE,
        "title": certificate.title_name,
        "level": certificate.level,
        "specialty": certificate.specialty,
        "granted_on": f"{certificate.granted_on:%Y-%m}",
        "number": certificate.certificate_number or "",
        "control_number": certificate.control_number or "",
        "granting_body": certificate.granting_body,
        "obtained_on": f"{certified:%Y-%m}" if certified else "",
    }


class CredentialKindField(EnumField):
    """资格类型; who holds nothing yet says so with the last entry."""

    def offered(self, entries):
        return [*super().offered(entries), (NONE, "无（首次申报，没有现任资格）")]


class CredentialForm(PresentTitleForm):
    """One title or qualification.

    A row that names a verified certificate of the person says what the register says: it is 数据获取, and
    what is typed for those questions counts for nothing.
    """

    silent = ("certificate",)
    field_order = ("data_origin", "is_basis", "kind")
    row_facts = {**PresentTitleForm.row_facts, "is_basis": "以该资格申报：", "data_origin": ""}

    data_origin = OriginField()
    certificate = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_basis = forms.BooleanField(label="是否以该资格申报", required=False)
    kind = CredentialKindField("credential_type", label="资格类型")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.registered = self._registered()
        if self.registered:
            self._settle_by(copied_from(self.registered))
        if self._holds_nothing():
            for name in OF_A_TITLE:
                self.fields[name].required = False

    @classmethod
    def starred(cls, answers):
        """Who holds nothing is asked nothing about it."""
        skipped = OF_A_TITLE if answers.get("kind") == NONE else ()
        return [(name, field) for name, field in super().starred(answers) if name not in skipped]

    def _holds_nothing(self) -> bool:
        return self.registered is None and self.is_bound and self.data.get("kind") == NONE

    def clean(self):
        answers = super().clean()
        if self._holds_nothing():
            return self._nothing_held(answers)
        if self.registered:
            answers["data_origin"] = FETCHED
        return answers

    def _nothing_held(self, answers):
        if answers.get("is_basis"):
            self.add_error("is_basis", "您选了“无”，没有可以用来申报的资格。请去掉勾选，或改选资格类型。")
        if answers.get("title") not in ("", NOTHING_HELD):
            self.add_error("title", "您选了“无”，这里不用填。请清空，或改选资格类型。")
        emptied = {name: field.clean("") for name, field in self.fields.items() if name != "kind"}
        return answers | emptied | {"title": NOTHING_HELD}

    def _registered(self) -> Certificate | None:
        said = self.data if self.is_bound else self.initial
        try:
            named = UUID(str(said.get("certificate") or ""))
        except ValueError:
            return None
        usable = Certificate.objects.usable_by(self.subject.applicant).verified()
        return usable.filter(public_id=named).first()

    def _settle_by(self, register: dict) -> None:
        known = {name: value for name, value in register.items() if value}
        self.initial = {**self.initial, **known}
        for name in known:
            self.fields[name].disabled = True
        self.fields["kind"].help_text = FROM_THE_REGISTER


CREDENTIALS = Section(
    key="credentials",
    title="3-1 现任专业技术资格、职业资格和技能证书",
    form=CredentialForm,
    uploads=("title_certificate",),
    hint="填写职称证书、职业资格证书和技能等级证书，并只在一项上勾选“是否以该资格申报”；"
    "首次申报、没有现任资格的，添加一条，资格类型选“无”",
    many=True,
    min_items=1,
    max_items=30,
    noun="一项资格",
    drawn_from=("present_titles",),
    answers_from=answers_from,
)
