"""Well-formed answers for every section of 个人资料, and an archive filled with them."""

from accounts.models import ProfileRow
from accounts.profile import archive
from accounts.services import profile_files
from accounts.services.profile_rows import add_row, save_answer
from catalogue import reference
from tests.core.pictures import encoded, scene

PERIOD = {"started_on": "2019-09", "ended_on": "2021-08"}
ANSWERS = {
    "basic": {
        "ethnicity": "08",
        "politics": "13",
        "work_started_on": "2009-07",
        "personnel_status": "2",
        "native_place": "广西钦州市灵山县",
    },
    "contact": {"address": "钦州市钦南区扬帆大道 18 号", "phone": "0777-2838001", "email": "me@example.cn"},
    "education": {
        "graduated_on": "2009-06",
        "rank": "1",
        "education": "21",
        "school": "南宁师范大学",
        "major": "数学与应用数学",
        "study_mode": "1",
        "certificate_number": "106035200905001234",
    },
    "work_history": {**PERIOD, "employer": "城东初级中学", "post": "二级教师", "witness": "农丽萍"},
    "practice": {**PERIOD, "employer": "阳光中学", "work": "初中数学教学", "witness": "梁海涛"},
    "continuing_education": {"year": "2025", "public_required_hours": "30", "professional_hours": "66.5"},
    "social_insurance": {**PERIOD, "agency": "钦州市社会保险事业中心", "payer": "阳光中学"},
    "present_titles": {
        "kind": "1",
        "title": "二级教师",
        "level": "assistant",
        "granted_on": "2012-12",
        "granting_body": "钦州市职改办",
    },
    "annual_appraisals": {"year": "2025", "result": "1", "employer": "阳光中学"},
    "awards": {"awarded_on": "2024-09", "level": "3", "name": "优秀教师", "body": "钦州市教育局"},
    "patents": {"name": "一种圆规教具", "kind": "2", "granted_on": "2023-05-16"},
    "publications": {
        "published_on": "2022-03",
        "kind": "9",
        "title": "函数概念的教学",
        "role": "1",
        "journal": "广西教育 45-1090",
    },
    "achievements": {
        **PERIOD,
        "name": "市级课题“数学建模入门”",
        "kind": "4",
        "level": "3",
        "content": "编写校本教材一册",
        "part": "主持",
    },
    "academic_posts": {**PERIOD, "body": "钦州市数学学会", "post": "理事"},
}


def valid(section, actor, **changes):
    """A bound form of a section that may be saved."""
    form = section.form(ANSWERS[section.key] | changes, subject=actor.user, actor=actor)
    assert form.is_valid(), form.errors
    return form


def make_row(actor, key, token="", **changes):
    """One row more; rows of the same section differ by their token."""
    section = archive.section(key)
    return add_row(section, valid(section, actor, **changes), actor=actor, token=token or str(changes))


def rows_of(user, key):
    """The stored rows of a section in the person's order, each with its plain `answers`."""
    rows = list(ProfileRow.objects.filter(user=user, section_key=key))
    for row in rows:
        row.answers = row.opened("data", archive.section(key).form.pii)
    return rows


def make_scan(actor, key, code, row=None):
    """One picture in the archive."""
    picture = encoded(scene(420, 540), "JPEG")
    row_id = row.public_id if row else None
    return profile_files.add_file(
        archive.section(key), code, picture, name="a.jpg", actor=actor, row_id=row_id
    )


def make_archive(actor):
    """Every section filled once, with a portrait and one scan for each row."""
    reference.enumerations()
    make_scan(actor, "photos", "portrait")
    make_scan(actor, "photos", "avatar")
    for section in archive.SECTIONS:
        if section.many:
            row = make_row(actor, section.key)
            make_scan(actor, section.key, section.uploads[0], row)
        elif section.form.base_fields:
            save_answer(section, valid(section, actor), actor=actor, expected_version=0)
