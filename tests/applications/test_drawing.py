"""选定: rows of 个人资料 and certificates come over once, with their scans, and never those of others."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ProfileRow
from applications import registry
from applications.services import drawing
from applications.services.files import files_by_place
from applications.services.rows import rows_of
from core import file_disk
from core.errors import Refused
from core.models import AuditEntry
from tests.factories import profile
from tests.factories.accounts import make_user, sign_in
from tests.factories.certificates import make_certificate, make_legacy
from tests.factories.filling import Evaluation

SECTION = registry.kind("evaluation").section


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


def codes(application, key):
    return [offer.code for offer in drawing.listed(application, SECTION(key))]


def take(world, application, key, chosen):
    return drawing.take(application, SECTION(key), chosen, actor=world.applicant)


def stored(application, key):
    section = SECTION(key)
    return [row.opened("data", section.form.pii) for row in rows_of(application)[key]]


def test_every_section_that_draws_takes_a_row_of_the_archive_as_it_stands(world):
    application, taken = world.evaluation(), 0
    for section in registry.kind("evaluation").sections:
        if not section.is_drawn:
            continue
        profile.make_row(world.applicant, section.drawn_from[0])
        assert take(world, application, section.key, codes(application, section.key)) == drawing.Taken(1)
        (answers,) = stored(application, section.key)
        kept = profile.rows_of(world.applicant.user, section.drawn_from[0])[0].answers
        shared = {name: value for name, value in kept.items() if name in section.form.base_fields}
        assert {name: answers[name] for name in shared} == shared
        assert codes(application, section.key) == []
        taken += 1
    assert taken == 11


def test_scans_come_along_and_outlive_those_of_the_archive(world):
    application = world.evaluation()
    row = profile.make_row(world.applicant, "work_history")
    scan = profile.make_scan(world.applicant, "work_history", "work_proof", row)
    take(world, application, "work_history", codes(application, "work_history"))
    (taken,) = rows_of(application)["work_history"]
    (copy,) = files_by_place(application)["work_proof", taken.public_id]
    assert (copy.sha256, copy.owner_id) == (scan.sha256, application.public_id)
    file_disk.remove(scan.path, scan.thumb_path)
    assert (file_disk.root() / copy.path).stat().st_size == copy.size
    assert (file_disk.root() / copy.thumb_path).exists()


def test_taking_twice_takes_once_and_is_told_once(world):
    application = world.evaluation()
    profile.make_row(world.applicant, "practice")
    chosen = codes(application, "practice")
    take(world, application, "practice", chosen)
    taken = rows_of(application)["practice"][0]
    taken.data |= {"work": "高中数学教学"}
    taken.save()
    assert take(world, application, "practice", chosen).count == 0
    assert len(stored(application, "practice")) == 1
    assert codes(application, "practice") == []
    assert AuditEntry.objects.filter(event="applications.row_taken").count() == 1


def test_a_row_that_lacks_something_is_taken_and_says_what(world):
    application = world.evaluation()
    row = profile.make_row(world.applicant, "work_history")
    row.data |= {"witness": ""}
    row.save()
    taken = take(world, application, "work_history", codes(application, "work_history"))
    assert taken.count == 1
    assert "请填写证明人" in taken.remarks[0]


def test_a_year_that_is_there_already_is_left_out_and_said(world):
    application = world.evaluation()
    world.row(application, "continuing_education", year="2025", professional_hours="10")
    profile.make_row(world.applicant, "continuing_education")
    taken = take(world, application, "continuing_education", codes(application, "continuing_education"))
    assert taken.count == 0
    assert "2025 年的已经有一条了" in taken.remarks[0]


def test_more_than_there_is_room_for_takes_nothing(world):
    application = world.evaluation()
    for place in range(21):
        world.row(application, "credentials", token=f"t{place}", number=str(place))
    for place in range(10):
        profile.make_row(world.applicant, "present_titles", token=f"t{place}", title=f"资格{place}")
    with pytest.raises(Refused, match="还能选 9 条"):
        take(world, application, "credentials", codes(application, "credentials"))
    assert len(stored(application, "credentials")) == 21


def test_a_verified_certificate_is_data_of_the_register_and_any_other_is_typed(world):
    user, application = world.applicant.user, world.evaluation()
    verified = make_certificate(user)
    make_legacy(
        "0833232", user.name, holder=user, verified_at=None, lookup_code=None, title_name="助理工程师"
    )
    make_certificate(make_user(name="别人"))
    found = drawing.listed(application, SECTION("credentials"))
    assert [offer.origin for offer in found] == [drawing.FROM_REGISTER, drawing.UNVERIFIED]
    take(world, application, "credentials", [offer.code for offer in found])
    fetched, typed = stored(application, "credentials")
    assert (fetched["data_origin"], fetched["certificate"]) == ("fetch", str(verified.public_id))
    assert (typed["data_origin"], typed["certificate"]) == ("self", None)
    # What the register says stays as it is, whatever is posted.
    form = SECTION("credentials").form(
        fetched | {"title": "教授级高级工程师"}, subject=application, actor=world.applicant
    )
    assert form.is_valid()
    assert form.cleaned_data["title"] == verified.title_name


def test_rows_of_another_person_cannot_be_taken(world):
    other = world.another_applicant()
    foreign = profile.make_row(other, "work_history")
    application = world.evaluation()
    with pytest.raises(Refused, match="已经不在"):
        take(world, application, "work_history", [f"archive:{foreign.public_id}"])
    browser = sign_in(Client(), other)
    address = reverse("applications:row_draw", args=[application.public_id, "work_history"])
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"rows": ["x"]}).status_code == 404
    assert stored(application, "work_history") == []


def test_the_page_lists_ticks_and_takes(world):
    application = world.evaluation()
    profile.make_row(world.applicant, "work_history")
    browser = sign_in(Client(), world.applicant)
    address = reverse("applications:row_draw", args=[application.public_id, "work_history"])
    assert "城东初级中学" in browser.get(address).content.decode()
    empty = browser.post(address)
    assert empty.status_code == 422
    assert drawing.NOTHING_CHOSEN in empty.content.decode()
    gone = browser.post(address, {"rows": ["archive:x"]})
    assert gone.status_code == 409
    answer = browser.post(address, {"rows": codes(application, "work_history")}, follow=True)
    assert "已选定 1 条。" in answer.content.decode()
    assert "没有可以选定的内容" in browser.get(address).content.decode()
    unknown = reverse("applications:row_draw", args=[application.public_id, "other_evidence"])
    assert browser.get(unknown).status_code == 404


def test_the_pages_cost_the_same_at_1_and_at_25_rows(world):
    application, user = world.evaluation(), world.applicant.user
    browser = sign_in(Client(), world.applicant)
    addresses = [
        reverse(f"applications:{name}", args=[application.public_id, "credentials"])
        for name in ("row_draw", "section_edit", "row_create")
    ]

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            found.append(len(captured))
        return found

    def grow(place):
        profile.make_row(world.applicant, "present_titles", token=f"t{place}", title=f"资格{place}")
        make_legacy(str(10000 + place), user.name, holder=user)
        world.row(application, "credentials", token=f"t{place}", number=str(place))

    grow(0)
    costs()
    first = costs()
    for place in range(1, 25):
        grow(place)
    assert ProfileRow.objects.count() == 25
    assert costs() == first
