from django.db import migrations

from catalogue import pinyin

CHUNK = 1000


def write_letters(apps, _schema_editor):
    """Give the applications that stand already the first letters they are found by, a thousand at a time."""
    model, last = apps.get_model("applications", "Application"), 0
    while chunk := list(model.objects.filter(pk__gt=last).order_by("pk").only("applicant_name")[:CHUNK]):
        for one in chunk:
            one.applicant_letters = pinyin.first_letters(one.applicant_name)
        model.objects.bulk_update(chunk, ["applicant_letters"])
        last = chunk[-1].pk


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("applications", "0009_papers"),
    ]

    operations = [
        migrations.RunPython(write_letters, migrations.RunPython.noop, atomic=False),
    ]
