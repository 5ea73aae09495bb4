"""One machine, one command: embedded servers unless the environment names others."""

from gxzc.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
