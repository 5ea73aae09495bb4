"""问题人员: proposals, entries at each stage, and the addresses of their pages."""

import datetime as dt
import itertools

from django.utils import timezone

from accounts.services import flags
from accounts.services.flags import Proposal
from core.validators import DocumentKind
from tests.factories.accounts import make_id_number

numbers = itertools.count(1)
ACTS = ("evaluation", "recognition", "reconfirmation")


def proposal(name="覃某某", number=None, **changes) -> Proposal:
    """A bar of three years from today, for material that was false."""
    today = timezone.localdate()
    given = {
        "name": name,
        "document_kind": DocumentKind.RESIDENT_ID,
        "id_number": number or make_id_number(next(numbers) % 999 + 1, born=dt.date(1955, 3, 1)),
        "ground": "false_material",
        "finding": "PS-2026-000009",
        "acts": ACTS,
        "since": today,
        "until": today + dt.timedelta(days=1095),
        "reason": "学历证书复印件与学校档案不一致。",
        "decree_number": "钦职办〔2026〕7号",
    }
    return Proposal(**given | changes)


def about(user, **changes) -> Proposal:
    """The same about somebody with an account."""
    return proposal(user.name, user.id_number, **changes)


def flagged(world, said: Proposal):
    """Proposed by a clerk and confirmed by the administrator."""
    return flags.confirm(flags.propose(said, actor=world.second), actor=world.admin)


def posted(said: Proposal) -> dict:
    """What the form of a proposal posts."""
    names = ("name", "document_kind", "id_number", "ground", "finding", "reason", "decree_number")
    return {
        **{name: getattr(said, name) for name in names},
        "nationality": "CHN",
        "acts": list(said.acts),
        "since": f"{said.since}",
        **({"until": f"{said.until}"} if said.until else {"for_life": "on"}),
    }


class FlagsStage:
    """One entry that waits and one that bars, of people without accounts."""

    def __init__(self, world):
        self.clerk = world.second
        self.waiting = flags.propose(proposal("农某某"), actor=world.second)
        self.barring = flagged(world, proposal("蒙某某"))

    def add(self):
        """One row more of the list."""
        flags.propose(proposal("盘某某"), actor=self.clerk)

    @property
    def addresses(self):
        """URL name → arguments."""
        page = "admin_portal:flagged_person_"
        waiting = {"public_id": self.waiting.public_id}
        return {f"{page}{name}": waiting for name in ("detail", "confirm", "drop")} | {
            f"{page}lift": {"public_id": self.barring.public_id}
        }

    @property
    def forms(self):
        """URL name → what is posted."""
        page = "admin_portal:flagged_person_"
        return {
            f"{page}create": posted(proposal()),
            f"{page}drop": {"reason": "材料不足。"},
            f"{page}lift": {"reason": "申诉成立。"},
        }
