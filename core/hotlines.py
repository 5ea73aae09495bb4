"""The telephone numbers and the mailbox that pages show, as the manuals print them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hotline:
    """Whom one asks for what."""

    label: str
    phone: str


# 个人版用户操作说明 2019 and 审验指引 2019; printed in every footer.
TECHNICAL = Hotline("技术咨询", "0771-5505013")
# 电子证书功能操作说明 2020: who reports data asks here.
PLATFORM = Hotline("平台技术电话", "0771-5507777")
# 注册登记操作指南 2019.
REGISTRATION = Hotline("注册登记技术支持", "0771-5861920")
MAILBOX = "qrczgb@163.com"
ALL = (TECHNICAL, PLATFORM, REGISTRATION)
