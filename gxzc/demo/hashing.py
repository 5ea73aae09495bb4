"""A light hash for the crowd of the demo, in whose names nobody signs in."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test.utils import override_settings


class LightArgon2(Argon2PasswordHasher):
    """Argon2 with the least work; a sign-in replaces the hash by one at full strength."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def light():
    """Within this context passwords are hashed lightly."""
    return override_settings(PASSWORD_HASHERS=["gxzc.demo.hashing.LightArgon2"])
