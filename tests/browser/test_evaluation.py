"""职称评审 from 我要申报 to 初审通过 in a real Chromium: rows, scans and their order, then the two desks."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from applications.models import Application
from tests.browser import steps
from tests.factories.evaluation import EvaluationWorld
from tests.pages import drag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The sections the plan asks for, with the piece of paper each row needs.
ROWS = {
    "education": "diploma",
    "credentials": "title_certificate",
    "continuing_education": "training_proof",
    "work_history": "work_proof",
    "practice": "practice_proof",
    "achievements": "project_material",
}
# The other pages of rows are made of the same pieces.
LOOKED_AT = {"credentials", "achievements"}
OLD, NEW = "城东初级中学", "阳光中学"
SINCE = {"employer": NEW, "started_on": "2021-09", "ended_on": "", "notes": ""}


@pytest.fixture
def evaluation(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return EvaluationWorld()


def fill(visitor, answers):
    """Answer the questions by the names of their fields, as each kind of field is answered."""
    visitor.page.wait_for_load_state()
    for name, value in answers.items():
        found = visitor.page.locator(f"#section-form [name={name}]:not([type=hidden])")
        if not found.count():
            continue
        kind = found.first.evaluate("field => field.type")
        if kind == "radio":
            found.and_(visitor.page.locator(f"[value={value}]")).check()
        elif kind == "checkbox":
            found.check()
        elif kind == "select-one":
            found.select_option(value)
        else:
            found.fill(value)


def section(application, key):
    """The address of a section."""
    return reverse("applications:section_edit", args=[application.public_id, key])


def begin(visitor, world):
    """我要申报: level and committee; then the list of all that is missing."""
    visitor.go("/applications/?kind=evaluation")
    visitor.look()
    visitor.link("我要申报")
    visitor.look()
    steps.field(visitor, "中级").check()
    visitor.page.locator("select[name=plan]").select_option(str(world.plan.public_id))
    visitor.press("确定")
    visitor.arrive("/applications/*/sections/basic_information/")
    application = Application.objects.get()
    visitor.go(reverse("applications:application_check", args=[application.public_id]))
    visitor.read("处必须改好")
    visitor.look()
    return application


def basic_information(visitor, application, answers):
    visitor.go(section(application, "basic_information"))
    for kind in ("portrait", "id_card_front", "id_card_back"):
        steps.upload(visitor, kind)
    fill(visitor, {name: value for name, value in answers.items() if name != "employer_name"})
    visitor.look()
    steps.next_part(visitor)
    visitor.arrive("/applications/*/sections/education/")


def add_row(visitor, application, key, answers, paper):
    """添加, 保存, and the scan of the row that opens with it."""
    visitor.go(section(application, key))
    visitor.page.locator("main a", has_text="添加").first.click()
    visitor.page.locator("#section-form").wait_for()
    fill(visitor, answers)
    visitor.page.locator("#section-form button[value=stay]").click()
    visitor.read("已保存。可以在下面上传扫描件。")
    steps.upload(visitor, paper)
    if key in LOOKED_AT:
        visitor.look()


def order(visitor, application):
    """The later row is put first by the keyboard, and last again by dragging."""
    visitor.go(section(application, "work_history"))
    titles = visitor.page.locator("#rows-work_history li b")
    expect(titles).to_have_text([OLD, NEW])
    visitor.page.get_by_role("button", name=f"上移 {NEW}").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text(f"{NEW} 已移到第 1 行，共 2 行").wait_for(state="attached")
    expect(titles).to_have_text([NEW, OLD])
    visitor.look()
    visitor.page.wait_for_load_state("networkidle")
    drag(visitor.page, OLD, onto=NEW)
    visitor.page.get_by_text(f"{OLD} 已移到第 1 行，共 2 行").wait_for(state="attached")
    expect(titles).to_have_text([OLD, NEW])


def report(visitor, application):
    visitor.go(section(application, "work_report"))
    visitor.page.locator(".ql-editor").click()
    visitor.page.keyboard.insert_text("任现职以来，主持完成教学改革两项。")
    visitor.look()
    steps.next_part(visitor)
    visitor.arrive("/applications/*/sections/other_evidence/")
    visitor.look()
    steps.next_part(visitor)


def hand_in(visitor):
    """审核报送 with the pledge."""
    visitor.arrive("/applications/*/check/")
    visitor.look()
    visitor.page.get_by_label("我已认真阅读并同意以上承诺").check()
    visitor.press("同意并报送")
    visitor.read("您的职称评审申报已成功提交，请等待单位工作人员审核。")
    visitor.look()


def decide(visitor, actor, desk, application, move, said):
    """One desk takes the case up, reads it, and decides."""
    visitor.enter(actor).go(reverse(f"admin_portal:{desk}_application_detail", args=[application.public_id]))
    visitor.read("主持完成教学改革两项")
    visitor.page.get_by_role("button", name=re.compile("^受理")).click()
    visitor.look()
    steps.decide(visitor, move, opinion="情况属实，材料齐全。")
    visitor.read(f"已办理“{said}”")
    visitor.look()


def test_from_a_plan_to_the_preliminary_decision(visit, evaluation):
    applicant, employer, office = (visit(1366) for _ in range(3))
    answers = evaluation.answers()
    application = begin(applicant.enter(evaluation.applicant), evaluation)
    basic_information(applicant, application, answers["basic_information"])
    for key, paper in ROWS.items():
        add_row(applicant, application, key, answers[key], paper)
    add_row(applicant, application, "work_history", answers["work_history"] | SINCE, "work_proof")
    order(applicant, application)
    report(applicant, application)
    hand_in(applicant)
    applicant.go(reverse("applications:application_detail", args=[application.public_id]))
    applicant.look()
    decide(employer, evaluation.clerk, "employer", application, "endorse", "同意推荐并报送")
    decide(office, evaluation.officer, "office", application, "pass_preliminary", "初审通过")
    application.refresh_from_db()
    assert application.state == "preliminary_passed"
    stored = application.rows.filter(section_key="work_history")
    assert [row.opened("data", ())["employer"] for row in stored] == [OLD, NEW]
