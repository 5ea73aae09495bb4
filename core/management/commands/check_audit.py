"""Proves the audit chain whole; prints each finding and exits 1 if there is one."""

from django.core.management.base import BaseCommand

from core import sealing
from core.models import AuditSeal


class Command(BaseCommand):
    """Read-only; may run beside the site."""

    help = "Check the audit log: chain, entries, seals that are due, heads kept outside the database."

    def handle(self, *args, **options):
        findings = sealing.verify()
        for finding in findings:
            self.stderr.write(str(finding))
        if findings:
            raise SystemExit(1)
        self.stdout.write(f"The audit log is whole: {AuditSeal.objects.count()} sealed entries.")
