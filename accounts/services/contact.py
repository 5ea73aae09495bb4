"""Where a person may be reached."""


def contact(user):
    """(mobile, e-mail) of a person, for `messaging.services.notify`; empty strings where unknown."""
    return user.mobile, user.email
