from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce


def make_known(apps, _schema_editor):
    """What employers refused before offices were told of it reaches them, too: only there it is taken back."""
    refused = apps.get_model("applications", "Application").objects.filter(state="rejected_by_employer")
    refused.filter(arrived_at=None).update(arrived_at=Coalesce("decided_at", F("turn_began_at")))


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0017_progress_by_house"),
    ]

    operations = [
        migrations.RunPython(make_known, migrations.RunPython.noop),
    ]
