"""What an employer administers: clerks, arriving people, invitations."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import EmployerTransfer, Invitation
from accounts.services import clerks, invitation_batches, invitations, people
from accounts.services.employment import place
from core.pii import blind_index
from tests.core.books import book
from tests.factories.accounts import make_employer, make_id_number, make_user

HEAD = ("*姓名", "证件类型", "*证件号码", "*手机号码")
CODE = "c" * 22


def workbook(serial):
    """A file that invites one stranger."""
    return book(HEAD, ("蒙永强", "", make_id_number(serial, region="450202"), "13712345678"))


class UnitStage:
    """One object of every kind the employer's own pages act on; all belong to `world.employer`."""

    def __init__(self, world):
        self.world, owner = world, world.owner
        self.clerk = self._clerk("unit-qin")
        self.closed = self._clerk("unit-nong")
        clerks.disable(self.closed, note="调离", actor=owner)
        arriving = make_user("陆小雨", employer=make_employer())
        self.transfer = EmployerTransfer.objects.create(
            person=arriving, from_employer=arriving.employer, to_employer=world.employer
        )
        self.batch, _ = invitation_batches.check_file(workbook(900), actor=owner)
        self.sent = self._invitation(world.employer, "f" * 64)
        other = make_employer()
        self.mine = self._invitation(other, people.document_digest_of(world.applicant.user))
        place(world.applicant.user, world.employer)

    def _clerk(self, staff_name):
        rights = {"rights": ["unit_review"], "actor": self.world.owner}
        return clerks.create(name="覃海燕", staff_name=staff_name, mobile="", **rights)[0]

    def _invitation(self, employer, digest):
        return Invitation.objects.create(
            employer=employer,
            name="蒙永强",
            id_digest=digest,
            mobile="13712345678",
            code_digest=blind_index("invitation", CODE) if employer == self.world.employer else "",
            expires_at=timezone.now() + invitations.LIFE,
            last_sent_at=timezone.now() - timedelta(days=2),
            invited_by=self.world.owner.user,
        )

    @property
    def addresses(self):
        """The arguments of the addresses that have some."""
        clerk, person = (
            {"public_id": self.clerk.public_id},
            {"public_id": self.world.applicant.user.public_id},
        )
        batch, mine = {"public_id": self.batch.public_id}, {"public_id": self.mine.public_id}
        sent = {"public_id": self.sent.public_id}
        found = {f"admin_portal:clerk_{page}": clerk for page in ("detail", "rights", "disable", "secret")}
        found |= {
            f"admin_portal:invitation_{page}": batch for page in ("batch", "import", "discard", "report")
        }
        return found | {
            "admin_portal:clerk_enable": {"public_id": self.closed.public_id},
            "admin_portal:employee_detail": person,
            "admin_portal:employee_leave": person,
            "admin_portal:transfer_decide": {"public_id": self.transfer.public_id, "move": "confirm"},
            "admin_portal:invitation_resend": sent,
            "admin_portal:invitation_withdraw": sent,
            "accounts:invitation_enter": {"code": CODE},
            "accounts:invitation_accept": mine,
            "accounts:invitation_decline": mine,
        }

    @property
    def forms(self):
        """What is posted where an empty form would be refused for being empty."""
        rights = {"rights": ["unit_people"]}
        return {
            "admin_portal:clerk_create": {"name": "韦春兰", "staff_name": "unit-wei", **rights},
            "admin_portal:clerk_rights": rights,
            "admin_portal:clerk_disable": {"note": "调离"},
            "admin_portal:employee_leave": {"reason": "合同到期"},
            "admin_portal:employee_search": {"q": "黄"},
            "admin_portal:invitation_upload": {"file": SimpleUploadedFile("a.xlsx", workbook(901))},
        }
