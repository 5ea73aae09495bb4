"""What must be true whatever failed and whoever came at once: each query returns the rows that break it."""

from django.db import connection

from core import file_disk, sealing
from core.models import StoredFile

QUERIES = {
    "the state of an application is that of its last history row": """
        SELECT a.number FROM applications_application a
        JOIN LATERAL (SELECT to_state FROM applications_applicationprogress p
                      WHERE p.application_id = a.id ORDER BY p.id DESC LIMIT 1) last ON true
        WHERE a.state <> last.to_state""",
    "each history row begins where the one before it ended": """
        SELECT id FROM (SELECT id, from_state,
                        lag(to_state) OVER (PARTITION BY application_id ORDER BY id) was
                        FROM applications_applicationprogress) rows
        WHERE was IS NOT NULL AND was <> from_state""",
    "each history row has its entry in the audit log, and no entry is without its row": """
        SELECT a.number FROM applications_application a
        WHERE (SELECT count(*) FROM applications_applicationprogress p WHERE p.application_id = a.id)
           <> (SELECT count(*) FROM core_auditentry e
               WHERE e.event = 'applications.moved' AND e.subject_id = a.public_id)""",
    "each submission left one snapshot": """
        SELECT a.number FROM applications_application a
        JOIN applications_applicationprogress p ON p.application_id = a.id AND p.move = 'submit'
        GROUP BY a.id
        HAVING count(*) <>
               (SELECT count(*) FROM applications_submissionrevision r WHERE r.application_id = a.id)""",
    "what is issued has a certificate that is no longer bare": """
        SELECT a.number FROM applications_application a
        LEFT JOIN certificates_certificate c ON c.id = a.certificate_id
        WHERE a.state = 'issued' AND (c.id IS NULL OR c.state = 'pending_issue')""",
    "nothing stays between approval and issue": """
        SELECT number FROM applications_application WHERE state = 'approved'""",
    "each certificate of an application has one decision, and each decision one certificate": """
        SELECT coalesce(c.source_reference, a.number) FROM certificates_certificate c
        FULL JOIN (SELECT a.number, a.public_id, count(*) AS decisions FROM applications_application a
                   JOIN applications_applicationprogress p ON p.application_id = a.id AND p.move = 'approve'
                   GROUP BY a.id) a ON c.source_reference = 'application:' || a.public_id
        WHERE (c.id IS NULL OR c.source_reference LIKE 'application:%%') AND
              (c.id IS NULL OR a.decisions IS DISTINCT FROM 1)""",
    "an issued certificate has one event, one audit entry and one message of its issue": """
        SELECT c.certificate_number FROM certificates_certificate c
        WHERE c.scheme = 'v1' AND c.state <> 'pending_issue' AND (
            1 <> (SELECT count(*) FROM certificates_certificateevent e
                  WHERE e.certificate_id = c.id AND e.kind = 'issued')
         OR 1 <> (SELECT count(*) FROM core_auditentry e
                  WHERE e.event = 'certificates.issued' AND e.subject_id = c.public_id)
         OR 1 <> (SELECT count(*) FROM messaging_message m WHERE m.template_code = 'certificate_issued'
                  AND m.url_args = jsonb_build_array(c.public_id::text)))""",
    "the numbers of a sequence of certificates have no gap and no double": """
        SELECT s.id FROM certificates_certificatesequence s WHERE s.last <> (
            SELECT count(DISTINCT substr(c.certificate_number, 10, 5)) FROM certificates_certificate c
            WHERE c.scheme = 'v1' AND substr(c.certificate_number, 1, 9) =
                  lpad((s.year %% 100)::text, 2, '0') || s.region4 || s.level_digit || s.series_code)""",
    "no application number is beyond its sequence": """
        SELECT a.number FROM applications_application a
        JOIN applications_applicationsequence s ON a.number LIKE s.prefix || '-' || s.year || '-%%'
        WHERE split_part(a.number, '-', 3)::int > s.last""",
    "each text that left the site was carried by an outbox row that is done": """
        SELECT d.id FROM messaging_delivery d
        LEFT JOIN core_outboxrow o ON o.subject_id = d.public_id
        WHERE o.id IS NULL OR (o.state = 'done') <> (d.state <> 'waiting')""",
    "no outbox row has been running without a sign of life": """
        SELECT id FROM core_outboxrow
        WHERE state = 'running' AND (heartbeat_at IS NULL OR heartbeat_at < now() - interval '60 seconds')""",
    "what is done or secret holds no text any more": """
        SELECT id FROM core_outboxrow WHERE state = 'done' AND payload <> ''""",
    "a person has three names to sign in by, and each name its person": """
        SELECT u.id FROM accounts_user u JOIN core_auditentry e
          ON e.event = 'accounts.registered' AND e.subject_id = u.public_id
        WHERE 3 <> (SELECT count(*) FROM accounts_loginidentifier l WHERE l.user_id = u.id)""",
    "what is to be mailed waits for its postage, and nobody is asked for postage of anything else": """
        SELECT d.id FROM (SELECT * FROM certificates_delivery WHERE method = 'mailing') d
        FULL JOIN (SELECT * FROM payments_order WHERE state = 'unpaid' AND payable_kind = 'delivery') o
          ON o.payable_id = d.public_id
        WHERE d.id IS NULL OR o.id IS NULL""",
    "nothing is handed over for what has failed or is gone": """
        SELECT d.id FROM certificates_delivery d
        LEFT JOIN applications_application a ON a.public_id = d.owner_id
        WHERE d.owner_kind = 'application' AND (a.id IS NULL OR a.state IN
              ('rejected_by_employer', 'rejected_by_office', 'payment_expired', 'given_up', 'deleted'))""",
    "what was settled at a desk has a note that stands, and nothing else has": """
        SELECT o.id FROM payments_order o
        WHERE (o.channel = 'offline' OR o.state = 'waived') <> (
              o.id IN (SELECT order_id FROM payments_offlinereceipt WHERE revoked_at IS NULL)
              OR o.id IN (SELECT order_id FROM payments_waiver WHERE revoked_at IS NULL))""",
    "who is waited for with money has an order that is not closed": """
        SELECT a.id FROM applications_application a
        WHERE a.state = 'awaiting_payment' AND NOT EXISTS (
              SELECT 1 FROM payments_order o
              WHERE o.payable_kind = 'application' AND o.payable_id = a.public_id AND o.state <> 'closed')""",
}


def broken_queries(cursor):
    """The invariants of the tables that do not hold, each with the rows that break it."""
    found = []
    for name, query in QUERIES.items():
        cursor.execute(query, [])
        if rows := cursor.fetchall():
            found.append(f"{name}: {rows[:5]}")
    return found


def broken_files():
    """Rows without their bytes, and bytes old enough to have a row that have none."""
    known = {name for pair in StoredFile.objects.values_list("path", "thumb_path") for name in pair}
    gone = sorted(name for name in known if not (file_disk.root() / name).exists())
    lying = {name for _, names in file_disk.folders() for name in names}
    return [f"row without its bytes: {name}" for name in gone] + [
        f"bytes without a row: {name}" for name in sorted(lying - known)
    ]


def broken_chain():
    """What the verifier of the audit log holds against it once everything settled is sealed."""
    while sealing.seal():
        pass
    return [str(finding) for finding in sealing.verify()]


def violations():
    """Everything that is not as it must be, in sentences; [] is a sound platform."""
    with connection.cursor() as cursor:
        return broken_queries(cursor) + broken_files() + broken_chain()
