"""Rows of 个人资料: added once, in order whatever two windows do, and deleted with their scans."""

import threading
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import ProfileAnswer, ProfileRow
from accounts.profile import archive
from accounts.services import profile, profile_files
from accounts.services.profile_rows import add_row, delete_row, move_row, save_row
from catalogue import reference
from core import file_disk
from core.errors import Refused, Stale
from core.models import AuditEntry, StoredFile
from core.workflow import NotAllowed
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer, make_user, sign_in
from tests.factories.profile import ANSWERS, make_archive, make_row, make_scan, rows_of, valid

pytestmark = pytest.mark.django_db
WORK = archive.section("work_history")
NAMES = ("甲校", "乙校", "丙校", "丁校")


@pytest.fixture
def me(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reference.enumerations()
    return actor_for(make_user())


@pytest.fixture
def site(client, me):
    return sign_in(client, me)


@pytest.fixture
def rows(me):
    return [make_row(me, "work_history", employer=name) for name in NAMES]


def order(me):
    stored = rows_of(me.user, "work_history")
    return [row.answers["employer"] for row in stored]


def url(name, *args):
    return reverse(f"accounts:profile_{name}", args=args)


def events():
    return [
        event.removeprefix("accounts.profile_")
        for event in AuditEntry.objects.values_list("event", flat=True)
    ]


@pytest.mark.parametrize(
    ("which", "position", "then"),
    [(0, 1, "乙甲丙丁"), (3, 0, "丁甲乙丙"), (1, 99, "甲丙丁乙"), (2, 2, "甲乙丙丁"), (1, -5, "乙甲丙丁")],
)
def test_a_row_comes_to_the_place_it_is_put(which, position, then, me, rows):
    move_row(WORK, rows[which], position, actor=me)
    assert "".join(name[0] for name in order(me)) == then
    assert list(ProfileRow.objects.values_list("position", flat=True)) == [0, 1, 2, 3]


def test_the_page_says_the_new_place(site, rows):
    moved = site.post(url("row_move", "work_history", rows[3].public_id), {"position": "1"}, follow=True)
    assert "丁校 已移到第 2 行，共 4 行" in moved.text
    assert moved.context["rows"][1].is_moved
    assert "row_moved" in events()


@pytest.mark.parametrize("position", ["", "x", "-1", "²", "1" * 7])
def test_a_place_that_is_none_moves_nothing_and_says_so(position, site, me, rows):
    answer = site.post(url("row_move", "work_history", rows[1].public_id), {"position": position})
    assert answer.status_code == 422
    assert "顺序没有改变" in answer.text
    assert order(me) == list(NAMES)


def test_deleting_closes_the_gap_and_takes_the_scans(me, site, rows):
    make_scan(me, "work_history", "work_proof", rows[1])
    kept = make_scan(me, "work_history", "work_proof", rows[2])
    site.post(url("row_delete", "work_history", rows[1].public_id))
    assert order(me) == ["甲校", "丙校", "丁校"]
    assert list(ProfileRow.objects.values_list("position", flat=True)) == [0, 1, 2]
    assert list(StoredFile.objects.all()) == [kept]


def test_the_same_form_sent_twice_adds_one_row(me, site):
    typed = ANSWERS["work_history"] | {"version": "0", "token": "once"}
    for _ in range(2):
        assert site.post(url("row_create", "work_history"), typed).status_code == 302
    assert ProfileRow.objects.count() == 1
    site.post(url("row_create", "work_history"), typed | {"employer": "另一所学校"})
    assert order(me) == ["城东初级中学", "另一所学校"]


def test_a_slower_window_reads_both_texts_and_may_then_win(me, site, rows):
    page = url("row_edit", "work_history", rows[0].public_id)
    typed = ANSWERS["work_history"] | {"version": "1"}
    assert site.post(page, typed | {"employer": "先保存的"}).status_code == 302
    stale = site.post(page, typed | {"employer": "后保存的"})
    assert stale.status_code == 409
    assert stale.context["conflict"] == [("工作单位", "后保存的", "先保存的")]
    assert stale.context["form"]["employer"].value() == "后保存的"
    again = typed | {"employer": "后保存的", "version": stale.context["version"]}
    assert site.post(page, again).status_code == 302
    assert order(me)[0] == "后保存的"


def test_a_refused_form_keeps_the_version_its_window_saw(site, me, rows):
    page = url("row_edit", "work_history", rows[0].public_id)
    typed = ANSWERS["work_history"] | {"version": "1"}
    site.post(page, typed | {"employer": "先保存的"})
    refused = site.post(page, typed | {"employer": ""})
    assert (refused.status_code, refused.context["version"]) == (422, 1)


def test_a_single_section_has_versions_too(me, site):
    page, typed = url("section", "contact"), ANSWERS["contact"] | {"version": "0"}
    assert site.post(page, typed).status_code == 302
    assert site.post(page, typed).status_code == 302, "pressing twice is no conflict"
    assert site.post(page, typed | {"address": "南宁市"}).status_code == 409
    assert ProfileAnswer.objects.get().version == 1
    assert profile.answers_of(me.user, "contact")["address"] == ANSWERS["contact"]["address"]


def test_one_year_has_one_row(me, site):
    first = make_row(me, "annual_appraisals")
    doubled = site.post(
        url("row_create", "annual_appraisals"), ANSWERS["annual_appraisals"] | {"token": "x", "result": "2"}
    )
    assert doubled.status_code == 409
    assert "2025 年的已经有一条了" in doubled.text
    other = make_row(me, "annual_appraisals", year="2024")
    section = archive.section("annual_appraisals")
    with pytest.raises(Refused, match="已经有一条"):
        save_row(section, other, valid(section, me), actor=me, expected_version=1)
    save_row(section, first, valid(section, me, result="2"), actor=me, expected_version=1)


def test_a_full_section_takes_no_more(me, site):
    ProfileRow.objects.bulk_create(
        ProfileRow(user=me.user, section_key="work_history", position=at, data=ANSWERS["work_history"])
        for at in range(WORK.max_items)
    )
    assert "添加一段经历" not in site.get(url("section", "work_history")).text
    with pytest.raises(Refused, match="最多 200 条"):
        add_row(WORK, valid(WORK, me, employer="一"), actor=me, token="t")


def test_rows_of_others_and_rows_that_are_gone_are_not_found(site, rows):
    stranger = make_row(actor_for(make_user()), "work_history")
    scan = make_scan(actor_for(stranger.user), "work_history", "work_proof", stranger)
    for row_id in (stranger.public_id, uuid.uuid4()):
        args = ("work_history", row_id)
        assert site.get(url("row_edit", *args)).status_code == 404
        for name in ("row_edit", "row_delete", "row_move"):
            assert site.post(url(name, *args), {"position": "0"}).status_code == 404
        assert site.post(url("row_file_add", *args, "work_proof")).status_code == 404
    for name in ("file_delete", "file_move"):
        assert site.post(url(name, scan.public_id), {"position": "0"}).status_code == 404
    assert site.get(url("row_edit", "practice", rows[0].public_id)).status_code == 404
    assert ProfileRow.objects.filter(user=stranger.user).count() == 1


def test_a_row_deleted_in_another_window_is_refused_with_a_sentence(me, rows):
    delete_row(WORK, rows[0], actor=me)
    for act in (
        lambda: move_row(WORK, rows[0], 1, actor=me),
        lambda: delete_row(WORK, rows[0], actor=me),
        lambda: save_row(WORK, rows[0], valid(WORK, me), actor=me, expected_version=1),
        lambda: make_scan(me, "work_history", "work_proof", rows[0]),
    ):
        with pytest.raises(Refused, match="在别的窗口删除了"):
            act()
    assert not StoredFile.objects.exists()


def test_staff_capacity_and_closed_accounts_cannot_write(me):
    with pytest.raises(NotAllowed):
        make_row(actor_for(me.user, make_employer(), Role.CLERK), "work_history")
    me.user.is_active = False
    me.user.save()
    with pytest.raises(Refused, match="停用或注销"):
        make_row(me, "work_history")


def test_scans_of_a_row_are_added_ordered_and_deleted(site, me, rows):
    page = url("row_file_add", "work_history", rows[0].public_id, "work_proof")
    for _ in range(2):
        assert site.post(page, {"file": encoded(scene(), "PNG")}).status_code == 302
    first, second = profile_files.files_of(me.user)
    assert {first.row_id, second.row_id} == {rows[0].public_id}
    site.post(url("file_move", second.public_id), {"position": "0"})
    assert list(profile_files.files_of(me.user)) == [second, first]
    site.post(url("file_delete", second.public_id))
    assert list(profile_files.files_of(me.user)) == [first]
    assert site.post(page, {}).status_code == 422
    assert (
        site.post(page.replace("work_proof", "diploma"), {"file": encoded(scene(), "PNG")}).status_code == 404
    )


def test_without_scripts_what_is_typed_beside_a_picture_is_saved_first(site, me, rows):
    page = url("row_file_add", "work_history", rows[0].public_id, "work_proof")
    typed = ANSWERS["work_history"] | {"employer": "", "version": "1", "file": encoded(scene(), "PNG")}
    refused = site.post(page, typed)
    assert refused.status_code == 422
    assert not StoredFile.objects.exists()
    assert refused.context["form"]["post"].value() == ANSWERS["work_history"]["post"]
    good = ANSWERS["work_history"] | {"employer": "新校", "version": "1", "file": encoded(scene(), "PNG")}
    assert site.post(page, good).status_code == 302
    assert (order(me)[0], StoredFile.objects.count()) == ("新校", 1)


def test_nobody_else_opens_a_picture(client, me):
    employer = make_employer()
    me.user.employer = employer
    me.user.save()
    file = make_scan(me, "photos", "portrait")
    address = reverse("core:file_open", args=[file.public_id])
    opened = sign_in(client, me).get(address)
    assert len(b"".join(opened.streaming_content)) > 1000
    for other in (actor_for(), actor_for(house=employer), actor_for(me.user, employer)):
        assert sign_in(client, other).get(address).status_code == 404


def test_a_second_portrait_is_refused_until_the_first_is_deleted(site, me):
    page = url("file_add", "photos", "portrait")
    site.post(page, {"file": encoded(scene(420, 540), "JPEG")})
    refused = site.post(page, {"file": encoded(scene(420, 540), "JPEG")})
    assert refused.status_code == 409
    assert "请先删除一张再传" in refused.text
    assert "因二寸证件照将用于证书制作，一旦确认无法修改" in refused.text


def test_an_archive_that_is_full_of_pictures_takes_no_more(me, rows):
    StoredFile.objects.bulk_create(
        StoredFile(
            owner_kind="profile",
            owner_id=me.user.public_id,
            spec_code="work_proof",
            position=0,
            path=f"x{at}",
            thumb_path=f"y{at}",
            size=1,
            width=1,
            height=1,
        )
        for at in range(profile_files.MOST_FILES)
    )
    with pytest.raises(Refused, match="一共最多 600 张"):
        make_scan(me, "work_history", "work_proof", rows[0])
    assert [path for path in file_disk.root().rglob("*") if path.is_file()] == []


def test_erasing_leaves_nothing(me, django_capture_on_commit_callbacks):
    other = actor_for(make_user())
    make_archive(me)
    make_archive(other)
    theirs = profile_files.files_of(other.user).count()
    with django_capture_on_commit_callbacks(execute=True):
        profile.erase(me.user)
    assert not ProfileRow.objects.filter(user=me.user).exists()
    assert not ProfileAnswer.objects.filter(user=me.user).exists()
    assert not profile_files.files_of(me.user).exists()
    on_disk = [path for path in file_disk.root().rglob("*") if path.is_file()]
    assert len(on_disk) == 2 * theirs
    assert ProfileRow.objects.filter(user=other.user).count() == 12


def test_other_rooms_read_the_archive_in_plain_text(me):
    assert profile.export(me.user) == {"sections": [], "files": []}
    make_archive(me)
    make_row(me, "present_titles", title="一级教师")
    assert profile.answers_of(me.user, "present_titles")["title"] == "二级教师", "the one in force"
    told = profile.export(me.user)
    sections = {section["title"]: section["entries"] for section in told["sections"]}
    assert len(sections) == len(archive.SECTIONS) - 1
    assert ["联系地址", ANSWERS["contact"]["address"]] in sections["联系方式"][0]
    assert ["学历", "大学本科毕业"] in sections["学历学位"][0]
    kinds = {(file["section"], file["kind"], file["place"]) for file in told["files"]}
    assert ("学历学位", "毕业证书", 1) in kinds
    assert ("证件照与头像", "头像", None) in kinds


def test_pages_cost_the_same_at_1_and_at_25_rows(me, site):
    first = make_row(me, "education")
    make_scan(me, "education", "diploma", first)
    pages = (
        url("section", "education"),
        url("row_edit", "education", first.public_id),
        url("row_create", "education"),
    )
    before = [cost(site, page) for page in pages]
    for at in range(24):
        row = make_row(me, "education", school=f"第{at}中学")
        StoredFile.objects.create(
            owner_kind="profile",
            owner_id=me.user.public_id,
            spec_code="diploma",
            row_id=row.public_id,
            position=0,
            original_name="a",
            path=f"x{at}",
            thumb_path=f"y{at}",
            size=1,
            width=1,
            height=1,
        )
    assert [cost(site, page) for page in pages] == before
    assert len(site.get(pages[0]).context["rows"]) == 25


def cost(site, page):
    site.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert site.get(page).status_code == 200
    return len(captured)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_leave_one_order_without_gaps(me, rows):
    start = threading.Barrier(8)
    faults = []

    def window(act):
        try:
            start.wait(10)
            act()
        except Refused as refusal:
            faults.append(str(refusal))
        finally:
            connection.close()

    acts = [
        lambda row=row, at=at: move_row(WORK, row, at, actor=me) for row, at in ((rows[0], 3), (rows[3], 0))
    ]
    acts += [lambda at=at: make_row(me, "work_history", token="same", employer="戊校") for at in range(3)]
    acts += [lambda at=at: make_row(me, "work_history", token=str(at), employer=f"己{at}") for at in range(2)]
    acts.append(lambda: delete_row(WORK, rows[1], actor=me))
    threads = [threading.Thread(target=window, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    assert sorted(order(me)) == sorted(["甲校", "丙校", "丁校", "戊校", "己0", "己1"])
    assert list(ProfileRow.objects.values_list("position", flat=True)) == list(range(6))


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_save_at_once_one_is_stale(me, rows):
    start, outcomes = threading.Barrier(2), []

    def window(name):
        try:
            start.wait(10)
            save_row(WORK, rows[0], valid(WORK, me, employer=name), actor=me, expected_version=1)
            outcomes.append("saved")
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=window, args=(name,)) for name in ("左", "右")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["saved", "stale"]
