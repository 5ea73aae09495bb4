"""The sections of 职称评审: each asks what the form asks, refuses what cannot be, and is read in words."""

import pytest
from django.template import engines

from accounts.profile import archive
from applications.sections.evaluation.credentials import answers_from
from applications.sections.evaluation.facts import facts_of
from applications.sections.evaluation.order import SECTIONS
from applications.sections.evaluation.titles import titles_for_evaluation
from applications.services.answers import says_the_same, typed
from applications.services.reading import IDENTITY_WORDS
from catalogue import reference
from catalogue.enums import AssessMode, LevelGroup, TitleLevel
from catalogue.models import EnumItem, Title
from certificates.enums import CertificateState
from core.models.answers import storable
from core.uploads import upload_spec
from tests.factories.accounts import make_user
from tests.factories.applications import make_title
from tests.factories.certificates import make_certificate, make_series
from tests.factories.evaluation import ANSWERS, SUBMITTED, basic_information, draft_of

BY_KEY = {section.key: section for section in SECTIONS}
# The list of the form in use, section by section: every question, then every picture with its largest count.
LIST = {
    "basic_information": (
        "1 基本信息",
        (
            "单位 单位级别 个人身份性质 评审年度 姓名 曾用名 性别 民族 证件号码 出生年月 籍贯 "
            "政治面貌 填表时间 参加工作时间 专业技术工作年限 参加评审会 拟评职称系列 拟评级别 "
            "拟评专业技术资格 学科 拟评专业 申报方式 是否第一次申报 曾申报次数 上一次申报时间 "
            "参加乡村振兴定向评价 是否高技能人才 从事技术技能工作年限 行政职务 行政职务任命时间 "
            "行政职务说明 联系电话 电子邮箱 档案所在地机构名称 联系地址"
        ),
        {"身份证人像面": 1, "身份证国徽面": 1, "近期免冠2寸照片": 1},
    ),
    "education": (
        "2 学历情况",
        (
            "数据来源 毕业时间 学历项目 学历 毕业学校 专业 学习形式 学制 学历证书编号 学位 "
            "学位证书编号 学位授予单位"
        ),
        {"毕业证书": 2, "学位证书": 2},
    ),
    "credentials": (
        "3-1 现任专业技术资格、职业资格和技能证书",
        (
            "数据来源 是否以该资格申报 资格类型 现任专业技术职务 专业 资格取得时间 证书编号 "
            "管理号 批准机关 证书适用范围 获取时间"
        ),
        {"资格证书": 5},
    ),
    "exceptional": (
        "3-2 破格/直接申报",
        "是否申请破格",
        {"破格/直接申报证明材料": 10},
    ),
    "language_and_computer": (
        "4 职称外语和职称计算机",
        "外语要求 计算机要求 外语合格情况 计算机合格情况 核查结果 外省考试说明",
        {"免试证明": 5},
    ),
    "continuing_education": (
        "5 继续教育学时、学分完成情况",
        "公需必修学时 公需选修学时 行业共享学分 行业共享学时 专业学时 总学时",
        {"继续教育证明": 10},
    ),
    "work_history": (
        "6-1 工作简历",
        "开始时间 截止时间 工作单位 职务 证明人",
        {"工作证明": 5},
    ),
    "social_insurance": (
        "6-2 个人社保缴纳记录",
        "缴纳开始时间 缴纳结束时间 社保机构 缴纳单位",
        {"社保缴纳证明": 5},
    ),
    "practice": (
        "7-1 专业技术工作经历(能力)",
        "开始时间 截止时间 工作单位(学校) 从事何种专业技术工作(学习) 任何职 证明人",
        {"专业技术工作证明": 10},
    ),
    "society_posts": (
        "7-2 学术团体及社会兼职",
        "开始时间 截止时间 学术团体名称 在何职",
        {"任职证明": 5},
    ),
    "achievements": (
        "8-1 业绩成果",
        (
            "业绩名称 开始时间 截止时间 项目级别 项目内容 本人作用 "
            "完成情况及效果、效益、获何种奖励、专利 个人排名"
        ),
        {"项目材料": 20, "个人项目任职证明": 20, "项目获奖": 20},
    ),
    "awards": (
        "8-2 获奖情况",
        "授奖时间 名称与内容 等级 授奖机关 个人排名",
        {"获奖证书": 5},
    ),
    "patents": (
        "8-3 专利",
        "专利名称 类别 取得时间 介绍",
        {"专利证书": 5},
    ),
    "publications": (
        "9 学术成果",
        (
            "发表时间 类别 角色 是否代表作 登载刊物名称、刊号 年卷(期) 权威索引 级别 获奖/效益 "
            "是否在推荐表上显示"
        ),
        {"封面版权页": 5, "目录": 5, "论文、著作内容": 50},
    ),
    "work_report": (
        "10 专业技术工作总结",
        "专业技术工作总结",
        {},
    ),
    "other_evidence": (
        "11 其他材料",
        "标题",
        {"其他材料扫描件": 10},
    ),
}
OPTIONS = [
    (
        "basic_information",
        "personnel_status",
        "国有企业人员,事业单位人员,非公单位人员,机关、事业非公单位人员,自由职业者",
    ),
    ("basic_information", "politics", "中共党员,预备党员,群众,其他"),
    ("basic_information", "application_mode", "晋升,初定,转评,其他"),
    ("education", "data_origin", "自填,数据获取"),
    ("credentials", "kind", "职称证书,职业资格证书,技能等级证书,无（首次申报，没有现任资格）"),
    ("exceptional", "exceptional_road", "否,破格申报,直接申报"),
    ("language_and_computer", "language_requirement", "不作要求,要求合格"),
    ("language_and_computer", "computer_result", "不作要求,合格,免试"),
    ("achievements", "kind", "项目,专利,标准,课题"),
    ("awards", "level", "国家级,省部级,市厅级,县区级,单位级,其他"),
    ("patents", "kind", "发明,实用新型,外观设计"),
    ("publications", "kind", "中文核心,科技核心,国际权威索引,国家报刊,理论宣传成果,其他"),
    ("publications", "role", "独著,主编,编委,通讯作者,其他"),
    ("publications", "index", "SCI,EI,SSCI,A&HCI,其他"),
]
WRONG = [
    ("basic_information", {"employer_name": "没有这家"}, "employer_name", "没有找到"),
    ("basic_information", {"personnel_status": "6"}, "personnel_status", "从列表里选"),
    ("basic_information", {"politics": "03"}, "politics", "从列表里选"),
    ("basic_information", {"professional_years": "61"}, "professional_years", "不会超过 60"),
    ("basic_information", {"professional_years": "十二"}, "professional_years", "请填写整数"),
    ("basic_information", {"earlier_count": "", "earlier_on": ""}, "earlier_count", "曾申报次数"),
    ("basic_information", {"earlier_count": "0"}, "earlier_count", "曾申报次数"),
    ("basic_information", {"earlier_on": ""}, "earlier_on", "上一次申报时间"),
    ("basic_information", {"is_first": "yes"}, "is_first", "是不是第一次申报"),
    ("basic_information", {"skilled_years": "1_0"}, "skilled_years", "请填写整数"),
    ("basic_information", {"skilled_years": ""}, "skilled_years", "从事技术技能工作年限"),
    ("basic_information", {"post": ""}, "post", "请同时填写行政职务"),
    ("basic_information", {"post_notes": "字" * 201}, "post_notes", "最多填 200 个字"),
    ("basic_information", {"archive_keeper": "字\x00"}, "archive_keeper", "看不见的字符"),
    ("basic_information", {"address": "\u202e\u200b\x07"}, "address", "请填写联系地址"),
    ("basic_information", {"phone": "打我电话"}, "phone", "带区号的座机"),
    ("basic_information", {"email": "me"}, "email", "格式不对"),
    ("education", {"graduated_on": "2099-06"}, "graduated_on", "还没有到"),
    ("credentials", {"obtained_on": "2012-11"}, "obtained_on", "不能早于资格取得时间"),
    ("credentials", {"kind": "none", "is_basis": ""}, "title", "这里不用填"),
    ("credentials", {"kind": "none", "title": ""}, "is_basis", "没有可以用来申报的资格"),
    ("exceptional", {"grounds": ""}, "grounds", "请写明理由"),
    ("exceptional", {"grounds": "字" * 301}, "grounds", "最多填 300 个字"),
    ("exceptional", {"exceptional_road": "no"}, "exceptional_road", "清空理由"),
    ("language_and_computer", {"computer_result": "none"}, "computer_result", "计算机要求合格"),
    ("continuing_education", {"year": "2999"}, "year", "还没有到"),
    (
        "continuing_education",
        {"professional_hours": "", "public_required_hours": ""},
        "professional_hours",
        "填 0",
    ),
    ("work_history", {"ended_on": "2019-08"}, "ended_on", "不能早于开始时间"),
    ("social_insurance", {"ended_on": "2019-08"}, "ended_on", "不能早于开始时间"),
    ("practice", {"work": "字" * 121}, "work", "最多填 120 个字"),
    ("society_posts", {"ended_on": "2019-08"}, "ended_on", "不能早于开始时间"),
    ("achievements", {"content": "字" * 71}, "content", "最多填 70 个字"),
    ("achievements", {"part": "字" * 151}, "part", "最多填 150 个字"),
    ("achievements", {"effect": "字" * 251}, "effect", "最多填 250 个字"),
    ("awards", {"place": "0"}, "place", "从 1 开始"),
    ("patents", {"notes": "字" * 251}, "notes", "最多填 250 个字"),
    ("publications", {"merit": "字" * 251}, "merit", "最多填 250 个字"),
    ("work_report", {"report": "<p>" + "字" * 3001 + "</p>"}, "report", "请删去 1 个字符"),
    ("work_report", {"report": "<p><br></p>"}, "report", "请填写专业技术工作总结"),
    ("other_evidence", {"name": "字" * 61}, "name", "最多填 60 个字"),
]


