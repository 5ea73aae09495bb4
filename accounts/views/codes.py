"""Asking for a code, for scripts; inside the pages it can be asked for without them."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from accounts.enums import CodePurpose
from accounts.forms.sign_in import AskRegistrationCodeForm, AskSignInCodeForm
from accounts.services import codes
from core.errors import Refused

FORMS = {
    CodePurpose.REGISTER: AskRegistrationCodeForm,
    CodePurpose.EMPLOYER_REGISTER: AskRegistrationCodeForm,
    CodePurpose.SIGN_IN: AskSignInCodeForm,
}
ELSEWHERE = "请从注册或登录页面获取短信验证码。"


@login_not_required
@require_POST
def sms_code_send(request):
    """Send a code by SMS to somebody who has yet to sign in; see `answer`."""
    purpose = request.POST.get("purpose", "")
    if purpose not in FORMS:
        return unknown(ELSEWHERE)
    form = FORMS[purpose](request.POST)
    return answer(
        form,
        lambda: codes.send(purpose, form.cleaned_data["mobile"], request.client_ip),
        codes.SENT[purpose],
    )


def unknown(sentence):
    """The answer to a purpose nobody has."""
    return JsonResponse({"sentence": sentence}, status=422)


def answer(form, send, sent):
    """Send a code and answer in JSON: 200 with the sentence `sent`, 422 with the errors of the form, 429
    with the seconds to wait, and the sentence of any other refusal.
    """
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return JsonResponse({"sentence": sentence, "errors": form.errors}, status=422)
    try:
        send()
    except Refused as refusal:
        wait = getattr(refusal, "retry_after", None)
        body = {"sentence": str(refusal)} | ({"retry_after": wait} if wait else {})
        headers = {"Retry-After": str(wait)} if wait else {}
        return JsonResponse(body, status=refusal.status, headers=headers)
    return JsonResponse({"sentence": sent, "retry_after": 60})
