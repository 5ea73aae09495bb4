"""各级职改办联系方式, the consultation texts, and the tree as a whole."""

from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core import hotlines
from tests.factories.accounts import actor_for, make_office, sign_in

# 审验指引 2019, letter by letter.
CONSULTATION = (
    "高级职称证书审验可咨询广西区职改办和广西人才市场职改办。"
    "中初级职称证书审验可咨询职称证书上授予单位(批准机关)具体办理流程。"
)


def directory(client, **params):
    return client.get(reverse("accounts:office_directory"), params).content.decode()


def test_everybody_finds_whom_to_ask(offices, client):
    office = make_office("070001")
    office.address = "文昌南路 1 号"
    office.save()
    page = directory(client, q="钦州市职称")
    for words in ("tel:0777-2817537", "tel:0777-2826938", "文昌南路 1 号", CONSULTATION):
        assert words in page
    for line in hotlines.ALL:
        assert line.phone in page
    assert hotlines.MAILBOX in page


def test_by_region_and_page_by_page(offices, client):
    page = directory(client, place="070001")
    assert "钦州市职称改革工作领导小组办公室" in page
    assert "柳州市职称改革工作领导小组办公室" not in page
    assert "没有找到这样的职改办" in directory(client, q="没有这个地方")
    first = directory(client)
    assert first.count('aria-label="广西') + first.count("<section") >= 30
    assert 'rel="next"' in first
    assert client.get(reverse("accounts:office_directory"), {"place": "x", "cursor": "y"}).status_code == 200


def test_the_directory_costs_the_same_for_all(offices, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        directory(client)


def test_the_consultation_stands_where_it_is_needed(offices, client):
    pages = [client.get(reverse("verification:verification_notice"))]
    holder = sign_in(Client(), actor_for())
    pages.append(holder.get(reverse("certificates:certificate_list")))
    for page in pages:
        assert CONSULTATION in page.content.decode()
        assert reverse("accounts:office_directory") in page.content.decode()
    assert hotlines.PLATFORM.phone in pages[1].content.decode()


def test_the_whole_tree_costs_few_statements(offices, django_assert_max_num_queries):
    client = sign_in(Client(), actor_for(house=make_office("000001"), role=Role.ADMIN))
    with django_assert_max_num_queries(10):
        page = client.get(reverse("admin_portal:office_list")).content.decode()
    assert page.count("/office/offices/") >= 160
