"""体检: what is found in what is saved, and that every page and the server go by the same list."""

import dataclasses
import datetime
import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import registry
from applications.models import SectionAnswer
from applications.services.case import Case, Entry
from applications.services.check_rules import check_rules
from applications.services.checks.table import JUDGES
from applications.services.checkup import checkup, examine
from applications.services.files import add_file, files_of
from applications.services.guards import GUARDED
from applications.services.places.table import ELSEWHERE, PLACES
from applications.services.transitions import perform
from catalogue.models import EnumItem
from core.errors import Refused
from core.models import StoredFile
from tests.core.pictures import encoded, scene
from tests.factories.accounts import sign_in
from tests.factories.applications import ANSWERS
from tests.factories.certificates import make_certificate

APPLICANT, EMPLOYER, OFFICE = "applicant_check", "employer", "office"
TODAY = datetime.date(2026, 11, 21)
PLEDGED = {"commitment": "on"}
# Why one applies all the same, where a spoilt date makes 我能报什么 say no.
REASONED = {"review_reason": "档案里的时间登记有误。"}


def ids(findings):
    return {finding.rule_id for finding in findings}


def picture(application, key, code, width, height, actor):
    section = registry.kind(application.kind).section(key)
    return add_file(
        application, section, code, encoded(scene(width, height), "JPEG"), name="a.jpg", actor=actor
    )


def clean_application(world):
    """Complete, every picture large enough and unlike the others."""
    application = world.complete()
    for place, file in enumerate(files_of(application).exclude(spec_code="portrait")):
        StoredFile.objects.filter(pk=file.pk).update(height=1200, sha256=f"{place:064}")
    return application


def set_answers(application, key, **answers):
    """Answers as an older form may have let them pass."""
    section = registry.kind(application.kind).section(key)
    stored = SectionAnswer.objects.get(application=application, section_key=key)
    stored.seal("data", stored.opened("data", section.form.pii) | answers, section.form.pii)
    stored.save()


def set_person(application, **fields):
    for name, value in fields.items():
        setattr(application.applicant, name, value)
    application.applicant.save()


def set_file(application, code, **fields):
    files_of(application).filter(spec_code=code).update(**fields)


def double_file(application, code):
    file = files_of(application).get(spec_code=code)
    file.pk, file.public_id, file.position = None, uuid4(), 1
    file.path, file.thumb_path, file.sha256 = "x.jpg", "y.jpg", "f" * 64
    file.save()


def set_house(house, **fields):
    for name, value in fields.items():
        setattr(house, name, value)
    house.save()


SPOILED = {
    "JX-01": lambda one: files_of(one).filter(spec_code="diploma").delete(),
    "JX-02": lambda one: one.answers.filter(section_key="work_summary").update(draft={"summary": "x"}),
    "JX-04": lambda one: set_person(one, id_number="450103199001010017"),
    "JX-05": lambda one: set_person(one, birth_on=datetime.date(1999, 9, 9)),
    "JX-06": lambda one: set_person(one, id_number="450103199001010016", sex="female"),
    "JX-07": lambda one: set_person(one, mobile="1380013800"),
    "JX-08": lambda one: set_person(one, email="a.b.cn"),
    "JX-09": lambda one: set_answers(one, "basic_profile", probation_ended_on="2024-01-01"),
    "JX-10": lambda one: set_answers(one, "basic_profile", graduated_on="2099-01"),
    "JX-13": lambda one: set_person(one, birth_on=datetime.date(2010, 1, 1)),
    "JX-14": lambda one: set_person(one, birth_on=datetime.date(2007, 1, 1)),
    "JX-23": lambda one: set_file(one, "id_card_front", sha256=f"{0:064}"),
    "JX-25": lambda one: set_file(one, "portrait", width=600, height=600),
    "JX-26": lambda one: set_file(one, "portrait", width=210, height=270),
    "JX-27": lambda one: set_file(one, "portrait", size=512 * 1024 + 1),
    "JX-28": lambda one: set_file(one, "portrait", hints=["background"]),
    "JX-29": lambda one: set_file(one, "portrait", hints=["blur"]),
    "JX-30": lambda one: set_file(one, "diploma", height=560),
    "JX-32": lambda one: double_file(one, "id_card_front"),
    "JX-43": lambda one: make_certificate(one.applicant, series=one.series, level=one.level),
    "JX-44": lambda one: set_house(one.employer, state="disabled"),
    "JX-46": lambda one: set_house(one.office, can_recognize_levels=["intermediate"]),
    "JX-50": lambda one: set_answers(one, "work_summary", summary=f"<p>{'字' * 701}</p>"),
    "BD-01": lambda one: EnumItem.objects.filter(group="ethnicity").delete(),
}
# Seen below: they look at lists, at a return, or at other people's files.
SEEN_BELOW = {"JX-22", "JX-24", "JX-33", "JX-37", "JX-42", "JX-45", "JX-58"}
# Seen in test_checkup_originals.
ORIGINALS = {"JX-35", "JX-38", "JX-39", "JX-40", "JX-41"}
# Seen in tests/accounts/test_flags.py.
FLAGS = {"JX-54"}


