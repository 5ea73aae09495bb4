"""What the moves of a 单位公示 ask of the employer."""

from django import forms
from django.utils import timezone

from applications.forms.moves import opinion_field
from applications.forms.results import ResultObjectionForm
from applications.models import EmployerNotice
from applications.notice_enums import NoticeState
from core.workflow import MoveForm


class ShowForm(MoveForm):
    """The notice a person is put on: of one kind and plan, and of today, as days are counted from there."""

    notice = forms.ModelChoiceField(EmployerNotice.objects.none())

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is not None:
            self.fields["notice"].queryset = EmployerNotice.objects.filter(
                employer=self.subject.employer_id,
                kind=self.subject.kind,
                plan=self.subject.plan_id,
                state=NoticeState.OPEN,
                starts_on=timezone.localdate(),
            )

    def clean(self):
        answers = super().clean()
        notice = answers.get("notice")
        return answers | {"opinion": f"公示期 {notice.period}"} if notice else answers


class KeepForm(MoveForm):
    """Why a notice that was shown before the material was mended still speaks of it."""

    opinion = opinion_field(
        "沿用原公示的理由",
        "请写明改了什么、为什么不涉及公示的内容。这段话会记入进度，职改办和申报人都能看到。",
        missing="请写明沿用原公示的理由。",
    )


class TakeDownForm(MoveForm):
    """Why somebody is taken off a notice, or a whole notice is taken down."""

    opinion = opinion_field(
        "撤下的理由",
        "撤下以后，要推荐就得重新公示，公示期从头算。申报人会看到这段话。",
        missing="请写明撤下的理由。",
    )


class ShownObjectionForm(ResultObjectionForm):
    """An objection against what an employer shows, under the real name of who raised it."""

    def repeats(self, row):
        """Two people may object in the same words."""
        latest = self.subject.employer_entries.last()
        objection = latest and latest.objections.last()
        same = objection and objection.objector_name == self.said("objector_name")
        return bool(same) and self.said("opinion") == row.opinion
