"""组织机构: opening, changing and closing offices."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.enums import CorrectionState, Door, OfficeLevel, Role
from accounts.models import IdentityCorrection, Membership, TitleOffice
from accounts.services import offices as services
from accounts.services import signin
from catalogue.models import Region
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories.accounts import actor_for, make_employer, make_office, make_user

CHANGES = {
    "phone": "0777-2817537",
    "email": "zgb@example.cn",
    "address": "钦州市文昌南路 1 号",
    "contact_person": "韦老师",
    "contact_notes": "工作日上午",
    "fees_online": True,
    "mailing_enabled": True,
    "postage": Decimal("20.00"),
    "auto_verification": False,
}


@pytest.fixture
def city(offices):
    return make_office("070001")


@pytest.fixture
def admin(city):
    return actor_for(house=city, role=Role.ADMIN)


def data(**changes):
    return {
        "code": "079901",
        "name": "钦州市中马产业园区职称改革工作领导小组办公室",
        "short_name": "中马产业园区职改办",
        "level": OfficeLevel.COUNTY,
        "region": Region.objects.get(code="450702"),
        "can_review_levels": ["assistant"],
        "can_recognize_levels": ["assistant"],
        "series_codes": [],
        **changes,
    }


def test_an_office_begins_with_a_default_account_named_like_it(admin):
    office, secret = services.open_office(data(), actor=admin)
    assert office.parent == admin.office
    assert office.path == f"{admin.office.path}/079901"
    default = services.default_account_of(office)
    assert (default.role, default.user.must_change_password) == (Role.BOOTSTRAP, True)
    assert secret != "5505013"
    entered = signin.authenticate(account=office.name, password=secret, door=Door.OFFICE, address="192.0.2.1")
    assert (entered.user, entered.role) == (default.user, Role.BOOTSTRAP)
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {
        "accounts.office_opened",
        "accounts.staff_account_created",
        "accounts.membership_granted",
    } <= events


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"can_review_levels": ["intermediate"]}, "超出"),
        ({"can_recognize_levels": ["full_senior"]}, "超出"),
        ({"level": OfficeLevel.CITY}, "超出"),
        ({"level": OfficeLevel.REGIONAL}, "超出"),
        ({"series_codes": ["05"]}, "不用选"),
        ({"level": OfficeLevel.SERIES}, "须选定"),
        ({"code": "070301"}, "编码"),
        ({"name": "钦州市职称改革工作领导小组办公室"}, "同名"),
    ],
)
def test_what_an_office_may_not_be(admin, changes, sentence):
    before = TitleOffice.objects.count()
    with pytest.raises(Refused, match=sentence):
        services.open_office(data(**changes), actor=admin)
    assert TitleOffice.objects.count() == before


def test_below_a_series_office_only_its_series(offices):
    parent = make_office("000013")
    parent.level, parent.series_codes = OfficeLevel.CITY, ["05"]
    parent.save()
    with pytest.raises(Refused, match="不能超出上级"):
        services.open_office(
            data(code="000099", level=OfficeLevel.SERIES, series_codes=["04"]),
            actor=actor_for(house=parent, role=Role.ADMIN),
        )


@pytest.mark.parametrize(
    ("code", "role"),
    [("070001", Role.CLERK), ("070001", Role.BOOTSTRAP), ("070301", Role.ADMIN), ("000013", Role.ADMIN)],
)
def test_who_opens_no_office(offices, code, role):
    """J78: not clerks, not the default account; and below counties and 系列 no office stands."""
    with pytest.raises(Refused, match="不由您管理"):
        services.open_office(data(), actor=actor_for(house=make_office(code), role=role))


@pytest.mark.parametrize(
    ("code", "level", "fits"),
    [
        ("079901", OfficeLevel.COUNTY, True),
        ("080301", OfficeLevel.COUNTY, False),
        ("070001", OfficeLevel.COUNTY, False),
        ("070099", OfficeLevel.SERIES, True),
    ],
)
def test_codes_say_where_an_office_stands(city, code, level, fits):
    assert fits == (_refusal(code, city, level) is None)


def test_codes_of_cities(offices):
    region = make_office("000001")
    assert _refusal("150001", region, OfficeLevel.CITY) is None
    assert "地市序号" in _refusal("150101", region, OfficeLevel.CITY)
    assert _refusal("000099", region, OfficeLevel.SERIES) is None


def _refusal(code, parent, level):
    try:
        services.check_code(code, parent, level)
    except Exception as wrong:  # noqa: BLE001 - the sentence is what is looked at
        return str(wrong)
    return None


def test_a_second_default_account_is_refused(city, admin):
    child = make_office("070301")
    services.open_default_account(child, actor=admin)
    with pytest.raises(Refused, match="已经有默认账户"):
        services.open_default_account(child, actor=admin)
    with pytest.raises(Refused, match="不由您管理"):
        services.open_default_account(city, actor=admin)
    assert Membership.objects.filter(role=Role.BOOTSTRAP).count() == 1


def test_contact_and_switches_of_the_own_office_and_of_children(city, admin):
    for office in (city, make_office("070301")):
        changed = services.change(office, CHANGES, expected_version=1, actor=admin)
        assert (changed.phones, changed.version, changed.mails) == (["0777-2817537"], 2, True)
        with pytest.raises(Stale):
            services.change(office, CHANGES, expected_version=1, actor=admin)
    entries = AuditEntry.objects.filter(event="accounts.office_changed")
    assert [entry.data["postage"] for entry in entries] == ["20.00", "20.00"]


def test_an_office_mails_only_once_it_says_what_that_costs(city, admin):
    with pytest.raises(Refused, match="请同时填写邮费"):
        services.change(city, CHANGES | {"postage": None}, expected_version=1, actor=admin)
    city.refresh_from_db()
    assert (city.mailing_enabled, city.mails) == (False, False)


def test_saving_the_same_again_writes_nothing(city, admin):
    services.change(city, CHANGES, expected_version=1, actor=admin)
    assert services.change(city, CHANGES, expected_version=2, actor=admin).version == 2
    assert AuditEntry.objects.filter(event="accounts.office_changed").count() == 1


@pytest.mark.parametrize("code", ["000001", "080001", "080301", "000013"])
def test_other_offices_are_not_theirs_to_change(city, admin, code):
    office = make_office(code)
    with pytest.raises(Refused, match="不由您管理"):
        services.change(office, CHANGES, expected_version=1, actor=admin)


def test_an_office_others_depend_on_stays(city, admin):
    child = make_office("070301")
    make_employer(office=child)
    with pytest.raises(Refused, match="3 件在办申报、1 个所属单位"):
        services.take_out_of_use(child, open_cases=lambda office: 3, actor=admin)
    regional = actor_for(house=make_office("000001"), role=Role.ADMIN)
    with pytest.raises(Refused, match="下级职改办"):
        services.take_out_of_use(city, open_cases=lambda office: 0, actor=regional)
    with pytest.raises(Refused, match="不由您管理"):
        services.take_out_of_use(city, open_cases=lambda office: 0, actor=admin)


def test_an_office_that_has_a_correction_to_decide_stays(admin):
    child = make_office("070301")
    person = make_user()
    waiting = {"office": child, "state": CorrectionState.OFFICE_REVIEW, "submitted_at": timezone.now()}
    IdentityCorrection.objects.create(person=person, old_name=person.name, new_name="覃小燕", **waiting)
    with pytest.raises(Refused, match="1 件待审核的更正申请"):
        services.take_out_of_use(child, open_cases=lambda office: 0, actor=admin)


def test_an_office_out_of_use_lets_nobody_in_until_it_is_put_back(admin):
    child = make_office("070301")
    clerk = actor_for(house=child)
    services.take_out_of_use(child, open_cases=lambda office: 0, actor=admin)
    assert not TitleOffice.objects.active().filter(pk=child.pk).exists()
    assert not Membership.objects.current().filter(user=clerk.user).exists()
    services.put_back(child, actor=admin)
    assert Membership.objects.current().filter(user=clerk.user).exists()


def rights(*levels, series=()):
    return {
        "can_review_levels": list(levels),
        "can_recognize_levels": list(levels),
        "series_codes": list(series),
    }


def test_the_superior_sets_the_scope_within_the_limits_of_its_kind(city, admin):
    county = make_office("070301")
    kept = TitleOffice.objects.get(pk=county.pk).version
    changed = services.set_rights(county, rights("technician"), expected_version=kept, actor=admin)
    assert (changed.can_review_levels, changed.version) == (["technician"], kept + 1)
    with pytest.raises(Stale):
        services.set_rights(county, rights("assistant"), expected_version=kept, actor=admin)
    for beyond in (rights("intermediate"), rights("technician", series=["01"])):
        with pytest.raises(Refused, match=r"范围|系列"):
            services.set_rights(county, beyond, expected_version=kept + 1, actor=admin)
    entry = AuditEntry.objects.get(event="accounts.office_scope_changed")
    assert entry.data["can_review_levels"] == ["technician"]


def test_nobody_but_an_administrator_of_the_superior_sets_the_scope(city, admin):
    county = make_office("070301")
    own = actor_for(house=county, role=Role.ADMIN)
    far = actor_for(house=make_office("000001"), role=Role.ADMIN)
    clerk = actor_for(house=city)
    for actor, office in ((own, county), (far, county), (clerk, county), (admin, city)):
        with pytest.raises(Refused, match="不由您管理"):
            services.set_rights(office, rights("assistant"), expected_version=1, actor=actor)


def test_every_office_as_loaded_fits_the_boxes_of_the_form(offices):
    """What is beyond them would be lost when the form is saved."""
    for office in TitleOffice.objects.filter(parent__isnull=False).select_related("parent"):
        allowed = set(services.review_levels(office.parent, office.level))
        assert set(office.can_review_levels) <= allowed
        assert set(office.can_recognize_levels) <= set(services.recognize_levels(office.level))
