"""A town, and visitors who bring a browser of their own and take it away again."""

import pytest

from tests.browser.town import settle
from tests.browser.visitor import Visitor
from tests.factories.applications import World


@pytest.fixture
def town(transactional_db, settings, tmp_path):
    """Reference data and staff; pictures go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settle()


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    """A small world without reference data, for what needs one case only."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return World()


@pytest.fixture
def visit(browser, live_server):
    """Let somebody come with a browser of their own; afterwards nobody may have anything to complain of."""
    came = []

    def come(width=1366, **how):
        came.append(Visitor(browser, live_server.url, width, **how))
        return came[-1]

    yield come
    assert [visitor.leave() for visitor in came] == [[] for _ in came]
