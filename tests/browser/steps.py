"""The steps of the road as people take them, looking over every page they come to."""

import re

from playwright.sync_api import expect

from tests.browser.album import picture
from tests.browser.town import SCHOOL
from tests.factories.accounts import PASSWORD

NAME, ID_NUMBER, MOBILE, EMAIL = "黄秀芳", "450702199803160020", "13907770016", "huang@example.cn"
OFFICE = "钦州市职称改革"
SUMMARY = "见习期内，本人担任初中数学教学工作，参加集体备课 32 次。"
CHOICES = {"民族": "08", "政治面貌": "03", "学历": "21", "学位": "4"}
FACTS = {
    "参加工作时间": "2025-07",
    "毕业院校": "南宁师范大学",
    "所学专业": "数学与应用数学",
    "毕业时间": "2025-06",
    "见习期开始时间": "2025-07-01",
    "见习期结束时间": "2026-07-01",
    "联系地址": "广西钦州市钦南区扬帆大道 18 号",
}
SECTIONS = ("application_info", "basic_profile", "work_summary", "attachments")


def field(visitor, label):
    """The field under a label; required ones bear a star."""
    return visitor.page.locator("main").get_by_label(re.compile(rf"^{re.escape(label)}\W*$")).first


def pick(visitor, label, words):
    """Write in a field that offers a list and take its first entry; without scripts write only."""
    box = field(visitor, label)
    if not visitor.scripts:
        return box.fill(words)
    box.fill("")
    box.press_sequentially(words)
    return visitor.page.get_by_role("option").first.click()


def read_code(visitor):
    """The digits of the newest text message, as the demo's telephone shows them."""
    telephone = visitor.context.new_page()
    telephone.goto(f"{visitor.site}/dev/outbox/")
    words = telephone.get_by_text(re.compile(r"验证码 \d{6}")).first.inner_text()
    telephone.close()
    return re.search(r"\d{6}", words).group()


def fill_registration(visitor, **changes):
    """Everything but code and passwords; 注册须知 is read and closed."""
    if visitor.scripts:
        notice = visitor.page.get_by_role("dialog", name="注册须知")
        notice.get_by_role("button", name="关闭").click()
        notice.wait_for(state="hidden")
    else:
        visitor.page.get_by_label("我已阅读注册须知").check()
    given = {"E-Mail": EMAIL, "身份证号": ID_NUMBER, "姓名": NAME, "手机号码": MOBILE, "安全答案": "班老师"}
    for label, value in {**given, **changes}.items():
        field(visitor, label).fill(value)
    field(visitor, "选择安全问题").select_option(index=1)


def register(visitor):
    """From the entrance to 个人账户首页."""
    visitor.go("/")
    visitor.look()
    visitor.link("注册")
    visitor.arrive("/accounts/register/")
    visitor.look()
    fill_registration(visitor)
    visitor.solve()
    visitor.press("获取短信验证码")
    visitor.read("短信验证码已发出")
    field(visitor, "短信验证码").fill(read_code(visitor))
    for label in ("密码", "确认密码"):
        field(visitor, label).fill(PASSWORD)
    if not visitor.scripts:
        visitor.page.get_by_label("我已阅读注册须知").check()
    for label in ("我已阅读并同意", "我单独同意"):
        visitor.page.get_by_label(label).check()
    visitor.look()
    visitor.press("创建用户")
    visitor.arrive("/my/")
    visitor.read(f"{NAME}，您好")
    visitor.look()


def choose_employer(visitor):
    """单位 by a typed keyword."""
    visitor.link("选择单位")
    visitor.look()
    main = visitor.page.locator("main")
    if visitor.scripts:
        main.get_by_role("combobox").press_sequentially("第二中学")
        main.get_by_role("option", name=re.compile(SCHOOL)).click()
        visitor.press("确定")
    else:
        main.get_by_role("textbox").fill("第二中学")
        visitor.press("确定")
        visitor.look()
        main.get_by_role("listitem").filter(has_text=SCHOOL).get_by_role("button").click()
    visitor.arrive("/my/")
    visitor.read(SCHOOL)


def begin(visitor):
    """我要申报: level and office."""
    visitor.go("/applications/?kind=recognition")
    visitor.look()
    visitor.link("我要申报")
    visitor.look()
    field(visitor, "初级").check()
    pick(visitor, "报送职改办", OFFICE)
    visitor.press("确定")
    visitor.arrive("/applications/*/sections/application_info/")
    return re.search(r"/applications/([^/]+)/", visitor.page.url).group(1)


def next_part(visitor):
    """保存并下一步, whatever the button says here."""
    visitor.page.locator("button[name=after][value=next]").click()


