"""E-mail over SMTP."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from messaging.channels.base import OutgoingText

TIMEOUT_SECONDS = 10


class SmtpChannel:
    """Sends through the SMTP server of the EMAIL_* settings."""

    def send(self, text: OutgoingText) -> str:
        """One mail to one person; the Message-ID names the delivery, so that a repeat can be told."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        reference = f"<{text.reference}@{domain}>"
        EmailMessage(
            subject=text.subject,
            body=text.body,
            to=[text.address],
            headers={"Message-ID": reference, "Auto-Submitted": "auto-generated"},
            connection=get_connection(timeout=TIMEOUT_SECONDS),
        ).send()
        return reference