def test_a_complete_application_has_nothing_found(world):
    result = checkup(clean_application(world), APPLICANT)
    assert result.findings == ()
    assert {"JX-01", "JX-02", "JX-07", "JX-10", "JX-25", "JX-44", "JX-46"} <= {
        one.id for one in result.passed
    }


def test_every_rule_is_seen_to_fire_on_what_is_really_saved(world):
    application = clean_application(world)
    for rule_id, spoil in SPOILED.items():
        with transaction.atomic():
            fresh = type(application).objects.with_names().get(pk=application.pk)
            spoil(fresh)
            found = [one for one in examine(fresh, APPLICANT) if one.rule_id == rule_id]
            transaction.set_rollback(True)
        assert found, rule_id
        rule = check_rules()[rule_id]
        assert {(one.sentence, one.severity) for one in found} == {(rule.sentence, rule.severity)}
        assert rule_id == "JX-46" or all(one.section_title[0].isdigit() for one in found)


def test_every_rule_has_places_or_says_who_judges_it():
    assert set(PLACES) | set(ELSEWHERE) == set(JUDGES)
    assert not set(PLACES) & set(ELSEWHERE)
    # JX-55 is seen where notices of employers are.
    seen = SPOILED.keys() | SEEN_BELOW | ORIGINALS | FLAGS | ROWS.keys() | LISTS.keys()
    assert set(PLACES) - {"JX-55"} == seen


def test_the_form_is_silent_where_a_rule_has_spoken(world):
    application = clean_application(world)
    set_house(application.employer, state="disabled")
    fresh = type(application).objects.with_names().get(pk=application.pk)
    (finding,) = examine(fresh, APPLICANT)
    assert (finding.rule_id, finding.section_key, finding.anchor) == (
        "JX-44",
        "application_info",
        "id_employer_name",
    )


def test_a_blocker_bars_the_hand_in_and_a_warning_does_not(world):
    application = clean_application(world)
    set_file(application, "portrait", width=600, height=600)
    with pytest.raises(Refused, match="还有 1 处必须改好"):
        perform(application, "submit", actor=world.applicant, data=PLEDGED)
    set_file(application, "portrait", width=420, height=540)
    set_file(application, "diploma", height=300)
    assert [one.severity for one in examine(application, APPLICANT)] == ["warning"]
    assert perform(application, "submit", actor=world.applicant, data=PLEDGED).submitted_at


def test_no_blocker_slips_through_however_the_guards_are_asked(world):
    application = clean_application(world)
    rules = check_rules()
    for rule_id, spoil in SPOILED.items():
        if rules[rule_id].severity != "blocker":
            continue
        with transaction.atomic():
            spoil(fresh_again(application))
            with pytest.raises(Refused) as refused:
                perform(application, "submit", actor=world.applicant, data=PLEDGED | REASONED)
            transaction.set_rollback(True)
        # Where the office no longer takes the level, the list of titles bars the way as well.
        counted = rule_id not in GUARDED or rule_id == "JX-46"
        assert ("处必须改好" in str(refused.value)) == counted, rule_id


