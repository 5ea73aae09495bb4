"""Restores the person of a session; who may open one is decided in services.signin."""

from django.contrib.auth.backends import BaseBackend

from accounts.models import User


class SessionBackend(BaseBackend):
    """Knows only how to find an active user again; it never checks a password."""

    def get_user(self, user_id):
        return User.objects.filter(pk=user_id, is_active=True).first()
