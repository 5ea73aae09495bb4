"""个人资料: the identity of the account, and one section at a time."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import for_applicants
from accounts.profile import archive
from accounts.services.profile_page import identity_page, next_section, section_page
from accounts.services.profile_rows import save_answer
from core.versions import save_through, version_of

TEMPLATE = "accounts/profile_section.html"


def section_or_404(key):
    """The section of this key, or 404."""
    try:
        return archive.section(key)
    except KeyError:
        raise Http404 from None


def attempt(request, section, save, **page):
    """Bind what was posted and call `save(form)`: (what it returned, None) or (None, page saying why)."""
    form = section.form(request.POST, subject=request.user, actor=request.actor)
    saved, status, conflict = save_through(form, save)
    if not status:
        return saved, None
    context = section_page(request.actor, section, form=form, conflict=conflict, **page)
    return None, render(request, TEMPLATE, context, status=status)


@require_safe
@for_applicants
def profile(request):
    """身份信息, read only, and the way to everything else of the account."""
    return render(request, "accounts/profile.html", identity_page(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def profile_section(request, key):
    """A section that is asked once, or the rows of one that has many."""
    section = section_or_404(key)
    if request.method != "POST":
        moved = _uuid(request.GET.get("moved", ""))
        return render(request, TEMPLATE, section_page(request.actor, section, moved_id=moved))
    if section.many or not section.form.base_fields:
        return redirect("accounts:profile_section", key=key)
    _, refused = attempt(request, section, save_of(request, section))
    if refused:
        return refused
    messages.success(request, f"“{section.title}”已保存。")
    following = next_section(section) if request.POST.get("after") == "next" else None
    return redirect("accounts:profile_section", key=(following or section).key)


def save_of(request, section):
    """保存 of a section that is asked once, with the version this window saw."""
    version = version_of(request.POST)
    return lambda form: save_answer(section, form, actor=request.actor, expected_version=version)


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None