def test_what_was_returned_and_saved_unchanged_is_told(world):
    application = perform(
        world.at_office(),
        "return_to_applicant",
        actor=world.officer,
        data={"opinion": "请修改。", "sections": ["basic_profile", "work_summary"]},
    )
    world.save(application, "work_summary", ANSWERS["work_summary"])
    world.save(application, "basic_profile", {**ANSWERS["basic_profile"], "school": "广西师范大学"})
    told = [one.section_key for one in examine(application, APPLICANT) if one.rule_id == "JX-58"]
    assert told == ["work_summary"]


def test_the_same_file_of_another_person_is_for_the_office_alone(world):
    other, application = world.submitted(world.another_applicant()), world.at_office()
    assert "JX-24" in ids(examine(application, OFFICE))
    assert "JX-24" not in ids(examine(application, EMPLOYER)) | ids(examine(application, APPLICANT))
    StoredFile.objects.filter(owner_id=other.public_id).delete()
    assert "JX-24" not in ids(examine(application, OFFICE))


def test_three_pages_show_one_list_of_warnings(world):
    application = clean_application(world)
    set_file(application, "id_card_front", sha256=f"{0:064}")
    set_file(application, "diploma", height=560)
    set_person(application, birth_on=datetime.date(2007, 1, 1))
    path = reverse("applications:application_check", args=[application.public_id])
    before = sign_in(Client(), world.applicant).get(path).content.decode()
    codes = set(re.findall(r"\b(?:JX|BD)-\d\d\b", before.split("已符合的")[0]))
    assert codes == {"JX-05", "JX-14", "JX-23", "JX-30"}
    set_person(application, birth_on=datetime.date(1990, 1, 1), id_number="450103199001010016", sex="male")
    application = perform(application, "submit", actor=world.applicant, data=PLEDGED)
    application = perform(application, "endorse", actor=world.clerk, data={"opinion": "同意。"})
    for key, actor in (("employer", world.clerk), ("office", world.officer)):
        url = reverse(f"admin_portal:{key}_application_detail", args=[application.public_id])
        desk = (
            sign_in(Client(), actor).get(url).content.decode().split('id="checkup"')[1].split("</section>")[0]
        )
        assert set(re.findall(r"JX-\d\d", desk)) == ids(examine(application, key)) == {"JX-23", "JX-30"}
        assert check_rules()["JX-23"].sentence in desk
        assert 'href="#read-attachments"' in desk


def test_statements_are_constant(world):
    application, other = world.complete(), world.draft(world.another_applicant())
    for _ in range(3):
        world.upload(application, "attachments", "other_evidence")
    counts = []
    for one in (application, other):
        fresh = type(one).objects.with_names().get(pk=one.pk)
        with CaptureQueriesContext(connection) as captured:
            checkup(fresh, APPLICANT)
        counts.append(len(captured))
    # Forms of sections that were never saved are not asked; nothing else may differ.
    assert counts[1] <= counts[0] <= 24
    with CaptureQueriesContext(connection) as captured:
        checkup(fresh_again(application), APPLICANT)
    few = len(captured)
    for _ in range(5):
        world.upload(application, "attachments", "other_evidence")
    with CaptureQueriesContext(connection) as captured:
        checkup(fresh_again(application), APPLICANT)
    assert len(captured) == few


def fresh_again(application):
    return type(application).objects.with_names().get(pk=application.pk)


# The lists of 职称评审: for each rule one row that is well, and one that is not.
ROWS = {
    "JX-15": (
        "education",
        {"degree": "4", "degree_number": "1059342012", "degree_body": "广西大学"},
        {"degree": "4", "degree_number": "", "degree_body": "广西大学"},
    ),
    "JX-16": ("education", {"rank": "1"}, {"rank": "2"}),
    "JX-18": ("credentials", {"kind": "none"}, {"kind": "1", "is_basis": False}),
    "JX-19": ("exceptional", {"exceptional_road": "no"}, {"exceptional_road": "direct"}),
    "JX-20": (
        "continuing_education",
        {"year": "2025", "public_required_hours": "30", "professional_hours": "60"},
        {"year": "2025", "public_required_hours": "29.5", "professional_hours": "60"},
    ),
    "JX-21": (
        "continuing_education",
        {"professional_hours": "90", "industry_hours": "2.5", "total_hours": "总学时 92.5"},
        {"professional_hours": "90", "industry_hours": "2.5", "total_hours": "总学时 96"},
    ),
    "JX-34": (
        "credentials",
        {"kind": "1", "number": "0037771"},
        {"kind": "1", "number": "401020011201000006"},
    ),
    "JX-36": ("credentials", {"control_number": "4" * 30}, {"control_number": "4" * 31}),
    "JX-49": ("publications", {"is_representative": True}, {"is_representative": False}),
    "JX-51": (
        "basic_information",
        {"professional_years": "11", "work_started_on": "2015-07"},
        {"professional_years": "13", "work_started_on": "2015-07"},
    ),
}


