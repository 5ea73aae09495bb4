"""The review desk: what is read there, and the moves made from it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState as S
from applications.services.check_rules import check_rules
from applications.services.files import files_of
from applications.services.noting import Defect, note
from applications.services.return_places import Spot
from applications.services.transitions import perform
from core.models import AuditEntry
from messaging.models import Message
from tests.factories.accounts import PASSWORD, prove
from tests.factories.applications import OPINION, approval


def desk(key, application):
    return reverse(f"admin_portal:{key}_application_detail", args=[application.public_id])


def send(client, key, application, move, version=None, **data):
    url = reverse(f"admin_portal:{key}_application_transition", args=[application.public_id, move])
    if version is None:
        application.refresh_from_db()
    return client.post(url, {"version": application.version if version is None else version, **data})


def state(application):
    application.refresh_from_db()
    return application.state


def test_links_of_a_refused_form_lead_back_to_the_desk(world, enter):
    application = world.submitted()
    answer = send(enter(world.clerk), "employer", application, "endorse", opinion="")
    assert answer.status_code == 422
    page = answer.content.decode()
    ways = re.findall(r'href="([^"]*(?:move|file)=[^"]*)"', page)
    assert len(ways) > 2
    assert {way.split("?")[0] for way in ways} == {desk("employer", application)}


def test_the_employer_reads_masked_answers_and_sees_its_moves(world, enter):
    application = world.submitted()
    page = enter(world.clerk).get(desk("employer", application)).content.decode()
    assert "广西大学" in page
    assert world.applicant.user.id_number not in page
    assert world.applicant.user.mobile not in page
    assert "民族大道" not in page
    for words in ("受理", "同意推荐并报送", "退回个人修改", "审核不通过", "附件查看器"):
        assert words in page
    assert "批准" not in page.split('id="decide"')[1].split("进度")[0]


def test_another_house_finds_nothing(world, enter, strangers):
    application = world.at_office()
    for key in ("employer", "office"):
        client = enter(strangers[key])
        assert client.get(desk(key, application)).status_code == 404
        assert send(client, key, application, "return_to_applicant", **OPINION).status_code == 404
        reveal = reverse(f"admin_portal:{key}_application_reveal", args=[application.public_id])
        assert client.post(reveal, {"reason": "核对"}).status_code == 404
    assert state(application) == S.OFFICE_REVIEW


def test_the_office_does_not_see_what_the_employer_still_holds(world, enter):
    assert enter(world.officer).get(desk("office", world.submitted())).status_code == 404


def test_the_employer_opens_endorses_and_reads_the_result(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    assert send(client, "employer", application, "open").status_code == 302
    application.refresh_from_db()
    assert application.opened_by == world.clerk.user
    response = send(client, "employer", application, "endorse", opinion="表现优秀，同意推荐。")
    assert response.status_code == 302
    assert state(application) == S.OFFICE_REVIEW
    page = client.get(response["Location"]).content.decode()
    assert "已办理“同意推荐并报送”" in page
    assert "表现优秀，同意推荐。" in page


def test_returning_marks_the_sections(world, enter):
    application = world.submitted()
    response = send(
        enter(world.owner),
        "employer",
        application,
        "return_to_applicant",
        opinion="毕业时间请核对。",
        sections=["basic_profile", "attachments"],
    )
    assert response.status_code == 302
    assert state(application) == S.RETURNED
    assert application.flagged_sections == ["basic_profile", "attachments"]


def test_an_empty_opinion_stays_at_its_field_and_changes_nothing(world, enter):
    application = world.submitted()
    response = send(enter(world.clerk), "employer", application, "endorse", opinion=" ")
    page = response.content.decode()
    assert response.status_code == 422
    assert "请填写意见" in page
    assert 'href="#id_endorse_opinion"' in page
    assert "有 1 处需要修改" in page
    assert state(application) == S.EMPLOYER_REVIEW


def test_a_refusal_is_asked_once_more_and_can_be_mended(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    asked = send(client, "employer", application, "reject_by_employer", opinion="未满见习期。")
    assert asked.status_code == 200
    assert "请再确认一次" in asked.content.decode()
    assert state(application) == S.EMPLOYER_REVIEW
    back = send(client, "employer", application, "reject_by_employer", opinion="未满见习期。", edit="1")
    assert back.status_code == 200
    assert "未满见习期。" in back.content.decode()
    assert state(application) == S.EMPLOYER_REVIEW
    done = send(client, "employer", application, "reject_by_employer", opinion="未满见习期。", confirmed="1")
    assert done.status_code == 302
    assert state(application) == S.REJECTED_BY_EMPLOYER


def test_what_was_typed_into_a_form_that_a_colleague_closed_is_not_lost(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    section = registry.kind(application.kind).sections[0]
    defect = Defect(Spot(section.title, section_key=section.key), "TH-01", "请补一张清楚的照片")
    note(application, defect, actor=world.owner)
    answer = send(client, "employer", application, "endorse", opinion="好" * 501)
    assert answer.status_code == 422
    assert "好" * 501 in answer.content.decode()
    assert "还记着 1 处问题没有处理" in answer.content.decode()


def test_pressing_twice_shows_the_same_page(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    version = application.version
    first = send(client, "employer", application, "endorse", version, **OPINION)
    second = send(client, "employer", application, "endorse", version, **OPINION)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert application.progress.filter(move="endorse").count() == 1


def test_who_comes_second_is_told_who_was_first_and_keeps_the_words(world, enter):
    application = world.at_office()
    version = application.version
    assert (
        send(enter(world.officer), "office", application, "pass_preliminary", version, **OPINION).status_code
        == 302
    )
    late = send(
        enter(world.second), "office", application, "return_to_applicant", version, opinion="请补合同。"
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert world.officer.user.name in page
    assert "初审通过" in page
    assert "请补合同。" in page
    assert state(application) == S.PRELIMINARY_PASSED
    assert application.progress.filter(to_state=S.RETURNED).count() == 0


def test_a_form_seen_before_a_claim_is_refused_with_its_words_kept(world, enter):
    application = world.at_office()
    version = application.version
    send(enter(world.officer), "office", application, "claim", version)
    late = send(enter(world.second), "office", application, "pass_preliminary", version, opinion="材料齐全。")
    assert late.status_code == 409
    page = late.content.decode()
    assert world.officer.user.name in page
    assert ">\n材料齐全。</textarea>" in page or ">材料齐全。</textarea>" in page
    assert state(application) == S.OFFICE_REVIEW


def test_a_move_that_is_gone_points_at_no_field_that_is_gone(world, enter):
    application = world.at_office()
    version = application.version
    send(enter(world.officer), "office", application, "return_to_employer", version, **OPINION)
    late = send(enter(world.second), "office", application, "return_to_applicant", version, opinion=" ")
    page = late.content.decode()
    assert late.status_code == 409
    assert "处需要修改" not in page
    assert "#id_return_to_applicant" not in page


def test_a_second_claim_is_told_who_handles_it(world, enter):
    application = world.at_office()
    send(enter(world.officer), "office", application, "claim")
    late = send(enter(world.second), "office", application, "claim")
    assert late.status_code == 409
    assert f"{world.officer.user.name}已经受理了这份申报" in late.content.decode()
    application.refresh_from_db()
    assert application.assignee == world.officer.user


def test_the_handler_hands_over_to_a_colleague(world, enter):
    application, client = world.at_office(), enter(world.officer)
    send(client, "office", application, "claim")
    to = world.second.user.pk
    assert send(client, "office", application, "transfer", assignee=to, opinion="请接手。").status_code == 302
    application.refresh_from_db()
    assert application.assignee == world.second.user
    told = Message.objects.get(recipient=world.second.user, template_code="cases_transferred")
    assert reverse(told.url_name, args=told.url_args) == desk("office", application)
    outsider = world.applicant.user.pk
    assert send(client, "office", application, "transfer", assignee=outsider, opinion="x").status_code == 422


def test_what_an_employer_refused_is_found_and_reopened_by_an_administrator_of_the_office(world, enter):
    application, admin = world.submitted(), enter(world.admin)
    assert admin.get(desk("office", application)).status_code == 404
    send(enter(world.owner), "employer", application, "reject_by_employer", opinion="不符", confirmed="1")
    listed = f"{reverse('admin_portal:office_application_list')}?tab=closed&state=rejected_by_employer"
    assert desk("office", application) in admin.get(listed).content.decode()
    assert send(enter(world.officer), "office", application, "reopen", opinion="x").status_code == 403
    assert send(admin, "office", application, "reopen", opinion="请重新审核。").status_code == 302
    assert state(application) == S.EMPLOYER_REVIEW
    for actor in (world.owner, world.clerk):
        told = Message.objects.filter(recipient=actor.user, template_code="application_arrived").latest("pk")
        assert reverse(told.url_name, args=told.url_args) == desk("employer", application)


def test_approval_waits_for_a_second_person(world, enter):
    application = world.preliminary_passed()
    first = prove(enter(world.officer))
    page = first.get(desk("office", application)).content.decode()
    assert "须由另一位工作人员办理" in page
    assert 'id="move-approve"' not in page
    assert send(first, "office", application, "approve", **approval()).status_code == 409
    assert state(application) == S.PRELIMINARY_PASSED
    second = prove(enter(world.second))
    assert 'id="move-approve"' in second.get(desk("office", application)).content.decode()
    assert (
        send(second, "office", application, "approve", **approval(granted_on="2999-01-01")).status_code == 422
    )
    assert send(second, "office", application, "approve", **approval()).status_code == 302
    assert state(application) == S.ISSUED
    assert application.certificate.certificate_number


def test_issuing_asks_for_a_fresh_proof_and_loses_nothing(world, enter):
    application, second = world.preliminary_passed(), enter(world.second)
    asked = send(second, "office", application, "approve", **approval())
    assert (asked.status_code, state(application)) == (200, S.PRELIMINARY_PASSED)
    assert all(str(value) in asked.content.decode() for value in approval().values())
    send(second, "office", application, "approve", step_up_secret=PASSWORD, **approval())
    assert state(application) == S.ISSUED


def test_going_on_to_the_next_case(world, enter):
    first = world.submitted()
    second = world.submitted(world.another_applicant())
    client = enter(world.clerk)
    response = send(client, "employer", first, "endorse", after="next", **OPINION)
    assert response["Location"].startswith(desk("employer", second))
    assert "上一件" not in client.get(desk("employer", second)).content.decode()


def test_moves_of_others_and_unknown_moves(world, enter):
    application, client = world.submitted(), prove(enter(world.clerk))
    assert send(client, "employer", application, "no-such-move").status_code == 404
    for move in ("submit", "pass_preliminary", "approve", "record_issue"):
        assert send(client, "employer", application, move, **approval()).status_code == 409
    assert send(client, "employer", application, "withdraw").status_code == 403
    assert state(application) == S.EMPLOYER_REVIEW


def test_get_makes_no_move(world, enter):
    application = world.submitted()
    url = reverse("admin_portal:employer_application_transition", args=[application.public_id, "endorse"])
    assert enter(world.clerk).get(url).status_code == 405
    assert state(application) == S.EMPLOYER_REVIEW


def test_a_case_taken_back_by_the_applicant_is_not_found_any_more(world, enter):
    application = world.submitted()
    version = application.version
    perform(application, "withdraw", actor=world.applicant)
    late = send(enter(world.clerk), "employer", application, "endorse", version, **OPINION)
    assert late.status_code == 404


def test_personal_data_are_shown_in_full_for_a_reason_and_on_record(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    url = reverse("admin_portal:employer_application_reveal", args=[application.public_id])
    empty = client.post(url, {"reason": ""})
    assert empty.status_code == 422
    assert not AuditEntry.objects.filter(event="applications.identity_revealed").exists()
    shown = client.post(url, {"reason": "核对毕业证书 13912345678"})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    assert world.applicant.user.id_number in page
    assert "民族大道 100 号" in page
    entry = AuditEntry.objects.get(event="applications.identity_revealed")
    assert entry.actor_id == world.clerk.user.public_id
    assert entry.data["fields"] == ["id_number", "mobile", "address"]
    assert "13912345678" not in str(entry.data)
    assert world.applicant.user.id_number not in client.get(desk("employer", application)).content.decode()


def test_pictures_lie_in_the_viewer(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    page = client.get(desk("employer", application)).content.decode()
    assert page.count("data-viewer-file") == 5
    second = files_of(application)[1]
    chosen = client.get(desk("employer", application), {"file": str(second.public_id)}).content.decode()
    assert f'src="/files/{second.public_id}/"' in chosen
    picture = client.get(f"/files/{second.public_id}/")
    assert picture.status_code == 200
    picture.close()


@pytest.mark.parametrize("key", ["employer", "office"])
def test_statements_do_not_grow_with_the_queue(world, enter, key):
    application = world.at_office()
    client = enter(world.clerk if key == "employer" else world.officer)
    url = desk(key, application)
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    for _ in range(5):
        world.stored(S.OFFICE_REVIEW)
    with CaptureQueriesContext(connection) as after:
        client.get(url)
    assert len(after) <= len(before) + 1


def test_a_return_quotes_findings_and_reasons_word_for_word(world, enter):
    application, client = world.submitted(), enter(world.clerk)
    page = client.get(f"{desk('employer', application)}?move=return_to_applicant").content.decode()
    offered = re.findall(r'value="([A-Z]+-[0-9]+)"', page)
    assert {"JX-23", "JX-30", "TH-01"} <= set(offered)
    assert not {"JX-24", "TH-17", "TH-26"} & set(offered)
    data = {"opinion": "请更换。", "reasons": ["JX-23", "TH-01"], "sections": ["work_summary"]}
    for _pressed in (1, 2):
        assert send(client, "employer", application, "return_to_applicant", **data).status_code == 302
    move = application.progress.get(move="return_to_applicant")
    first, quoted, reason = move.opinion.split("\n")
    assert first == "请更换。"
    assert quoted.startswith(f"JX-23 {check_rules()['JX-23'].sentence}（4. 资料上传，")
    assert reason == f"TH-01 {check_rules()['TH-01'].sentence}"
    application.refresh_from_db()
    assert application.flagged_sections == ["work_summary", "attachments"]


def test_what_is_quoted_alone_is_an_opinion_and_what_is_not_on_the_list_is_refused(world, enter):
    application, client = world.at_office(), enter(world.officer)
    for data, sentence in (
        ({"opinion": " "}, "请填写意见，或者勾选要引用的原因。"),
        ({"reasons": ["JX-11"]}, "有一条体检提示已经不在清单里了"),
        ({"reasons": ["JX-24"]}, "有一条体检提示已经不在清单里了"),
        ({"opinion": "字" * 480, "reasons": ["TH-01"]}, "最多 500 个字，请精简"),
    ):
        answer = send(client, "office", application, "return_to_employer", **data)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert send(client, "office", application, "return_to_employer", reasons=["TH-35"]).status_code == 302
    assert application.progress.latest("pk").opinion.startswith("TH-35 申报人与单位的人事关系没有说明。")
