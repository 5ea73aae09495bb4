"""Writing the inbox entries of many people in one statement."""

from messaging import texts
from messaging.enums import Channel
from messaging.models import Message

# What the outbox calls these jobs.
SEND, REMIND = "messaging.send_notice", "messaging.remind_notice"
PAGE = "messaging:notice_detail"
BATCH = 1000


def write(notice, template_code: str, user_ids) -> None:
    """One inbox entry for each of these users, leading to the page of the notice."""
    text = texts.find(template_code, [Channel.INBOX])[Channel.INBOX]
    context = {"title": notice.title, "office": notice.sender_name}
    subject, body = texts.fill_subject(text.subject, context), texts.fill(text.body, context)
    Message.objects.bulk_create(
        Message(
            recipient_id=user_id,
            template_code=template_code,
            subject=subject,
            body=body,
            url_name=PAGE,
            url_args=[str(notice.public_id)],
        )
        for user_id in user_ids
    )
