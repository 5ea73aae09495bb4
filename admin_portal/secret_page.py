"""The page that shows a one-time secret: once, and kept by no browser."""

from django.shortcuts import render


def show_secret(request, secret, *, account, office, is_default=False):
    """Answer the post that made the secret; it stands in no address, message or log."""
    context = {"secret": secret, "account": account, "office": office, "is_default": is_default}
    response = render(request, "admin_portal/secret_shown.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
