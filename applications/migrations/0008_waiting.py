import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_queue"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaceMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turn_began_at", models.DateTimeField()),
                (
                    "step",
                    models.CharField(
                        choices=[("house", "已提醒本单位负责人"), ("superior", "已报上级督办")], max_length=8
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalations",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "turn_began_at", "step"),
                        name="one_escalation_per_turn_and_step",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepPace",
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
                            ("evaluation", "职称评审"),
                            ("recognition", "职称认定"),
                            ("reconfirmation", "重新确认"),
                            ("replacement", "遗失补办"),
                        ],
                        max_length=16,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "待完善"),
                            ("returned", "待完善（已退回）"),
                            ("loss_notice", "遗失公示中"),
                            ("loss_objection", "异议处理中"),
                            ("awaiting_materials", "待上传资料"),
                            ("employer_review", "单位受理中"),
                            ("authority_review", "主管单位审核中"),
                            ("office_review", "职改办受理中"),
                            ("rejected_by_employer", "单位审核不通过"),
                            ("rejected_by_office", "初审不通过"),
                            ("preliminary_passed", "初审通过"),
                            ("awaiting_payment", "待缴费"),
                            ("payment_expired", "逾期未缴费"),
                            ("admitted", "材料报送成功"),
                            ("grouped", "已分组"),
                            ("passed", "评审通过"),
                            ("failed", "评审未通过"),
                            ("public_notice", "结果公示中"),
                            ("objection", "异议处理中"),
                            ("decreed", "已发文"),
                            ("approved", "已批准"),
                            ("issued", "已发证"),
                            ("given_up", "已撤销"),
                            ("lapsed", "视为放弃"),
                            ("deleted", "已删除"),
                        ],
                        max_length=24,
                    ),
                ),
                ("finished", models.PositiveIntegerField(default=0)),
                ("days", models.PositiveIntegerField(default=0)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.titleoffice",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="applications.evaluationplan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "kind", "year", "plan", "state"),
                        name="one_pace_per_batch_and_state",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ToldOnce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("subject", models.UUIDField()),
                ("occasion", models.CharField(max_length=40)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "code", "occasion", "user"), name="one_piece_of_news_per_occasion"
                    )
                ],
            },
        ),
    ]
