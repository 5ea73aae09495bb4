"""组织机构 through the pages: rows J74, J75, J78 of the table of jurisdiction, and what is shown to whom."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import TitleOffice
from accounts.services.offices import default_account_of
from accounts.step_up import mark_fresh
from applications.enums import ApplicationState as S
from catalogue.models import Region
from tests.factories.accounts import actor_for, make_employer, make_office, make_region
from tests.factories.applications import World

CONTACT = {
    "phone": "0777-2817537",
    "email": "",
    "address": "文昌南路",
    "contact_person": "",
    "contact_notes": "",
}


@pytest.fixture
def tree(db):
    """A city with two counties below the region, and another city."""
    region = make_region("450000", "广西壮族自治区")
    city_region = make_region("450700", "钦州市")
    Region.objects.filter(pk=city_region.pk).update(parent=region)
    regional = make_office("000001", level="regional", path="000001", region=region)
    city = make_office("070001", parent=regional, region=city_region)
    return {
        "regional": regional,
        "city": city,
        "county": make_office("070301", parent=city, level="county", region=city_region, version=1),
        "other": make_office("080001", parent=regional, region=city_region),
    }


@pytest.fixture
def go(enter):
    """A client with a fresh proof for somebody who serves an office."""

    def signed_in(office, role=Role.ADMIN, extra_acts=()):
        actor = actor_for(house=office, role=role)
        actor.membership.extra_acts = list(extra_acts)
        actor.membership.save()
        client = enter(actor)
        session = client.session
        mark_fresh(session)
        session.save()
        return client

    return signed_in


def url(name, office=None):
    return reverse(f"admin_portal:office_{name}", args=[office.public_id] if office else [])


def new_office(**changes):
    return {
        "level": "county",
        "name": "灵山县职称改革工作领导小组办公室",
        "short_name": "灵山县职改办",
        "code": "072101",
        "region": "450700",
        "can_review_levels": ["assistant", "technician"],
        "can_recognize_levels": ["assistant"],
        **changes,
    }


def save(client, office, **changes):
    return client.post(url("edit", office), {"version": office.version, **CONTACT, **changes})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请同时填写邮费"),
        ("0", "0.01 到 999.99"),
        ("1000", "0.01 到 999.99"),
        ("20元", "0.01 到 999.99"),
        ("9.999", "最多两位小数"),
    ],
)
def test_what_is_no_postage_is_said_at_its_field(tree, go, typed, sentence):
    answer = save(go(tree["city"]), tree["city"], mailing_enabled="on", postage=typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["postage"])
    tree["city"].refresh_from_db()
    assert not tree["city"].mailing_enabled


def test_an_administrator_opens_an_office_and_sees_its_secret_once(tree, go):
    client = go(tree["city"])
    answer = client.post(url("create"), new_office())
    page = answer.content.decode()
    office = TitleOffice.objects.get(code="072101")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert office.parent == tree["city"]
    assert office.name in page
    secret = page.split("data-secret>")[1].split("<")[0]
    assert default_account_of(office).user.check_password(secret)
    assert secret not in client.get(url("detail", office)).content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"code": "0721"}, 422, "编码是 6 位数字"),
        ({"code": "080101"}, 422, "应以 07 开头"),
        ({"name": ""}, 422, "请填写职改办名称"),
        ({"level": "regional"}, 422, "从列表里选择类别"),
        ({"can_review_levels": ["full_senior"]}, 422, "只勾选列出的"),
        ({"can_review_levels": ["intermediate"]}, 409, "超出了这类职改办"),
        ({"level": "series"}, 422, "至少选一个系列"),
        ({"code": "070301"}, 409, "已经有职改办在用"),
        ({"region": "999999"}, 422, "从列表里选择所在地区"),
    ],
)
def test_what_is_wrong_with_a_new_office_is_said(tree, go, changes, status, sentence):
    answer = go(tree["city"]).post(url("create"), new_office(**changes))
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert TitleOffice.objects.count() == 4


def test_own_office_and_children_are_changed_and_no_others(tree, go):
    """J74, J75: own and directly below; a parent is not found, nor a sibling, nor a grandchild to change."""
    client = go(tree["city"])
    for name in ("city", "county"):
        assert save(client, tree[name], mailing_enabled="on", postage="20").status_code == 302
        tree[name].refresh_from_db()
        assert (tree[name].phone, tree[name].mailing_enabled, tree[name].version) == (
            CONTACT["phone"],
            True,
            2,
        )
    for name in ("regional", "other"):
        assert save(client, tree[name]).status_code == 404
        assert client.get(url("detail", tree[name])).status_code == 404
    regional = go(tree["regional"])
    assert regional.get(url("detail", tree["county"])).status_code == 200
    assert save(regional, tree["county"]).status_code == 404
    assert save(regional, tree["city"]).status_code == 302


@pytest.mark.parametrize(
    "field", ["code", "name", "level", "can_review_levels", "is_active", "path", "parent"]
)
def test_level_and_rights_are_not_in_the_form(tree, go, field):
    """J75: the contact block and switches, never level or rights."""
    before = TitleOffice.objects.values().get(pk=tree["city"].pk)
    save(go(tree["city"]), tree["city"], **{field: "county"})
    after = TitleOffice.objects.values().get(pk=tree["city"].pk)
    assert (
        before[field if field != "parent" else "parent_id"]
        == after[field if field != "parent" else "parent_id"]
    )


def test_wrong_contact_keeps_what_was_typed(tree, go):
    answer = save(go(tree["city"]), tree["city"], phone="打电话", address="文昌南路 9 号")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "电话只填数字" in page
    assert "文昌南路 9 号" in page


def test_who_comes_second_is_told(tree, go):
    client = go(tree["city"])
    assert save(client, tree["city"]).status_code == 302
    answer = save(client, tree["city"], address="别处")
    assert answer.status_code == 409
    assert "刚刚有人改过" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.CLERK, Role.BOOTSTRAP])
def test_closed_to_clerks_and_the_default_account(tree, go, role):
    """J78, J04."""
    client = go(tree["city"], role)
    for name in ("list", "create"):
        assert client.get(url(name)).status_code == 403
    assert save(client, tree["city"]).status_code == 403
    menu = client.get(reverse("messaging:message_list")).content.decode()
    assert "组织机构" not in menu


def test_open_to_a_clerk_whom_it_was_granted(tree, go):
    client = go(tree["city"], Role.CLERK, ["manage_offices"])
    assert "组织机构" in client.get(url("list")).content.decode()
    assert save(client, tree["county"]).status_code == 302


def test_dangerous_pages_ask_for_a_proof(tree, enter):
    client = enter(actor_for(house=tree["city"], role=Role.ADMIN))
    assert reverse("accounts:step_up") in client.get(url("create"))["Location"]
    for name in ("close", "open_account"):
        assert client.post(url(name, tree["county"])).status_code == 200
        tree["county"].refresh_from_db()
        assert tree["county"].is_active
        assert default_account_of(tree["county"]) is None


def test_closing_and_reopening(tree, go, world):
    client, county = go(tree["city"]), tree["county"]
    employer = make_employer(office=county)
    answer = client.post(url("close", county))
    assert answer.status_code == 409
    assert "1 个所属单位" in answer.content.decode()
    employer.state = "disabled"
    employer.save()
    case = world.stored(S.OFFICE_REVIEW)
    case.office = county
    case.save()
    assert "1 件在办申报" in client.post(url("close", county)).content.decode()
    case.state = S.REJECTED_BY_OFFICE
    case.save()
    assert client.post(url("close", county)).status_code == 302
    assert "已停用" in client.get(url("detail", county)).content.decode()
    assert county.name not in client.get(reverse("accounts:office_directory")).content.decode()
    assert client.post(url("reopen", county)).status_code == 302
    assert county.name in client.get(reverse("accounts:office_directory")).content.decode()


def test_the_own_office_is_not_closed(tree, go):
    assert go(tree["city"]).post(url("close", tree["city"])).status_code == 409


def test_search_finds_within_the_branch_only(tree, go):
    page = go(tree["city"]).get(url("list"), {"q": "070301"}).content.decode()
    assert tree["county"].short_name in page
    assert "没有名称里含有" in go(tree["city"]).get(url("list"), {"q": "080001"}).content.decode()


def test_the_applicant_reads_the_contact_block(tree, enter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    world.office.phone, world.office.address = "0777-2817537、0777-2826938", "文昌南路 1 号"
    world.office.save()
    case = world.stored(S.OFFICE_REVIEW, world.applicant)
    for page in ("detail", "progress"):
        answer = enter(world.applicant).get(
            reverse(f"applications:application_{page}", args=[case.public_id])
        )
        text = answer.content.decode()
        assert "tel:0777-2817537" in text
        assert "tel:0777-2826938" in text
        assert "文昌南路 1 号" in text


def test_the_superior_changes_the_scope_on_a_page_of_its_own(tree, go, enter):
    county = tree["county"]
    page = reverse("admin_portal:office_rights", args=[county.public_id])
    assert reverse("accounts:step_up") in enter(actor_for(house=tree["city"], role=Role.ADMIN)).get(page).url
    client = go(tree["city"])
    assert page in client.get(reverse("admin_portal:office_detail", args=[county.public_id])).content.decode()
    data = {"can_review_levels": ["assistant"], "version": county.version}
    assert client.post(page, data | {"can_review_levels": ["full_senior"]}).status_code == 422
    assert client.post(page, data).status_code == 302
    assert client.post(page, data | {"can_review_levels": []}).status_code == 409
    county.refresh_from_db()
    assert (county.can_review_levels, county.can_recognize_levels) == (["assistant"], [])
    for office, status in (("county", 403), ("other", 404), ("regional", 404)):
        assert go(tree[office]).get(page).status_code == status
