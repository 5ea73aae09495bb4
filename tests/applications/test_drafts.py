"""Opening a draft, 保存, autosave and 报送职改办."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application, SectionAnswer
from applications.registry import Target
from applications.services.answers import shown
from applications.services.completeness import DONE, outline, report
from applications.services.contents import contents_of
from applications.services.drafts import autosave, change_office, save_section
from applications.services.privacy import rename_unsent
from applications.services.reading import read_submitted
from applications.services.transitions import perform
from catalogue.enums import AssessMode, LevelGroup, TitleLevel
from catalogue.models import Title
from core.errors import Refused, Stale
from core.models import AuditEntry
from core.workflow import NotAllowed
from tests.factories.accounts import actor_for, make_office
from tests.factories.applications import ANSWERS, OPINION, approval, make_title
from tests.factories.certificates import make_certificate, make_series

KIND = registry.kind("recognition")
INFO = KIND.section("application_info")
BASIC = KIND.section("basic_profile")
SUMMARY = KIND.section("work_summary")


def ticks(application):
    return [status.tick for status in outline(application)]


def form_of(section, world, application, data):
    return section.form(data, subject=application, actor=world.applicant)


def test_numbers_of_applications_follow_each_other(world):
    first, second = world.draft(), world.draft(world.another_applicant())
    assert first.number[:3] == "RD-"
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


def test_one_open_application_of_a_kind(world):
    world.draft()
    with pytest.raises(Refused, match="还没有办完"):
        world.draft()
    assert Application.objects.count() == 1


@pytest.mark.parametrize("group", [LevelGroup.ASSOCIATE_SENIOR, LevelGroup.FULL_SENIOR])
def test_senior_levels_are_not_recognised(group, world):
    with pytest.raises(Refused, match="职称认定只办理初级和中级"):
        world.draft(level_group=group)


def test_an_office_that_may_not_recognise_takes_no_application(world):
    world.office = make_office("000011", can_recognize_levels=[])
    with pytest.raises(Refused, match="换一个职改办"):
        world.draft()


def test_saving_ticks_the_section_and_promotes_what_is_searched(world):
    application = world.draft()
    assert ticks(application) == [""] * 4
    world.save(application, "application_info", world.info())
    application.refresh_from_db()
    assert application.employer == world.employer
    assert application.title_path == "工程系列/助理级/助理工程师"
    assert application.specialty == "环境保护工程"
    assert ticks(application)[0] == DONE
    assert AuditEntry.objects.filter(event="applications.section_saved").count() == 1


def test_a_section_with_required_pictures_is_ticked_only_with_them(world):
    application = world.draft()
    world.save(application, "basic_profile", ANSWERS["basic_profile"])
    assert ticks(application)[1] == "warn"
    world.upload(application, "basic_profile", "portrait")
    assert ticks(application)[1] == DONE


def test_personal_leaves_are_sealed(world):
    application = world.draft()
    world.save(application, "basic_profile", ANSWERS["basic_profile"])
    raw = SectionAnswer.objects.values("data").get(section_key="basic_profile")["data"]
    assert "民族大道" not in str(raw)
    assert raw["school"] == "广西大学"
    answer = SectionAnswer.objects.get(section_key="basic_profile")
    assert answer.opened("data", BASIC.form.pii)["address"].endswith("100 号")


def test_autosave_keeps_what_is_typed_without_judging_it(world):
    application = world.draft()
    typed = {"school": "广", "work_started_on": "什么", "address": "南宁市青秀区"}
    answer = autosave(application, BASIC, typed, actor=world.applicant, expected_version=0)
    assert answer.version == 1
    assert answer.saved_at is None
    stored = SectionAnswer.objects.get(pk=answer.pk)
    assert "青秀区" not in str(stored.draft)
    assert shown(BASIC, stored) | typed == shown(BASIC, stored)
    assert not AuditEntry.objects.filter(event="applications.section_saved").exists()


def test_autosave_lies_beside_what_was_saved_and_takes_the_tick_until_saved(world):
    application = world.draft()
    saved = world.save(application, "work_summary", ANSWERS["work_summary"])
    typed = {"summary": "<p>新的一句。</p>"}
    answer = autosave(application, SUMMARY, typed, actor=world.applicant, expected_version=saved.version)
    assert answer.data == ANSWERS["work_summary"]
    assert shown(SUMMARY, answer) == typed
    assert ticks(application)[2] == "warn"
    answer = world.save(application, "work_summary", typed)
    assert answer.draft is None
    assert ticks(application)[2] == DONE


def test_autosave_of_the_same_words_changes_nothing(world):
    application = world.draft()
    first = autosave(
        application, SUMMARY, {"summary": "<p>甲</p>"}, actor=world.applicant, expected_version=0
    )
    again = autosave(
        application, SUMMARY, {"summary": "<p>甲</p>"}, actor=world.applicant, expected_version=1
    )
    assert again.version == first.version == 1


def test_looking_at_a_saved_section_is_no_change(world):
    application = world.draft()
    for key, section in (("basic_profile", BASIC), ("work_summary", SUMMARY)):
        saved = world.save(application, key, ANSWERS[key])
        posted = {"version": saved.version, **shown(section, saved)}
        again = autosave(application, section, posted, actor=world.applicant, expected_version=saved.version)
        assert (again.draft, again.version) == (None, saved.version)


def test_typing_back_what_was_saved_takes_the_draft_away(world):
    application = world.draft()
    world.save(application, "work_summary", ANSWERS["work_summary"])
    autosave(application, SUMMARY, {"summary": "<p>甲</p>"}, actor=world.applicant, expected_version=1)
    assert ticks(application)[2] == "warn"
    back = autosave(application, SUMMARY, ANSWERS["work_summary"], actor=world.applicant, expected_version=2)
    assert (back.draft, back.version) == (None, 3)
    assert ticks(application)[2] == DONE


def test_autosave_sanitises_and_cuts(world):
    html = "<p>好</p><script>alert(1)</script>" + "字" * 120_000
    answer = autosave(world.draft(), SUMMARY, {"summary": html}, actor=world.applicant, expected_version=0)
    assert "script" not in answer.draft["summary"]
    assert len(answer.draft["summary"]) <= 100_000


def test_the_slower_window_is_told(world):
    application = world.draft()
    world.save(application, "work_summary", ANSWERS["work_summary"])
    with pytest.raises(Stale) as stale:
        autosave(application, SUMMARY, {"summary": "x"}, actor=world.applicant, expected_version=0)
    assert stale.value.current.version == 1
    form = form_of(SUMMARY, world, application, {"summary": "<p>别的</p>"})
    assert form.is_valid()
    with pytest.raises(Stale):
        save_section(application, SUMMARY, form, actor=world.applicant, expected_version=0)


def test_nobody_else_writes_and_nothing_is_written_after_submission(world):
    application = world.draft()
    stranger = world.another_applicant()
    with pytest.raises(NotAllowed):
        autosave(application, SUMMARY, {"summary": "x"}, actor=stranger, expected_version=0)
    with pytest.raises(NotAllowed):
        autosave(application, SUMMARY, {"summary": "x"}, actor=world.clerk, expected_version=0)
    submitted = world.submitted(stranger)
    with pytest.raises(Refused, match="单位受理中"):
        world.save(submitted, "work_summary", ANSWERS["work_summary"], actor=stranger)
    with pytest.raises(Refused, match="单位受理中"):
        world.upload(submitted, "attachments", "other_evidence", stranger)


def test_a_title_held_already_cannot_be_applied_for(world):
    application = world.draft()
    make_certificate(world.applicant.user, series=world.title.series, level=world.title.level)
    form = form_of(INFO, world, application, world.info())
    assert "同系列同级别" in form.errors["title"][0]


def test_a_title_come_by_meanwhile_is_not_granted_again(world):
    passed = world.preliminary_passed()
    make_certificate(world.applicant.user, series=world.title.series, level=world.title.level)
    with pytest.raises(Refused, match="同系列同级别"):
        perform(passed, "approve", actor=world.second, data=approval())


def test_a_title_no_longer_on_offer_is_still_read_in_words(world):
    application = world.submitted()
    Title.objects.update(is_current=False)
    assert ("拟认定专业技术资格名称", world.title.path) in read_submitted(application)[0].facts


def test_the_same_series_and_level_is_not_applied_for_twice(world):
    first = perform(world.submitted(), "reject_by_employer", actor=world.clerk, data=OPINION)
    second = world.draft()
    assert not second.is_taken(first.series, first.level)
    Application.objects.filter(pk=first.pk).update(state=S.APPROVED)
    assert second.is_taken(first.series, first.level)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(series=first.series, level=first.level)


def test_a_name_mended_while_it_lay_with_others_is_handed_in_next_time(world):
    submitted, person = world.submitted(), world.applicant.user
    person.name, person.name_pinyin = "韦小兰", "weixiaolan"
    person.save()
    rename_unsent(person)
    drawn = perform(submitted, "withdraw", actor=world.applicant)
    again = perform(drawn, "submit", actor=world.applicant, data={"commitment": "on"})
    assert (again.applicant_name, again.applicant_pinyin) == ("韦小兰", "weixiaolan")


def test_titles_decided_by_national_examination_are_not_offered(world):
    exam = make_title("护师", series=make_series("04", "卫生系列"))
    exam.assess_mode = AssessMode.NATIONAL_EXAM
    exam.save()
    intermediate = make_title("工程师", TitleLevel.INTERMEDIATE)
    offered = form_of(INFO, world, world.draft(), None).titles
    assert set(offered) == {str(world.title.pk)}
    assert str(intermediate.pk) not in offered


def test_an_employer_is_found_by_typed_name_without_scripts(world):
    application = world.draft()
    form = form_of(INFO, world, application, world.info(employer="", employer_name=world.employer.name[:5]))
    assert form.is_valid(), form.errors
    assert form.found_employer == world.employer
    unknown = form_of(INFO, world, application, world.info(employer="", employer_name="没有这家"))
    assert "没有找到" in unknown.errors["employer_name"][0]


def test_a_specialty_of_ones_own_must_be_ticked(world):
    application = world.draft()
    own = world.info(specialty="喀斯特水文")
    assert form_of(INFO, world, application, own).is_valid()
    own.pop("custom_specialty")
    assert "自定义拟评专业名称" in form_of(INFO, world, application, own).errors["specialty"][0]
    listed = world.info()
    listed.pop("custom_specialty")
    assert form_of(INFO, world, application, listed).is_valid()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("work_started_on", "202407", "年-月"),
        ("work_started_on", "2024-13", "年-月"),
        ("graduated_on", "2099-01", "还没有到"),
        ("probation_ended_on", "2024-07-01", "晚于开始时间"),
        ("probation_started_on", "1900-01-01", "太早"),
        ("probation_started_on", "明天", "年-月-日"),
        ("ethnicity", "", "请选择民族"),
        ("school", "", "请填写毕业院校"),
    ],
)
def test_basic_profile_says_at_the_field_what_is_wrong(field, value, sentence, world):
    form = form_of(BASIC, world, world.draft(), {**ANSWERS["basic_profile"], field: value})
    assert sentence in form.errors[field][0]


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("2024-7-1", "2024-7"),
        ("2024/07/01", "2024/07"),
        ("2024.7.1", "2024.7"),
        ("2024年7月1日", "2024年7月"),
        ("２０２４－０７－０１", "２０２４－０７"),
    ],
)
def test_dates_may_be_typed_as_people_do(day, month, world):
    typed = {"probation_started_on": day, "work_started_on": month}
    form = form_of(BASIC, world, world.draft(), {**ANSWERS["basic_profile"], **typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["probation_started_on"] == datetime.date(2024, 7, 1)
    assert form.cleaned_data["work_started_on"] == "2024-07"


@pytest.mark.parametrize(("count", "good"), [(700, True), (701, False), (0, False)])
def test_the_summary_has_at_most_700_characters(count, good, world):
    form = form_of(SUMMARY, world, world.draft(), {"summary": f"<p>{'好' * count}</p>"})
    assert form.is_valid() is good


def test_changing_the_office_voids_only_what_hangs_on_it(world):
    application = world.complete()
    other = make_office("080001")
    changed = change_office(
        application,
        actor=world.applicant,
        target=Target(LevelGroup.INTERMEDIATE, other),
        expected_version=1,
    )
    assert (changed.office, changed.level, changed.title_name) == (other, "", "")
    assert ticks(changed) == ["", DONE, DONE, DONE]
    answer = SectionAnswer.objects.get(application=changed, section_key="application_info")
    assert shown(INFO, answer)["employer_name"] == world.employer.name
    assert "title" not in shown(INFO, answer)
    with pytest.raises(Stale):
        change_office(
            application,
            actor=world.applicant,
            target=Target(LevelGroup.JUNIOR, other),
            expected_version=1,
        )


def test_a_returned_application_can_go_to_another_office(world):
    application = world.at_office()
    asked = {"opinion": "请改报。", "sections": ["work_summary"]}
    application = perform(application, "return_to_applicant", actor=world.officer, data=asked)
    other = make_office("080001")
    change_office(
        application,
        actor=world.applicant,
        target=Target(LevelGroup.JUNIOR, other),
        expected_version=application.version,
    )
    assert not Application.objects.visible_to(world.officer).exists()
    assert not Application.objects.visible_to(actor_for(house=other)).exists()
    world.save(application, "application_info", world.info())
    submitted = perform(application, "submit", actor=world.applicant, data={"commitment": "on"})
    assert (submitted.office, submitted.title_name) == (other, world.title.name)


def test_the_check_page_judges_saved_answers_by_the_rules_of_today(world):
    application = world.complete()
    assert not any(status.blockers for status in report(application, contents_of(application)))
    world.employer.state = "disabled"
    world.employer.save()
    application.refresh_from_db()
    (blocker,) = report(application, contents_of(application))[0].blockers
    assert "没有找到" in blocker.sentence
    assert blocker.anchor == "id_employer_name"


def test_the_number_survives_the_turn_of_the_year(world, time_machine):
    time_machine.move_to(datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.UTC))
    application = world.draft(actor_for(world.another_applicant().user))
    assert application.number == "RD-2027-000001"
    assert application.application_year == 2027
