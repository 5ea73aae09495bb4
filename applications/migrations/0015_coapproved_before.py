from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

WAITING = models.Q(
    ("coapproved_at__isnull", True),
    ("kind", "reconfirmation"),
    ("level__in", ("full_senior", "associate_senior")),
    ("state", "preliminary_passed"),
)


def note_agreements(apps, _schema_editor):
    """What 自治区职改办 agreed to after the office agreed last, and was not approved yet, keeps the agreement."""
    for one in apps.get_model("applications", "Application").objects.filter(WAITING).iterator():
        moves = one.progress.filter(move__in=("pass_preliminary", "coapprove")).order_by("-pk")
        last = moves.first()
        if last and last.move == "coapprove":
            type(one).objects.filter(WAITING, pk=one.pk).update(coapproved_at=last.at)


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("applications", "0014_coapproved_at"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=WAITING, fields=["turn_began_at", "id"], name="queue_for_coapproval"
            ),
        ),
        migrations.RunPython(note_agreements, migrations.RunPython.noop, atomic=False),
    ]
