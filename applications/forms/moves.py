"""What each move asks of the person who makes it; the pages of the desks render these too."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.enums import Role
from accounts.models import Membership, User
from applications import labels, registry
from applications.services.check_rules import APPLICANT, check_rules, return_reasons
from applications.services.checkup import audience_of, examine
from applications.services.loss import declared_mark
from core.word_fields import WordsField
from core.workflow import MoveForm

OPINION_LIMIT = 500
REASON_LIMIT = 300
RECOMMENDATION_HINT = (
    "随材料一并报送。建议不少于 {chars} 个字，写明品德、能力和业绩，才好说明申报人的水平；写得短也可以报送。"
)
# A decree older than this against the hand-in is a slip of the year.
LONGEST_BEFORE = datetime.timedelta(days=366)


def opinion_field(
    label: str, hint: str = "", *, required: bool = True, missing: str = "请填写意见"
) -> forms.CharField:
    return WordsField(
        label=label,
        help_text=hint,
        required=required,
        max_length=OPINION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": OPINION_LIMIT}),
        error_messages={"required": missing, "max_length": f"意见最多 {OPINION_LIMIT} 个字，请精简。"},
    )


class CommitmentForm(MoveForm):
    """The pledge of 审核报送, and a reason where the rules do not say yes.

    `verdict` among the cleaned answers is what the rules say, None for a kind without them.
    """

    commitment = forms.BooleanField(
        label=f"我已认真阅读并同意以上承诺（{labels.PLEDGE_VERSION} 版）",
        error_messages={"required": "请先阅读并勾选承诺，再点“同意并报送”。"},
    )
    review_reason = WordsField(
        label="申请人工复核的理由",
        help_text="单位和职改办会逐字看到这段话。请写明为什么仍要申报，例如人才引进、转业安置、学历另有证明。",
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": REASON_LIMIT}),
        error_messages={"max_length": f"理由最多 {REASON_LIMIT} 个字，请精简。"},
    )

    def ask_only_what_is_needed(self, verdict) -> None:
        """Leave the reason out of the page unless the rules did not say yes; then it is a must."""
        self.fields["review_reason"].required = True
        if verdict is None or verdict.is_eligible:
            del self.fields["review_reason"]

    def clean(self):
        answers = super().clean()
        verdict = registry.kind(self.subject.kind).judge(self.subject)
        doubted = verdict is not None and not verdict.is_eligible
        reason = answers.get("review_reason", "") if doubted else ""
        if doubted and not reason and "review_reason" not in self.errors:
            self.add_error(
                "review_reason", "按现有规则还不能确认您符合条件。请写明理由，由单位和职改办人工复核。"
            )
        opinion = f"申请人工复核：{reason}（{verdict.rule_id}：{verdict.sentence}）" if reason else ""
        return answers | {"verdict": verdict, "review_reason": reason, "opinion": opinion}


class DeclarationForm(MoveForm):
    """The 遗失申明; it carries the mark of what was read, which another window may have changed meanwhile."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, subject=None, actor=None, **kwargs):
        super().__init__(data, subject=subject, actor=actor, **kwargs)
        self.initial = {"read": declared_mark(subject)} | self.initial

    def clean_read(self):
        read = self.cleaned_data["read"]
        if read and read != declared_mark(self.subject):
            raise ValidationError(labels.LOSS_CHANGED)
        return read


class OpinionForm(MoveForm):
    """An opinion that goes on record."""

    opinion = opinion_field("意见")


class RejectForm(MoveForm):
    """The reason of a refusal; the applicant reads it word for word."""

    opinion = opinion_field(
        "不通过的理由", "申报人会逐字看到这段话，请写明原因。", missing="请填写不通过的理由。"
    )


class ObjectionForm(MoveForm):
    """An objection against a notice, under the real name of who raised it."""

    objector_name = WordsField(
        label="异议人姓名（实名）",
        max_length=50,
        error_messages={"required": "请填写异议人的真实姓名。匿名的异议不受理。"},
    )
    opinion = opinion_field(
        "异议内容",
        "如证书已经找到、正由他人使用。申请人会看到内容，看不到异议人的姓名。",
        missing="请填写异议内容。",
    )

    def repeats(self, row):
        """Two people may object in the same words."""
        latest = self.subject.notice.objections.last()
        return super().repeats(row) and latest.objector_name == self.said("objector_name")


class RecommendationForm(MoveForm):
    """推荐意见 of the employer; JX-56 is a guide and no hurdle."""

    opinion = opinion_field("推荐意见", "随材料一并报送职改办。")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        guide = check_rules()["JX-56"]
        if self.subject is None or guide.concerns(self.subject.kind, audience_of(self.actor)):
            chars = guide.parameters["guide_chars"]
            self.fields["opinion"].help_text = RECOMMENDATION_HINT.format(chars=chars)
            attrs = {"rows": 6, "data-count": "", "data-max": OPINION_LIMIT, "data-guide": chars}
            self.fields["opinion"].widget.attrs.update(attrs)


