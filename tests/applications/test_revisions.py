"""修改记录: what changed from one submission to the next, told to the applicant and masked at the desks."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import registry
from applications.services.files import delete_file, files_by_place
from applications.services.revisions import CHANGED, GONE, MOVED, NEW, changes, history_of, since_last
from applications.services.rows import delete_row, move_row, rows_of, save_row
from applications.services.submission import take_snapshot
from applications.services.transitions import perform
from tests.factories.accounts import make_user, sign_in
from tests.factories.applications import ANSWERS as RECOGNITION
from tests.factories.evaluation import ANSWERS, basic_information
from tests.factories.filling import Evaluation

SECTION = registry.kind("evaluation").section


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


def by_key(found):
    return {change.section.key: change for change in found}


def told(fields):
    return [(field.label, field.old, field.new) for field in fields]


def test_the_same_twice_is_no_change(world):
    application = world.filled(world.evaluation())
    assert changes(take_snapshot(application), take_snapshot(application), masked=False) == []


def test_answers_change_in_words_and_personal_ones_are_starred_for_others(world):
    application = world.filled(world.evaluation())
    older = take_snapshot(application)
    answers = basic_information(world, world.engineer)
    new = answers | {"address": "钦州市灵山县江滨一路 2 号", "is_rural": "yes", "post": "主任"}
    world.keep(application, SECTION("basic_information"), new)
    newer = take_snapshot(application)
    own = by_key(changes(older, newer, masked=False))["basic_information"].fields
    assert ("参加乡村振兴定向评价", "否", "是") in told(own)
    assert ("联系地址", answers["address"], "钦州市灵山县江滨一路 2 号") in told(own)
    masked = by_key(changes(older, newer, masked=True))["basic_information"].fields
    assert ("行政职务", "副主任", "主任") in told(masked)
    (address,) = [field for field in masked if field.label == "联系地址"]
    assert "江滨" not in address.old + address.new
    assert address.note


def test_a_mended_identity_is_told_by_its_last_four(world):
    application = world.filled(world.evaluation())
    older = take_snapshot(application)
    other = make_user(name="韦小宝")
    user = application.applicant
    user.name, user.id_number = other.name, other.id_number
    found = by_key(changes(older, take_snapshot(application), masked=True))["basic_information"].fields
    labels = {field.label: field for field in found}
    assert labels["姓名"].new == "韦小宝"
    assert other.id_number not in str(found)


def test_rows_are_told_as_new_gone_changed_and_moved(world):
    application = world.filled(world.evaluation())
    first = rows_of(application)["work_history"][0]
    second = world.row(application, "work_history", employer="灵山中学")
    third = world.row(application, "work_history", employer="浦北中学")
    older = take_snapshot(application)
    section, actor = SECTION("work_history"), world.applicant
    delete_row(application, section, first, actor=actor)
    move_row(application, section, third, 0, actor=actor)
    form = section.form(
        ANSWERS["work_history"] | {"employer": "灵山第二中学"}, subject=application, actor=actor
    )
    assert form.is_valid()
    second.refresh_from_db()
    save_row(application, section, second, form, actor=actor, expected_version=second.version)
    world.row(application, "work_history", employer="合浦中学")
    rows = by_key(changes(older, take_snapshot(application), masked=False))["work_history"].rows
    assert [(row.what, row.title) for row in rows] == [
        ((MOVED,), "浦北中学"),
        ((CHANGED,), "灵山第二中学"),
        ((NEW,), "合浦中学"),
        ((GONE,), "城东初级中学"),
    ]
    assert told(rows[1].fields) == [("工作单位", "灵山中学", "灵山第二中学")]


def test_pictures_are_counted_by_their_bytes(world):
    application = world.filled(world.evaluation())
    row = rows_of(application)["practice"][0]
    world.scan(application, "practice", "practice_proof", row)
    older = take_snapshot(application)
    (portrait,) = files_by_place(application)["portrait", None]
    delete_file(application, portrait, actor=world.applicant)
    world.scan(application, "practice", "practice_proof", row)
    found = by_key(changes(older, take_snapshot(application), masked=False))
    (gone,) = found["basic_information"].pictures
    assert (gone.label, gone.added, gone.removed) == ("近期免冠2寸照片", 0, 1)
    (more,) = found["practice"].rows[0].pictures
    assert (more.added, more.removed) == (1, 0)


def test_a_long_text_is_told_by_its_sentences(world):
    application = world.filled(world.evaluation())
    older = take_snapshot(application)
    world.keep(
        application, SECTION("work_report"), {"report": "<p>任现职以来，主持完成教学改革三项。另有两项。</p>"}
    )
    (field,) = by_key(changes(older, take_snapshot(application), masked=False))["work_report"].fields
    assert [(piece.look, piece.text) for piece in field.pieces] == [
        ("removed", "任现职以来，主持完成教学改革两项。"),
        ("added", "任现职以来，主持完成教学改革三项。另有两项。"),
    ]


def returned(world):
    """Handed in, sent back, mended in one sentence and handed in again."""
    application = world.submitted()
    perform(
        application,
        "return_to_applicant",
        actor=world.clerk,
        data={"opinion": "请补充学校。", "sections": ["basic_profile"]},
    )
    application.refresh_from_db()
    return application


def test_applicant_and_desk_read_which_submission_it_is_and_what_changed(world):
    application = returned(world)
    world.save(application, "basic_profile", RECOGNITION["basic_profile"] | {"school": "桂林理工大学"})
    assert by_key(since_last(application))["basic_profile"].fields[0].new == "桂林理工大学"
    applicant = sign_in(Client(), world.applicant)
    detail = reverse("applications:application_detail", args=[application.public_id])
    assert "还没有报送的修改" in applicant.get(detail).content.decode()
    application.refresh_from_db()
    world.handed_in(application)
    revision = reverse("applications:application_revision", args=[application.public_id])
    page = applicant.get(revision).content.decode()
    assert page.count("次报送") >= 2
    assert "桂林理工大学" in page
    assert "还没有报送的修改" not in page
    desk = reverse("admin_portal:employer_application_detail", args=[application.public_id])
    seen = sign_in(Client(), world.clerk).get(desk).content.decode()
    assert "与上一次报送相比" in seen
    assert "桂林理工大学" in seen
    stranger = sign_in(Client(), world.another_applicant())
    assert stranger.get(revision).status_code == 404
    assert [submission.sequence for submission in history_of(application, masked=True)] == [2, 1]


def test_the_pages_cost_the_same_at_1_and_at_25_rows(world):
    application = world.filled(world.evaluation())
    browser = sign_in(Client(), world.applicant)
    addresses = [
        reverse(f"applications:application_{name}", args=[application.public_id])
        for name in ("revision", "detail")
    ]

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            found.append(len(captured))
        return found

    take_snapshot(application)
    world.row(application, "awards", token="first", name="奖一")
    take_snapshot(application)
    costs()
    first = costs()
    for place in range(24):
        world.row(application, "awards", token=f"t{place}", name=f"奖{place}")
    take_snapshot(application)
    assert costs() == first
