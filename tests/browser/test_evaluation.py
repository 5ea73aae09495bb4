"""职称评审 in a real Chromium: from 我要申报 over both desks, and from the queue to the certificate."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from applications.models import Application, EmployerNotice
from tests.browser import steps
from tests.factories.accounts import PASSWORD
from tests.factories.evaluation import EvaluationWorld, run_out
from tests.factories.notices import PDF
from tests.factories.results import VOTES, ResultsWorld
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


@pytest.fixture(autouse=True)
def _media(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def evaluation():
    return EvaluationWorld()


@pytest.fixture
def results():
    """Somebody's application lies in the queue of the office."""
    world = ResultsWorld()
    world.case = world.at_office()
    return world


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
    if move == "pass_preliminary":
        steps.look_through(visitor)
    steps.decide(visitor, move, opinion="情况属实，材料齐全。")
    visitor.read(f"已办理“{said}”")
    visitor.look()


def show(visitor, actor, application):
    """The unit puts the person on a notice and prints it; then its days go by."""
    visitor.enter(actor).go(reverse("admin_portal:employer_notice_list"))
    visitor.page.get_by_label(f"选择 {application.applicant_name}").check()
    visitor.page.get_by_label("公示地点").fill("学校公告栏")
    visitor.look()
    visitor.press("开始公示")
    visitor.read("已开始公示，公示至")
    visitor.look()
    notice = EmployerNotice.objects.get()
    visitor.go(reverse("admin_portal:employer_notice_print", args=[notice.public_id]))
    visitor.read("学校公告栏")
    visitor.look()
    run_out(notice)


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
    show(employer, evaluation.clerk, application)
    decide(employer, evaluation.clerk, "employer", application, "endorse", "同意推荐并报送")
    decide(office, evaluation.officer, "office", application, "pass_preliminary", "初审通过")
    application.refresh_from_db()
    assert application.state == "admitted"
    stored = application.rows.filter(section_key="work_history")
    assert [row.opened("data", ())["employer"] for row in stored] == [OLD, NEW]


def stage(clerk, world, label):
    """One stage of the plan under 评审组织."""
    clerk.page.get_by_role("link", name="评审组织").locator("visible=true").first.click()
    clerk.page.locator("main a", has_text=world.plan.committee.name).first.click()
    clerk.page.locator(".gx-views a", has_text=label).click()
    clerk.page.locator(".gx-views a[aria-current=page]", has_text=label).wait_for()


def judge(clerk, world):
    """Divided by specialty, the ballot in numbers at the desk of the application, and the list."""
    stage(clerk, world, "待分组")
    clerk.look()
    clerk.press("按专业分组")
    clerk.read("已办理")
    stage(clerk, world, "待录结果")
    clerk.link(world.case.applicant_name)
    steps.decide(clerk, "enter_result", evaluated_on=f"{timezone.localdate()}", **VOTES)
    clerk.read("已办理“录入评审结果”")
    stage(clerk, world, "待公示")
    clerk.look()
    clerk.press("开始结果公示")
    clerk.page.get_by_role("dialog").get_by_role("button", name="确定").click()
    clerk.read("已开始公示，公示到")
    clerk.look()


def find_on_the_list(anybody, world):
    """Strangers read the masked name, found by the whole one."""
    anybody.go("/results/")
    anybody.look()
    anybody.page.locator("main a", has_text=world.plan.committee.name).first.click()
    expect(anybody.page.locator("main")).to_contain_text("*")
    expect(anybody.page.locator("main")).not_to_contain_text(world.case.applicant_name)
    anybody.look()
    steps.field(anybody, "姓名").fill(world.case.applicant_name)
    anybody.press("查找")
    anybody.read(world.title.name)


def decree(clerk, world):
    """The days of the list are over: 批文 with its file, for everybody nobody objected to."""
    world.run_out()
    stage(clerk, world, "公示中")
    clerk.link("登记批文并发文")
    steps.field(clerk, "批文文号").fill("钦职办〔2026〕38号")
    steps.field(clerk, "批文日期").fill(f"{timezone.localdate()}")
    scan = {"name": "批文.pdf", "mimeType": "application/pdf", "buffer": PDF}
    clerk.page.locator("main input[type=file]").set_input_files(scan)
    clerk.look()
    clerk.press("发文")
    clerk.read("已办理“发文” 1 人")


def approve(second, world):
    """The second person approves who is ticked, and proves again who they are."""
    second.go("/office/")
    stage(second, world, "待批准")
    second.page.get_by_role("checkbox", name=re.compile(world.case.number)).check()
    second.look()
    second.press("批准勾选的人员")
    steps.prove(second, PASSWORD)
    second.read("已办理“批准” 1 人")
    stage(second, world, "已办结")
    second.read("已发证")
    second.look()


def test_from_the_queue_by_the_committee_to_the_certificate(visit, results):
    clerk, second, applicant, anybody = (visit(1366) for _ in range(4))
    clerk.enter(results.officer)
    steps.pass_from_the_queue(clerk, results.case.number, "材料齐全，提交评审会。")
    judge(clerk, results)
    find_on_the_list(anybody, results)
    decree(clerk, results)
    approve(second.enter(results.second), results)
    applicant.enter(results.applicant).go("/certificates/")
    applicant.read(results.title.name)
    applicant.look()
    results.case.refresh_from_db()
    number = results.case.certificate.certificate_number
    applicant.read(number)
    steps.look_up(anybody, number, name=results.case.applicant_name)
    anybody.read("证书有效")
    anybody.look()
