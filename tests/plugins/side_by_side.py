"""Shares the tests out among processes: a file stays whole, and only one process drives Chromium."""

import pytest
from xdist.scheduler import LoadFileScheduling


class OneBrowser(LoadFileScheduling):
    """All tests in Chromium are one piece of work: two browsers starve each other on a small machine."""

    def _split_scope(self, nodeid):
        return "browser" if "[chromium" in nodeid else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Side by side, begin with what takes longest, so that all processes end at nearly the same moment."""
    if hasattr(config, "workerinput"):
        items.sort(
            key=lambda item: [not item.get_closest_marker(mark) for mark in ("browser", "worker", "long")]
        )