@pytest.mark.parametrize("rule_id", list(ROWS))
def test_one_row(rule_id):
    key, good, bad = ROWS[rule_id]
    assert wrong(rule_id, case({key: [good]})) == []
    (place,) = wrong(rule_id, case({key: [bad]}))
    assert place.section_key == key
    assert wrong(rule_id, case({})) == []


JOB = {"employer": "甲公司", "started_on": "2020-01"}
TITLE = {"kind": "1", "is_basis": True, "granted_on": "2018-12"}
LISTS = {
    "JX-11": (
        {"work_history": [{"started_on": "2018-06"}, {"started_on": "2015-07", "ended_on": "2018-06"}]},
        {"work_history": [{"started_on": "2018-03"}, {"started_on": "2015-07", "ended_on": "2018-06"}]},
    ),
    "JX-12": (
        {"work_history": [{"started_on": "2015-07", "ended_on": "2018-06"}, {"started_on": "2018-09"}]},
        {"work_history": [{"started_on": "2015-07", "ended_on": "2018-06"}, {"started_on": "2018-12"}]},
    ),
    "JX-17": ({"awards": []}, {"awards": [{"awarded_on": "2020-01"}]}),
    "JX-47": (
        {"work_history": [JOB], "social_insurance": [{"payer": "甲公司"}]},
        {"work_history": [JOB], "social_insurance": [{"payer": "乙公司"}]},
    ),
    "JX-48": (
        {"work_history": [JOB], "social_insurance": [{"started_on": "2020-02"}, {"started_on": "2022-02"}]},
        {"work_history": [JOB], "social_insurance": [{"started_on": "2020-03"}]},
    ),
    "JX-52": (
        {"credentials": [TITLE], "patents": [{"granted_on": "2018-12-05"}]},
        {"credentials": [TITLE], "publications": [{"published_on": "2018-11"}]},
    ),
}


@pytest.mark.parametrize("rule_id", list(LISTS))
def test_rows_against_each_other(rule_id):
    good, bad = LISTS[rule_id]
    assert wrong(rule_id, case(good)) == []
    assert len(wrong(rule_id, case(bad))) == 1


def test_a_job_within_another_is_an_overlap_and_leaves_no_gap():
    long, short, next_one = (
        {"started_on": "2010-01", "ended_on": "2020-01"},
        {"started_on": "2012-01", "ended_on": "2012-06"},
        {"started_on": "2020-02"},
    )
    rows = case({"work_history": [long, short, next_one]})
    assert [place.facts["rows"][1][0] for place in wrong("JX-11", rows)] == ["2012-01"]
    assert wrong("JX-12", rows) == []


@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        ([("2005-01", "2008-12")], [("2020-01", "2026-11")]),
        ([("2019-06", "2022-03"), ("2022-05", "")], []),
        ([("2022-06", ""), ("2019-06", "2022-03")], [("2022-04", "2022-06")]),
        ([("2019-06", "2026-10")], []),
        ([("2019-06", "2026-08")], [("2026-09", "2026-11")]),
        ([("2019-06", "2025-01"), ("2021-01", "2022-01"), ("2025-02", "")], []),
    ],
    ids=["before-the-job", "one-month-between", "two-months-between", "to-last-month", "ended", "within"],
)
def test_insurance_covers_the_whole_of_the_present_job(periods, missing):
    paid = [{"payer": "甲公司", "started_on": first, "ended_on": last} for first, last in periods]
    found = wrong("JX-48", case({"work_history": [JOB], "social_insurance": paid}))
    assert [(one.facts["job_start"], one.facts["social_start"]) for one in found] == missing


