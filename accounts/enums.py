"""Fixed words of accounts: capacities, roles, levels of offices, ways to sign in."""

from django.db import models


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


class IdentifierKind(models.TextChoices):
    """By what a person may sign in; one person may have one of each."""

    ID_NUMBER = "id_number", "证件号"
    MOBILE = "mobile", "手机号"
    EMAIL = "email", "邮箱"
    STAFF_NAME = "staff_name", "账户名"


class CodePurpose(models.TextChoices):
    """What an SMS code was asked for; a code serves its own purpose only."""

    REGISTER = "register", "注册"
    SIGN_IN = "sign_in", "登录"


class Door(models.TextChoices):
    """The tabs of the sign-in page and the door of the offices, each for one kind of account."""

    INDIVIDUAL = "individual", "个人账户登录"
    EMPLOYER = "employer", "单位账户登录"
    CLERK = "clerk", "单位工作人员登录"
    OFFICE = "office", "职改办登录"


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
