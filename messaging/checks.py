"""Deployment checks: a production site must be able to reach people."""

from django.conf import settings
from django.core.checks import Error, Tags, register

SANDBOX = "messaging.channels.sandbox.SandboxChannel"


@register(Tags.security, deploy=True)
def channels_are_real(app_configs, **kwargs):
    """Refuse the sandbox, and a channel left unset, in production."""
    return [
        Error(f"{name} must name a real channel, not {path or 'nothing'}", id="messaging.E001")
        for name, path in (("SMS_CHANNEL", settings.SMS_CHANNEL), ("EMAIL_CHANNEL", settings.EMAIL_CHANNEL))
        if path in ("", SANDBOX)
    ]
