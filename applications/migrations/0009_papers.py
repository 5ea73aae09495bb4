import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_waiting"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evaluation-form", "职称评审表"),
                            ("recommendation-form", "综合推荐表"),
                            ("recognition-form", "职称认定表"),
                            ("reconfirmation-form", "职称重新确认表"),
                            ("replacement-form", "职称证书遗失补办表"),
                            ("materials", "申报材料清单"),
                            ("loss-notice", "证书遗失公示"),
                            ("employer-notice", "单位公示"),
                            ("result-notice", "评审结果公示"),
                            ("roster", "申报人员花名册"),
                        ],
                        max_length=24,
                    ),
                ),
                ("check_code", models.CharField(max_length=16, unique=True)),
                ("subject_id", models.UUIDField()),
                ("number", models.CharField(blank=True, max_length=16)),
                ("masked_name", models.CharField(blank=True, max_length=80)),
                ("body", models.CharField(max_length=120)),
                ("state", models.CharField(blank=True, max_length=24)),
                ("state_label", models.CharField(blank=True, max_length=20)),
                ("is_draft", models.BooleanField(default=False)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="applications.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.storeddocument",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.progress",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["asked_by", "-created_at", "-id"], name="papers_of_person"),
                    models.Index(fields=["kind", "subject_id"], name="papers_of_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("sha256", "")),
                            models.Q(("made_at__isnull", False), models.Q(("sha256", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="made_paper_has_a_digest",
                    )
                ],
            },
        ),
    ]
