"""The applicant's pages over HTTP, as plain forms."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.profile import archive
from accounts.services.profile_rows import save_answer
from applications import labels, registry
from applications.enums import ApplicationState as S
from applications.models import Application, SectionAnswer
from applications.services.files import files_of
from applications.services.transitions import perform
from catalogue import reference
from core.models import StoredFile
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_user, sign_in
from tests.factories.applications import ANSWERS, OPINION
from tests.factories.profile import ANSWERS as ARCHIVE
from tests.factories.profile import make_row, make_scan, valid

CREATE = "/applications/create/?kind=recognition"


@pytest.fixture
def me(client, world):
    return sign_in(client, world.applicant)


def page(name, application, *args):
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def post_move(client, application, move, **data):
    return client.post(page("application_transition", application, move), data)


def test_home_without_anything(me):
    response = me.get(reverse("applications:home"))
    assert response.status_code == 200
    assert "您还没有申报" in response.content.decode()
    assert "证书共计被在线查验或浏览" in response.content.decode()


def test_who_comes_from_no_kind_chooses_one_first(me):
    html = me.get(reverse("applications:application_create")).content.decode()
    body = html.partition("<main")[2]
    for kind in registry.kinds():
        assert f"?kind={kind.code}" in body
        assert kind.purpose
        assert kind.purpose in body
    # The bottom bar of a phone has no room for the kinds.
    assert 'class="gx-nav d-sm-none" aria-label="申报职称"' in html


def test_home_with_an_application_shows_whose_turn_it_is(me, world):
    world.submitted()
    text = me.get(reverse("applications:home")).content.decode()
    assert "现在轮到谁" in text
    assert world.employer.name in text
    assert world.applicant.user.id_number not in text


def test_opening_an_application_without_scripts(me, world):
    url = CREATE
    shown = me.get(url).content.decode().replace("&quot;", '"')
    assert labels.OFFICE_PLACEHOLDER in shown
    assert "职称认定只办理初级和中级" in shown
    assert re.findall(r'value="(\w+)"[^>]*\sdisabled', shown) == ["associate_senior", "full_senior"]
    assert "disabled" not in me.get(CREATE.replace("recognition", "replacement")).content.decode()
    response = me.post(url, {"level_group": "junior", "office_name": world.office.name})
    application = Application.objects.get()
    assert response.url == page("application_edit", application)
    assert me.get(response.url).url == page("section_edit", application, "application_info")


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        ({}, 422, "请选择级别"),
        ({"level_group": "full_senior", "office_name": "职改办"}, 422, "职称认定只办理初级和中级"),
        ({"level_group": "junior", "office_name": "不存在的"}, 422, "没有找到"),
    ],
)
def test_bad_targets_are_explained_at_the_field(data, status, sentence, me):
    response = me.post(CREATE, data)
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not Application.objects.exists()


def test_a_second_application_is_refused_with_409(me, world):
    world.draft()
    data = {"level_group": "junior", "office_name": world.office.name}
    response = me.post(CREATE, data)
    assert response.status_code == 409
    assert "还没有办完" in response.content.decode()


def test_each_section_is_saved_by_its_own_form(me, world):
    application = world.draft()
    url = page("section_edit", application, "work_summary")
    response = me.post(url, {**ANSWERS["work_summary"], "version": 0, "after": "next"})
    assert response.url == page("section_edit", application, "attachments")
    assert "绿" not in me.get(url).content.decode()
    assert SectionAnswer.objects.get().saved_at


def test_bad_answers_keep_what_was_typed(me, world):
    url = page("section_edit", world.draft(), "basic_profile")
    response = me.post(url, {"school": "百色学院", "work_started_on": "x", "version": 0})
    text = response.content.decode()
    assert response.status_code == 422
    assert "百色学院" in text
    assert "有 " in text.split("</title>")[0]


def test_a_refused_save_of_an_old_page_overwrites_nothing_unseen(me, world):
    application = world.draft()
    url = page("section_edit", application, "basic_profile")
    mine = {**ANSWERS["basic_profile"], "school": "百色学院", "version": 0}
    world.save(application, "basic_profile", {**ANSWERS["basic_profile"], "school": "河池学院"})
    refused = me.post(url, mine | {"work_started_on": "x"})
    assert refused.status_code == 422
    mended = me.post(url, mine | {"version": refused.context["version"]})
    assert mended.status_code == 409
    assert ("毕业院校", "百色学院", "河池学院") in mended.context["conflict"]


def test_autosave_answers_json_and_another_device_finds_it(me, world, client):
    application = world.draft()
    url = page("section_autosave", application, "basic_profile")
    answer = me.post(url, {"school": "桂林电子科技大学", "version": "0"})
    assert answer.json()["version"] == 1
    assert "桂林电子科技大学" in me.get(page("section_edit", application, "basic_profile")).content.decode()
    stale = me.post(url, {"school": "x", "version": "0"})
    assert stale.status_code == 409
    assert stale.json()["version"] == 1
    assert me.post(url, {"school": "x", "version": "abc"}).status_code == 409


def test_what_the_archive_knows_stands_in_the_form_until_something_is_written(me, world):
    reference.enumerations()
    make_row(world.applicant, "education", school="广西民族大学")
    save_answer(
        archive.section("contact"),
        valid(archive.section("contact"), world.applicant),
        actor=world.applicant,
        expected_version=0,
    )
    application = world.draft()
    url, autosave = (page(f"section_{verb}", application, "basic_profile") for verb in ("edit", "autosave"))
    first = me.get(url)
    known = first.context["form"].initial
    assert (known["school"], known["address"]) == ("广西民族大学", ARCHIVE["contact"]["address"])
    assert "phone" not in known, "the form does not ask for it"
    assert "请核对后保存" in first.content.decode()
    assert not SectionAnswer.objects.filter(saved_at__isnull=False).exists(), "saved by the person only"
    me.post(autosave, known | {"version": "0"})
    assert SectionAnswer.objects.get().draft is None, "nothing was typed"
    me.post(autosave, known | {"school": "", "version": "0"})
    emptied = me.get(url)
    assert emptied.context["form"].initial["school"] == "", "what was taken out does not come back"
    assert "请核对后保存" not in emptied.content.decode()


def test_two_windows_see_both_versions(me, world):
    application = world.draft()
    world.save(application, "work_summary", {"summary": "<p>先保存的</p>"})
    url = page("section_edit", application, "work_summary")
    response = me.post(url, {"summary": "<p>后保存的</p>", "version": "0"})
    text = response.content.decode()
    assert text.count('aria-labelledby="conflict-title"') == 1
    assert response.status_code == 409
    assert "先保存的" in text
    assert "后保存的" in text
    assert 'name="version" value="1"' in text


def upload(client, application, key="basic_profile", code="portrait", **more):
    file = encoded(scene(420, 540), "JPEG")
    file.name = "照片.jpg"
    return client.post(page("file_add", application, key, code), {"file": file, **more})


def test_what_was_typed_beside_a_picture_is_kept_without_scripts(me, world):
    application = world.draft()
    form = page("section_edit", application, "basic_profile")
    assert upload(me, application, school="北部湾大学", version="0").status_code == 302
    text = me.get(form).content.decode()
    assert 'value="北部湾大学"' in text
    assert f'formaction="{page("file_delete", application, StoredFile.objects.get().public_id)}"' in text
    gone = page("file_delete", application, StoredFile.objects.get().public_id)
    assert me.post(gone, {"school": "钦州学院", "version": "1"}).status_code == 302
    text = me.get(form).content.decode()
    assert 'value="钦州学院"' in text
    assert f'formaction="{page("file_add", application, "basic_profile", "portrait")}"' in text


def test_a_picture_does_not_write_over_another_window(me, world):
    application = world.draft()
    world.save(application, "basic_profile", ANSWERS["basic_profile"])
    answer = upload(me, application, school="北部湾大学", version="0")
    assert answer.status_code == 409
    assert "北部湾大学" in answer.content.decode()
    assert ANSWERS["basic_profile"]["school"] in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_of_several_pictures_the_good_ones_are_kept_and_the_bad_one_is_named(me, world):
    application = world.draft()
    pictures = [encoded(scene(420, 540), "JPEG") for _ in range(3)]
    for place, picture in enumerate(pictures):
        picture.name = f"合同{place}.jpg"
    pictures[1] = SimpleUploadedFile("合同1.jpg", b"PK\x03\x04")
    url = page("file_add", application, "attachments", "employment_contract")
    answer = me.post(url, {"file": pictures})
    assert answer.status_code == 422
    assert "“合同1.jpg”：这个文件看起来是 Word" in answer.content.decode()
    names = StoredFile.objects.order_by("position").values_list("original_name", flat=True)
    assert list(names) == ["合同0.jpg", "合同2.jpg"]


def test_pictures_are_added_moved_and_deleted_without_scripts(me, world):
    application = world.draft()
    for _ in range(2):
        assert upload(me, application, "attachments", "diploma").status_code == 302
    first, second = StoredFile.objects.order_by("position")
    me.post(page("file_move", application, second.public_id), {"position": "0"})
    assert StoredFile.objects.order_by("position").first() == second
    full = upload(me, application, "attachments", "diploma")
    assert full.status_code == 409
    assert "最多 2 张" in full.content.decode()
    assert me.post(page("file_delete", application, first.public_id)).status_code == 302
    assert StoredFile.objects.count() == 1


def test_what_the_archive_keeps_is_taken_over_at_one_press_and_once(me, world):
    application = world.draft()
    reference.enumerations()
    for token in "abc":
        make_scan(world.applicant, "education", "diploma", make_row(world.applicant, "education", token))
    make_scan(actor_for(make_user()), "photos", "portrait")
    form = page("section_edit", application, "attachments")
    assert "您的个人资料里已经有" in me.get(form).content.decode()
    add = page("file_add", application, "attachments", "diploma")
    for _ in range(2):
        assert me.post(add, {"from_archive": "1"}).url == form + "#files-diploma"
        assert [file.spec_code for file in files_of(application)] == ["diploma"] * 2
    assert "您的个人资料里已经有" not in me.get(form).content.decode()
    portrait = page("file_add", application, "basic_profile", "portrait")
    none_kept = me.post(portrait, {"from_archive": "1"})
    assert none_kept.status_code == 409
    assert "个人资料里已经没有这种图片了" in none_kept.content.decode()


def test_what_is_no_picture_is_refused_at_its_place(me, world):
    application = world.draft()
    nothing = me.post(page("file_add", application, "basic_profile", "portrait"))
    assert nothing.status_code == 422
    assert "请先选择一张图片" in nothing.content.decode()
    assert me.post(page("file_add", application, "basic_profile", "diploma")).status_code == 404
    assert not StoredFile.objects.exists()


def test_check_page_lists_what_is_missing_with_links(me, world):
    application = world.draft()
    text = me.get(page("application_check", application)).content.decode()
    assert labels.PLEDGE in text
    assert "还差近期免冠2寸照片" in text
    assert page("section_edit", application, "basic_profile") + "#files-portrait" in text
    assert "还有 9 处必须改好" in text


def test_submitting_over_http_and_pressing_again(me, world):
    application = world.complete()
    data = {"commitment": "on", "version": str(application.version)}
    for _ in range(3):
        response = post_move(me, application, "submit", **data)
        assert response.url == page("application_done", application)
    text = me.get(response.url).content.decode()
    assert labels.SYSTEM_MESSAGE in text
    assert "您的职称认定申报已成功提交，请等待单位工作人员审核。" in text
    assert application.progress.filter(move="submit").count() == 1


def test_submitting_without_the_pledge_stays_on_the_page(me, world):
    application = world.complete()
    response = post_move(me, application, "submit", version="1")
    assert response.status_code == 422
    assert "请先阅读并勾选承诺" in response.content.decode()
    stale = post_move(me, application, "submit", commitment="on", version="99")
    assert stale.status_code == 409


def test_withdrawing_asks_first_and_says_the_words_of_the_manual(me, world):
    application = world.submitted()
    asked = me.get(page("application_confirm", application, "withdraw")).content.decode()
    assert labels.WITHDRAW_QUESTION in asked
    assert "取消" in asked
    assert "确定" in asked
    response = post_move(me, application, "withdraw")
    assert "系统消息：您的职称认定申报已成功撤回!" in me.get(response.url).content.decode()
    assert me.get(page("application_done", application)).url == page("application_edit", application)


def test_withdrawing_too_late_shows_the_error_of_the_manual(me, world):
    application = world.at_office()
    response = post_move(me, application, "withdraw")
    text = response.content.decode()
    assert response.status_code == 409
    assert f"<h1>{labels.ERROR}</h1>" in text
    assert labels.WITHDRAW_TOO_LATE in text


def test_progress_has_the_columns_and_the_waiting_step(me, world):
    application = world.submitted()
    text = me.get(page("application_progress", application)).content.decode()
    for words in (
        "操作时间",
        "业务步骤",
        "处理结果及意见",
        "审核单位",
        "状态",
        "个人报送",
        "已办结",
        "单位审核",
        "办理中",
    ):
        assert words in text
    assert "单位待受理" in text
    perform(application, "open", actor=world.clerk)
    assert "单位待受理" not in me.get(page("application_progress", application)).content.decode()


def test_detail_is_read_only_and_masked(me, world):
    application = world.submitted()
    text = me.get(page("application_detail", application)).content.decode()
    assert "广西大学" in text
    assert "壮族" in text
    assert world.applicant.user.id_number not in text
    assert world.applicant.user.id_number[-4:] in text
    assert me.get(page("section_edit", application, "basic_profile")).url == page(
        "application_detail", application
    )


def test_deleting_and_restoring(me, world):
    application = world.draft()
    assert post_move(me, application, "delete").url == "/applications/?kind=recognition"
    assert "回收站" in me.get(reverse("applications:application_list")).content.decode()
    assert application.number in me.get(reverse("applications:application_bin")).content.decode()
    post_move(me, application, "restore")
    assert Application.objects.get().state == S.DRAFT


def test_changing_the_office_over_http(me, world):
    application = world.draft()
    url = page("office_change", application)
    assert "申报年度" in me.get(url).content.decode()
    data = {"level_group": "intermediate", "office_name": world.office.name, "version": "1"}
    assert me.post(url, data).status_code == 302
    refused = me.post(url, data | {"office_name": ""})
    assert refused.status_code == 422
    assert '<input type="hidden" name="version" value="1">' in refused.content.decode()
    assert me.post(url, data).status_code == 409
    assert Application.objects.get().level_group == "intermediate"


GETS = (
    "application_detail",
    "application_edit",
    "office_change",
    "application_progress",
    "application_check",
)


@pytest.mark.parametrize("name", [*GETS, "application_done"])
def test_a_stranger_finds_nothing_and_nobody_is_sent_to_sign_in(name, world, client):
    application = world.draft()
    assert client.get(page(name, application)).status_code == 302
    assert sign_in(client, world.another_applicant()).get(page(name, application)).status_code == 404
    assert sign_in(client, world.clerk).get(page(name, application)).status_code == 403


def test_a_stranger_moves_and_writes_nothing(world, client):
    application = world.draft()
    stranger = sign_in(client, world.another_applicant())
    assert post_move(stranger, application, "delete").status_code == 404
    url = page("section_autosave", application, "work_summary")
    assert stranger.post(url, {"summary": "x", "version": "0"}).status_code == 404
    assert Application.objects.get().state == S.DRAFT
    assert not SectionAnswer.objects.exists()


def test_moves_of_staff_are_forbidden_here_and_unknown_ones_not_found(me, world):
    application = world.submitted()
    assert post_move(me, application, "endorse", **OPINION).status_code == 403
    assert post_move(me, application, "fly").status_code == 404
    assert me.get(page("application_transition", application, "submit")).status_code == 405


@pytest.mark.parametrize("section", registry.kind("recognition").sections, ids=lambda s: s.key)
def test_every_section_renders_and_refuses_what_is_empty(section, me, world):
    application = world.draft()
    url = page("section_edit", application, section.key)
    assert me.get(url).status_code == 200
    expected = 422 if section.form.base_fields else 302
    answer = me.post(url, {"version": "0"})
    assert answer.status_code == expected
    assert "请填写这一项" not in answer.content.decode(), "each sentence names what is missing"


def test_lists_ask_the_same_statements_for_one_and_for_many(me, world):
    application = world.submitted()
    urls = [reverse("applications:application_list"), reverse("applications:home")]
    for url in urls:
        me.get(url)
    before = [statements(me, url) for url in urls]
    for number in range(12):
        copy = Application.objects.get(pk=application.pk)
        copy.pk, copy.public_id = None, uuid.uuid4()
        copy.number, copy.state = f"X-{number}", S.REJECTED_BY_EMPLOYER
        copy.save(force_insert=True)
    # The newest is still the one whose clock runs.
    Application.objects.filter(pk=application.pk).update(created_at=timezone.now())
    assert [statements(me, url) for url in urls] == before


def statements(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
