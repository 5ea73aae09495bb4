import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.db import migrations, models

import applications.models.name_search
import core.unlocked


class Migration(migrations.Migration):
    # Done beside the work of those who write in these tables.
    atomic = False

    dependencies = [
        ("applications", "0010_letters"),
    ]

    operations = [
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("authority__isnull", False)),
                fields=["authority"],
                name="applications_sent_up",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("authority_office__isnull", False)),
                fields=["authority_office"],
                name="applications_sent_to_office",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    ("arrived_at__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "failed",
                                "approved",
                                "issued",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=["office", "turn_began_at", "id"],
                include=("state", "kind", "level_group", "level", "assignee", "series"),
                name="queue_of_office",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    ("arrived_at__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "failed",
                                "approved",
                                "issued",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=["office", "state", "turn_began_at", "id"],
                name="line_of_office",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "failed",
                                "approved",
                                "issued",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=["employer", "state", "turn_began_at", "id"],
                name="line_of_employer",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "failed",
                                "approved",
                                "issued",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=["employer", "turn_began_at", "id"],
                include=("state",),
                name="queue_of_employer",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["assignee", "turn_began_at", "id"],
                include=("state", "office"),
                name="queue_of_colleague",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    ("arrived_at__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "failed",
                                "approved",
                                "issued",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=["assignee", "turn_began_at", "id"],
                include=("state", "office"),
                name="work_of_colleague",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False)),
                fields=["opened_by", "turn_began_at", "id"],
                name="queue_of_clerk",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    ("arrived_at__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "failed",
                                "approved",
                                "issued",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=["turn_began_at", "id"],
                include=("office", "state", "kind", "level_group", "level", "assignee", "series"),
                name="queue_of_branch",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["turn_began_at", "id"],
                name="clock_in_branch",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("state", "employer_review")),
                fields=["turn_began_at", "id"],
                name="clock_at_employers",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["office", "arrived_at", "id"],
                name="arrived_at_office",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["arrived_at", "id"],
                include=("office", "state", "kind", "level_group", "level", "assignee", "series"),
                name="arrived_in_branch",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False)),
                fields=["employer", "submitted_at", "id"],
                name="handed_in_at_employer",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    ("arrived_at__isnull", False),
                    (
                        "state__in",
                        (
                            "rejected_by_employer",
                            "rejected_by_office",
                            "payment_expired",
                            "failed",
                            "approved",
                            "issued",
                            "given_up",
                            "lapsed",
                            "deleted",
                        ),
                    ),
                ),
                fields=["office", "decided_at", "id"],
                name="decided_by_office",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    ("arrived_at__isnull", False),
                    (
                        "state__in",
                        (
                            "rejected_by_employer",
                            "rejected_by_office",
                            "payment_expired",
                            "failed",
                            "approved",
                            "issued",
                            "given_up",
                            "lapsed",
                            "deleted",
                        ),
                    ),
                ),
                fields=["decided_at", "id"],
                name="decided_in_branch",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False),
                    (
                        "state__in",
                        (
                            "rejected_by_employer",
                            "rejected_by_office",
                            "payment_expired",
                            "failed",
                            "approved",
                            "issued",
                            "given_up",
                            "lapsed",
                            "deleted",
                        ),
                    ),
                ),
                fields=["employer", "decided_at", "id"],
                name="decided_of_employer",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["state", "arrived_at", "id"],
                name="arrived_by_state",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["series", "arrived_at", "id"],
                name="arrived_by_series",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(
                    ("submitted_at__isnull", False), ("arrived_at__isnull", False), ("plan__isnull", False)
                ),
                fields=["plan", "arrived_at", "id"],
                name="arrived_by_plan",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False), ("arrived_at__isnull", False)),
                fields=["applicant_pinyin", "id"],
                name="names_in_order",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    applications.models.name_search.Spread(models.F("applicant_name")), name="gin_trgm_ops"
                ),
                name="applicant_name_search",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass("applicant_letters", name="varchar_pattern_ops"),
                name="applicant_letters_search",
            ),
        ),
        core.unlocked.ReplaceUniqueConcurrently(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "rejected_by_employer",
                            "rejected_by_office",
                            "payment_expired",
                            "failed",
                            "approved",
                            "issued",
                            "given_up",
                            "lapsed",
                            "deleted",
                        ),
                    ),
                    _negated=True,
                ),
                fields=("applicant", "kind"),
                name="one_open_application_per_kind",
            ),
        ),
        core.unlocked.ReplaceUniqueConcurrently(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "recognition"),
                    ("series__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=("applicant", "series", "level"),
                name="one_recognition_per_series_and_level",
            ),
        ),
        core.unlocked.ReplaceUniqueConcurrently(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "reconfirmation"),
                    ("series__isnull", False),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "given_up",
                                "lapsed",
                                "deleted",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=("applicant", "series", "level"),
                name="one_reconfirmation_per_series_and_level",
            ),
        ),
        core.unlocked.ReplaceUniqueConcurrently(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "evaluation"),
                    models.Q(
                        (
                            "state__in",
                            (
                                "rejected_by_employer",
                                "rejected_by_office",
                                "payment_expired",
                                "given_up",
                                "lapsed",
                                "deleted",
                                "failed",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                fields=("applicant", "application_year"),
                name="one_evaluation_per_year",
            ),
        ),
        django.contrib.postgres.operations.AddConstraintNotValid(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "authority_review"), _negated=True),
                    models.Q(("authority__isnull", False), ("authority_office__isnull", True)),
                    models.Q(("authority__isnull", True), ("authority_office__isnull", False)),
                    _connector="OR",
                ),
                name="under_authority_review_with_one_house",
            ),
        ),
        django.contrib.postgres.operations.ValidateConstraint(
            model_name="application",
            name="under_authority_review_with_one_house",
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="employernotice",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["ends_on", "id"],
                name="employer_notices_to_end",
            ),
        ),
        django.contrib.postgres.operations.AddIndexConcurrently(
            model_name="returnnotice",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("progress__isnull", False)),
                fields=["deadline_on"],
                name="return_notices_running",
            ),
        ),
        django.contrib.postgres.operations.RemoveIndexConcurrently(
            model_name="application",
            name="application_office_queue",
        ),
        django.contrib.postgres.operations.RemoveIndexConcurrently(
            model_name="application",
            name="application_employer_queue",
        ),
        django.contrib.postgres.operations.RemoveIndexConcurrently(
            model_name="application",
            name="applicant_name_trigrams",
        ),
    ]
