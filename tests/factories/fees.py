"""A plan of 职称评审 that asks for a fee, applications that owe it, and a voucher."""

import datetime
import io
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.plan_enums import PlanStage
from applications.services.transitions import perform
from core import outbox
from core.models import OutboxRow, OutboxState
from payments.enums import FeeItem
from payments.gateways import offline
from payments.models import Order
from payments.services import orders
from payments.services.confirm import SETTLED
from tests.factories.applications import OPINION
from tests.factories.evaluation import EvaluationWorld, make_committee, make_plan
from tests.factories.notices import PDF

FEE = Decimal("200.00")


def voucher():
    """A scan of a receipt."""
    return io.BytesIO(PDF)


def settle():
    """Let the worker do what follows from orders; returns how many rows it did."""
    rows = OutboxRow.objects.filter(kind=SETTLED, state=OutboxState.WAITING)
    return sum(outbox.run(pk) for pk in list(rows.values_list("pk", flat=True)))


class FeeWorld(EvaluationWorld):
    """职称评审 whose plan asks for 200 yuan, to be paid from yesterday until a week from today."""

    def __init__(self):
        super().__init__()
        self.plan.fee_amount = FEE
        self.plan.save()
        self.pay_window(-1, 7)

    def pay_window(self, opens, closes):
        """缴费 opens and closes so many days from today."""
        today = timezone.localdate()
        days = [today + datetime.timedelta(days=n) for n in (opens, closes)]
        self.plan.windows.update_or_create(
            stage=PlanStage.PAY, defaults={"opens_on": days[0], "closes_on": days[1]}
        )
        self.plan._prefetched_objects_cache = {}

    def owing(self, actor=None):
        """An application that waits for its money."""
        return perform(
            self.stored(S.OFFICE_REVIEW, actor or self.another_applicant()),
            "pass_preliminary",
            actor=self.officer,
            data=OPINION,
        )

    @staticmethod
    def order(application) -> Order:
        """The newest order for an application."""
        return Order.objects.filter(payable_id=application.public_id).latest("pk")

    def register(self, application, actor=None, **changes):
        """线下缴费登记, of today and the whole sum unless something else is said."""
        said = {
            "amount": FEE,
            "paid_on": timezone.localdate(),
            "payer_name": application.applicant_name,
            "note": "",
            "voucher": voucher(),
            "voucher_name": "收据.pdf",
        }
        return offline.register(self.order(application), **(said | changes), actor=actor or self.officer)


class FeesStage:
    """Two orders of the applicant of a world for applications of others: one owed, one let off."""

    def __init__(self, world):
        self.world = world
        committee = make_committee(world.office, world.title.series, name="工程系列收费评审会")
        self.plan = make_plan(committee, fee_amount=FEE, year=timezone.localdate().year)
        self.owed, self.waived = self.add(), self.add()
        self.waiver = offline.waive(self.waived, reason="低保家庭", actor=world.second)

    def add(self):
        """One order more."""
        application = self.world.placed(S.AWAITING_PAYMENT)
        application.kind, application.plan = KindCode.EVALUATION, self.plan
        application.save()
        return orders.place(
            self.world.applicant.user,
            payable=("application", application.public_id),
            item=FeeItem.EVALUATION,
            amount=FEE,
            purpose=f"职称评审 {application.number}",
            office=self.world.office,
            actor=self.world.officer,
        )

    @property
    def addresses(self):
        """URL name → arguments."""
        owed, waived = {"public_id": self.owed.public_id}, {"public_id": self.waived.public_id}
        return {
            "payments:order_detail": owed,
            **{f"admin_portal:payment_{page}": owed for page in ("detail", "register", "waive")},
            "admin_portal:payment_revoke": waived,
        }

    @property
    def forms(self):
        """URL name → what is posted; the voucher is a fresh one each time."""
        scan = SimpleUploadedFile("收据.pdf", PDF, "application/pdf")
        paid = {"amount": "200", "paid_on": str(timezone.localdate()), "payer_name": "黄秀芳"}
        return {
            "admin_portal:payment_register": paid | {"voucher": scan},
            "admin_portal:payment_waive": {"reason": "低保家庭"},
            "admin_portal:payment_revoke": {
                "noted": str(self.waiver.public_id),
                "revoked_for": "登记错人。",
            },
        }
