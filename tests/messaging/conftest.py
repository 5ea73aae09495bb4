"""The texts every test of messaging speaks with."""

import pytest

from messaging import reference


@pytest.fixture
def texts(db):
    reference.texts()
