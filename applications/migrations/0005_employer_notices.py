import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.pii


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_returns"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerNotice",
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
                            ("evaluation", "职称评审"),
                            ("recognition", "职称认定"),
                            ("reconfirmation", "重新确认"),
                            ("replacement", "遗失补办"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("place", models.CharField(max_length=120)),
                ("contact", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "公示中"),
                            ("objection", "异议处理中"),
                            ("ended", "已结束"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("working_days", models.PositiveSmallIntegerField()),
                ("ends_on", models.DateField()),
                ("is_estimate", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.employer"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employer_notices",
                        to="applications.evaluationplan",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EmployerNoticeEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("sequence", models.PositiveSmallIntegerField()),
                ("holder_name", models.CharField(max_length=80)),
                ("title_path", models.CharField(max_length=160)),
                ("specialty", models.CharField(blank=True, max_length=80)),
                ("taken_off_at", models.DateTimeField(blank=True, null=True)),
                ("taken_off_for", models.CharField(blank=True, max_length=500)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employer_entries",
                        to="applications.application",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="applications.employernotice",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EmployerObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("objector_name", core.pii.EncryptedCharField(max_length=50)),
                ("objector_contact", core.pii.EncryptedCharField(max_length=60)),
                ("words", models.CharField(max_length=500)),
                ("matters", models.BooleanField(blank=True, null=True)),
                ("opinion", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="applications.employernoticeentry",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="employernotice",
            index=models.Index(fields=["employer", "state", "-starts_on", "-id"], name="notices_of_employer"),
        ),
        migrations.AddConstraint(
            model_name="employernotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("working_days__gte", 5)), name="employer_notice_runs_five_working_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="employernotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="employer_notice_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="employernotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "open")),
                    models.Q(("closed_at__isnull", False), ("state__in", ("ended", "withdrawn"))),
                    _connector="OR",
                ),
                name="employer_notice_is_open_or_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="employernoticeentry",
            constraint=models.UniqueConstraint(
                fields=("notice", "application"), name="once_on_an_employer_notice"
            ),
        ),
        migrations.AddConstraint(
            model_name="employernoticeentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_off_at__isnull", True), ("taken_off_for", "")),
                    models.Q(("taken_off_at__isnull", False), models.Q(("taken_off_for", ""), _negated=True)),
                    _connector="OR",
                ),
                name="taken_off_a_notice_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="employerobjection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("entry",),
                name="one_open_objection_per_employer_entry",
            ),
        ),
    ]
