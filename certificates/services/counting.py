"""The counter 证书共计被在线查验或浏览 N 次: exact at any moment, without a row everybody waits for."""

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateView, CertificateViewTotal

# Written out because every look-up waits for it: half the time of `create`.
RECORDED = ("certificate_id", "channel", "at", "receipt_number", "certificate_version", "state", "is_counted")
RECORD = (
    f"INSERT INTO {CertificateView._meta.db_table} ({', '.join(RECORDED)})"  # noqa: S608 - our own names
    f" VALUES ({', '.join(['%s'] * len(RECORDED))})"
)
ROLL_UP_BATCH = 20_000
ROLL_UP = f"""
WITH taken AS (
    UPDATE {CertificateView._meta.db_table} SET is_counted = true
    WHERE NOT is_counted AND id IN (
        SELECT id FROM {CertificateView._meta.db_table} WHERE NOT is_counted LIMIT %s FOR UPDATE SKIP LOCKED
    )
    RETURNING certificate_id
), added AS (
    INSERT INTO {CertificateViewTotal._meta.db_table} AS t (certificate_id, count)
    SELECT certificate_id, count(*) FROM taken GROUP BY certificate_id ORDER BY certificate_id
    ON CONFLICT (certificate_id) DO UPDATE SET count = t.count + excluded.count
)
SELECT count(*) FROM taken
"""  # noqa: S608 - names of our own tables, values are parameters


def record_view(certificate: Certificate, channel: str, *, receipt_number: str) -> CertificateView:
    """This certificate is shown, in the state the public reads. Inserts one row and touches no other."""
    view = CertificateView(
        certificate=certificate,
        channel=channel,
        receipt_number=receipt_number,
        certificate_version=certificate.version,
        state=CertificateState(certificate.state).shown_as,
    )
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [getattr(view, column) for column in RECORDED])
    return view


def roll_up() -> int:
    """Add views not counted yet to the totals; returns how many.

    Each batch is one statement, so it happens wholly or not at all, and a second run at the same time takes
    other rows.
    """
    counted = 0
    while taken := _roll_up_batch():
        counted += taken
    return counted


def _roll_up_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute(ROLL_UP, [ROLL_UP_BATCH])
        return cursor.fetchone()[0]


def with_view_count(certificates: QuerySet) -> QuerySet:
    """Annotate `view_count`: the total plus what waits, read in one statement and therefore exact."""
    own = {"certificate_id": OuterRef("pk")}
    waiting = (
        CertificateView.objects.filter(is_counted=False, **own)
        .values("certificate_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    total = CertificateViewTotal.objects.filter(**own).values("count")
    return certificates.annotate(
        view_count=Coalesce(Subquery(waiting, output_field=IntegerField()), 0)
        + Coalesce(Subquery(total, output_field=IntegerField()), 0)
    )


def view_count(user) -> int:
    """How often the certificates of one person were looked up, all together."""
    counted = with_view_count(Certificate.objects.held_by(user).order_by())
    return counted.aggregate(n=Coalesce(Sum("view_count"), 0))["n"]
