"""What the moves of requests ask: an opinion the person concerned reads word for word."""

from django import forms

from core.validators import visible
from core.workflow import MoveForm

OPINION_LIMIT = 500


class OpinionField(forms.CharField):
    """Words that can be seen: invisible signs alone are no opinion."""

    def __init__(self, **kwargs):
        super().__init__(
            label=kwargs.pop("label", "意见"),
            max_length=OPINION_LIMIT,
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": OPINION_LIMIT}),
            error_messages={
                "required": "请写明理由，申请人会看到这段话",
                "max_length": f"最多 {OPINION_LIMIT} 个字，请精简。",
            },
            **kwargs,
        )

    def to_python(self, value):
        words = super().to_python(value)
        return words if visible(words).strip() else ""


class OpinionForm(MoveForm):
    """An opinion; the person concerned reads it."""

    opinion = OpinionField(help_text="申请人会逐字看到这段话，请写明原因和下一步怎么办。")


class RemarkForm(MoveForm):
    """A remark that may be left out."""

    opinion = OpinionField(label="意见（可以不填）", required=False)
