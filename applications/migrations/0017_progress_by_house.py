from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("applications", "0016_ballot_members"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="applicationprogress",
            index=models.Index(fields=["by_body", "-id"], name="progress_by_house"),
        ),
    ]
