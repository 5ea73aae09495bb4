"""A small world for the tests of applications."""

import pytest

from tests.factories.applications import World


@pytest.fixture
def world(db, settings, tmp_path):
    """People, employer, office and title; pictures go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return World()
