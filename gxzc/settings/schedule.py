"""What beat starts, and when; times of day are those of CELERY_TIMEZONE."""

from celery.schedules import crontab

# A tick nobody took in time is worthless: the next one does the same.
CELERY_BEAT_SCHEDULE = {
    "seal the audit log": {"task": "core.tasks.seal_audit", "schedule": 5, "options": {"expires": 5}},
    "sweep the outbox": {"task": "core.tasks.sweep_outbox", "schedule": 10, "options": {"expires": 10}},
    "keep the audit head": {"task": "core.tasks.write_audit_head", "schedule": crontab(hour=2, minute=10)},
    "check the audit chain": {"task": "core.tasks.check_audit", "schedule": crontab(hour=2, minute=30)},
    "forget old sign-ins": {"task": "accounts.tasks.purge_sign_ins", "schedule": crontab(hour=4, minute=10)},
    "sweep the stored files": {"task": "core.tasks.sweep_files", "schedule": crontab(minute=40)},
    "clean the kernel": {"task": "core.tasks.clean_kernel", "schedule": crontab(hour=3, minute=10)},
    "count the certificate views": {
        "task": "certificates.tasks.roll_up_views",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "link the certificates' holders": {
        "task": "certificates.tasks.link_holders",
        "schedule": crontab(hour=4, minute=40),
    },
    "delete copies of own data": {"task": "accounts.tasks.clean_own_data", "schedule": crontab(minute=50)},
    "delete exported audit logs": {
        "task": "admin_portal.tasks.clean_audit_exports",
        "schedule": crontab(minute=30),
    },
    "forget invitation workbooks": {
        "task": "accounts.tasks.clean_invitation_files",
        "schedule": crontab(minute=20),
    },
    "end the loss notices": {
        "task": "applications.tasks.end_notices",
        "schedule": crontab(minute="1,31"),
    },
    "empty the bin of applications": {
        "task": "applications.tasks.purge_bin",
        "schedule": crontab(hour=3, minute=40),
    },
}
