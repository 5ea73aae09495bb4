"""E-mail over SMTP."""

import re
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from messaging.channels.base import OutgoingText, Undeliverable

TIMEOUT_SECONDS = 10
# RFC 5321, 4.2.1: 5yz is for good, 4yz may pass.
FOR_GOOD = range(500, 600)
# RFC 3463: what the server says more exactly, at the beginning of its words.
ENHANCED = re.compile(rb"5\.\d{1,3}\.\d{1,3}\b")


class SmtpChannel:
    """Sends through the SMTP server of the EMAIL_* settings."""

    def send(self, text: OutgoingText) -> str:
        """One mail to one person; the Message-ID names the delivery, so that a repeat can be told.

        Raises Undeliverable when the server refuses the recipient or the mail for good.
        """
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        reference = f"<{text.reference}@{domain}>"
        mail = EmailMessage(
            subject=text.subject,
            body=text.body,
            to=[text.address],
            headers={"Message-ID": reference, "Auto-Submitted": "auto-generated"},
            connection=get_connection(timeout=TIMEOUT_SECONDS),
        )
        try:
            mail.send()
        except (SMTPRecipientsRefused, SMTPDataError) as refusal:
            _raise_if_for_good(refusal)
            raise
        return reference


def _raise_if_for_good(refusal) -> None:
    """Undeliverable with kind and codes of a refusal by 5yz, never with its words: they quote the address."""
    code, words = _answer(refusal)
    if code in FOR_GOOD:
        exact = ENHANCED.match(words)
        told = f" {exact[0].decode()}" if exact else ""
        raise Undeliverable(f"{type(refusal).__name__} {code}{told}") from None


def _answer(refusal) -> tuple[int, bytes]:
    """What the server said: number and words."""
    if isinstance(refusal, SMTPDataError):
        return refusal.smtp_code, refusal.smtp_error
    return next(iter(refusal.recipients.values()))
