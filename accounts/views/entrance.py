"""The first page: three doors and the links of the manuals."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import labels


@login_not_required
@require_safe
def entrance(request):
    return render(request, "accounts/entrance.html", {"labels": labels})
