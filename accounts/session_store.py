"""Sessions in the database that end when their record ends, when nobody uses them, and when clocks jump."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.services import live_sessions


class SessionStore(db.SessionStore):
    """A session of a signed-in person holds as long as its record does.

    One that ends later than one opened this moment could was opened under another clock.
    """

    def load(self):
        data = super().load()
        if USER_KEY in data and not live_sessions.is_alive(self.session_key):
            self._session_key = None
            return {}
        return data

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        latest = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE) + live_sessions.SLACK
        if row is not None and row.expire_date > latest:
            self._session_key = None
            return None
        return row
