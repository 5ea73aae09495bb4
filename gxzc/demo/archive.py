"""个人资料 of the demo: one person has filled in every section, with scans."""

import io

from accounts.actors import Actor
from accounts.profile import archive
from accounts.services import profile_files, profile_rows
from gxzc.demo import pictures

BASIC = {
    "ethnicity": "08",
    "native_place": "广西钦州市灵山县",
    "politics": "03",
    "work_started_on": "2021-07",
    "personnel_status": "2",
    "profession": "初中数学教学",
    "post": "教研组副组长",
    "post_since": "2024-09",
}
CONTACT = {
    "address": "广西钦州市钦南区扬帆大道 18 号金湾花园 6 栋 302",
    "postcode": "535000",
    "phone": "0777-2838001",
    "email": "huangxf@example.cn",
    "archive_keeper": "钦州市人才服务中心",
}
# Rows of each section in the person's order.
ROWS: dict[str, tuple[dict[str, str], ...]] = {
    "education": (
        {
            "graduated_on": "2021-06",
            "rank": "1",
            "education": "21",
            "school": "南宁师范大学",
            "major": "数学与应用数学",
            "study_mode": "1",
            "years": "4 年",
            "certificate_number": "106031202105002217",
            "degree": "4",
            "degree_number": "1060342021002217",
            "degree_body": "南宁师范大学",
        },
    ),
    "work_history": (
        {
            "started_on": "2024-09",
            "employer": "钦州市第二中学",
            "post": "数学教师、教研组副组长",
            "witness": "黎永康",
        },
        {
            "started_on": "2021-07",
            "ended_on": "2024-08",
            "employer": "灵山县灵城第一初级中学",
            "post": "数学教师",
            "witness": "劳家成",
        },
    ),
    "practice": (
        {
            "started_on": "2022-09",
            "employer": "钦州市第二中学",
            "work": "初中数学教学，任两个班的数学课，并担任初二年级备课组长",
            "post": "备课组长",
            "witness": "覃丽华",
        },
    ),
    "continuing_education": (
        {
            "year": "2025",
            "public_required_hours": "30",
            "public_elective_hours": "12",
            "industry_hours": "24",
            "professional_hours": "30",
        },
        {"year": "2024", "public_required_hours": "30", "professional_hours": "42.5"},
    ),
    "social_insurance": (
        {"started_on": "2024-09", "agency": "钦州市社会保险事业管理中心", "payer": "钦州市第二中学"},
        {
            "started_on": "2021-08",
            "ended_on": "2024-08",
            "agency": "灵山县社会保险事业管理中心",
            "payer": "灵山县灵城第一初级中学",
        },
    ),
    "present_titles": (
        {
            "kind": "1",
            "title": "二级教师",
            "level": "assistant",
            "specialty": "初中数学",
            "granted_on": "2022-09",
            "number": "GX20220910337",
            "granting_body": "灵山县职称改革工作领导小组办公室",
        },
        {
            "kind": "2",
            "title": "初级中学教师资格",
            "specialty": "数学",
            "granted_on": "2021-05",
            "number": "20214507242000318",
            "granting_body": "南宁市教育局",
        },
    ),
    "annual_appraisals": (
        {"year": "2025", "result": "1", "employer": "钦州市第二中学"},
        {"year": "2024", "result": "2", "employer": "钦州市第二中学"},
        {
            "year": "2021",
            "result": "none",
            "employer": "灵山县灵城第一初级中学",
            "notes": "当年 7 月入职，见习期内，未定等次。",
        },
    ),
    "awards": (
        {
            "awarded_on": "2025-05",
            "level": "3",
            "name": "钦州市初中数学青年教师教学技能大赛一等奖",
            "body": "钦州市教育局",
            "place": "1",
        },
    ),
    "patents": (
        {
            "name": "一种可拼接的立体几何教具",
            "kind": "2",
            "granted_on": "2024-11-08",
            "notes": "与本校物理组合作，用于截面和展开图的教学。",
        },
    ),
    "publications": (
        {
            "published_on": "2025-03",
            "kind": "9",
            "title": "壮族铜鼓纹样在初中“图形的旋转”教学中的运用",
            "role": "1",
            "is_representative": "on",
            "journal": "基础教育研究 ISSN 1002-3275",
            "issue": "2025 年第 5 期",
        },
    ),
    "achievements": (
        {
            "name": "农村初中数学分层作业设计与实践",
            "kind": "4",
            "level": "3",
            "started_on": "2023-03",
            "ended_on": "2025-01",
            "content": "按三个层次设计初一至初三的数学作业，在六个班试用两年。",
            "part": "主持，负责总体设计、作业编写和数据分析。",
            "effect": "试用班级及格率提高 11 个百分点，作业集在灵山县三所学校推广。",
            "place": "1",
        },
    ),
    "academic_posts": ({"started_on": "2024-03", "body": "钦州市数学学会", "post": "会员"},),
}


def fill(actor: Actor) -> None:
    """Fill in the whole archive; only the first row of a section has all its scans, as in real life."""
    for code in ("portrait", "avatar"):
        _add(archive.section("photos"), code, actor)
    for key, answers in (("basic", BASIC), ("contact", CONTACT)):
        section = archive.section(key)
        profile_rows.save_answer(section, _checked(section, answers, actor), actor=actor, expected_version=0)
    for key, rows in ROWS.items():
        _fill_rows(archive.section(key), rows, actor)


def _fill_rows(section, rows, actor) -> None:
    for number, answers in enumerate(rows):
        form = _checked(section, answers, actor)
        row = profile_rows.add_row(section, form, actor=actor, token=str(number))
        if number == 0:
            for code in section.uploads:
                _add(section, code, actor, row.public_id)


def _add(section, code, actor, row_id=None) -> None:
    portraits = {"portrait": pictures.portrait(1), "avatar": pictures.avatar()}
    content = portraits.get(code) or pictures.scan(TITLES[code], 1)
    profile_files.add_file(section, code, io.BytesIO(content), name=f"{code}.jpg", actor=actor, row_id=row_id)


def _checked(section, answers, actor):
    form = section.form(answers, subject=actor.user, actor=actor)
    if not form.is_valid():
        raise ValueError(f"{section.key}: {form.errors.as_json()}")
    return form


TITLES = {code: code.replace("_", " ").upper() for section in archive.SECTIONS for code in section.uploads}
