"""Telling the holder of an account what happened to it, wherever they can be reached."""

from messaging import services as messaging


def tell_everywhere(user, template_code, *, context=None):
    """Write to inbox, mobile and e-mail address of a person; part of the caller's transaction.

    Args:
        template_code: an event with texts on all three channels.
        context: fills their placeholders.
    """
    return messaging.notify(
        user,
        template_code,
        context=context or {},
        url_name="accounts:settings",
        sms=True,
        mobile=user.mobile,
        mail=True,
        email=user.email,
    )


def tell_former_address(user, template_code, channel, address, *, context):
    """Write once more to the mobile or e-mail address a person has just given up, if there was one."""
    if address:
        messaging.send_text(user, template_code, channel, address, context=context)
