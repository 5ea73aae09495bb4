"""Production: refuses what is only for demonstration, and anything left unset."""

import os

from django.core.exceptions import ImproperlyConfigured

from gxzc.settings.base import *  # noqa: F403

REQUIRED = (
    "SECRET_KEY",
    "GXZC_PII_KEYS",
    "GXZC_INDEX_KEY",
    "DATABASE_URL",
    "REDIS_URL",
    "ALLOWED_HOSTS",
    "GXZC_SITE_URL",
    "GXZC_FILES",
    "GXZC_AUDIT_HEADS",
    "SMS_CHANNEL",
)
PLACEHOLDER = "change-me"
SHORTEST_SECRET = 32

if DEMO:
    raise ImproperlyConfigured("生产环境不能开启演示模式，请去掉环境变量 GXZC_DEMO。")
if unset := [name for name in REQUIRED if PLACEHOLDER in os.environ.get(name, PLACEHOLDER)]:
    raise ImproperlyConfigured(f"生产环境缺少以下环境变量：{'、'.join(unset)}。说明见 docs/operations.md。")
if SANDBOX_CHANNEL in (SMS_CHANNEL, EMAIL_CHANNEL):
    raise ImproperlyConfigured("生产环境不能使用演示用的短信或邮件通道，请设置 SMS_CHANNEL。")
if len(SECRET_KEY) < SHORTEST_SECRET:
    raise ImproperlyConfigured("SECRET_KEY 太短，至少需要 32 个随机字符。")

if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("GXZC_SITE_URL 应是网站对外的地址，以 https:// 开头。")

ACCEL_PREFIX = os.environ.get("ACCEL_PREFIX", "/private-files/")
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
