import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_desks"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("turn_began_at", models.DateTimeField()),
                ("working_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("deadline_on", models.DateField(blank=True, null=True)),
                ("is_estimate", models.BooleanField(default=False)),
                ("answers_mark", models.CharField(blank=True, max_length=64)),
                ("reminded", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="applications.application",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "progress",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="return_notice",
                        to="applications.applicationprogress",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReturnItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("section_key", models.CharField(blank=True, max_length=30)),
                ("row_id", models.UUIDField(blank=True, null=True)),
                ("spec_code", models.CharField(blank=True, max_length=40)),
                ("file_id", models.UUIDField(blank=True, null=True)),
                ("spot_x", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("spot_y", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("place", models.CharField(max_length=120)),
                ("code", models.CharField(max_length=8)),
                ("sentence", models.CharField(max_length=300)),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                ("mended", models.BooleanField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="continued_by",
                        to="applications.returnitem",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="applications.returnnotice",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SectionVerdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section_key", models.CharField(max_length=30)),
                (
                    "desk",
                    models.CharField(choices=[("employer", "单位"), ("office", "职改办")], max_length=8),
                ),
                ("turn_began_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("unseen", "未看"), ("passed", "没问题"), ("problem", "有问题")],
                        default="unseen",
                        max_length=8,
                    ),
                ),
                ("is_old", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="applications.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="applications.submissionrevision",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="returnnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("progress", None)), fields=("application",), name="one_return_being_noted"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None), ("progress__isnull", False)),
                fields=("application",),
                name="one_open_return",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnitem",
            constraint=models.UniqueConstraint(
                fields=(
                    "notice",
                    "section_key",
                    "row_id",
                    "spec_code",
                    "file_id",
                    "spot_x",
                    "spot_y",
                    "code",
                    "sentence",
                ),
                name="one_item_per_defect",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="returnitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("spot_x", None), ("spot_y", None)),
                    models.Q(("file_id__isnull", False), ("spot_x__lte", 100), ("spot_y__lte", 100)),
                    _connector="OR",
                ),
                name="a_spot_lies_on_a_picture",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionverdict",
            constraint=models.UniqueConstraint(
                fields=("application", "desk", "section_key"), name="one_verdict_per_section_and_desk"
            ),
        ),
    ]
