"""Tests: real servers, eager Celery, fast hasher."""

from gxzc.settings.base import *  # noqa: F403

DEMO = MESSAGING_SANDBOX = True
SMS_CHANNEL = EMAIL_CHANNEL = SANDBOX_CHANNEL
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
OFFICE_SECOND_FACTOR = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

# The owner may empty the audit tables between tests; a test of the trigger switches this off.
DATABASES["default"]["OPTIONS"]["options"] += " -c gxzc.maintenance=on"
