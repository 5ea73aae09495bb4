"""People, employers, offices, memberships, codes and sign-ins."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import core.pii


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Employer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", models.CharField(max_length=100)),
                ("name_pinyin", models.CharField(blank=True, max_length=100)),
                ("usci", models.CharField(blank=True, max_length=18)),
                ("is_talent_centre", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待审核"),
                            ("active", "正常"),
                            ("returned", "已退回"),
                            ("disabled", "已停用"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.region"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("name", models.CharField(max_length=50)),
                ("name_pinyin", models.CharField(blank=True, max_length=200)),
                (
                    "document_kind",
                    models.CharField(
                        blank=True,
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
                ("nationality", models.CharField(default="CHN", max_length=3)),
                ("id_number", core.pii.EncryptedCharField(blank=True, default="", max_length=32)),
                ("mobile", core.pii.EncryptedCharField(blank=True, default="", max_length=16)),
                ("email", core.pii.EncryptedCharField(blank=True, default="", max_length=254)),
                ("birth_on", models.DateField(blank=True, null=True)),
                (
                    "sex",
                    models.CharField(blank=True, choices=[("male", "男"), ("female", "女")], max_length=6),
                ),
                (
                    "security_question",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary_school", "我的小学校名是？"),
                            ("mother_name", "我母亲的姓名是？"),
                            ("birthplace", "我出生的村或街道叫什么？"),
                            ("first_teacher", "我小学班主任的姓名是？"),
                            ("first_employer", "我第一个工作单位的名称是？"),
                            ("best_friend", "我小时候最好的朋友叫什么？"),
                        ],
                        max_length=24,
                    ),
                ),
                ("security_answer", models.CharField(blank=True, max_length=256)),
                (
                    "aa",
                    models.CharField(
                        choices=[("standard", "标准字号"), ("large", "大字号"), ("xlarge", "特大字号")],
                        default="standard",
                        max_length=8,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="accounts.employer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LoginIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("id_number", "证件号"),
                            ("mobile", "手机号"),
                            ("email", "邮箱"),
                            ("staff_name", "账户名"),
                        ],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_identifiers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignInRecord",
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
                    "capacity",
                    models.CharField(
                        choices=[
                            ("applicant", "个人"),
                            ("employer", "单位"),
                            ("title_office", "职改办"),
                            ("anonymous", "未登录"),
                        ],
                        max_length=12,
                    ),
                ),
                ("method", models.CharField(max_length=12)),
                ("address_digest", models.CharField(max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SmsCode",
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
                    "purpose",
                    models.CharField(choices=[("register", "注册"), ("sign_in", "登录")], max_length=12),
                ),
                ("mobile_digest", models.CharField(max_length=64)),
                ("code_hash", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None)),
                        fields=("purpose", "mobile_digest"),
                        name="one_live_code_per_purpose_and_mobile",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TitleOffice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("code", models.CharField(max_length=6, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("short_name", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("regional", "自治区"),
                            ("city", "市"),
                            ("county", "县"),
                            ("series", "系列"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "can_review_levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "can_recognize_levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "series_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("mailing_enabled", models.BooleanField(default=False)),
                ("path", models.CharField(max_length=80, unique=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.titleoffice",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.region"
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "单位账户"),
                            ("clerk", "工作人员"),
                            ("admin", "管理员"),
                            ("bootstrap", "默认账户"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField(default=django.utils.timezone.localdate)),
                ("to_on", models.DateField(blank=True, null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.employer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.titleoffice",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="employer",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="employers",
                to="accounts.titleoffice",
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["employer", "name_pinyin"], name="people_of_employer"),
        ),
        migrations.AddConstraint(
            model_name="loginidentifier",
            constraint=models.UniqueConstraint(
                fields=("user", "kind"), name="one_identifier_of_a_kind_per_user"
            ),
        ),
        migrations.AddIndex(
            model_name="signinrecord",
            index=models.Index(fields=["user", "address_digest", "created_at"], name="known_addresses"),
        ),
        migrations.AddIndex(
            model_name="titleoffice",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="office_name_trigrams",
            ),
        ),
        migrations.AddIndex(
            model_name="titleoffice",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass("path", name="varchar_pattern_ops"),
                name="office_branch",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("employer__isnull", False),
                        ("office__isnull", True),
                        ("role__in", ("owner", "clerk")),
                    ),
                    models.Q(
                        ("employer__isnull", True),
                        ("office__isnull", False),
                        ("role__in", ("clerk", "admin", "bootstrap")),
                    ),
                    _connector="OR",
                ),
                name="membership_of_one_house_with_a_role_of_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="membership_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("employer__isnull", False), ("to_on", None)),
                fields=("user", "employer", "role"),
                name="one_open_membership_per_employer_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("office__isnull", False), ("to_on", None)),
                fields=("user", "office", "role"),
                name="one_open_membership_per_office_role",
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="employer_name_trigrams",
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass("name_pinyin", name="varchar_pattern_ops"),
                name="employer_by_first_letters",
            ),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("usci", ""), _negated=True),
                fields=("usci",),
                name="one_employer_per_usci",
            ),
        ),
    ]