@pytest.fixture
def evaluation(world):
    """The world with the enumerations of the project, a draft, and answers for every section."""
    reference.enumerations()
    world.engineer = make_title("工程师", TitleLevel.INTERMEDIATE)
    world.subject = draft_of(world)
    world.answers = {"basic_information": basic_information(world, world.engineer), **ANSWERS}
    return world


def bound(evaluation, key, data=None, **changes):
    answers = evaluation.answers[key] if data is None else data
    return BY_KEY[key].form(answers | changes, subject=evaluation.subject, actor=evaluation.applicant)


def asked_words(section) -> list[str]:
    return [section.form.short_labels.get(n, f.label) for n, f in section.form.base_fields.items()]


def test_the_sections_stand_in_the_order_of_the_form():
    assert [section.key for section in SECTIONS] == list(LIST)
    assert [section.title for section in SECTIONS] == [title for title, _, _ in LIST.values()]
    assert [section.many for section in SECTIONS].count(True) == 12


def test_every_question_of_the_form_is_asked_in_its_words(evaluation):
    told = [label for label, _ in facts_of(evaluation.subject)] + [label for _, label in IDENTITY_WORDS]
    for key, (_, words, _) in LIST.items():
        known = asked_words(BY_KEY[key]) + (told if key == "basic_information" else [])
        assert [word for word in words.split() if word not in known] == [], key


