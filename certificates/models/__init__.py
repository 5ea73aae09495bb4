"""The tables of the register."""

from certificates.models.certificate import Certificate
from certificates.models.counting import CertificateView, CertificateViewTotal
from certificates.models.decree import Decree
from certificates.models.delivery import Delivery
from certificates.models.events import CertificateEvent
from certificates.models.sequence import CertificateSequence

__all__ = [
    "Certificate",
    "CertificateEvent",
    "CertificateSequence",
    "CertificateView",
    "CertificateViewTotal",
    "Decree",
    "Delivery",
]
