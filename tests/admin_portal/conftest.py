"""A small world with a client for each role."""

import pytest
from django.test import Client

from accounts.enums import Role
from tests.factories.accounts import actor_for, make_employer, make_office, make_user, sign_in
from tests.factories.applications import World


@pytest.fixture
def world(db, settings, tmp_path):
    """People, employer, office and title; pictures go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return World()


@pytest.fixture
def enter():
    """Return a client signed in as an actor."""
    return lambda actor: sign_in(Client(), actor)


@pytest.fixture
def strangers(world):
    """People of another employer and of another office."""
    office = make_office("080001")
    return {
        "employer": actor_for(make_user(name="陆小凤"), make_employer(office=office), Role.OWNER),
        "office": actor_for(make_user(name="周家豪"), office, Role.ADMIN),
    }