def test_every_picture_of_the_form_may_be_uploaded_as_often_as_it_says():
    for section in SECTIONS:
        boxes = [upload_spec(code) for code in section.uploads]
        assert {spec.label: spec.max_count for spec in boxes} == LIST[section.key][2]
        assert set(section.required_uploads) <= set(section.uploads)


def test_the_sentence_of_the_manual_tells_how_to_order_the_practice():
    manual = "填写专业技术工作经历信息，请按照项目的重要性，拖动列表进行排序。"
    assert BY_KEY["practice"].hint + "。" == manual
    assert all(section.hint and not section.hint.endswith("。") for section in SECTIONS)


@pytest.mark.parametrize("key", LIST)
def test_questions_of_the_archive_have_the_same_names(key):
    section = BY_KEY[key]
    kept = [archive.section(one).form for one in section.drawn_from]
    alone = {"profession", "postcode"}
    for form in kept:
        assert set(form.base_fields) - alone <= set(section.form.base_fields)
        assert set(form.pii) <= set(section.form.pii)


def test_the_lists_are_those_of_the_form(evaluation):
    for key, name, entries in OPTIONS:
        field = bound(evaluation, key).fields[name]
        assert ",".join(label for code, label in field.choices if code) == entries, (key, name)


@pytest.mark.parametrize("key", LIST)
def test_a_section_saves_and_is_judged_alike_when_read_again(key, evaluation):
    form = bound(evaluation, key)
    assert form.is_valid(), form.errors
    stored = storable(form.cleaned_data)
    again = bound(evaluation, key, stored)
    assert again.is_valid(), again.errors
    assert storable(again.cleaned_data) == stored
    words = {name: text for name, _, text in form.readable(stored)}
    assert [name for name in evaluation.answers[key] if not words[name]] == []
    assert "".join(words[name] for name in form.row_title) or not BY_KEY[key].many


