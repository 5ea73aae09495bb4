"""Fills a database with people whose applications are ready; run in a process of its own."""

import json
import sys

import django


def main(count):
    """Migrate, make `count` complete applications, print a session and an address for each."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up

    from tests.factories.applications import World  # noqa: PLC0415
    from tests.promises.visitor import session_of  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    world = World()
    people = [world.another_applicant() for _ in range(count)]
    print(  # noqa: T201 - this is the answer
        json.dumps([[session_of(person), str(world.complete(person).public_id)] for person in people])
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
