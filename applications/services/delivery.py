"""领取证书 and 邮寄: how the applicant wants the certificate, from the draft on until the application fails.

Sources: 个人版用户操作说明 2019, §3.5(6); decision B18 (which button each kind has, and where it is shown).
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.services import profile
from accounts.services.alerts import tell_everywhere
from applications import registry
from applications.enums import ApplicationState
from applications.models import Application
from applications.policies import is_applicant
from applications.registry import CollectButton
from certificates.enums import DeliveryMethod
from certificates.models import Delivery
from certificates.services import deliver
from certificates.services.deliver import NOT_MAILED, Mail, Owner, Parcel
from core.errors import Refused
from core.workflow import NotAllowed

OWNER = "application"
ENDED = (
    *ApplicationState.refused,
    ApplicationState.PAYMENT_EXPIRED,
    ApplicationState.GIVEN_UP,
    ApplicationState.DELETED,
)
TOLD = {Mail.QUOTED_ANEW: "mailing_quoted_anew", Mail.DROPPED: "mailing_dropped"}
TOO_LATE = "这份申报现在的状态是“{state}”，不用再选择领取方式。"


def deliveries_of(applications: Sequence[Application]) -> dict[UUID, Delivery]:
    """What was chosen for each of them, by their UUIDs, in one statement."""
    return deliver.deliveries_of(OWNER, [one.public_id for one in applications])


def offered(application, delivery: Delivery | None) -> CollectButton | None:
    """The button of this application: none once it has failed, nor where the office does not mail.

    What was chosen can always be looked at and changed.
    """
    if application.state in ENDED:
        return None
    button = registry.kind(application.kind).collect_button
    return button if button.always or delivery or application.office.mails else None


def methods(application) -> list[DeliveryMethod]:
    """What the person may choose."""
    return [one for one in DeliveryMethod if one != DeliveryMethod.MAILING or application.office.mails]


def known_of(application) -> dict:
    """What the form begins with: the account and 联系方式 of 个人资料 know where the person is reached."""
    contact = profile.answers_of(application.applicant, "contact")
    return {
        "method": DeliveryMethod.MAILING if application.office.mails else DeliveryMethod.PICKUP,
        "recipient": application.applicant.name,
        "address": contact.get("address", ""),
        "phone": contact.get("phone") or application.applicant.mobile,
        "postcode": contact.get("postcode", ""),
    }


@transaction.atomic
def choose(application, method: DeliveryMethod, parcel: Parcel, *, actor, expected_version: int) -> Delivery:
    """确定 of the dialog; errors as `certificates.services.deliver.choose`, or Refused once it has failed."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("office", "applicant")
    locked = rows.get(pk=application.pk)
    if not is_applicant(actor, locked):
        raise NotAllowed("只有申报人本人可以选择领取方式。")
    if locked.state in ENDED:
        raise Refused(TOO_LATE.format(state=locked.get_state_display()))
    if method not in methods(locked):
        raise Refused(NOT_MAILED.format(office=locked.office.short_name))
    return deliver.choose(_owner(locked), method, parcel, actor=actor, expected_version=expected_version)


def follow(application, *, actor) -> None:
    """The application was sent to another office, under its lock; the person is told what becomes of 邮寄."""
    event = TOLD.get(deliver.follow(_owner(application), actor=actor))
    if event is None:
        return
    tell_everywhere(
        application.applicant,
        event,
        context={
            "kind": application.get_kind_display(),
            "application_number": application.number,
            "office": application.office.short_name,
            "postage": str(application.office.postage),
        },
        url_name="applications:application_detail",
        url_args=[str(application.public_id)],
    )


def drop(application, actor, _data) -> None:
    """Effect: the application has failed or was deleted, no certificate comes of it."""
    deliver.drop(OWNER, application.public_id, actor=actor)


def _owner(application) -> Owner:
    purpose = f"{application.get_kind_display()} {application.number}"
    return Owner(OWNER, application.public_id, application.applicant, application.office, purpose)