@pytest.mark.parametrize("key", LIST)
def test_what_is_empty_is_refused_with_a_sentence_at_its_field(key, evaluation):
    form = bound(evaluation, key, {})
    wanted = {name for name, field in form.fields.items() if field.required}
    assert wanted
    assert set(form.errors) == wanted
    assert all(
        form.errors[name][0].startswith("请") and form.errors[name][0].endswith("。") for name in wanted
    )


def test_what_cannot_be_is_refused_at_its_field(evaluation):
    for key, changes, field, sentence in WRONG:
        errors = bound(evaluation, key, **changes).errors
        assert sentence in "".join(errors.get(field, ["（没有拒绝）"])), (key, changes)


@pytest.mark.parametrize("key", LIST)
def test_a_form_renders_without_a_request(key, evaluation):
    template = engines["django"].from_string("{% load crispy_forms_filters %}{{ form|crispy }}")
    section = BY_KEY[key]
    page = template.render({"form": section.form(subject=evaluation.subject, actor=evaluation.applicant)})
    shown = [f.label for f in section.form.base_fields.values() if not f.widget.is_hidden]
    assert [label for label in shown if label not in page] == []
    assert " style=" not in page
    assert page.count("data-max=") == page.count("<textarea")


@pytest.mark.parametrize("key", [section.key for section in SECTIONS if not section.many])
def test_what_stands_on_a_page_merely_looked_at_is_no_unsaved_change(key, evaluation):
    lines = {"exceptional": {"grounds": "第一\r\n第二"}, "basic_information": {"post_notes": "第一\r\n第二"}}
    answers = evaluation.answers[key] | lines.get(key, {})
    form = bound(evaluation, key, answers)
    assert form.is_valid(), form.errors
    assert says_the_same(typed(BY_KEY[key], answers), storable(form.cleaned_data))


def test_neither_examination_is_asked_for_by_default(evaluation):
    form = BY_KEY["language_and_computer"].form(subject=evaluation.subject)
    assert [form[name].value() for name in list(form.fields)[:4]] == ["none"] * 4


def test_the_basic_section_promotes_what_the_application_is_searched_by(evaluation):
    form = bound(evaluation, "basic_information")
    assert form.is_valid()
    promoted = form.promoted()
    assert set(promoted) == set(BY_KEY["basic_information"].promotes)
    assert (promoted["title_name"], promoted["level"]) == ("工程师", TitleLevel.INTERMEDIATE)
    assert promoted["employer"] == evaluation.employer


def test_the_own_employer_and_the_short_list_are_filled_in(evaluation):
    section = BY_KEY["basic_information"]
    form = section.form(subject=evaluation.subject, initial={"politics": "04"})
    assert form["employer_name"].value() == evaluation.employer.name
    assert form["politics"].value() == "90"
    kept = section.form(subject=evaluation.subject, initial={"politics": "02", "employer_name": "甲"})
    assert (kept["politics"].value(), kept["employer_name"].value()) == ("02", "甲")


