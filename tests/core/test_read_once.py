"""What is read once: in memory inside the block, the database again after it."""

import pytest

from accounts.models import Membership
from core.read_once import read_once
from tests.factories.accounts import make_employer, make_membership, make_user

pytestmark = pytest.mark.django_db


def test_inside_it_is_memory_and_after_it_the_database(django_assert_num_queries):
    mine = make_membership(make_user(), make_employer())
    row = Membership.objects.get(pk=mine.pk)
    with (
        django_assert_num_queries(2),
        read_once(row, "user", "employer", "office__memberships", "user__memberships"),
    ):
        told = row.employer.name, row.user.name, row.office, len(row.user.memberships.all())
    assert told == (mine.employer.name, mine.user.name, None, 1)
    with read_once(row, "user__memberships"):
        make_membership(mine.user, make_employer())
        assert len(row.user.memberships.all()) == 1
    assert len(row.user.memberships.all()) == 2
