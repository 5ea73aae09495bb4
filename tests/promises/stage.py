"""Fills a database with people whose applications are ready; run in a process of its own."""

import json
import secrets
import sys

import django

# Nobody here comes in through a door: what a hash of a password costs is not to be paid for each.
HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def main(count):
    """Migrate, make `count` complete applications, print a session and an address for each."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up
    from django.test import override_settings  # noqa: PLC0415

    from tests.promises.visitor import session_of  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with override_settings(PASSWORD_HASHERS=HASHERS):
        world = crowd()
        people = [world.another_applicant() for _ in range(count)]
    print(  # noqa: T201 - this is the answer
        json.dumps([[session_of(person), str(world.complete(person).public_id)] for person in people])
    )


def crowd():
    """A world in which the pictures of the first are put right, and the others show them as their own."""
    from applications.services.files import OWNER  # noqa: PLC0415 - after the set-up
    from core.copied_files import copy_files  # noqa: PLC0415
    from core.models import StoredFile  # noqa: PLC0415
    from tests.factories.applications import World  # noqa: PLC0415

    class Crowd(World):
        drawn: dict = {}

        def upload(self, application, key, code, actor=None, row=None):
            if code not in self.drawn:
                self.drawn[code] = super().upload(application, key, code, actor, row)
                return self.drawn[code]
            place = [(self.drawn[code], row and row.public_id)]
            (twin,) = copy_files(place, owner_kind=OWNER, owner_id=application.public_id, actor=actor)
            # No two people hand in the same bytes.
            StoredFile.objects.filter(pk=twin.pk).update(sha256=secrets.token_hex(32))
            return twin

    return Crowd()


if __name__ == "__main__":
    main(int(sys.argv[1]))