def fill_information(visitor):
    """1. 申报信息; the employer is known already."""
    visitor.look()
    field(visitor, "个人身份性质").select_option("2")
    visitor.page.locator("main select[name=title]").select_option(label="中小学教师系列/助理级/二级教师")
    field(visitor, "拟评专业名称").fill("初中数学")
    next_part(visitor)


def upload(visitor, kind):
    """Choose a picture; scripts send it at once or from the studio, without them one presses 上传."""
    box = visitor.page.locator(f"#files-{kind}")
    box.locator("input[type=file]").set_input_files(picture(kind))
    if not visitor.scripts:
        box.get_by_role("button", name="上传").click()
    elif kind == "portrait":
        visitor.page.get_by_role("button", name="使用这张").click()
    box.locator("img").first.wait_for()


def fill_profile(visitor):
    """2. 基本情况, with the portrait."""
    visitor.arrive("/applications/*/sections/basic_profile/")
    upload(visitor, "portrait")
    for label, code in CHOICES.items():
        field(visitor, label).select_option(code)
    for label, value in FACTS.items():
        field(visitor, label).fill(value)
    if visitor.scripts:
        visitor.read(re.compile(r"已自动保存 \d\d:\d\d:\d\d"))
    visitor.look()
    next_part(visitor)


def fill_summary(visitor):
    """3. 工作小结, in the editor or in the plain field."""
    visitor.arrive("/applications/*/sections/work_summary/")
    if visitor.scripts:
        visitor.page.locator(".ql-editor").click()
        visitor.page.keyboard.insert_text(SUMMARY)
        visitor.read(f"当前已输入{len(SUMMARY)}个字符，您还可以输入{700 - len(SUMMARY)}个字符。")
    else:
        visitor.page.locator("textarea[name=summary]").fill(SUMMARY)
    visitor.look()
    next_part(visitor)


def fill_attachments(visitor):
    """4. 资料上传."""
    visitor.arrive("/applications/*/sections/attachments/")
    for kind in ("id_card_front", "id_card_back", "diploma", "employment_contract"):
        upload(visitor, kind)
    visitor.look()
    next_part(visitor)


def hand_in(visitor):
    """审核报送 with the pledge."""
    hand_in_words(visitor, "职称认定")


def hand_in_words(visitor, kind):
    """审核报送 with the pledge, for a kind by its label."""
    visitor.arrive("/applications/*/check/")
    visitor.look()
    visitor.page.get_by_label("我已认真阅读并同意以上承诺").check()
    visitor.press("同意并报送")
    visitor.arrive("/applications/*/done/")
    visitor.read(f"您的{kind}申报已成功提交，请等待单位工作人员审核。")
    visitor.look()


def apply(visitor):
    """我要申报 and its four parts, to 同意并报送; returns the public id of the application."""
    public_id = begin(visitor)
    fill_information(visitor)
    fill_profile(visitor)
    fill_summary(visitor)
    fill_attachments(visitor)
    hand_in(visitor)
    return public_id


def prove(visitor, password):
    """再次核对身份, asked before what cannot easily be undone; what was posted is carried along."""
    visitor.read("再次核对身份")
    visitor.look()
    field(visitor, "登录密码").fill(password)
    visitor.press("核对并继续")


def open_case(visitor, number):
    """From the desk's own start to the one case in its queue."""
    visitor.look()
    visitor.page.get_by_role("link", name="申报审核").locator("visible=true").first.click()
    visitor.look()
    visitor.page.locator("main tr", has_text=number).locator("a[data-open]").click()
    visitor.read("审核意见")
    visitor.look()


def look_through(visitor):
    """Find no problem in any section, one after the other."""
    left = visitor.page.get_by_role("button", name=re.compile("^没问题"))
    for count in range(left.count(), 0, -1):
        left.first.click()
        expect(left).to_have_count(count - 1)


def decide(visitor, move, **answers):
    """Fill in the form of one move and press its button."""
    form = visitor.page.locator(f"#move-{move}")
    form.locator("form").wait_for(state="attached")
    if not form.locator("form").is_visible():
        form.locator("summary").first.click()
    for name, value in answers.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button[type=submit]").first.click()


def pass_from_the_queue(visitor, number, opinion="材料齐全，符合条件。"):
    """The office's clerk finds the case in the queue, takes it up, looks it through and passes it."""
    visitor.go("/office/")
    open_case(visitor, number)
    visitor.page.get_by_role("button", name=re.compile("^受理")).click()
    visitor.read("经办")
    look_through(visitor)
    decide(visitor, "pass_preliminary", opinion=opinion)
    visitor.read("已办理“初审通过”")


def look_up(visitor, number, name=NAME):
    """证书真伪查询 by number and name."""
    visitor.go("/lookup/")
    visitor.look()
    field(visitor, "证书编号").fill(number)
    field(visitor, "持证人姓名").fill(name)
    visitor.solve()
    visitor.press("查询")
