from django.db import migrations, models

import core.unlocked


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("accounts", "0005_flagged_persons"),
    ]

    operations = [
        core.unlocked.ReplaceUniqueConcurrently(
            model_name="flaggedperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("proposed", "confirmed"))),
                fields=("id_digest", "ground", "finding"),
                name="one_standing_flag_per_finding",
            ),
        ),
    ]
