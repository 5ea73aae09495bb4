import django.contrib.postgres.operations
from django.db import migrations, models

import core.unlocked


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("payments", "0002_offline_fees"),
    ]

    operations = [
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="order",
            index=models.Index(fields=["office", "-created_at", "-id"], name="orders_of_office"),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="order",
            index=models.Index(fields=["payable_kind", "payable_id"], name="orders_for_thing"),
        ),
        core.unlocked.ReplaceUniqueConcurrently(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("paid", "waived"))),
                fields=("payable_kind", "payable_id"),
                name="a_thing_is_paid_for_once",
            ),
        ),
        django.contrib.postgres.operations.AddConstraintNotValid(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paid_at__isnull", False),
                        ("state", "paid"),
                        models.Q(("channel", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "paid"), _negated=True), ("channel", ""), ("paid_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="paid_order_has_a_day_and_a_way",
            ),
        ),
        django.contrib.postgres.operations.ValidateConstraint(
            model_name="order",
            name="paid_order_has_a_day_and_a_way",
        ),
    ]
