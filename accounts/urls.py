"""Addresses of accounts."""

from django.urls import path

from accounts.views import codes, employer, entrance, registration, search, session, sign_in

app_name = "accounts"

urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("accounts/guide/", entrance.account_guide, name="account_guide"),
    path("accounts/register/", registration.register, name="register"),
    path("accounts/sign-in/", sign_in.sign_in, name="sign_in"),
    path("accounts/sign-in/sms/", sign_in.sign_in_sms, name="sign_in_sms"),
    path("accounts/sms-code/", codes.sms_code_send, name="sms_code_send"),
    path("accounts/sign-out/", session.sign_out, name="sign_out"),
    path("accounts/membership/", session.membership_switch, name="membership_switch"),
    path("accounts/aa/", session.aa_set, name="aa_set"),
    path("accounts/employers/", search.employer_search, name="employer_search"),
    path("accounts/offices/", search.office_search, name="office_search"),
    path("accounts/employer/", employer.employer_choose, name="employer_choose"),
    path("office/sign-in/", sign_in.office_sign_in, name="office_sign_in"),
]
