"""Reference data of every app, loaded in the order of the floors."""

from collections.abc import Callable

_loaders: list[Callable[[], str]] = []


def register(loader: Callable[[], str]) -> Callable[[], str]:
    """Add a loader: idempotent, returns one line saying what it loaded. Called when an app is ready."""
    if loader not in _loaders:
        _loaders.append(loader)
    return loader


def registered() -> tuple[Callable[[], str], ...]:
    """Every loader, in the order of INSTALLED_APPS."""
    return tuple(_loaders)
