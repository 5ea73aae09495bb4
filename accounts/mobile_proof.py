"""The mobile of somebody who registers, proven by a code sent to it; the two registrations share this."""

from accounts import sessions
from accounts.forms.sign_in import AskRegistrationCodeForm
from accounts.services import codes
from core.errors import TooMany

SECRET_FIELDS = ("password", "password_again")


def prove_mobile(request, form, purpose):
    """Use the SMS code up, unless this session proved the same mobile a moment ago; else say why not."""
    mobile, code = form.cleaned_data.get("mobile"), form.cleaned_data.get("sms_code")
    if not mobile or sessions.is_proven(request.session, mobile):
        return
    if not code:
        form.add_error("sms_code", "请填写短信里的 6 位数字，没有收到的请点“获取短信验证码”")
    elif codes.consume(purpose, mobile, code):
        sessions.remember_proof(request.session, mobile)
    else:
        form.add_error("sms_code", "短信验证码不正确或已过期，请核对后再填，或重新获取")


def send_code(request, form_class, purpose, page):
    """Send the code and show what was typed again, without the passwords.

    Args:
        page: `page(request, form, ask=…, sent=…, status=…)` answers with the form.
    """
    ask = AskRegistrationCodeForm(request.POST)
    typed = {name: value for name, value in request.POST.items() if name not in SECRET_FIELDS}
    form = form_class(initial=typed)
    if not ask.is_valid():
        return page(request, form, ask=ask, status=422)
    try:
        codes.send(purpose, ask.cleaned_data["mobile"], request.client_ip)
    except TooMany as full:
        ask.add_error(None, str(full))
        return page(request, form, ask=ask, status=429)
    return page(request, form, sent=codes.SENT[purpose])
