"""Choosing one's employer, and the lists under the text fields."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import loaders
from accounts.enums import EmployerState, Role
from accounts.models import Membership, User
from accounts.services import employers
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.accounts import (
    actor_for,
    make_employer,
    make_membership,
    make_office,
    make_user,
    sign_in,
)

URL = "accounts:employer_choose"


def names(answer):
    return [row["label"] for row in answer.json()["results"]]


def test_a_person_picks_an_employer(db, client):
    actor, employer = actor_for(), make_employer("广西第一建筑设计院")
    sign_in(client, actor)
    page = client.post(reverse(URL), {"q": "建筑"}).content.decode()
    assert employer.name in page
    assert client.post(reverse(URL), {"employer": employer.public_id}).status_code == 302
    assert User.objects.get(pk=actor.user.pk).employer == employer
    entry = AuditEntry.objects.get(event="accounts.employer_chosen")
    assert (entry.actor_id, entry.data) == (actor.user.public_id, {"employer": str(employer.public_id)})


def test_people_without_an_employer_get_the_talent_centre(offices, client):
    loaders.load_talent_centre()
    actor = actor_for()
    sign_in(client, actor)
    client.post(reverse(URL), {"talent_centre": "1"})
    assert User.objects.get(pk=actor.user.pk).employer.is_talent_centre


def test_without_a_talent_centre_the_page_says_whom_to_call(db, client):
    sign_in(client, actor_for())
    answer = client.post(reverse(URL), {"talent_centre": "1"})
    assert answer.status_code == 409
    assert "0771-5505013" in answer.content.decode()


@pytest.mark.parametrize("data", [{}, {"employer": "x"}, {"employer": ""}])
def test_nothing_chosen_is_told(db, client, data):
    sign_in(client, actor_for())
    assert client.post(reverse(URL), data).status_code == 422


def test_an_employer_that_is_not_active_cannot_be_chosen(db, client):
    actor, closed = actor_for(), make_employer(state=EmployerState.PENDING)
    sign_in(client, actor)
    assert client.post(reverse(URL), {"employer": closed.public_id}).status_code == 404
    with pytest.raises(Refused, match="还没有启用"):
        employers.choose_employer(closed, actor=actor)


def test_one_character_is_enough_and_ten_rows_the_most(db, client):
    office = make_office()
    for number in range(12):
        make_employer(f"南宁市第{number}中学", office=office)
    make_employer("柳州市机械厂", office=office)
    make_employer("南宁市停用中学", office=office, state=EmployerState.DISABLED)
    sign_in(client, actor_for())
    url = reverse("accounts:employer_search")
    assert len(names(client.get(url, {"q": "南"}))) == 10
    assert names(client.get(url, {"q": " 柳 "})) == ["柳州市机械厂"]
    assert names(client.get(url, {"q": "lzs"})) == ["柳州市机械厂"]
    assert names(client.get(url, {"q": "停用"})) == []
    assert names(client.get(url, {"q": ""})) == []
    assert names(client.get(url, {"q": "%_'\\"})) == []


def test_searching_costs_the_same_at_one_row_and_at_ten(db, client, django_assert_num_queries):
    office = make_office()
    sign_in(client, actor_for())
    url = reverse("accounts:employer_search")
    make_employer("梧州市甲厂", office=office)
    for number in range(10):
        make_employer(f"百色市第{number}厂", office=office)
    for keyword in ("梧州", "百色"):
        with django_assert_num_queries(4):
            client.get(url, {"q": keyword})


def test_the_index_serves_the_keyword(db, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415 - kept to this test

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM accounts_employer WHERE upper(name) LIKE upper('%建筑设计%')")
        assert "employer_name_trigrams" in str(cursor.fetchall())


def test_offices_are_found_by_name_and_by_what_they_may_recognise(offices, client):
    sign_in(client, actor_for())
    url = reverse("accounts:office_search")
    assert names(client.get(url, {"q": "柳州市职改办"})) == ["柳州市职称改革工作领导小组办公室"]
    found = names(client.get(url, {"q": "兴宁区", "level": "junior"}))
    assert found == ["兴宁区职称改革工作领导小组办公室"]
    assert names(client.get(url, {"q": "兴宁区", "level": "intermediate"})) == []
    assert names(client.get(url, {"q": "住房和城乡建设厅", "level": "assistant"})) == []
    assert len(names(client.get(url, {"q": "广西"}))) == 10


def test_a_membership_is_of_exactly_one_house(db):
    user, employer, office = make_user(), make_employer(), make_office()
    wrong = (
        {"role": Role.CLERK},
        {"role": Role.CLERK, "employer": employer, "office": office},
        {"role": Role.OWNER, "office": office},
        {"role": Role.ADMIN, "employer": employer},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, **fields)


def test_one_open_membership_of_a_kind(db):
    user, employer = make_user(), make_employer()
    make_membership(user, employer, from_on=timezone.localdate(), to_on=timezone.localdate())
    make_membership(user, employer)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(user, employer)
