"""What a person prefers to see."""

from accounts.models import User


def set_font_size(user, size):
    """Keep the Aa size with the account; a taste, so no audit row."""
    User.objects.filter(pk=user.pk).update(aa=size)
