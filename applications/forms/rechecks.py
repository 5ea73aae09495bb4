"""What 复查 asks of the person who failed, and of the office that looks again."""

from django import forms

from applications.forms.moves import OpinionForm, opinion_field
from applications.forms.results import members_field, votes_field
from applications.services.ballots import COUNTED, fault, judge
from core.workflow import MoveForm

KEPT, CHANGED = "kept", "changed"
STILL_FAILED = "按填写的票数仍未通过：需要 {needed} 票赞成。维持原结果的，请选“维持原结果”。"


class RecheckForm(OpinionForm):
    """Why the result should be looked at again."""

    opinion = opinion_field(
        "申请复查的理由", "职改办会逐字看到这段话。每份申报只能申请一次。", missing="请填写申请复查的理由。"
    )


class RecheckAnswerForm(MoveForm):
    """维持 or 改为通过, with the ballot as it was counted again; what was counted first is shown."""

    decision = forms.ChoiceField(
        label="复查结论",
        choices=[(KEPT, "维持原结果"), (CHANGED, "计票有误，改为通过")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择复查结论。"},
    )
    members = members_field()
    attending = votes_field("出席", 1)
    approve = votes_field("赞成", 0)
    against = votes_field("反对", 0)
    abstain = votes_field("弃权", 0)
    opinion = opinion_field("复查意见", "申报人会逐字看到这段话。")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        result = getattr(self.subject, "result", None)
        for name in COUNTED:
            self.fields[name].initial = getattr(result, name, None)

    def clean(self):
        answers = super().clean()
        if self.errors:
            return answers
        changed = answers["decision"] == CHANGED
        needed, passed = judge(answers["attending"], answers["approve"])
        if changed and (why := fault(answers)):
            self.add_error("attending", why)
        elif changed and not passed:
            self.add_error("approve", STILL_FAILED.format(needed=needed))
        return answers | {"changed": changed, "needed": needed, "passed": passed}

    def repeats(self, row):
        """The same words may carry another decision."""
        answered = getattr(self.subject, "recheck", None)
        return (
            super().repeats(row)
            and answered is not None
            and answered.changed == (self.said("decision") == CHANGED)
        )
