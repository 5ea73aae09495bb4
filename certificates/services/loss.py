"""A paper certificate is lost: on notice for all to read, then found again or void for good.

Sources: 桂职办〔2018〕72号; decisions B20 (paper only) and B23 (公示中, then 作废 on approval).
"""

from django.db import transaction

from certificates.enums import CertificateState, EventKind, Medium
from certificates.models import Certificate, CertificateEvent
from core import audit
from core.errors import Refused

ELECTRONIC = "电子证书不需要遗失补办，请直接下载。"
OTHER_NOTICE = "这本证书正在遗失公示中，不能再重复声明遗失。"
NOT_ITS_NOTICE = "这本证书的遗失公示不是由这份申请发起的，不能由它结束。"
NO_NOTICE = "这本证书没有在遗失公示中，不能按遗失补办作废。"


@transaction.atomic
def mark_lost(certificate: Certificate, *, actor, reference: str) -> Certificate:
    """正常 → 遗失公示中; strangers read it on the look-up from now on.

    `reference` names what asked for it, for example `application:<uuid>`: asked again by the same it changes
    nothing. Raises Refused for an electronic certificate, for one that something else has put on notice, and
    in every other state.
    """
    locked = _lock(certificate)
    if locked.medium == Medium.ELECTRONIC:
        raise Refused(ELECTRONIC)
    if locked.state == CertificateState.ON_LOSS_NOTICE:
        _require_own(locked, reference, OTHER_NOTICE)
        return locked
    if locked.state != CertificateState.NORMAL:
        raise Refused(f"这本证书现在的状态是“{locked.get_state_display()}”，不能声明遗失。")
    locked.loss_reference = reference
    _write(locked, CertificateState.ON_LOSS_NOTICE, EventKind.LOSS_NOTICED, actor)
    audit.record("certificates.loss_noticed", subject=locked, actor=actor, reference=reference)
    return locked


@transaction.atomic
def restore(certificate: Certificate, *, actor, reference: str) -> Certificate:
    """遗失公示中 → 正常: given up, rejected, or the certificate turned up.

    A certificate in 正常 is returned as it is. Raises Refused when something else put it on notice, and in
    every other state.
    """
    locked = _lock(certificate)
    if locked.state == CertificateState.NORMAL:
        return locked
    if locked.state != CertificateState.ON_LOSS_NOTICE:
        raise Refused(f"这本证书现在的状态是“{locked.get_state_display()}”，不能恢复正常。")
    _require_own(locked, reference, NOT_ITS_NOTICE)
    locked.loss_reference = ""
    _write(locked, CertificateState.NORMAL, EventKind.RESTORED, actor)
    audit.record("certificates.loss_restored", subject=locked, actor=actor, reference=reference)
    return locked


@transaction.atomic
def void_lost(certificate: Certificate, *, actor, reference: str) -> Certificate:
    """遗失公示中 → 已作废: 补办 is approved (一旦申请成功，原证书将作废).

    Asked again by the same `reference` it changes nothing. Raises Refused without a notice of its own.
    """
    locked = _lock(certificate)
    if locked.state not in (CertificateState.ON_LOSS_NOTICE, CertificateState.VOIDED):
        raise Refused(NO_NOTICE)
    _require_own(locked, reference, NOT_ITS_NOTICE)
    if locked.state == CertificateState.VOIDED:
        return locked
    _write(locked, CertificateState.VOIDED, EventKind.VOIDED, actor)
    audit.record("certificates.lost_voided", subject=locked, actor=actor, reference=reference)
    return locked


def _lock(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)


def _require_own(locked: Certificate, reference: str, sentence: str) -> None:
    if locked.loss_reference != reference:
        raise Refused(sentence)


def _write(locked: Certificate, state: CertificateState, event: EventKind, actor) -> None:
    """The new state and its line in the public record; the line names the office that acted, if one did."""
    locked.state, locked.version = state, locked.version + 1
    locked.save(update_fields=["state", "version", "loss_reference"])
    CertificateEvent.objects.create(certificate=locked, kind=event, office=getattr(actor, "office", None))
