"""Asking for an SMS code, for scripts and, inside the pages, without them."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from accounts.enums import CodePurpose
from accounts.forms.sign_in import AskRegistrationCodeForm, AskSignInCodeForm
from accounts.services import codes
from core.errors import TooMany

FORMS = {
    CodePurpose.REGISTER: AskRegistrationCodeForm,
    CodePurpose.EMPLOYER_REGISTER: AskRegistrationCodeForm,
    CodePurpose.SIGN_IN: AskSignInCodeForm,
}


@login_not_required
@require_POST
def sms_code_send(request):
    """Answer in JSON: 200 with the sentence, 422 with the errors, 429 with the seconds to wait."""
    purpose = request.POST.get("purpose", "")
    if purpose not in FORMS:
        return JsonResponse({"sentence": "请从注册或登录页面获取短信验证码。"}, status=422)
    form = FORMS[purpose](request.POST)
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return JsonResponse({"sentence": sentence, "errors": form.errors}, status=422)
    try:
        codes.send(purpose, form.cleaned_data["mobile"], request.client_ip)
    except TooMany as full:
        answer = {"sentence": str(full), "retry_after": full.retry_after}
        return JsonResponse(answer, status=429, headers={"Retry-After": str(full.retry_after)})
    return JsonResponse({"sentence": codes.SENT[purpose], "retry_after": 60})
