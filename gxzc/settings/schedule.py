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
    "delete exported rosters": {
        "task": "admin_portal.tasks.clean_roster_exports",
        "schedule": crontab(minute=35),
    },
    "forget invitation workbooks": {
        "task": "accounts.tasks.clean_invitation_files",
        "schedule": crontab(minute=20),
    },
    "end the loss notices": {
        "task": "applications.tasks.end_notices",
        "schedule": crontab(minute="1,31"),
    },
    "end what was not paid in time": {
        "task": "applications.tasks.expire_payments",
        "schedule": crontab(minute="6,36"),
    },
    "end the notices of results": {
        "task": "applications.tasks.end_result_notices",
        "schedule": crontab(minute="3,33"),
    },
    "remind of decrees": {
        "task": "applications.tasks.remind_of_decrees",
        "schedule": crontab(hour=9, minute=50),
    },
    "end the notices of employers": {
        "task": "applications.tasks.end_employer_notices",
        "schedule": crontab(hour="8-20", minute="4,34"),
    },
    "delete printed papers": {"task": "applications.tasks.clean_papers", "schedule": crontab(minute=10)},
    "empty the bin of applications": {
        "task": "applications.tasks.purge_bin",
        "schedule": crontab(hour=3, minute=40),
    },
    "delete old reports of batches": {
        "task": "applications.tasks.purge_batches",
        "schedule": crontab(hour=3, minute=45),
    },
    "remind of returns": {
        "task": "applications.tasks.remind_of_returns",
        "schedule": crontab(hour="9-18", minute=5),
    },
    "let unanswered returns lapse": {
        "task": "applications.tasks.lapse_returns",
        "schedule": crontab(minute="3,33"),
    },
    "keep the paces of the clock": {
        "task": "applications.tasks.keep_step_paces",
        "schedule": crontab(minute=25),
    },
    "escalate what is late": {
        "task": "applications.tasks.escalate_late_cases",
        "schedule": crontab(hour="8-18", minute=15),
    },
    "tell that cases are alive": {
        "task": "applications.tasks.tell_still_alive",
        "schedule": crontab(hour=9, minute=35),
    },
    "remind of payments": {
        "task": "applications.tasks.remind_of_payments",
        "schedule": crontab(hour="9-18", minute=20),
    },
    "tell of the windows of plans": {
        "task": "applications.tasks.tell_of_plans",
        "schedule": crontab(hour="8-18", minute=45),
    },
    "forget old news": {"task": "applications.tasks.forget_old_news", "schedule": crontab(hour=3, minute=50)},
}
