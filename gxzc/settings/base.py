"""Settings shared by every way of running; secrets and hosts come from the environment only."""

import os
import re
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from gxzc.log_lines import CONFIGURATION
from gxzc.settings.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401 - a setting

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = False
DEMO = os.environ.get("GXZC_DEMO") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY", "")
GXZC_PII_KEYS = os.environ.get("GXZC_PII_KEYS", "")
GXZC_INDEX_KEY = os.environ.get("GXZC_INDEX_KEY", "")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]

INSTALLED_APPS = [
    "core",
    "catalogue",
    "messaging",
    "accounts",
    "payments",
    "certificates",
    "applications",
    "verification",
    "admin_portal",
    "gxzc.local",
    "gxzc.demo",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "captcha",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "gxzc.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.RequestContextMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.LegibleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActorMiddleware",
    "admin_portal.middleware.StaffGate",
    "accounts.middleware.SignInFirstMiddleware",
    "accounts.middleware.FirstThingsFirstMiddleware",
    "accounts.consent_gate.ConsentGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "gxzc.urls"
WSGI_APPLICATION = "gxzc.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gxzc.context.site",
            ],
            "builtins": ["core.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# The owner role migrates and loads reference data; the runtime role only reads and writes rows.
DB_RUNTIME_ROLE = os.environ.get("GXZC_DB_RUNTIME_ROLE", "gxzc")
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql:///gxzc")
if os.environ.get("GXZC_DB_ROLE") == "owner":
    DATABASE_URL = os.environ.get("DATABASE_OWNER_URL") or DATABASE_URL
    DB_LIMITS = "-c lock_timeout=4s"
else:
    DB_LIMITS = "-c statement_timeout=15s -c lock_timeout=4s -c idle_in_transaction_session_timeout=30s"
DATABASES = {
    "default": {
        **dj_database_url.parse(DATABASE_URL),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, "options": DB_LIMITS},
    }
}

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
REDIS_TIMEOUT = 0.5
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "gxzc",
        "OPTIONS": {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT},
    }
}

