"""Fixed words of accounts: capacities, roles, levels of offices, ways to sign in."""

from enum import nonmember

from django.db import models

from core.badges import Badge


class Capacity(models.TextChoices):
    """In which quality a person acts here and now."""

    APPLICANT = "applicant", "个人"
    EMPLOYER = "employer", "单位"
    TITLE_OFFICE = "title_office", "职改办"
    ANONYMOUS = "anonymous", "未登录"


class Role(models.TextChoices):
    """What a membership lets a person do; owner and clerk serve employers, the others offices."""

    OWNER = "owner", "单位账户"
    CLERK = "clerk", "工作人员"
    ADMIN = "admin", "管理员"
    BOOTSTRAP = "bootstrap", "默认账户"


class OfficeLevel(models.TextChoices):
    """Where a title office stands."""

    REGIONAL = "regional", "自治区"
    CITY = "city", "市"
    COUNTY = "county", "县"
    SERIES = "series", "系列"


class EmployerState(models.TextChoices):
    """Life of an employer's account."""

    PENDING = "pending", "待审核"
    ACTIVE = "active", "正常"
    RETURNED = "returned", "已退回"
    DISABLED = "disabled", "已停用"
    MERGED = "merged", "已合并"

    # Not let in to more than the employer's own page; and who may sign in at all.
    applying = nonmember(("pending", "returned"))
    signing_in = nonmember(("pending", "returned", "active"))


class EmployerChangeState(models.TextChoices):
    """Life of a change an employer asked for."""

    PENDING = "pending", "待审核"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class Industry(models.TextChoices):
    """行业门类 of GB/T 4754-2017."""

    A = "A", "农、林、牧、渔业"
    B = "B", "采矿业"
    C = "C", "制造业"
    D = "D", "电力、热力、燃气及水生产和供应业"
    E = "E", "建筑业"
    F = "F", "批发和零售业"
    G = "G", "交通运输、仓储和邮政业"
    H = "H", "住宿和餐饮业"
    I = "I", "信息传输、软件和信息技术服务业"  # noqa: E741 - the letter of the standard
    J = "J", "金融业"
    K = "K", "房地产业"
    L = "L", "租赁和商务服务业"
    M = "M", "科学研究和技术服务业"
    N = "N", "水利、环境和公共设施管理业"
    O = "O", "居民服务、修理和其他服务业"  # noqa: E741 - the letter of the standard
    P = "P", "教育"
    Q = "Q", "卫生和社会工作"
    R = "R", "文化、体育和娱乐业"
    S = "S", "公共管理、社会保障和社会组织"
    T = "T", "国际组织"


class IdentifierKind(models.TextChoices):
    """By what a person may sign in; one person may have one of each."""

    ID_NUMBER = "id_number", "证件号"
    MOBILE = "mobile", "手机号"
    EMAIL = "email", "邮箱"
    STAFF_NAME = "staff_name", "账户名"


class CodePurpose(models.TextChoices):
    """What a code was asked for; a code serves its own purpose only."""

    REGISTER = "register", "注册"
    SIGN_IN = "sign_in", "登录"
    RESET = "reset", "找回密码"
    CHANGE = "change", "更改手机号码或邮箱"
    STEP_UP = "step_up", "再次核对身份"
    EMPLOYER_REGISTER = "employer", "单位注册"


class RecoveryWay(models.TextChoices):
    """The three ways of 忘记密码 (个人版用户操作说明 2019, §2.3; 审验指引 2019, 五)."""

    SMS = "sms", "短信找回"
    EMAIL = "email", "邮箱找回"
    QUESTION = "question", "安全问题找回"


class Door(models.TextChoices):
    """The tabs of the sign-in page and the door of the offices, each for one kind of account."""

    INDIVIDUAL = "individual", "个人账户登录"
    EMPLOYER = "employer", "单位账户登录"
    CLERK = "clerk", "单位工作人员登录"
    OFFICE = "office", "职改办登录"


# The capacity behind each door.
OPENS = {
    Door.INDIVIDUAL: Capacity.APPLICANT,
    Door.EMPLOYER: Capacity.EMPLOYER,
    Door.CLERK: Capacity.EMPLOYER,
    Door.OFFICE: Capacity.TITLE_OFFICE,
}


class FontSize(models.TextChoices):
    """The Aa switch."""

    STANDARD = "standard", "标准字号"
    LARGE = "large", "大字号"
    XLARGE = "xlarge", "特大字号"