def test_who_paid_last_is_compared_where_no_payment_runs():
    paid = [
        {"payer": "丙公司", "started_on": "2010-01", "ended_on": "2019-12"},
        {"payer": "乙公司", "started_on": "2020-01", "ended_on": "2026-10"},
    ]
    (found,) = wrong("JX-47", case({"work_history": [JOB], "social_insurance": paid}))
    assert found.facts["social"] == "乙公司"
    assert wrong("JX-47", case({"work_history": [JOB], "social_insurance": paid[:1]})) == []


def test_years_of_study_are_without_gaps_up_to_the_year_before_the_evaluation():
    for years, missing in (
        ((2025,), []),
        ((2025, 2023), [2024]),
        ((2022, 2023), [2024, 2025]),
        ((2026,), []),
    ):
        rows = case({"continuing_education": [{"year": str(year)} for year in years]})
        one = dataclasses.replace(rows, application=SimpleNamespace(application_year=2026))
        found = [set(place.facts["required"]) - set(place.facts["have"]) for place in wrong("JX-22", one)]
        assert found == ([set(missing)] if missing else []), years


def test_a_row_of_the_work_history_that_begins_in_childhood():
    rows = case({"work_history": [{"started_on": "2005-12"}, {"started_on": "2006-01"}]})
    (found,) = wrong("JX-13", dataclasses.replace(rows, identity={"birth_on": "1990-01-15"}))
    assert found.detail == "第 1 行：开始时间 2005-12"


def test_another_series_in_the_same_year():
    mine = SimpleNamespace(kind="evaluation", series_id=5, application_year=2026)
    others = [
        {"kind": "evaluation", "state": state, "series": series, "level": "", "application_year": year}
        for state, series, year in (
            ("draft", 5, 2026),
            ("draft", None, 2026),
            ("draft", 22, 2025),
            ("rejected_by_office", 22, 2026),
        )
    ]
    assert wrong("JX-42", dataclasses.replace(case({}), application=mine, others=others)) == []
    others.append({**others[0], "series": 22})
    assert len(wrong("JX-42", dataclasses.replace(case({}), application=mine, others=others))) == 1


def test_numbers_of_other_papers_and_of_the_register_are_as_they_are():
    skilled = {"kind": "3", "number": "S000045010001211000001"}
    old = {"kind": "1", "number": "桂职证字第0012号", "data_origin": "fetch"}
    assert wrong("JX-34", case({"credentials": [skilled, old]})) == []
    assert len(wrong("JX-34", case({"credentials": [old | {"data_origin": "self"}]}))) == 1


def test_a_certificate_relied_on_must_be_in_force():
    rows = case({"credentials": [{"certificate": "a"}, {"certificate": "b"}, {"certificate": ""}]})
    states = {"a": "正常", "b": "遗失公示中", "c": "已作废"}
    (place,) = wrong("JX-37", dataclasses.replace(rows, certificates=states))
    assert place.facts == {"status": "遗失公示中"}


def test_size_of_a_page_of_a_certificate():
    for size, count in ((512_000, 0), (512_001, 1)):
        for code, limited in (("certificate_number_page", count), ("diploma", 0)):
            file = SimpleNamespace(spec_code=code, row_id=None, position=0, size=size)
            one = dataclasses.replace(case({}), pictures=[file])
            assert len(wrong("JX-33", one)) == limited


def case(entries):
    """A case with these answers; rows are numbered where there may be several."""
    single = ("basic_information", "exceptional")
    return Case(
        application=None,
        sections=(),
        entries={
            key: [
                Entry(key, row) if key in single else Entry(key, row, uuid4(), number)
                for number, row in enumerate(rows, 1)
            ]
            for key, rows in entries.items()
        },
        pictures=[],
        identity={},
        today=TODAY,
    )


def wrong(rule_id, one):
    rule = check_rules()[rule_id]
    return [place for place in PLACES[rule_id](one) if not JUDGES[rule_id](rule.parameters, place.facts)]
