"""业务通知 of one office: a draft with an attachment, and one that was sent to everybody."""

import io

from messaging.notices import drafts, sending
from messaging.notices.road import WORKFLOW

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EVERYBODY = {"group": "people", "office": "", "below": True, "region": "", "kind": "", "state": ""}
WORDS = {"title": "关于做好职称申报工作的通知", "body": "<p>请各单位按时报送。</p>"}
TEXT = {"code": "application_submitted", "channel": "sms"}


def make_draft(actor, conditions=None, **words):
    """A draft for the people of the office and those below, or by other conditions."""
    return drafts.create(WORDS | {"audience": EVERYBODY | (conditions or {})} | words, actor=actor)


def publish(notice, actor):
    """发布; the worker has not begun yet."""
    return WORKFLOW.perform(notice, "publish", actor=actor)


def make_sent(actor, conditions=None, **words):
    """A notice everybody has in the inbox."""
    notice = publish(make_draft(actor, conditions, **words), actor)
    sending.send(notice.public_id)
    notice.refresh_from_db()
    return notice


def attach(notice, actor):
    """One small PDF."""
    return drafts.attachments.add(notice, io.BytesIO(PDF), name="附件.pdf", actor=actor)


class NoticeStage:
    """One draft and one sent notice with an attachment each, and the addresses of all their pages."""

    def __init__(self, world):
        self.draft, sent = make_draft(world.officer), make_draft(world.officer)
        self.draft_file, self.file = attach(self.draft, world.officer), attach(sent, world.officer)
        self.sent = publish(sent, world.officer)
        sending.send(sent.public_id)

    @property
    def addresses(self):
        """URL name → arguments."""
        draft, sent = {"public_id": self.draft.public_id}, {"public_id": self.sent.public_id}
        office = "admin_portal:notice_"
        return {
            "core:document_open": {"public_id": self.file.public_id},
            "messaging:notice_detail": sent,
            "messaging:notice_read": sent,
            f"{office}detail": sent,
            f"{office}receipts": sent,
            f"{office}receipts_export": sent,
            f"{office}edit": draft,
            f"{office}discard": draft,
            f"{office}document_delete": {**draft, "document_id": self.draft_file.public_id},
            f"{office}transition": {**draft, "move": "publish"},
            "admin_portal:text_edit": TEXT,
            "admin_portal:text_restore": TEXT,
        }

    @property
    def forms(self):
        """URL name → what is posted."""
        words = {"title": "另一份通知", "body": "<p>请知悉。</p>", "group": "people", "below": "on"}
        return {
            "admin_portal:notice_create": words,
            "admin_portal:notice_edit": words | {"version": 1},
            "admin_portal:notice_transition": {"version": 1},
        }