class SecurityQuestion(models.TextChoices):
    """密保问题 a person chooses from at registration."""

    PRIMARY_SCHOOL = "primary_school", "我的小学校名是？"
    MOTHER_NAME = "mother_name", "我母亲的姓名是？"
    BIRTHPLACE = "birthplace", "我出生的村或街道叫什么？"
    FIRST_TEACHER = "first_teacher", "我小学班主任的姓名是？"
    FIRST_EMPLOYER = "first_employer", "我第一个工作单位的名称是？"
    BEST_FRIEND = "best_friend", "我小时候最好的朋友叫什么？"


class Sex(models.TextChoices):
    """As the identity document says; empty where it says nothing."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class UnitRight(models.TextChoices):
    """What the owner of an employer's account lets a clerk do; held as an extra act of the membership."""

    REVIEW = "unit_review", "审核推荐"
    PEOPLE = "unit_people", "员工管理"
    EXPORT = "unit_export", "导出"


class InvitationState(models.TextChoices):
    """What became of an invitation; one nobody answered in time is still 待接受 and counts as expired."""

    SENT = "sent", "待接受"
    ACCEPTED = "accepted", "已接受"
    DECLINED = "declined", "已谢绝"
    WITHDRAWN = "withdrawn", "已撤回"


class BatchState(models.TextChoices):
    """Life of an uploaded workbook of invitations."""

    CHECKED = "checked", "待导入"
    RUNNING = "running", "正在导入"
    DONE = "done", "已导入"


class LineOutcome(models.TextChoices):
    """What is to become, or became, of one row of such a workbook."""

    READY = "ready", "可以导入"
    WRONG = "wrong", "有错误"
    INVITED = "invited", "已发出邀请"
    MEMBER = "member", "已是本单位人员"
    REPEATED = "repeated", "已有待接受的邀请"


class Joining(models.TextChoices):
    """How a person came to an employer."""

    CHOSEN = "chosen", "本人选择"
    INVITED = "invited", "接受邀请"
    TRANSFER = "transfer", "申请调入"
    MERGED = "merged", "单位合并"


class TransferState(models.TextChoices):
    """Life of a request to change the employer (单位调整)."""

    WAITING = "waiting", "待新单位确认"
    EFFECTIVE = "effective", "已生效"
    REFUSED = "refused", "未确认"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def badge(self) -> Badge:
        """How it is shown."""
        families = {"waiting": "doing", "effective": "pass", "refused": "fail", "withdrawn": "void"}
        return Badge(families[self.value], self.label)


class CorrectionState(models.TextChoices):
    """Life of a request to mend name or document number (更正)."""

    DRAFT = "draft", "待提交"
    OFFICE_REVIEW = "office_review", "待职改办审核"
    RETURNED = "returned", "退回补正"
    APPROVED = "approved", "已更正"
    REJECTED = "rejected", "不同意更正"
    WITHDRAWN = "withdrawn", "已撤回"

    editable = nonmember(("draft", "returned"))
    open = nonmember(("draft", "office_review", "returned"))

    @property
    def badge(self) -> Badge:
        """How it is shown."""
        families = {
            "draft": "todo",
            "office_review": "doing",
            "returned": "back",
            "approved": "pass",
            "rejected": "fail",
            "withdrawn": "void",
        }
        return Badge(families[self.value], self.label)


class ConsentCode(models.TextChoices):
    """The texts a person agrees to, in the order they are shown."""

    AGREEMENT = "agreement", "用户协议"
    PRIVACY = "privacy", "隐私政策"
    SENSITIVE = "sensitive", "敏感个人信息处理单独同意书"


class FlagState(models.TextChoices):
    """What becomes of an entry of 问题人员: it bars nobody before a second person confirms it."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DROPPED = "dropped", "不予确认"
    LIFTED = "lifted", "已解除"

    @property
    def badge(self) -> Badge:
        """The state as a badge."""
        families = {"proposed": "todo", "confirmed": "fail", "dropped": "void", "lifted": "void"}
        return Badge(families[self.value], self.label)


class FlagGround(models.TextChoices):
    """Why somebody is entered as 问题人员."""

    ACADEMIC_FRAUD = "academic_fraud", "学术造假"
    FALSE_MATERIAL = "false_material", "材料弄虚作假"
    FAKE_CERTIFICATE = "fake_certificate", "使用假证"
    OTHER = "other", "其他失信行为"


class BarredAct(models.TextChoices):
    """What a person may be barred from: the kinds of application, by the same codes."""

    EVALUATION = "evaluation", "申报职称评审"
    RECOGNITION = "recognition", "申报职称认定"
    RECONFIRMATION = "reconfirmation", "申报重新确认"
    REPLACEMENT = "replacement", "申报遗失补办"