def test_a_committee_filed_for_some_specialties_evaluates_no_other(evaluation):
    evaluation.subject.plan.committee.specialties = ["给水排水", "环境监测"]
    refused = bound(evaluation, "basic_information")
    assert "请从这些专业里选：给水排水、环境监测。" in refused.errors["specialty"][0]
    assert bound(evaluation, "basic_information", specialty="环境监测").is_valid()
    assert refused.known_specialties() == ["给水排水", "环境监测"]


def test_titles_are_those_of_series_level_and_committee_that_no_examination_decides(evaluation):
    series = evaluation.title.series
    examined = make_title("系统集成项目管理工程师", TitleLevel.INTERMEDIATE)
    Title.objects.filter(pk=examined.pk).update(assess_mode=AssessMode.NATIONAL_EXAM)
    make_title("经济师", TitleLevel.INTERMEDIATE, series=make_series("09", "经济系列"))
    both = [TitleLevel.INTERMEDIATE, TitleLevel.ASSISTANT]

    def names(levels, group):
        return [title.name for title in titles_for_evaluation(series, levels, group)]

    assert names(both, LevelGroup.INTERMEDIATE) == ["工程师"]
    assert names(both, LevelGroup.JUNIOR) == ["助理工程师"]
    assert names([TitleLevel.ASSISTANT], LevelGroup.INTERMEDIATE) == []


def test_the_page_tells_what_the_plan_says(evaluation):
    facts = dict(facts_of(evaluation.subject))
    assert facts["参加评审会"] == "工程系列中级评审会"
    assert facts["拟评职称系列"] == evaluation.title.series.name
    assert facts["填表时间"] == "以报送当天为准"
    assert facts["单位级别"] == "单位没有登记级别"
    evaluation.subject.employer = evaluation.employer
    evaluation.employer.unit_level = EnumItem.objects.get(group="unit_level", code="3")
    evaluation.subject.submitted_at = SUBMITTED
    facts = dict(facts_of(evaluation.subject))
    assert (facts["单位级别"], facts["填表时间"]) == ("市属", "2026-11-21")
    evaluation.subject.employer = evaluation.subject.applicant.employer = None
    assert dict(facts_of(evaluation.subject))["单位级别"] == "填写单位后显示"


def origin(evaluation, data, **changes):
    form = bound(evaluation, "credentials", data, **changes)
    assert form.is_valid(), form.errors
    return form.cleaned_data["data_origin"]


def test_a_row_that_names_a_verified_certificate_says_what_the_register_says(evaluation):
    held = make_certificate(evaluation.applicant.user)
    taken = answers_from(held)
    assert origin(evaluation, taken) == "fetch"
    form = bound(evaluation, "credentials", taken, title="高级工程师")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == held.title_name
    assert form.cleaned_data["data_origin"] == "fetch"
    assert origin(evaluation, ANSWERS["credentials"], data_origin="fetch") == "self"
    assert origin(evaluation, answers_from(make_certificate(make_user(name="别人")))) == "self"
    held.state = CertificateState.VOID_REVIEW
    held.save(update_fields=["state"])
    assert origin(evaluation, taken) == "self"


def test_who_holds_nothing_says_so_in_one_row(evaluation):
    form = bound(evaluation, "credentials", {"kind": "none", "granting_body": "钦州市职改办"})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["title"], form.cleaned_data["granting_body"]) == ("无", "")
    assert bound(evaluation, "credentials", storable(form.cleaned_data)).is_valid()


def test_the_hours_of_a_year_are_added_up_and_none_may_be_said(evaluation):
    form = bound(evaluation, "continuing_education")
    assert form.is_valid()
    assert form.cleaned_data["total_hours"] == "96.5"
    nothing = bound(evaluation, "continuing_education", {"year": "2025", "professional_hours": "0"})
    assert nothing.is_valid(), nothing.errors
    assert (nothing.cleaned_data["total_hours"], nothing.cleaned_data["professional_hours"]) == ("0", "0")
