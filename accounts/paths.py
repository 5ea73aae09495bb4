"""Which addresses a person may be sent back to: pages of this site and nothing else."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_own_address(request, wanted):
    """Whether `wanted` leads to this site, by path or in full."""
    return url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def is_own_path(request, wanted):
    """Whether `wanted` is a path of this site, and not the name of a view or of another place."""
    return wanted.startswith("/") and is_own_address(request, wanted)
