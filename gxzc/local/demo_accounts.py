"""The accounts of the demo: `seed_demo` creates them, the start prints them. In demo mode only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demo: `account` and `password` are typed on the page `sign_in_path`."""

    key: str
    role: str
    who: str
    sign_in_path: str
    account: str
    password: str


INDIVIDUAL, EMPLOYER, CLERK = (f"/accounts/sign-in/?tab={tab}" for tab in ("individual", "employer", "clerk"))
OFFICE = "/office/sign-in/"

DEMO_ACCOUNTS = (
    DemoAccount("applicant", "个人用户", "黄秀芳", INDIVIDUAL, "450702199803160020", "Mulan-2026"),
    DemoAccount(
        "second_applicant", "个人用户（流动人员）", "韦春兰", INDIVIDUAL, "450702199508220043", "Denghua-2026"
    ),
    DemoAccount("employer_owner", "单位账户", "钦州市第二中学 · 覃丽华", EMPLOYER, "qz2z", "Qinzhou2z-2026"),
    DemoAccount(
        "employer_clerk", "单位工作人员", "钦州市第二中学 · 陆建国", CLERK, "qz2z-clerk", "Qinzhou2z-2027"
    ),
    DemoAccount(
        "pending_employer",
        "单位账户（待审核）",
        "广西钦州蔚蓝科技有限公司 · 吴小燕",
        EMPLOYER,
        "qz-weilan",
        "Qzweilan-2026",
    ),
    DemoAccount(
        "authority_owner",
        "单位账户（主管单位）",
        "钦州市教育局 · 黎春梅",
        EMPLOYER,
        "qz-jyj",
        "Qzjyj-2026-zhuguan",
    ),
    DemoAccount(
        "talent_centre", "单位工作人员", "人才中心 · 李凤英", CLERK, "gxrc-clerk", "Rencai-2026-zhongxin"
    ),
    DemoAccount("office_clerk", "职改办经办人", "钦州市职改办 · 覃志明", OFFICE, "qz-clerk", "Qzzgb-2026-jb"),
    DemoAccount("office_admin", "职改办管理员", "钦州市职改办 · 宁海燕", OFFICE, "qz-admin", "Qzzgb-2026-gl"),
    DemoAccount(
        "office_system", "职改办系统管理员", "钦州市职改办 · 苏文杰", OFFICE, "qz-system", "Qzzgb-2026-xt"
    ),
    DemoAccount(
        "office_security", "职改办安全管理员", "钦州市职改办 · 潘月华", OFFICE, "qz-security", "Qzzgb-2026-aq"
    ),
    DemoAccount(
        "office_auditor", "职改办审计管理员", "钦州市职改办 · 谭立新", OFFICE, "qz-auditor", "Qzzgb-2026-sj"
    ),
    DemoAccount(
        "regional_office", "自治区职改办", "自治区职改办 · 莫文彬", OFFICE, "gx-clerk", "Gxzgb-2026-jb"
    ),
    DemoAccount(
        "regional_admin", "自治区职改办管理员", "自治区职改办 · 岑玉兰", OFFICE, "gx-admin", "Gxzgb-2026-gl"
    ),
)
