"""What goes wrong at the keyboard: every mistake is named where it was made, and nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.models import StoredFile
from tests.browser import steps
from tests.browser.album import picture
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEGABYTE = 1024 * 1024


def complaint(visitor, label):
    """What stands under a field."""
    box = steps.field(visitor, label)
    names = box.get_attribute("aria-describedby").split()
    return " ".join(visitor.page.locator(f"#{name}").inner_text() for name in names)


def test_a_wrong_picture_code_keeps_the_account_and_brings_a_new_picture(visit, world):
    visitor = visit(390)
    account = make_user().mobile
    visitor.go(reverse("accounts:sign_in"))
    first = visitor.page.locator("[name=captcha_0]").input_value()
    steps.field(visitor, "账号").fill(account)
    steps.field(visitor, "密码").fill(PASSWORD)
    visitor.page.locator("[name=captcha_1]").fill("0000")
    visitor.press("登录")
    visitor.read("验证码不正确或已过期，请按新图片再填一次")
    visitor.look()
    expect(visitor.page).to_have_title(re.compile("^有 1 处需要修改：登录"))
    assert steps.field(visitor, "账号").input_value() == account
    assert steps.field(visitor, "密码").input_value() == ""
    assert visitor.page.locator("[name=captcha_0]").input_value() != first


def test_a_wrong_picture_code_at_the_lookup_keeps_number_and_name(visit, world):
    certificate = make_certificate()
    visitor = visit()
    visitor.go(reverse("verification:lookup"))
    steps.field(visitor, "证书编号").fill(certificate.certificate_number)
    steps.field(visitor, "持证人姓名").fill(certificate.holder_name)
    visitor.page.locator("[name=captcha_1]").fill("0000")
    visitor.press("查询")
    visitor.read("验证码不对或已过期，请按新图再填一遍")
    visitor.look()
    visitor.solve()
    visitor.press("查询")
    visitor.read("证书有效")


def test_a_wrong_id_number_is_named_at_its_field_and_in_the_summary(visit, world):
    visitor = visit(390)
    visitor.go(reverse("accounts:register"))
    wrong = steps.ID_NUMBER[:-1] + "5"
    steps.fill_registration(visitor, 身份证号=wrong)
    for label in ("密码", "确认密码"):
        steps.field(visitor, label).fill(PASSWORD)
    for label in ("我已阅读并同意", "我单独同意"):
        visitor.page.get_by_label(label).check()
    visitor.press("创建用户")
    summary = visitor.page.locator("[data-error-summary]")
    summary.wait_for()
    said = complaint(visitor, "身份证号")
    link = summary.get_by_role("link", name="身份证号")
    assert link.inner_text().split("：")[-1] in said
    link.click()
    expect(steps.field(visitor, "身份证号")).to_be_focused()
    assert steps.field(visitor, "身份证号").input_value() == wrong
    assert steps.field(visitor, "E-Mail").input_value() == steps.EMAIL
    assert steps.field(visitor, "密码").input_value() == ""
    visitor.look()
    assert wrong not in visitor.page.title() + visitor.page.url


@pytest.fixture
def attachments(visit, world):
    """The applicant before 4. 资料上传."""
    visitor = visit().enter(world.applicant)
    visitor.go(reverse("applications:section_edit", args=[world.draft().public_id, "attachments"]))
    return visitor


REFUSED = {
    "no picture": ("简历.jpg", b"This is not a picture at all." * 100),
    "empty": ("空的.jpg", b""),
    "cut short": ("传了一半.jpg", picture("employment_contract")["buffer"][:20_000]),
    "more than 20 MB": ("扫描件.jpg", b"\xff\xd8\xff\xe0" + bytes(20 * MEGABYTE)),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_is_no_picture_is_refused_with_the_reason(attachments, tmp_path, mistake):
    name, content = REFUSED[mistake]
    (tmp_path / name).write_bytes(content)
    attachments.page.locator("#files-diploma input[type=file]").set_input_files(tmp_path / name)
    refusal = attachments.page.locator("#files-diploma [role=alert]")
    refusal.wait_for()
    state = attachments.page.locator("#files-diploma [data-upload-state]")
    expect(state).to_have_text(f"{name}：{refusal.inner_text().strip()}")
    assert not StoredFile.objects.exists()
    attachments.look()
    steps.upload(attachments, "diploma")
    expect(refusal).to_have_count(0)


def test_pictures_are_ordered_deleted_and_limited(attachments):
    attachments.page.locator("#files-diploma input[type=file]").set_input_files(
        [picture("diploma"), picture("portrait"), picture("employment_contract")]
    )
    title = attachments.page.locator("#files-diploma-title")
    title.filter(has_text=re.compile(r"已传 2 / 最多 2 张")).wait_for()
    left = picture("employment_contract")["name"]
    attachments.read(f"{left}：这一项已经传满，这个文件没有上传")
    expect(attachments.page.locator("#files-diploma input[type=file]")).to_have_count(0)
    attachments.page.get_by_role("button", name="第 2 张前移").click()
    first = attachments.page.locator("#files-diploma .gx-tile").first
    first.get_by_text("二寸照.png").wait_for()
    attachments.look()
    first.get_by_role("button", name="删除第 1 张").click()
    attachments.page.get_by_role("dialog").get_by_role("button", name="确定").click()
    attachments.page.locator("#files-diploma input[type=file]").wait_for(state="attached")
    assert [file.original_name for file in StoredFile.objects.all()] == ["毕业证书.webp"]


def test_another_persons_address_says_that_there_is_nothing(visit, world):
    stranger = visit().enter(world.another_applicant())
    application = world.submitted()
    for name in ("application_detail", "application_progress", "application_check", "application_done"):
        assert stranger.go(reverse(f"applications:{name}", args=[application.public_id])).status == 404
    stranger.read("找不到这个页面")
    stranger.look()
    expect(stranger.page.locator("body")).not_to_contain_text(application.number)
    assert stranger.go("/unit/").status == 403
    stranger.look()


def test_a_page_of_ones_own_is_reached_after_the_door(visit, world):
    visitor = visit()
    page = reverse("applications:application_detail", args=[world.submitted().public_id])
    visitor.go(page)
    visitor.arrive(f"{reverse('accounts:sign_in')}?next=**")
    steps.field(visitor, "账号").fill(world.applicant.user.mobile)
    steps.field(visitor, "密码").fill(PASSWORD)
    visitor.solve()
    visitor.press("登录")
    visitor.arrive(page)
    visitor.sign_out()
    visitor.page.go_back()
    visitor.read("登录")
    expect(visitor.page.locator("body")).not_to_contain_text(world.applicant.user.name)
