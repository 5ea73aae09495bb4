"""The small worlds of the promises, and how often a race is run."""

import pytest

from tests.factories.applications import World
from tests.factories.kinds import WORLDS, kind_of


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    """People, employer, office and title, committed; pictures go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    return World()


@pytest.fixture
def world_in_a_test(db, settings, tmp_path):
    """The same, taken back at the end of the test: for what needs no second connection."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    return World()


@pytest.fixture(params=WORLDS, ids=kind_of)
def each_world(request, transactional_db, settings, tmp_path):
    """`world` of one kind of application after the other."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    return request.param()


@pytest.fixture(params=WORLDS, ids=kind_of)
def each_world_in_a_test(request, db, settings, tmp_path):
    """`world_in_a_test` of one kind of application after the other."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    return request.param()


@pytest.fixture(params=[1, pytest.param(20, marks=pytest.mark.soak)], ids="{} rounds".format)
def few_rounds(request):
    """The same for what every kind of application is asked: once in the suite."""
    return range(request.param)


@pytest.fixture(params=[3, pytest.param(20, marks=pytest.mark.soak)], ids="{} rounds".format)
def rounds(request):
    """How often twenty people meet: a few times in the suite, twenty in the full-size run."""
    return range(request.param)