class QuotingForm(MoveForm):
    """An opinion into which findings of 体检 and coded reasons may be quoted word for word.

    What is asked for is read when the form is shown or judged, not for every button of a list.
    """

    folded = {"reasons": "选用现成的句子"}

    opinion = opinion_field("意见", "也可以只勾选下面要引用的原因。", required=False)
    reasons = forms.MultipleChoiceField(
        label="引用体检提示和常用原因",
        help_text="勾选的句子会带着编号，一字不差地加在意见后面。",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一条体检提示已经不在清单里了，请刷新页面再选。"},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is not None:
            self.fields["reasons"].choices = lambda: self.offered

    @cached_property
    def findings(self) -> list:
        """What 体检 tells the person who returns the application."""
        return examine(self.subject, audience_of(self.actor))

    @cached_property
    def offered(self) -> list:
        """The sentences on offer by code, in two groups; a finding at several places is one sentence.

        What only staff are told is not for the applicant's eyes.
        """
        reasons = return_reasons(self.subject.kind, audience_of(self.actor))
        found: dict[str, list] = {}
        for finding in self.findings:
            if check_rules()[finding.rule_id].concerns(self.subject.kind, APPLICANT):
                found.setdefault(finding.rule_id, []).append(finding)
        told = [(code, _quoted(code, places[0].sentence, places)) for code, places in found.items()]
        usual = [(rule.id, _quoted(rule.id, rule.sentence, ())) for rule in reasons]
        return [(title, group) for title, group in (("体检提示", told), ("常用原因", usual)) if group]

    def clean(self):
        answers = super().clean()
        opinion = "\n".join(filter(None, (answers.get("opinion"), *self._quoted(answers))))
        opinion = opinion or self.nothing_said()
        if not opinion and not self.errors:
            self.add_error("opinion", "请填写意见，或者勾选要引用的原因。")
        if len(opinion) > OPINION_LIMIT and not self.errors:
            over = f"意见连同引用的原因共 {len(opinion)} 个字，最多 {OPINION_LIMIT} 个字，请精简。"
            self.add_error("opinion", over)
        return answers | {"opinion": opinion}

    def repeats(self, row):
        """What was quoted went on record with the opinion."""
        if not self.said("reasons"):
            return super().repeats(row)
        return self.is_valid() and self.cleaned_data["opinion"] == row.opinion

    def nothing_said(self) -> str:
        """The opinion that stands where neither words nor reasons were given; empty asks for them."""
        return ""

    def _quoted(self, answers) -> list[str]:
        if not answers.get("reasons"):
            return []
        sentences = {code: words for _, group in self.offered for code, words in group}
        return [sentences[code] for code in answers["reasons"]]


def _quoted(code: str, sentence: str, places) -> str:
    details = "；".join(f"{one.section_title}，{one.detail}" for one in places if one.detail)
    return f"{code} {sentence}" + (f"（{details}）" if details else "")


class TransferForm(MoveForm):
    """The colleague who takes over.

    A batch gives `in_batch` beside the answers, a True that no page can post, and tells the colleague itself.
    """

    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label="转交给",
        empty_label="请选择",
        error_messages={
            "required": "请选择接手的同事。",
            "invalid_choice": "这位同事已不在本办任职，请另选一位。",
        },
    )
    opinion = opinion_field("转交说明")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["assignee"].label_from_instance = lambda person: person.name
        if self.actor is not None and self.actor.office_id:
            staff = Membership.objects.current().filter(office=self.actor.office_id)
            colleagues = User.objects.filter(
                is_active=True, memberships__in=staff.exclude(role=Role.BOOTSTRAP)
            )
            self.fields["assignee"].queryset = colleagues.exclude(pk=self.actor.user.pk).distinct()

    def clean_assignee(self):
        """Nobody acts on a case of their own (row J02)."""
        colleague = self.cleaned_data["assignee"]
        if colleague.pk == self.subject.applicant_id:
            raise ValidationError(f"{colleague.name}就是申报人，不能办理本人的申报，请另选一位同事。")
        return colleague

    def clean(self):
        return super().clean() | {"in_batch": self.data.get("in_batch") is True}

    def repeats(self, row):
        """The same words may go to another colleague."""
        return super().repeats(row) and self.said("assignee") == self.subject.assignee


class ApproveForm(MoveForm):
    """批文号, 授予时间 and opinion of the approval."""

    decree_number = WordsField(label="批文号", max_length=60, error_messages={"required": "请填写批文号。"})
    granted_on = forms.DateField(
        label="授予时间",
        input_formats=["%Y-%m-%d"],
        initial=timezone.localdate,
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM-DD"},
        ),
        error_messages={"required": "请填写授予时间。", "invalid": "请按“年-月-日”填写，例如 2026-11-20。"},
    )
    opinion = opinion_field("批准意见")

    def clean_granted_on(self):
        day = self.cleaned_data["granted_on"]
        if day > timezone.localdate():
            raise ValidationError("授予时间不能晚于今天，请核对。")
        if day < timezone.localdate(self.subject.submitted_at) - LONGEST_BEFORE:
            raise ValidationError("授予时间比报送早了一年以上，请核对年份。")
        return day

    def repeats(self, row):
        """The same words may stand under another decree or day."""
        written = (self.subject.decree_number, self.subject.granted_on)
        return super().repeats(row) and written == (self.said("decree_number"), self.said("granted_on"))
