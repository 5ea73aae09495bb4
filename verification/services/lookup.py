"""The public look-up: by number and name, or by the code in the QR of the certificate."""

from dataclasses import dataclass

from certificates.enums import ViewChannel
from certificates.services.normalise import normalise_name, normalise_number
from verification.services import brakes
from verification.services.receipts import Receipt, give_receipt
from verification.services.results import PublicResult, PublicRow, find_public, public_result


@dataclass(frozen=True)
class Shown:
    """A result that was shown, counted and given a receipt."""

    result: PublicResult
    receipt: Receipt
    lookup_code: str


def find(number: str, name: str) -> PublicRow | None:
    """The public certificate with exactly this number and this name, both normalised.

    One statement, whether the number is unknown or belongs to somebody else.
    """
    return find_public(certificate_number=normalise_number(number), holder_name_key=normalise_name(name))


def look_up(number: str, name: str, *, address: str | None) -> Shown | None:
    """Answer a question by number and name; None when nothing public fits both exactly.

    Raises TooMany beyond the limits of address, network or number.
    """
    brakes.admit_question(address)
    number = normalise_number(number)
    brakes.admit_number(number)
    certificate = find(number, name)
    if certificate is None:
        return None
    brakes.count_found(number)
    return _show(certificate, ViewChannel.FORM, typed_name=name)


def scan(code: str, *, address: str | None) -> Shown | None:
    """Answer a look-up by the 22 characters of a QR code; None when there is no such public certificate.

    Raises TooMany beyond the limit of the address.
    """
    brakes.admit_scan(address)
    certificate = find_public(lookup_code=code)
    return _show(certificate, ViewChannel.SCAN) if certificate else None


def _show(certificate: PublicRow, channel: str, *, typed_name: str = "") -> Shown:
    receipt = give_receipt(certificate, channel)
    return Shown(public_result(certificate, typed_name=typed_name), receipt, certificate.lookup_code)
