"""没问题 and 有问题: kept for all who serve at a desk, told to who comes second, asked before passing."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import ReturnItem, SectionVerdict
from applications.services.files import files_of
from applications.services.transitions import perform
from applications.verdict_enums import Desk
from core.models import AuditEntry
from tests.factories.applications import ANSWERS, OPINION

KEYS = ("application_info", "basic_profile", "work_summary", "attachments")


def part(page, application, key="work_summary", portal="office"):
    return reverse(f"admin_portal:{portal}_{page}", args=[application.public_id, key])


def seen(application, key="work_summary", desk=Desk.OFFICE):
    """What the page shows now, as its forms post it."""
    said = application.verdicts.filter(desk=desk, section_key=key).first()
    return {"version": said.version if said else 0, "revision": application.revisions.last().sequence}


def judge(client, application, key="work_summary", portal="office", **data):
    known = seen(application, key, Desk(portal))
    return client.post(
        part("section_judge", application, key, portal), {"verdict": "passed", **known, **data}
    )


def note(client, application, key="work_summary", portal="office", item=None, **data):
    """Note a defect of a whole section, or word one anew."""
    page, args = ("defect_change", [item.public_id]) if item else ("defect_note", [])
    url = reverse(f"admin_portal:{portal}_{page}", args=[application.public_id, *args])
    known = {"revision": application.revisions.count(), "version": item.version if item else 0}
    return client.post(url, {"place": key, "code": "TH-33", **known, **data})


def strike_out(client, application, item, portal="office"):
    url = reverse(f"admin_portal:{portal}_defect_remove", args=[application.public_id, item.public_id])
    return client.post(url, {"version": item.version})


def desk(client, application, portal="office", **params):
    url = reverse(f"admin_portal:{portal}_application_detail", args=[application.public_id])
    return client.get(url, params).content.decode()


def decide(client, application, move, portal="office", **data):
    application.refresh_from_db()
    url = reverse(f"admin_portal:{portal}_application_transition", args=[application.public_id, move])
    return client.post(url, {"version": application.version, **OPINION, **data})


def test_every_section_is_looked_at_before_the_case_passes(world, enter):
    application, client = world.unread(), enter(world.officer)
    page = desk(client, application)
    assert '<span class="num">0 / 4</span>' in page
    assert "还有 4 部分没看，全部看过才能初审通过。" in page
    assert 'id="move-pass_preliminary"' not in page
    refused = decide(client, application, "pass_preliminary")
    assert refused.status_code == 409
    for key, following in zip(KEYS, (*KEYS[1:], KEYS[-1]), strict=True):
        answer = judge(client, application, key)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"section={following}#read-{following}")
    assert 'id="move-pass_preliminary"' in desk(client, application)
    assert decide(client, application, "pass_preliminary").status_code == 302
    assert AuditEntry.objects.filter(event="applications.section_judged").count() == len(KEYS)


def test_what_is_noted_bars_the_way_and_is_told_by_the_return(world, enter):
    application, client = world.at_office(), enter(world.officer)
    assert note(client, application).status_code == 302
    scan = files_of(application).filter(spec_code="diploma").first()
    marked = {"place": f"attachments||diploma|{scan.public_id}", "spot_x": "40", "spot_y": "65"}
    answer = note(client, application, code="TH-01", sentence="公章看不清，请重拍。", **marked)
    assert answer["Location"].endswith("section=attachments#read-attachments")
    page = desk(client, application)
    assert '已记 <span class="num">2</span> 处' in page
    assert "退回个人（2 处）" in page
    assert "退回单位（2 处）" in page
    assert page.count('<circle cx="40%" cy="65%"') == 2
    assert "还记着 2 处问题" in decide(client, application, "pass_preliminary").content.decode()
    stands = {one.section_key: str(one.stands) for one in application.verdicts.all()}
    assert stands == dict.fromkeys(KEYS, "passed") | {"work_summary": "problem", "attachments": "problem"}
    assert ReturnItem.objects.get(code="TH-33").sentence.startswith("工作总结（小结）过于笼统")
    assert "公章看不清" not in str([entry.data for entry in AuditEntry.objects.all()])
    assert decide(client, application, "return_to_applicant", opinion="", days="10").status_code == 302
    section = reverse("applications:section_edit", args=[application.public_id, "attachments"])
    told = enter(world.applicant).get(section).content.decode()
    assert "公章看不清，请重拍。" in told
    assert '<circle cx="40%" cy="65%"' in told


def test_a_problem_is_worded_anew_and_struck_out(world, enter):
    application, client = world.at_office(), enter(world.officer)
    note(client, application)
    note(client, application)
    item = ReturnItem.objects.get()
    form = desk(client, application, note=str(item.public_id)).split('id="noted"')[1]
    assert reverse("admin_portal:office_defect_change", args=[application.public_id, item.public_id]) in form
    note(client, application, item=item, sentence="请写明指导教师。")
    held = judge(client, application)
    assert held.status_code == 409
    assert "还记着 1 处问题" in held.content.decode()
    late = strike_out(enter(world.second), application, item)
    assert late.status_code == 409
    assert "改过这一处，现在写的是：“TH-33 请写明指导教师。”" in late.content.decode()
    late = note(enter(world.second), application, item=item, sentence="请写明日期。")
    assert late.status_code == 409
    shown = late.content.decode().split('id="noted"')[1]
    assert ">\n请写明日期。</textarea>" in shown
    assert '<input type="hidden" name="version" value="2">' in shown
    item.refresh_from_db()
    assert item.sentence == "请写明指导教师。"
    for _pressed in (1, 2):
        assert strike_out(client, application, item).status_code == 302
    assert not ReturnItem.objects.exists()
    assert application.verdicts.get(section_key="work_summary").stands == "unseen"


def test_only_the_last_problem_of_a_section_struck_out_makes_it_unseen(world, enter):
    application, client = world.at_office(), enter(world.officer)
    for sentence in ("请写明指导教师。", "请写明公开课。"):
        note(client, application, sentence=sentence)
    for item, stands in zip(ReturnItem.objects.all(), ("problem", "unseen"), strict=True):
        strike_out(client, application, item)
        assert application.verdicts.get(section_key="work_summary").stands == stands


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"code": ""}, "请选择原因。"),
        ({"code": "TH-41"}, "选“其他”时，请写明哪里要改、怎么改。"),
        ({"code": "TH-32"}, "请在列表里选择原因"),
        ({"place": "attachments||diploma|5d1f"}, "这一行或这张图片已经不在了"),
        ({"place": "elsewhere"}, "请在列表里选择位置"),
        ({"sentence": "字" * 301}, "最多 300 个字"),
        ({"place": "attachments", "spot_x": "101"}, "请填 0 到 100 之间的整数。"),
    ],
    ids=["no reason", "no words", "other kind", "no such picture", "nowhere", "too long", "off the picture"],
)
def test_a_problem_that_says_too_little_stays_in_its_form(world, enter, answers, sentence):
    application = world.at_office()
    answer = note(enter(world.officer), application, **answers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page.split('id="noted"')[1]
    assert 'href="#id_note_' in page
    assert answers.get("sentence", "")[:50] in page
    assert not ReturnItem.objects.exists()


def test_a_colleague_reads_what_was_said_and_is_told_when_it_changed(world, enter):
    application = world.unread()
    first, second = enter(world.officer), enter(world.second)
    before = seen(application)
    note(first, application, sentence="请写明指导教师。")
    page = desk(second, application)
    assert "请写明指导教师。" in page
    assert f"{world.officer.user.name}：有问题" in page
    late = second.post(part("section_judge", application), {"verdict": "passed", **before})
    told = late.content.decode()
    assert late.status_code == 409
    assert re.search(f"{world.officer.user.name}已于 .* 把“3. 工作小结”记为“有问题”", told)
    assert note(second, application, sentence="没有写采样任务。").status_code == 302
    assert ReturnItem.objects.count() == 2


def test_the_same_said_twice_is_said_once_whoever_says_it(world, enter):
    application = world.unread()
    before = {"verdict": "passed", **seen(application)}
    for actor in (world.officer, world.officer, world.second):
        answer = enter(actor).post(part("section_judge", application), before)
        assert answer.status_code == 302
    said = application.verdicts.get()
    assert (said.version, said.by) == (1, world.officer.user)


def hand_in_again(world, application, **changed):
    """Returned, one section changed and one saved as it was, handed in and recommended again."""
    perform(application, "return_to_applicant", actor=world.officer, data=OPINION)
    world.save(application, "work_summary", ANSWERS["work_summary"] | changed)
    world.save(application, "attachments", ANSWERS["attachments"])
    perform(application, "submit", actor=world.applicant, data={"commitment": "on"})
    perform(application, "endorse", actor=world.clerk, data=OPINION)
    application.refresh_from_db()


def test_a_new_submission_asks_again_for_what_changed_and_for_what_was_told(world, enter):
    application, client = world.at_office(), enter(world.officer)
    note(client, application)
    note(client, application, "attachments", code="TH-01", sentence="公章看不清。")
    old = seen(application)
    hand_in_again(world, application, summary="<p>本人独立完成采样、分析与报告 32 份。</p>")
    stands = {one.section_key: str(one.stands) for one in application.verdicts.filter(desk=Desk.OFFICE)}
    assert stands == dict.fromkeys(KEYS, "passed") | {"work_summary": "unseen", "attachments": "unseen"}
    page = desk(client, application)
    assert page.count("这次有改动") == 2
    assert page.count("记过问题，请看是否改好") == 1
    late = client.post(part("section_judge", application), {"verdict": "passed", **old})
    assert late.status_code == 409
    assert "申报人已经重新报送" in late.content.decode()
    typed = note(client, application, revision=1, sentence="还是没有写。")
    assert typed.status_code == 409
    assert ">\n还是没有写。</textarea>" in typed.content.decode()
    assert not ReturnItem.objects.being_noted(application).exists()
    carried = reverse("admin_portal:office_defect_carry", args=[application.public_id])
    assert client.post(carried).status_code == 302
    assert application.verdicts.get(desk=Desk.OFFICE, section_key="attachments").stands == "problem"
    assert application.verdicts.get(desk=Desk.OFFICE, section_key="work_summary").stands == "unseen"
    assert decide(client, application, "pass_preliminary").status_code == 409


def test_what_goes_back_to_the_employer_is_told_there_and_on_from_there(world, enter):
    application, client = world.at_office(), enter(world.officer)
    note(client, application, sentence="请写明指导教师。")
    assert decide(client, application, "return_to_employer", opinion="").status_code == 302
    assert ReturnItem.objects.get().notice.closed_at
    clerk = enter(world.clerk)
    page = desk(clerk, application, portal="employer")
    assert "请写明指导教师。" in page
    assert "再告知一次" in page
    clerk.post(reverse("admin_portal:employer_defect_carry", args=[application.public_id]))
    application.refresh_from_db()
    assert decide(clerk, application, "return_to_applicant", "employer", opinion="").status_code == 302
    told = enter(world.applicant).get(reverse("applications:application_list")).content.decode()
    assert "请写明指导教师。" in told
    assert application.verdicts.get(desk=Desk.OFFICE, section_key="work_summary").stands == "unseen"


def test_the_employer_looks_for_itself_and_recommends_nothing_it_noted(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    assert note(client, application, portal="employer").status_code == 302
    refused = decide(client, application, "endorse", portal="employer")
    assert refused.status_code == 409
    assert "还记着 1 处问题" in refused.content.decode()
    strike_out(client, application, ReturnItem.objects.get(), portal="employer")
    judge(client, application, portal="employer")
    assert decide(client, application, "endorse", portal="employer").status_code == 302
    page = desk(enter(world.officer), application)
    assert "单位：没问题" in page
    assert '<span class="num">0 / 4</span>' in page
    later = judge(client, application, portal="employer", verdict="unseen")
    assert later.status_code == 403
    assert "这份申报不由您审看" in later.content.decode()


def test_those_who_only_look_on_say_nothing(world, enter, strangers):
    application = world.unread()
    for key in ("employer", "office"):
        client = enter(strangers[key])
        assert judge(client, application, portal=key).status_code == 404
        assert note(client, application, portal=key).status_code == 404
    assert judge(enter(world.officer), application, "no-such-section").status_code == 404
    assert not SectionVerdict.objects.exists()


def test_an_address_opens_the_form_with_place_reason_and_spot(world, enter):
    application, client = world.unread(), enter(world.officer)
    scan = files_of(application).filter(spec_code="diploma").first()
    place = f"attachments||diploma|{scan.public_id}"
    assert urlencode({"at": place}) in desk(client, application)
    opened = desk(client, application, at=place, code="TH-05", spot_x="12", spot_y="90")
    form = opened.split('id="noted"')[1]
    assert '<option value="TH-05" selected>' in form
    assert f'<option value="{place}" selected>' in form
    assert re.search(r'name="spot_x" value="12"', form)


def test_the_viewer_stands_on_the_section(world, enter):
    application, client = world.unread(), enter(world.officer)
    section = registry.kind(application.kind).section("attachments")
    page = desk(client, application, section=section.key)
    first = re.search(r'data-viewer-image[^>]*src="([^"]+)"|src="([^"]+)"[^>]*data-viewer-image', page)
    shown = next(filter(None, first.groups()))
    assert any(str(file.public_id) in shown for file in files_of(application))
    assert 'data-part="attachments" aria-current="true"' in page
    assert application.state == S.OFFICE_REVIEW
