"""What teachers of the demo write when they apply for 一级教师: all sixteen sections of 职称评审."""

SUBJECTS = ("初中数学", "初中语文", "初中英语", "初中物理")
SINGLE = {
    "basic_information": {
        "personnel_status": "2",
        "ethnicity": "08",
        "native_place": "广西钦州市灵山县",
        "politics": "01",
        "work_started_on": "2012-08",
        "professional_years": "14",
        "discipline": "基础教育",
        "application_mode": "1",
        "is_first": "yes",
        "is_rural": "no",
        "is_skilled": "no",
        "post": "教研组长",
        "post_since": "2020-09",
        "post_notes": "负责全校{subject}教研和青年教师培养。",
        "phone": "0777-2838001",
        "email": "teacher{number}@example.cn",
        "archive_keeper": "钦州市教育局人事科",
        "address": "广西钦州市钦南区扬帆大道 {number} 号",
    },
    "exceptional": {"exceptional_road": "no"},
    "language_and_computer": {
        "language_requirement": "none",
        "computer_requirement": "required",
        "language_result": "none",
        "computer_result": "passed",
        "check_result": "全国专业技术人员计算机应用能力考试三个模块合格，证书可在人事考试网查询。",
    },
    "work_report": {
        "report": "<p>任二级教师以来，我一直担任{subject}教学，其中六年任班主任，四年任教研组长。</p>"
        "<p><strong>教学。</strong>坚持集体备课和课后反思，所教班级学业水平测试及格率每年高于全市平均 9 个"
        "百分点以上，2023 届有 31 人升入自治区示范性普通高中。</p>"
        "<p><strong>教研。</strong>主持市级课题一项，发表论文两篇，开市级公开课 5 节。</p>"
        "<ul><li>指导青年教师 4 人，其中 2 人获市级教学比赛一等奖；</li><li>到帮扶学校送教 12 次。</li></ul>"
    },
}
ROWS: dict[str, tuple[dict[str, str], ...]] = {
    "education": (
        {
            "graduated_on": "2012-06",
            "rank": "1",
            "education": "21",
            "school": "南宁师范大学",
            "major": "{subject}教育",
            "study_mode": "1",
            "years": "4 年",
            "certificate_number": "10603120120500{number}",
            "degree": "4",
            "degree_number": "106034201200{number}",
            "degree_body": "南宁师范大学",
        },
    ),
    "credentials": (
        {
            "is_basis": "on",
            "kind": "1",
            "title": "二级教师",
            "level": "assistant",
            "specialty": "{subject}",
            "granted_on": "2014-11",
            "number": "20141107{number}",
            "granting_body": "钦州市职称改革工作领导小组办公室",
        },
        {
            "kind": "2",
            "title": "初级中学教师资格",
            "specialty": "{subject}",
            "granted_on": "2012-06",
            "number": "20124507142{number}",
            "granting_body": "钦州市教育局",
        },
    ),
    "continuing_education": tuple(
        {
            "year": str(year),
            "public_required_hours": "30",
            "public_elective_hours": "12",
            "industry_hours": "18",
            "professional_hours": str(hours),
        }
        for year, hours in zip(range(2025, 2020, -1), (36, 42, 30, 33, 48), strict=True)
    ),
    "work_history": (
        {
            "started_on": "2016-09",
            "employer": "钦州市第二中学",
            "post": "{subject}教师、教研组长",
            "witness": "覃丽华",
        },
        {
            "started_on": "2012-08",
            "ended_on": "2016-08",
            "employer": "灵山县灵城第一初级中学",
            "post": "{subject}教师",
            "witness": "劳家成",
        },
    ),
    "social_insurance": (
        {"started_on": "2016-09", "agency": "钦州市社会保险事业管理中心", "payer": "钦州市第二中学"},
        {
            "started_on": "2012-08",
            "ended_on": "2016-08",
            "agency": "灵山县社会保险事业管理中心",
            "payer": "灵山县灵城第一初级中学",
        },
    ),
    "practice": (
        {
            "started_on": "2020-09",
            "employer": "钦州市第二中学",
            "work": "主持全校{subject}教研，组织集体备课、听课评课和质量分析，任两个班的教学",
            "post": "教研组长",
            "witness": "黎永康",
        },
        {
            "started_on": "2014-09",
            "ended_on": "2020-08",
            "employer": "钦州市第二中学、灵山县灵城第一初级中学",
            "work": "{subject}教学，任班主任六年",
            "post": "班主任",
            "witness": "覃丽华",
        },
    ),
    "society_posts": (
        {"started_on": "2019-03", "body": "钦州市教育学会{subject}专业委员会", "post": "理事"},
    ),
    "achievements": (
        {
            "name": "农村初中分层作业设计与实践（钦州市教育科学规划课题）",
            "kind": "4",
            "level": "3",
            "started_on": "2021-03",
            "ended_on": "2023-01",
            "content": "按三个层次设计{subject}作业，在六个班试用两年。",
            "part": "主持，负责总体设计、作业编写和数据分析。",
            "effect": "试用班级及格率提高 11 个百分点，作业集在三所学校推广。",
            "place": "1",
        },
    ),
    "awards": (
        {
            "awarded_on": "2024-05",
            "level": "3",
            "name": "钦州市{subject}优质课比赛一等奖",
            "body": "钦州市教育局",
            "place": "1",
        },
        {
            "awarded_on": "2022-09",
            "level": "4",
            "name": "钦南区优秀教师",
            "body": "钦南区人民政府",
            "place": "1",
        },
    ),
    "patents": (
        {
            "name": "一种可拼接的教学演示板",
            "kind": "2",
            "granted_on": "2023-11-08",
            "notes": "与本校同事合作，用于{subject}课堂演示。",
        },
    ),
    "publications": (
        {
            "published_on": "2024-03",
            "kind": "9",
            "title": "壮族文化元素在{subject}教学中的运用",
            "role": "1",
            "is_representative": "on",
            "journal": "基础教育研究 ISSN 1002-3275",
            "issue": "2024 年第 5 期",
            "merit": "获自治区教育教学论文评比二等奖。",
            "is_recommended": "on",
        },
        {
            "published_on": "2021-10",
            "kind": "9",
            "title": "{subject}集体备课的三个环节",
            "role": "1",
            "journal": "广西教育 CN 45-1090",
            "issue": "2021 年第 38 期",
        },
    ),
    "other_evidence": ({"name": "近五年年度考核登记表"},),
}


def answers_of(key: str, number: int) -> dict[str, str]:
    """What the person of this number writes in a section that is asked once."""
    return _filled(SINGLE[key], number)


def rows_of(key: str, number: int) -> list[dict[str, str]]:
    """The same for every row of a section that has many."""
    return [_filled(row, number) for row in ROWS[key]]


def _filled(answers, number) -> dict[str, str]:
    words = {"subject": SUBJECTS[number % len(SUBJECTS)], "number": 101 + number}
    return {name: value.format(**words) for name, value in answers.items()}
