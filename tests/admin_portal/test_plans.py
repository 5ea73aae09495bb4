"""评审计划, 评审会 and 政策文件 through the pages of an office, and 填报说明 as applicants read it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import TitleOffice
from applications.models import EvaluationCommittee, EvaluationPlan, PolicyNotice
from applications.plan_enums import PlanStage
from applications.services import plans, policy_notices
from core import documents
from tests.factories.accounts import actor_for, make_office, prove
from tests.factories.certificates import make_series
from tests.factories.notices import PDF
from tests.factories.plans import PlansStage, make_committee, make_plan, make_policy, make_published


def url(name, row=None):
    return reverse(f"admin_portal:{name}", args=[row.public_id] if row else [])


@pytest.fixture
def stage(world):
    return PlansStage(world)


def posted(stage, name, **changes):
    return stage.forms[f"admin_portal:{name}"] | changes


def test_windows_are_saved_and_published(world, enter, stage):
    client, today = enter(world.officer), timezone.localdate()
    plan = stage.draft
    opens = today + dt.timedelta(days=3)
    data = posted(stage, "plan_edit", apply_closes_on=f"{today.year}年{opens.month}月{opens.day}日")
    answer = client.post(url("plan_edit", plan), data)
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert (plan.quota, plan.window(PlanStage.APPLY).closes_on) == (40, opens)
    assert client.post(url("plan_publish", plan), {"version": plan.version}).status_code == 302
    assert plans.is_open(EvaluationPlan.objects.get(pk=plan.pk), PlanStage.APPLY)
    page = client.get(url("plan_list")).content.decode()
    assert "申报中" in page
    assert "个人申报" in page


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"apply_opens_on": ""}, 422, "开始和截止日期请一起填写"),
        ({"apply_opens_on": "明天"}, 422, "请按“年-月-日”填写"),
        ({"employer_closes_on": "2020-01-01"}, 422, "不能早于"),
        ({"evaluate_closes_on": "9999-12-31"}, 422, "这个日期太晚了"),
        ({"fee_amount": "免费"}, 422, "请只填数字"),
        ({"fee_amount": "-1"}, 422, "不能小于 0"),
        ({"fee_amount": "12.555"}, 422, "最多两位小数"),
        ({"fee_amount": "99999999"}, 422, "最多填到 999999.99"),
        ({"quota": "0"}, 422, "名额至少是 1"),
        ({"quota": "1000000"}, 422, "名额最多填到"),
        ({"version": "1"}, 409, "刚刚有人改过"),
    ],
    ids=[
        "half",
        "words",
        "order",
        "beyond-the-calendar",
        "fee",
        "negative",
        "cents",
        "rich",
        "quota",
        "many",
        "stale",
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, enter, stage, changes, status, sentence):
    data = posted(stage, "plan_edit", notes="请带上纸质材料", **changes)
    answer = enter(world.officer).post(url("plan_edit", stage.draft), data)
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "请带上纸质材料" in page
    assert EvaluationPlan.objects.get(pk=stage.draft.pk).version == stage.draft.version


def test_a_published_plan_asks_why(world, enter, stage):
    client, plan = enter(world.officer), stage.published
    data = posted(stage, "plan_edit", version=plan.version)
    answer = client.post(url("plan_edit", plan), data)
    assert (answer.status_code, "请写明原因" in answer.content.decode()) == (422, True)
    assert client.post(url("plan_edit", plan), data | {"reason": "增加名额。"}).status_code == 302
    assert "增加名额" in client.get(url("plan_detail", plan)).content.decode()


def test_requirements_of_one_series_are_their_own(world, enter, stage):
    client, plan = enter(world.officer), stage.draft
    address = url("plan_requirements", plan)
    asked = {"version": plan.version, "intermediate": ["education", "publications"]}
    assert client.post(f"{address}?series=05", asked).status_code == 302
    plan.refresh_from_db()
    assert "publications" in plans.required_sections(plan, "05", "intermediate")
    assert "publications" not in plans.required_sections(plan, "22", "intermediate")
    make_series("22", "中小学教师系列")
    assert client.get(f"{address}?series=22").status_code == 404, "the committee does not evaluate it"
    wrong = client.post(address, asked | {"version": plan.version, "intermediate": ["shoes"]})
    assert wrong.status_code == 422


def test_a_late_opening_and_the_end_are_told_why(world, enter, stage):
    client, plan = enter(world.officer), stage.published
    late = posted(stage, "plan_late")
    wrong = client.post(url("plan_late", plan), late | {"until": "2020-01-01"})
    assert (wrong.status_code, "已经过了" in wrong.content.decode()) == (422, True)
    assert client.post(url("plan_late", plan), late).status_code == 302
    plan.refresh_from_db()
    assert plan.late_reason == "平台维护。"
    last = {"reason": "已完成。", "version": plan.version}
    assert client.post(url("plan_close", plan), last).status_code == 200
    assert EvaluationPlan.objects.get(pk=plan.pk).is_published, "closing asks for a proof first"
    prove(client)
    ended = client.post(url("plan_close", plan), last)
    assert ended.status_code == 302
    for page in ("plan_close", "plan_edit", "plan_requirements"):
        assert client.get(url(page, plan)).status_code == 409


def test_a_superior_sees_and_changes_nothing(world, enter, stage):
    regional = make_office("000001", level="regional", path="000001")
    TitleOffice.objects.filter(pk=world.office.pk).update(
        parent=regional, path=f"{regional.path}/{world.office.code}"
    )
    client = enter(actor_for(house=regional, role=Role.ADMIN))
    assert stage.draft.committee.name in client.get(url("plan_list")).content.decode()
    page = client.get(url("plan_detail", stage.draft))
    assert page.status_code == 200
    assert "发布</button>" not in page.content.decode()
    assert client.post(url("plan_publish", stage.draft), {"version": 2}).status_code == 404


def test_a_committee_is_filed_for_three_years_at_most(world, enter, stage):
    client, today = enter(world.officer), timezone.localdate()
    data = posted(stage, "committee_create", filed_until=str(today.replace(year=today.year + 4, day=1)))
    wrong = client.post(url("committee_create"), data)
    far = posted(stage, "committee_create", filed_on="9998-01-01", filed_until="9999-12-31")
    assert client.post(url("committee_create"), far).status_code == 422
    assert (wrong.status_code, "最长 3 年" in wrong.content.decode()) == (422, True)
    data = posted(stage, "committee_create", specialties="环境保护、给水排水，环境保护")
    assert client.post(url("committee_create"), data).status_code == 302
    assert EvaluationCommittee.objects.get(name="新的评审会").specialties == ["环境保护", "给水排水"]
    senior = posted(stage, "committee_create", levels=["full_senior"])
    assert client.post(url("committee_create"), senior).status_code == 422


def test_policy_files_are_read_once_published(world, enter):
    client, reader = enter(world.officer), enter(world.applicant)
    data = {"title": "年度部署文件", "year": str(timezone.localdate().year), "body": "<p>请阅读。</p>"}
    file = SimpleUploadedFile("部署.pdf", PDF, "application/pdf")
    assert client.post(url("policy_create"), data | {"file": file}).status_code == 302
    notice = PolicyNotice.objects.get()
    document = policy_notices.attachments.of(notice).get()
    address, guide = reverse("core:document_open", args=[document.public_id]), reverse("applications:guide")
    assert reader.get(address).status_code == 404
    assert "年度部署文件" not in reader.get(guide).content.decode()
    asked = data | {"version": notice.version, "title": "年度部署文件（定稿）"}
    assert client.post(url("policy_publish", notice), asked | {"title": ""}).status_code == 422
    assert client.post(url("policy_publish", notice), asked).status_code == 302
    assert client.post(url("policy_publish", notice), asked).status_code == 409, "sent twice"
    assert b"".join(reader.get(address).streaming_content) == PDF
    page = reader.get(guide).content.decode()
    assert "年度部署文件（定稿）" in page, "what was typed is what is published"
    assert "部署.pdf" in page
    assert client.post(url("policy_discard", notice)).status_code == 409
    bad = SimpleUploadedFile("部署.pdf", b"MZ", "application/pdf")
    refused = client.post(url("policy_edit", notice), data | {"file": bad, "version": 3, "title": "改了标题"})
    notice.refresh_from_db()
    assert (refused.status_code, notice.title) == (422, "改了标题")
    assert f'name="version" value="{notice.version}"' in refused.content.decode()


def test_only_the_region_writes_for_all(world, enter):
    data = {"title": "全区通知", "year": "2026", "body": "<p>请阅读。</p>", "reach": "all"}
    enter(world.officer).post(url("policy_create"), data)
    assert PolicyNotice.objects.get().office == world.office
    regional = actor_for(house=make_office("000001", level="regional", path="000001"), role=Role.ADMIN)
    common = make_policy(regional, published=True, office=None, title="全区部署")
    assert "全区部署" in enter(world.applicant).get(reverse("applications:guide")).content.decode()
    assert not policy_notices.may_manage(world.admin, common)
    assert documents.may_read(world.applicant, policy_notices.attachments.of(common).get())


def test_the_guide_shows_the_windows_and_the_telephone_of_the_office(world, enter):
    plan = make_published(world.admin, notes="请先核对学历。")
    make_plan(world.admin, committee=make_committee(world.office, name="还没发布的评审会"))
    TitleOffice.objects.filter(pk=world.office.pk).update(phone="0777-2838125")
    client = enter(world.applicant)
    for address in (
        reverse("applications:guide"),
        reverse("applications:office_guide", args=[world.office.public_id]),
    ):
        page = client.get(address).content.decode()
        assert plan.committee.name in page
        assert "请先核对学历" in page
        assert "0777-2838125" in page
        assert "还没发布的评审会" not in page
    EvaluationPlan.objects.filter(pk=plan.pk).update(year=plan.year - 1)
    assert plan.committee.name in client.get(reverse("applications:guide")).content.decode(), "still running"
    EvaluationCommittee.objects.filter(pk=plan.committee_id).update(is_active=False)
    assert plan.committee.name not in client.get(reverse("applications:guide")).content.decode()
