"""更正: name and document as they should be, and why they are wrong now."""

from django import forms

from accounts.forms.identity import IdentityForm

REASON_LIMIT = 500


class CorrectionForm(IdentityForm):
    """The whole identity as the document says it; what is right already is typed as it is."""

    reason = forms.CharField(
        label="个人情况说明",
        max_length=REASON_LIMIT,
        help_text="写明哪一项错了、为什么错、应改成什么，职改办会看到这段话。",
        error_messages={
            "required": "请写明哪一项错了、应改成什么",
            "max_length": f"最多 {REASON_LIMIT} 个字，请精简。",
        },
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": REASON_LIMIT}),
    )
    field_order = ("name", "document_kind", "nationality", "id_number", "reason")

    @classmethod
    def from_account(cls, user):
        """What the account says now; the number is typed anew, so that it stands in no page."""
        return cls(
            initial={
                "name": user.name,
                "document_kind": user.document_kind,
                "nationality": user.nationality or "CHN",
            }
        )

    @classmethod
    def from_request(cls, correction):
        """What the request says, for its own person to change."""
        return cls(
            initial={
                "name": correction.new_name,
                "document_kind": correction.new_document_kind,
                "nationality": correction.new_nationality,
                "id_number": correction.new_id_number,
                "reason": correction.reason,
            }
        )
