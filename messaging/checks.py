"""Deployment checks: a production site must be able to reach people."""

from django.conf import settings
from django.core.checks import Error, Tags, register

SANDBOX = "messaging.channels.sandbox.SandboxChannel"
# What each provider of SMS asks for, by the module of its channel.
NEEDED = {
    "messaging.channels.aliyun": ("SMS_KEY_ID", "SMS_KEY_SECRET", "SMS_SIGN_NAME"),
    "messaging.channels.tencent": ("SMS_KEY_ID", "SMS_KEY_SECRET", "SMS_SIGN_NAME", "SMS_APP_ID"),
}


@register(Tags.security, deploy=True)
def channels_are_real(app_configs, **kwargs):
    """Refuse the sandbox, and a channel left unset, in production."""
    return [
        Error(f"{name} must name a real channel, not {path or 'nothing'}", id="messaging.E001")
        for name, path in (("SMS_CHANNEL", settings.SMS_CHANNEL), ("EMAIL_CHANNEL", settings.EMAIL_CHANNEL))
        if path in ("", SANDBOX)
    ]


@register(Tags.security, deploy=True)
def sms_provider_is_told_who_we_are(app_configs, **kwargs):
    """A provider without our keys or our signature refuses every SMS."""
    needed = NEEDED.get(settings.SMS_CHANNEL.rpartition(".")[0], ())
    return [
        Error(f"{name} must be set for {settings.SMS_CHANNEL}", id="messaging.E002")
        for name in needed
        if not getattr(settings, name)
    ]
