"""一次性告知 at the desk, and the same return on the pages of the applicant."""

import re

import pytest
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import ReturnItem
from applications.services.check_rules import check_rules
from applications.services.files import files_of
from applications.services.transitions import perform
from tests.factories.applications import OPINION


def url(page, application, *args, portal="office"):
    return reverse(f"admin_portal:{portal}_{page}", args=[application.public_id, *args])


def desk(client, application, **params):
    return client.get(url("application_detail", application), params).content.decode()


def picture_of(application, code="diploma"):
    return files_of(application).filter(spec_code=code).get()


def write(client, application, **data):
    return client.post(url("defect_note", application), {"revision": 1, **data})


@pytest.fixture
def case(world):
    return world.at_office()


def test_a_defect_is_noted_changed_struck_out_and_told(world, enter, case):
    client, file = enter(world.officer), picture_of(case)
    spot = f"attachments||diploma|{file.public_id}"
    assert f'value="{spot}"' in desk(client, case, at="attachments")
    assert write(client, case, place=spot, code="TH-01").status_code == 302
    item = ReturnItem.objects.get()
    assert (item.file_id, item.sentence) == (file.public_id, check_rules()["TH-01"].sentence)
    page = desk(client, case, note=item.public_id)
    assert "退回个人（1 处）" in page
    assert "还记着 1 处问题没有处理" in page
    assert f'action="{url("defect_change", case, item.public_id)}' in page
    changed = {"place": "all", "code": "TH-41", "sentence": "请照毕业证书改正。", "version": 1}
    assert client.post(url("defect_change", case, item.public_id), changed).status_code == 302
    assert case.verdicts.get(section_key="attachments").stands == "unseen"
    assert client.post(url("defect_remove", case, item.public_id), {"version": 2}).status_code == 302
    assert not ReturnItem.objects.exists()
    assert "退回个人（" not in desk(client, case)


def test_a_finding_is_noted_by_one_press_and_is_then_no_longer_offered(world, enter, case):
    client = enter(world.officer)
    offers = re.findall(
        r'name="place" value="([^"]+)">\s*<input type="hidden" name="code" value="(JX-\d+)">\s*'
        r'<input type="hidden" name="sentence" value="([^"]+)"',
        desk(client, case),
    )
    place, code, sentence = offers[0]
    assert write(client, case, place=place, code=code, sentence=sentence).status_code == 302
    assert (place, code) not in [
        (one, rule)
        for one, rule in re.findall(
            r'name="place" value="([^"]+)">\s*<input[^>]*value="(JX-\d+)"', desk(client, case)
        )
    ]


def test_who_only_looks_on_reads_what_was_told_and_notes_nothing(world, enter, case):
    client = enter(world.officer)
    write(client, case, place="basic_profile", code="TH-01", sentence="请更正毕业时间。")
    perform(case, "return_to_applicant", actor=world.officer, data={"days": "10"})
    page = desk(client, case)
    assert "请更正毕业时间。" in page
    assert "补正截止" in page
    assert 'id="id_note_place"' not in page
    assert write(client, case, place="all", code="TH-01").status_code == 409


def test_the_applicant_reads_each_defect_at_its_place_with_its_picture(world, enter, case):
    file = picture_of(case)
    write(
        enter(world.officer),
        case,
        place=f"attachments||diploma|{file.public_id}",
        code="TH-01",
        sentence="请在亮处重拍。",
    )
    back = perform(case, "return_to_applicant", actor=world.officer, data={"days": "10"})
    item, client = ReturnItem.objects.get(), enter(world.applicant)
    section = reverse("applications:section_edit", args=[back.public_id, "attachments"])
    listed = client.get(reverse("applications:application_list")).content.decode()
    assert f'href="{section}#told-{item.public_id}"' in listed
    page = client.get(section).content.decode()
    assert f'id="told-{item.public_id}"' in page
    assert "请在亮处重拍。" in page
    assert f"{reverse('core:file_open', args=[file.public_id])}?thumb=1" in page.split('id="files-')[0]
    assert "还没有改" in page
    add = reverse("applications:file_add", args=[back.public_id, "attachments", "diploma"])
    delete = reverse("applications:file_delete", args=[back.public_id, file.public_id])
    other = reverse(
        "applications:file_delete", args=[back.public_id, picture_of(back, "id_card_front").public_id]
    )
    assert delete in page
    assert other not in page
    assert client.post(other).status_code == 409
    assert client.post(delete).status_code == 302
    assert add in client.get(section).content.decode()


def test_a_reason_is_kept_shown_at_the_desk_and_can_be_taken_back(world, enter, case):
    write(enter(world.officer), case, place="basic_profile", code="TH-01", sentence="请更正。")
    back = perform(case, "return_to_applicant", actor=world.officer, data={"days": "10"})
    item, client = ReturnItem.objects.get(), enter(world.applicant)
    page = reverse("applications:defect_explain", args=[back.public_id, item.public_id])
    refused = client.post(page, {"answer": "字" * 301})
    assert refused.status_code == 422
    assert "理由最多 300 个字" in refused.content.decode()
    assert client.post(page, {"answer": "证书上就是这样写的。"}).status_code == 302
    assert "证书上就是这样写的。" in client.get(page).content.decode()
    assert "申报人说明：证书上就是这样写的。" in desk(enter(world.officer), back)
    assert client.post(page, {"answer": ""}).status_code == 302
    item.refresh_from_db()
    assert item.answer == ""


def test_what_was_not_mended_is_told_again_by_one_press(world, enter, case):
    client = enter(world.officer)
    write(client, case, place="work_summary", code="TH-33", sentence="请写清结果。")
    back = perform(case, "return_to_applicant", actor=world.officer, data={"days": "10"})
    world.save(back, "work_summary", world.answers()["work_summary"])
    again = perform(back, "submit", actor=world.applicant, data={"commitment": "on"})
    there = perform(again, "endorse", actor=world.clerk, data=OPINION)
    page = desk(client, there)
    assert "没有改动" in page
    assert "再告知一次" in page
    assert client.post(url("defect_carry", there)).status_code == 302
    page = desk(client, there)
    assert "上次已告知" in page
    assert "再告知一次" not in page
    there.refresh_from_db()
    assert there.state == S.OFFICE_REVIEW
