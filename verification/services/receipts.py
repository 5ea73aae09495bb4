"""Receipts: a printed result says when it was made, and anybody can check that it was."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateView
from certificates.services.counting import record_view
from certificates.services.normalise import normalise_number
from core import pii
from core.errors import Refused
from verification.services import brakes
from verification.services.results import PublicResult, find_public, public_result

# No 0 O 1 I L U: read aloud or typed from paper, no two of these are taken for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5


@dataclass(frozen=True)
class Receipt:
    """What stands on the printed page."""

    number: str
    at: datetime
    check_code: str


@dataclass(frozen=True)
class CheckedReceipt:
    """What was certified then, and the certificate as the public may read it today."""

    receipt: Receipt
    state_then: CertificateState
    result_now: PublicResult

    @property
    def is_unchanged(self) -> bool:
        """Whether the certificate is still in the state the page was printed in."""
        return self.state_then == self.result_now.state


def give_receipt(certificate: Certificate, channel: str) -> Receipt:
    """Count that this certificate is being shown now and return the receipt to print."""
    number = f"CY-{timezone.localdate():%Y%m%d}-{_random_group()}-{_random_group()}"
    row = record_view(certificate, channel, receipt_number=number)
    return Receipt(number, row.at, check_code(row))


def check_receipt(receipt_number: str, code: str, *, address: str | None) -> CheckedReceipt:
    """Find a receipt by its number and check code, both as typed from paper.

    Raises TooMany beyond the limits, and Refused with one and the same sentence for a number that does not
    exist and for a code that does not belong to it.
    """
    number = normalise_number(receipt_number).upper()
    brakes.admit_receipt(address, number)
    row = CertificateView.objects.select_related("certificate").filter(receipt_number=number).first()
    if row is None or not hmac.compare_digest(check_code(row), _as_code(code)):
        raise Refused("没有查到这张回执，请对照打印件再核对一遍回执号和校验码。")
    certificate = find_public(lookup_code=row.certificate.lookup_code)
    return CheckedReceipt(
        Receipt(row.receipt_number, row.at, check_code(row)),
        CertificateState(row.state),
        public_result(certificate),
    )


def check_code(row: CertificateView) -> str:
    """Keyed digest over everything the receipt certifies, as two groups of five characters."""
    certified = f"{row.receipt_number}|{row.certificate_id}|{row.certificate_version}|{row.state}"
    number = int(pii.blind_index("lookup_receipt", f"{certified}|{row.at.timestamp()}"), 16)
    letters = []
    for _ in range(2 * GROUP):
        number, remainder = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[remainder])
    return "".join(letters[:GROUP]) + "-" + "".join(letters[GROUP:])


def _as_code(text: str) -> str:
    letters = normalise_number(text).upper().replace("-", "")
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def _random_group() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(GROUP))
