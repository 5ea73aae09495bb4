from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0013_queue_by_employer"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="coapproved_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
