"""Walking through a list shows each row once, whatever ties, empty values and changes there are."""

import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string

from core.models import StoredFile
from core.tables import Column, Table, paginate

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 21, 10, 42, 7, 123456, tzinfo=UTC)
ORDERS = (
    ("position",),
    ("-position",),
    ("row_id",),
    ("-row_id",),
    ("created_at", "-size"),
    ("-created_at", "original_name", "-pk"),
    ("-row_id", "position", "-created_at"),
)


def rows(count):
    dice = random.Random(7)  # noqa: S311 - the same rows each time
    return [
        StoredFile(
            owner_kind="test.list",
            owner_id=uuid.UUID(int=1),
            spec_code="paper",
            row_id=dice.choice((None, *(uuid.UUID(int=n) for n in range(5)))),
            position=dice.randrange(4),
            original_name=dice.choice(("韦", "黄秀芳", "a'b\"c", "")),
            path=f"{number}",
            thumb_path=f"{number}t",
            size=dice.randrange(3),
            width=1,
            height=1,
            sha256="",
            created_at=START + timedelta(microseconds=dice.randrange(6)),
        )
        for number in range(count)
    ]


@pytest.fixture
def listed():
    StoredFile.objects.bulk_create(rows(57))
    return StoredFile.objects.all()


def walk(queryset, order, *, per_page=5, backwards=False):
    """Pages from one end to the other."""
    page = paginate(queryset, order=order, cursor=None, per_page=per_page, backwards=backwards)
    pages = [page]
    while cursor := page.prev_cursor if backwards else page.next_cursor:
        page = paginate(queryset, order=order, cursor=cursor, per_page=per_page)
        pages.append(page)
        assert len(pages) < 100
    return pages


def flat(pages):
    return [row.pk for page in pages for row in page.rows]


def sorted_by(queryset, order):
    tie = () if order[-1].endswith("pk") else ("pk",)
    return list(queryset.order_by(*order, *tie).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS)
def test_walking_forward_shows_each_row_once_in_order(listed, order):
    pages = walk(listed, order)
    assert flat(pages) == sorted_by(listed, order)
    assert [bool(page.prev_cursor) for page in pages] == [False] + [True] * 11
    assert {page.total_estimate for page in pages} == {57}


@pytest.mark.parametrize("order", ORDERS)
def test_walking_back_from_the_end_shows_the_same(listed, order):
    pages = walk(listed, order, backwards=True)
    assert flat(reversed(pages)) == sorted_by(listed, order)
    assert [bool(page.next_cursor) for page in pages] == [False] + [True] * 11


@pytest.mark.parametrize("order", ORDERS)
def test_back_leads_to_the_page_one_came_from(listed, order):
    first, second, *_ = walk(listed, order)
    again = paginate(listed, order=order, cursor=second.prev_cursor, per_page=5)
    assert again.rows == first.rows
    assert not again.prev_cursor


def test_rows_that_come_and_go_neither_hide_nor_repeat_the_others(listed):
    order = ("-created_at", "position")
    first = paginate(listed, order=order, cursor=None, per_page=5)
    expected = sorted_by(listed, order)
    for row in first.rows:
        row.delete()
    newest = rows(58)[-1]
    newest.created_at = START + timedelta(days=1)
    newest.save()
    second = paginate(listed, order=order, cursor=first.next_cursor, per_page=5)
    assert [row.pk for row in second.rows] == expected[5:10]


def test_when_a_page_has_vanished_the_nearest_end_is_shown(listed):
    pages = walk(listed, ("position",))
    keep = [row.pk for row in pages[0].rows]
    StoredFile.objects.exclude(pk__in=keep).delete()
    shown = paginate(listed, order=("position",), cursor=pages[3].next_cursor, per_page=5)
    assert [row.pk for row in shown.rows] == keep


@pytest.mark.parametrize(
    "change", [lambda c: c[:-6] + "AAAAAA", lambda c: "x", lambda c: c + "é\x00", lambda c: c[5:]]
)
def test_a_changed_cursor_leads_to_the_first_page(listed, change):
    first = paginate(listed, order=("position",), cursor=None, per_page=5)
    changed = paginate(
        listed, order=("position",), cursor=change(first.next_cursor), per_page=5, backwards=True
    )
    assert changed.rows == first.rows


def test_a_cursor_of_another_order_leads_to_the_first_page(listed):
    other = paginate(listed, order=("-created_at",), cursor=None, per_page=5).next_cursor
    first = paginate(listed, order=("position",), cursor=None, per_page=5)
    assert paginate(listed, order=("position",), cursor=other, per_page=5).rows == first.rows


def test_a_cursor_tells_nothing(listed):
    StoredFile.objects.update(original_name="plainname")
    cursor = paginate(listed, order=("original_name",), cursor=None, per_page=5).next_cursor
    assert "plain" not in cursor
    assert paginate(listed, order=("original_name",), cursor=cursor, per_page=50).rows


@pytest.mark.parametrize("count", [1, 25])
def test_a_page_costs_two_statements(django_assert_num_queries, count):
    StoredFile.objects.bulk_create(rows(count))
    with django_assert_num_queries(2):
        paginate(StoredFile.objects.all(), order=("position",), cursor=None, per_page=10)


def test_an_empty_list_is_one_empty_page():
    page = paginate(StoredFile.objects.all(), order=("position",), cursor=None, per_page=5)
    assert (page.rows, page.next_cursor, page.prev_cursor, page.total_estimate) == ([], "", "", 0)


def test_above_a_thousand_the_total_is_an_estimate_in_two_figures():
    StoredFile.objects.bulk_create(rows(1_234))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_storedfile")
    page = paginate(StoredFile.objects.all(), order=("position",), cursor=None, per_page=5)
    assert page.total_estimate == 1_200


COLUMNS = (
    Column("name", "姓名", order=("original_name",)),
    Column("sent", "报送时间", order=("-created_at", "position")),
    Column("state", "状态"),
    Column("size", "大小", order=("size",), numeric=True),
)


def table(query=""):
    return Table(COLUMNS, default="-sent", params=QueryDict(query))


def test_a_table_is_sorted_as_the_address_asks():
    assert table().order == ("created_at", "-position")
    assert table("sort=name").order == ("original_name",)
    assert table("sort=-name").order == ("-original_name",)
    for unknown in ("sort=password", "sort=state", "sort=", "sort=--name"):
        assert table(unknown).sort == "-sent"


def test_heads_link_to_the_other_direction_and_keep_the_filters():
    heads = {head.label: head for head in table("sort=name&q=%E9%BB%84&cursor=x&back=1").heads}
    assert (heads["姓名"].aria_sort, heads["姓名"].href) == ("ascending", "?sort=-name&q=%E9%BB%84")
    assert (heads["报送时间"].aria_sort, heads["报送时间"].href) == ("", "?sort=sent&q=%E9%BB%84")
    assert (heads["状态"].aria_sort, heads["状态"].href) == ("", "")
    assert heads["大小"].numeric


def test_the_head_of_a_table_says_how_it_is_sorted():
    html = render_to_string("core/_table_head.html", {"table": table("sort=-size")})
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert html.count("<a ") == 3
