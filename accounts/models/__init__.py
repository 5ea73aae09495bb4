"""People, employers, title offices, memberships, codes and sign-in records."""

from accounts.models.consent import Consent, ConsentText
from accounts.models.contact_change import ContactChange
from accounts.models.correction import IdentityCorrection
from accounts.models.employer import Employer
from accounts.models.employer_change import EmployerChange
from accounts.models.employment import Employment
from accounts.models.flagged_person import FlaggedPerson
from accounts.models.invitation import Invitation, InvitationBatch, InvitationLine
from accounts.models.membership import Membership
from accounts.models.moves import AccountMove
from accounts.models.own_data import OwnDataCopy
from accounts.models.profile import ProfileAnswer, ProfileRow
from accounts.models.security import BackupCode, SessionRecord, TotpDevice
from accounts.models.sign_in import OneTimeCode, SignInFailure, SignInRecord
from accounts.models.title_office import TitleOffice
from accounts.models.transfer import EmployerTransfer
from accounts.models.user import LoginIdentifier, User

__all__ = [
    "AccountMove",
    "BackupCode",
    "Consent",
    "ConsentText",
    "ContactChange",
    "Employer",
    "EmployerChange",
    "EmployerTransfer",
    "Employment",
    "FlaggedPerson",
    "IdentityCorrection",
    "Invitation",
    "InvitationBatch",
    "InvitationLine",
    "LoginIdentifier",
    "Membership",
    "OneTimeCode",
    "OwnDataCopy",
    "ProfileAnswer",
    "ProfileRow",
    "SessionRecord",
    "SignInFailure",
    "SignInRecord",
    "TitleOffice",
    "TotpDevice",
    "User",
]