# Rows remember what is due, so a broker that is down may fail fast and lose nothing.
CELERY_BROKER_URL = re.sub(r"^unix:", "redis+socket:", REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker waits for its broker for ever: rows in PostgreSQL keep what is due meanwhile.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": REDIS_TIMEOUT,
    "max_retries": 0,
    "global_keyprefix": "gxzc:",
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1

LOGGING = CONFIGURATION

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.SessionBackend"]
LOGIN_URL = "accounts:sign_in"
# Where a person starts, by the capacity chosen at sign-in.
HOMES = {"applicant": "/my/", "employer": "/unit/", "title_office": "/office/"}
LOGIN_REDIRECT_URL = HOMES["applicant"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# The environment may raise these; the start refuses less than 6 and 10.
PASSWORD_MIN_LENGTH = int(os.environ.get("GXZC_PASSWORD_MIN_LENGTH", "6"))
STAFF_PASSWORD_MIN_LENGTH = int(os.environ.get("GXZC_STAFF_PASSWORD_MIN_LENGTH", "10"))
# 安全问题 as the only proof of 忘记密码; as a rule a code by SMS or e-mail comes with it.
SECURITY_QUESTION_ALONE = os.environ.get("GXZC_SECURITY_QUESTION_ALONE") == "1"
CAPTCHA_CHALLENGE_FUNCT = "accounts.captcha.four_digits"
CAPTCHA_LENGTH = 4
CAPTCHA_TIMEOUT = 5
CAPTCHA_IMAGE_SIZE = (110, 44)
CAPTCHA_FONT_SIZE = 28
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("GXZC_STATIC") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
# What the installed packages bring along is not used, and not served.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gxzc.static_storage.HashedFiles"},
}
MEDIA_ROOT = Path(os.environ.get("GXZC_FILES") or BASE_DIR / ".local" / "files")
AUDIT_HEAD_DIR = Path(os.environ.get("GXZC_AUDIT_HEADS") or BASE_DIR / ".local" / "audit-heads")
# Where nginx finds MEDIA_ROOT/private; empty: the application sends the bytes itself.
ACCEL_PREFIX = os.environ.get("ACCEL_PREFIX", "")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

SITE_NAME = "广西专业技术人员职称管理服务平台"
STAFF_SITE_NAME = "全区专业技术人员信息管理平台"
# Scheme and host of every link that leaves the site; `manage.py dev` names its own port.
SITE_URL = os.environ.get("GXZC_SITE_URL", "http://127.0.0.1:8000").rstrip("/")

TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
# Seconds without a request, and in all, after which people have to sign in again.
SESSION_IDLE = {
    "staff": int(os.environ.get("GXZC_STAFF_IDLE_SECONDS", "1800")),
    "applicant": int(os.environ.get("GXZC_APPLICANT_IDLE_SECONDS", "7200")),
}
SESSION_LONGEST = {"staff": 8 * 60 * 60, "applicant": SESSION_COOKIE_AGE}
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gxzc.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Public look-ups within ten minutes: questions of one address, of its network, scans of one address.
LOOKUP_PER_ADDRESS = int(os.environ.get("GXZC_LOOKUP_PER_ADDRESS", "30"))
LOOKUP_PER_NETWORK = int(os.environ.get("GXZC_LOOKUP_PER_NETWORK", "100"))
LOOKUP_SCANS_PER_ADDRESS = int(os.environ.get("GXZC_LOOKUP_SCANS_PER_ADDRESS", "300"))

# How SMS and e-mail leave the site: the demo keeps them, production names real channels.
SANDBOX_CHANNEL = "messaging.channels.sandbox.SandboxChannel"
MESSAGING_SANDBOX = DEMO
SMS_CHANNEL = os.environ.get("SMS_CHANNEL", SANDBOX_CHANNEL if DEMO else "")
EMAIL_CHANNEL = SANDBOX_CHANNEL if DEMO else "messaging.channels.email.SmtpChannel"
# Offices sign in with a second factor; the demo does without, a site sets 0 to do so.
OFFICE_SECOND_FACTOR = os.environ.get("GXZC_OFFICE_SECOND_FACTOR", "0" if DEMO else "1") == "1"
# Working days of a loss notice by level; fewer than five are never taken (decision B7).
LOSS_NOTICE_DAYS = {
    level: int(os.environ.get(f"GXZC_LOSS_NOTICE_DAYS_{level.upper()}", "5"))
    for level in ("junior", "intermediate", "associate_senior", "full_senior")
}
# Working days an office gives an applicant to answer a return, unless it says otherwise.
RETURN_WORKING_DAYS = int(os.environ.get("GXZC_RETURN_WORKING_DAYS", "10"))
# Days for which the report of a batch is kept after its end.
BATCH_REPORT_DAYS = int(os.environ.get("GXZC_BATCH_REPORT_DAYS", "90"))
# Working days beyond the promise after which a late case is told to those responsible, and to those above.
ESCALATION_WORKING_DAYS = {
    "house": int(os.environ.get("GXZC_ESCALATE_AFTER", "0")),
    "superior": int(os.environ.get("GXZC_ESCALATE_ABOVE_AFTER", "5")),
}
# Whether a 职称评审 that failed uses up the one application of its year (decision B40).
FAILED_EVALUATION_USES_THE_YEAR = os.environ.get("GXZC_FAILED_EVALUATION_USES_THE_YEAR", "1") == "1"
# The share of a committee that must attend, that of those attending that must be in favour, and the day
# from which a title is held: that of the ballot ("evaluated") or that of the decree ("decreed").
EVALUATION_QUORUM = os.environ.get("GXZC_EVALUATION_QUORUM", "2/3")
EVALUATION_PASS_RATIO = os.environ.get("GXZC_EVALUATION_PASS_RATIO", "2/3")
EVALUATION_GRANTED_ON = os.environ.get("GXZC_EVALUATION_GRANTED_ON", "evaluated")
# Working days after the result in which who failed may ask for 复查.
RESULT_RECHECK_DAYS = int(os.environ.get("GXZC_RESULT_RECHECK_DAYS", "5"))
# Working days of a notice of results; fewer than five are never taken.
RESULT_NOTICE_DAYS = int(os.environ.get("GXZC_RESULT_NOTICE_DAYS", "5"))
# Every so many working days an office is reminded of a list that is over and waits for its decree.
DECREE_REMINDER_DAYS = int(os.environ.get("GXZC_DECREE_REMINDER_DAYS", "5"))
# Working days of a notice of an employer; fewer than five are never taken.
EMPLOYER_NOTICE_DAYS = int(os.environ.get("GXZC_EMPLOYER_NOTICE_DAYS", "5"))
# What the SMS provider asks for; docs/operations.md says which of them needs what.
SMS_KEY_ID = os.environ.get("SMS_KEY_ID", "")
SMS_KEY_SECRET = os.environ.get("SMS_KEY_SECRET", "")
SMS_SIGN_NAME = os.environ.get("SMS_SIGN_NAME", "")
SMS_APP_ID = os.environ.get("SMS_APP_ID", "")
SMS_REGION = os.environ.get("SMS_REGION", "ap-guangzhou")
SMS_ENDPOINT = os.environ.get("SMS_ENDPOINT", "")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@localhost>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
