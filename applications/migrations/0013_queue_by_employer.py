from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("applications", "0012_desk_of_the_superior"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["series", "arrived_at", "id"],
                include=("office", "state"),
                name="arrived_in_series",
            ),
        ),
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False), ("arrived_at__isnull", False), ("plan__isnull", False)
                ),
                fields=["plan", "arrived_at", "id"],
                include=("office", "state"),
                name="arrived_in_plan",
            ),
        ),
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["employer", "arrived_at", "id"],
                include=("office", "state"),
                name="arrived_of_employer",
            ),
        ),
        RemoveIndexConcurrently(
            model_name="application",
            name="arrived_by_series",
        ),
        RemoveIndexConcurrently(
            model_name="application",
            name="arrived_by_plan",
        ),
    ]
