"""People, employers, title offices, memberships, codes and sign-in records."""

from accounts.models.employer import Employer
from accounts.models.membership import Membership
from accounts.models.sign_in import SignInRecord, SmsCode
from accounts.models.title_office import TitleOffice
from accounts.models.user import LoginIdentifier, User

__all__ = ["Employer", "LoginIdentifier", "Membership", "SignInRecord", "SmsCode", "TitleOffice", "User"]
