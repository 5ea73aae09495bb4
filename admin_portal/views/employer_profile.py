"""单位信息: what the platform knows of the employer, and what its owner may do about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.employer_sections import DetailsForm
from accounts.enums import EmployerState
from accounts.models import Employer
from accounts.services import employer_details
from accounts.services.employer_rights import is_its_owner
from accounts.services.employer_road import PROMISED_DAYS
from admin_portal.employer_desk import facts_of, pending_change, pictures_of, staff_of
from admin_portal.employer_queue import sla_since
from admin_portal.forms.employer_profile import ChangeForm, MendForm
from core.errors import Refused
from core.images import ImageRefused
from core.versions import version_of

READ_AND_WRITE = ("GET", "HEAD", "POST")
NOT_OWNER = "单位信息由单位账户修改，请用单位账户登录后再办理。"


@require_safe
def employer_profile(request):
    """单位信息, its state, and the changes asked for."""
    employer = _own(request)
    change = pending_change(employer)
    waits = employer.state == EmployerState.PENDING
    context = {
        "employer": employer,
        "facts": facts_of(employer),
        "pictures": pictures_of(employer, change),
        "staff": staff_of(employer),
        "may_edit": is_its_owner(request.actor, employer),
        "change": change,
        "changes": employer.changes.exclude(state="pending")[:5],
        "history": employer.history,
        "last": employer.last_move("return") if employer.state == EmployerState.RETURNED else None,
        "sla": sla_since(employer.turn_began_at) if waits else None,
        "days": PROMISED_DAYS,
    }
    return render(request, "admin_portal/profile.html", context)


@require_http_methods(READ_AND_WRITE)
def employer_edit(request):
    """Change contact and other small data at once."""
    employer = _editable(request)
    if request.method != "POST":
        return _form_page(
            request, employer, DetailsForm(initial=DetailsForm.initial_of_details(employer)), EDIT
        )
    form = DetailsForm(request.POST)

    def save():
        return employer_details.change_details(
            employer, form.details, actor=request.actor, expected_version=version_of(request.POST)
        )

    return _answer(request, employer, form, EDIT, save)


@require_http_methods(READ_AND_WRITE)
def employer_mend(request):
    """After 退回: everything once more, then handed in again."""
    employer = _editable(request)
    if request.method != "POST" and employer.state != EmployerState.RETURNED:
        return redirect("admin_portal:employer_profile")
    if request.method != "POST":
        initial = MendForm.initial_of(employer) | MendForm.initial_of_details(employer)
        return _form_page(request, employer, MendForm(initial=initial, employer=employer), MEND)
    form = MendForm(request.POST, request.FILES, employer=employer)

    def save():
        return employer_details.hand_in_again(
            employer,
            form.identity | form.details,
            form.cleaned_data["licence"],
            actor=request.actor,
            expected_version=version_of(request.POST),
        )

    return _answer(request, employer, form, MEND, save)


@require_http_methods(READ_AND_WRITE)
def employer_change(request):
    """Ask the office to approve what identifies the employer."""
    employer = _editable(request)
    if request.method != "POST":
        form = ChangeForm(initial=ChangeForm.initial_of(employer), employer=employer)
        return _form_page(request, employer, form, CHANGE)
    form = ChangeForm(request.POST, request.FILES, employer=employer)

    def save():
        return employer_details.ask_for_change(
            employer,
            form.identity,
            form.cleaned_data["licence"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            expected_version=version_of(request.POST),
        )

    return _answer(request, employer, form, CHANGE, save)


@require_POST
def employer_change_withdraw(request, public_id):
    """Take a change back before the office has decided."""
    change = get_object_or_404(_own(request).changes, public_id=public_id)
    try:
        employer_details.move_change(change, "withdraw", actor=request.actor)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "变更申请已撤回，单位信息没有变化。")
    return redirect("admin_portal:employer_profile")


EDIT = {
    "title": "修改资料",
    "lead": "经办人、电话、地址等保存后马上生效。",
    "button": "保存",
    "done": "单位资料已保存。",
}
MEND = {
    "title": "修改注册资料",
    "lead": "请按退回的原因修改，改好后重新提交，职改办会再次审核。",
    "button": "保存并重新提交",
    "done": "注册资料已重新提交，职改办会在 3 个工作日内审核。",
}
CHANGE = {
    "title": "申请变更单位信息",
    "lead": "下面这些内容由职改办审核同意后才生效，只改有变化的几项就可以。",
    "button": "提交变更",
    "done": "变更申请已提交，职改办会在 3 个工作日内审核。",
}


def _own(request) -> Employer:
    return get_object_or_404(Employer.objects.with_names(), pk=request.actor.employer_id)


def _editable(request) -> Employer:
    employer = _own(request)
    if not is_its_owner(request.actor, employer):
        raise PermissionDenied(NOT_OWNER)
    return employer


def _answer(request, employer, form, words, save):
    """Do it and go back to the page of the employer, or show the form with the reason."""
    if not form.is_valid():
        return _form_page(request, employer, form, words, status=422)
    try:
        save()
    except (ImageRefused, employer_details.LicenceMissing) as refusal:
        form.add_error("licence", str(refusal))
        return _form_page(request, employer, form, words, status=refusal.status)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, employer, form, words, status=refusal.status)
    messages.success(request, words["done"])
    return redirect("admin_portal:employer_profile")


def _form_page(request, employer, form, words, *, status=200):
    context = {"employer": employer, "form": form, "words": words, "choose_again": bool(request.FILES)}
    return render(request, "admin_portal/employer_form.html", context, status=status)
