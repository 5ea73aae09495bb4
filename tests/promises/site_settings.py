"""The site as `make run` serves it, behind one proxy that names the visitor, without collected assets."""

from gxzc.settings.dev import *  # noqa: F403

TRUSTED_PROXY_COUNT = 1
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# People whom the factories of the tests made have passwords of the quick kind.
PASSWORD_HASHERS = [*PASSWORD_HASHERS, "django.contrib.auth.hashers.MD5PasswordHasher"]  # noqa: F405
