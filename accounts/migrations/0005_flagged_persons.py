import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.pii


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_postage"),
    ]

    operations = [
        migrations.CreateModel(
            name="FlaggedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", models.CharField(max_length=50)),
                (
                    "document_kind",
                    models.CharField(
                        choices=[
                            ("resident_id", "居民身份证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("permanent_residence", "外国人永久居留身份证"),
                            ("passport", "护照"),
                        ],
                        default="resident_id",
                        max_length=24,
                    ),
                ),
                ("id_number", core.pii.EncryptedCharField(max_length=32)),
                ("id_digest", models.CharField(db_index=True, max_length=64)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("academic_fraud", "学术造假"),
                            ("false_material", "材料弄虚作假"),
                            ("fake_certificate", "使用假证"),
                            ("other", "其他失信行为"),
                        ],
                        max_length=16,
                    ),
                ),
                ("finding", models.CharField(max_length=60)),
                (
                    "acts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("evaluation", "申报职称评审"),
                                ("recognition", "申报职称认定"),
                                ("reconfirmation", "申报重新确认"),
                                ("replacement", "申报遗失补办"),
                            ],
                            max_length=16,
                        ),
                        size=None,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(max_length=500)),
                ("decree_number", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待确认"),
                            ("confirmed", "已确认"),
                            ("dropped", "不予确认"),
                            ("lifted", "已解除"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("closing_reason", models.CharField(blank=True, max_length=200)),
                ("was_mistaken", models.BooleanField(default=False)),
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
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.titleoffice",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="flags",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["office", "-created_at", "-id"], name="flags_of_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="flag_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("acts__len__gte", 1)), name="flag_bars_from_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="flag_is_decided_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("confirmed", "lifted")), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="flag_that_bars_was_confirmed",
                    ),
                ],
            },
        ),
    ]
