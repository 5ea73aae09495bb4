"""`manage.py load_reference`: load or bring up to date the reference data of every app."""

from django.core.management.base import BaseCommand
from django.db import transaction

from core import loaders


class Command(BaseCommand):
    """Runs every registered loader in one transaction; running it again changes only what differs."""

    help = "Load series, titles, regions, enumerations, working days, offices and texts."

    @transaction.atomic
    def handle(self, *, verbosity, **options):
        for loader in loaders.registered():
            loaded = loader()
            if verbosity:
                self.stdout.write(loaded)
