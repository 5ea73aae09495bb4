"""The first page: three doors and the links of the manuals."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import labels


@login_not_required
@require_safe
def entrance(request):
    """Who are you, and what would you like to do."""
    return render(request, "accounts/entrance.html", {"labels": labels})


@login_not_required
@require_safe
def account_guide(request):
    """《系统帐户身份说明》: which account is whose, and where it signs in."""
    return render(request, "accounts/account_guide.html", {"labels": labels})
