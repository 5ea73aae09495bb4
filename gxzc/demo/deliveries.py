"""How certificates are handed over in the demo: by post, at the counter, as a file, and a mind changed."""

from accounts.actors import actor_of
from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.models import Application
from applications.services.delivery import choose
from certificates.enums import DeliveryMethod
from certificates.models import Delivery
from certificates.services.deliver import NOWHERE, Parcel
from gxzc.demo.fees import age
from payments.models import Order

HOME = {"region": "450702", "address": "扬帆大道 18 号钦州市第二中学教师公寓 2 栋", "postcode": "535000"}
MAILING, PICKUP, DOWNLOAD = DeliveryMethod.MAILING, DeliveryMethod.PICKUP, DeliveryMethod.DOWNLOAD
SCRIPT = (
    (KindCode.RECOGNITION, S.OFFICE_REVIEW, MAILING, 6),
    (KindCode.RECOGNITION, S.PRELIMINARY_PASSED, DOWNLOAD, 9),
    (KindCode.RECOGNITION, S.DRAFT, MAILING, 1),
    (KindCode.EVALUATION, S.EMPLOYER_REVIEW, PICKUP, 3),
    (KindCode.EVALUATION, S.AWAITING_PAYMENT, MAILING, 4),
    (KindCode.RECONFIRMATION, S.OFFICE_REVIEW, PICKUP, 4),
)


def play(cast) -> None:
    """One applicant chose three times; of the others the longest waiting of each kind and state once."""
    person = cast.actors["second_applicant"].user
    issued = Application.objects.get(applicant=person, state=S.ISSUED)
    for method, days in ((MAILING, 20), (PICKUP, 15), (MAILING, 5)):
        _choose(issued, method, days)
    for kind, state, method, days in SCRIPT:
        theirs = Application.objects.filter(kind=kind, state=state, office=cast.office)
        _choose(theirs.order_by("created_at", "pk")[0], method, days)


def _choose(application, method, days) -> None:
    """Let it have been chosen so many days ago."""
    person = application.applicant
    parcel = Parcel(person.name, phone=person.mobile, **HOME) if method == MAILING else NOWHERE
    seen = Delivery.objects.filter(owner_id=application.public_id).first()
    chosen = choose(
        application,
        method,
        parcel,
        actor=actor_of(person),
        expected_version=seen.version if seen else 0,
    )
    for order in Order.objects.unpaid().filter(payable_id=chosen.public_id):
        age(order, days)
