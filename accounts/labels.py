"""Words of the manuals, letter by letter (个人版用户操作说明 2019, §1–§2; 审验指引 2019, 第一、二步)."""

PORTAL_INDIVIDUAL = "我是个人用户"
APPLY_LINK = "我要报职称"
REGISTER_LINK = "注册"
VERIFY_ONLINE_LINK = "证书在线审验"

BROWSERS_TITLE = "重要说明"
BROWSERS = (
    "为了获得更好的用户体验，请使用以下浏览器："
    "谷歌浏览器（Chrome）、火狐浏览器（Firefox）、360安全浏览器（极速模式）"
)
SLOGAN = "创新引领 共享发展"
VERIFY_SLOGAN = "广西评审类高级职称证书唯一在线审验官网"
LOOKUP_SLOGAN = "广西评审类职称证书唯一查询官网"
GUIDE_LINK = "《系统帐户身份说明》"

TAB_INDIVIDUAL = "个人账户登录"
TAB_EMPLOYER = "单位账户登录"
TAB_CLERK = "单位工作人员登录"
BY_PASSWORD = "账号密码登录"  # noqa: S105 - a label
BY_SMS = "短信快速登录"

ACCOUNT = "账号"
ACCOUNT_PLACEHOLDER = "请输入身份证号\\邮箱号\\手机号"
PASSWORD = "密码"  # noqa: S105 - a label
PASSWORD_PLACEHOLDER = "请输入密码"  # noqa: S105 - a label
CAPTCHA = "验证码"
CAPTCHA_PLACEHOLDER = "请输入验证码"
# 个人版用户操作说明 2019, §2.1 and §2.3; 审验指引 2019, 五.
FORGOT_PASSWORD = "忘记密码"  # noqa: S105 - a label
START_RECOVERY = "开始验证"
MOBILE = "手机号"
SEND_CODE = "获取短信验证码"
SIGN_IN = "登录"
REGISTER = "注册"

REGISTER_TITLE = "用户注册"
REGISTER_ABOVE = (
    "个人账户注册信息（身份证号、注册手机号码、绑定邮箱）必须由本人完成。并请妥善保管个人账户的账号、密码。"
)
EMAIL = "E-Mail"
ID_NUMBER = "身份证号"
NAME = "姓名"
MOBILE_NUMBER = "手机号码"
PASSWORD_HINT = "6-64位，可用字母、数字和符号"  # noqa: S105 - a label; decision B6 widens 6-12位
PASSWORD_AGAIN = "确认密码"  # noqa: S105 - a label
SECURITY_QUESTION = "选择安全问题"
SECURITY_QUESTION_PLACEHOLDER = "请选择密保问题"
SECURITY_ANSWER = "安全答案"
BACK_TO_SIGN_IN = "返回登录"
CREATE_USER = "创建用户"

NOTICE_TITLE = "注册须知"
NOTICE_CLOSE = "关闭"
# The third sentence is decision B5: names repeat, so they are not unique.
NOTICE = (
    "证书审验的专业技术人员，必须先注册，注册后方能证书审验；",
    (
        "请专业技术人员认真、如实填写个人信息。其中姓名、身份证号作为证书审验基本信息，手机号码和邮箱作为专业技术人员"
        "登录系统和找回密码工具，经确认后不可随意更改。"
    ),
    "相同身份证号、手机号码和邮箱只允许注册一次。",
    (
        "账号、密码、邮箱、安全问题和安全答案需妥善保管，如密码丢失，可通过注册时预留邮箱、安全问题和安全答案找回密码。"
        "账号和密码如被他人盗用责任自负。"
    ),
    (
        "注册时姓名和身份证号错误如需更改，请提供个人有效身份证正反面扫描件原件，个人情况说明并加盖单位公章扫描件原件，"
        "发送至区人才职改办邮箱：qrczgb@163.com，并致电 0771-5505013 修改。"
    ),
)

EMPLOYER = "单位(如无法搜索到所需的单位信息，请先进行注册)"
EMPLOYER_PLACEHOLDER = "请输入单位名称关键字，例如“广西”，并从弹出的下拉列表中选择。"
OFFICE_PLACEHOLDER = "请输入职改办名称关键字，例如“广西”，并从弹出的下拉列表中选择。"
