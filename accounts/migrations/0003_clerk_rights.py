"""Clerks of employers did everything before there were rights to grant: they keep what they had."""

from django.db import migrations

EVERYTHING = ["unit_review", "unit_people", "unit_export"]


def keep_rights(apps, schema_editor):
    memberships = apps.get_model("accounts", "Membership").objects
    memberships.filter(employer__isnull=False, role="clerk", extra_acts=[]).update(extra_acts=EVERYTHING)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people_and_houses")]

    operations = [migrations.RunPython(keep_rights, migrations.RunPython.noop)]
