"""A light hash for the crowd of the demo, in whose names nobody signs in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """Argon2 with the least work; a sign-in replaces the hash by one at full strength."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
