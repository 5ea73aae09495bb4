"""Sessions in the database that fail closed when the clock was set back."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

# Two hosts may disagree by some minutes and still share their sessions.
SLACK = timedelta(minutes=10)


class SessionStore(db.SessionStore):
    """A session that ends later than one opened this moment could was opened under another clock."""

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        latest = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE) + SLACK
        if row is not None and row.expire_date > latest:
            self._session_key = None
            return None
        return row
