"""一次性告知: noted at the desk, told at once, opened place by place, and answered by the next 报送."""

import pytest

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import ReturnItem
from applications.services.completeness import outline
from applications.services.files import delete_file, files_of
from applications.services.noting import (
    STILL_NOTED,
    Defect,
    carry_over,
    change_note,
    note,
    notes_of,
    remove_note,
)
from applications.services.reading import read_submitted
from applications.services.return_places import spots_of
from applications.services.returns import explain
from applications.services.rows import save_row
from applications.services.transitions import move_form, perform
from core.errors import Refused
from core.models import AuditEntry
from core.workflow import AlreadyDone, NotAllowed
from messaging.models import Message
from tests.factories.applications import ANSWERS, OPINION
from tests.factories.evaluation import EvaluationWorld

PLEDGED = {"commitment": "on"}
DIPLOMA = "attachments||diploma"


def defect(application, place, code="TH-01", sentence="请在亮处重拍，四角拍全。"):
    """One defect at the first place that begins so; `place` ending in a bar means one picture."""
    spots = spots_of(read_submitted(application))
    found = next(spot for value, spot in spots.items() if value.startswith(place))
    return Defect(found, code, sentence)


def returned(world, *places, application=None, **data):
    """Returned by the office with one defect at each place."""
    application = application or world.at_office()
    for place in places:
        note(application, defect(application, place), actor=world.officer)
    return perform(application, "return_to_applicant", actor=world.officer, data=data)


def replace_picture(world, application, code):
    for file in files_of(application).filter(spec_code=code):
        delete_file(application, file, actor=world.applicant)
    return world.upload(application, "attachments", code)


def ticks(application):
    return {status.section.key: status.tick for status in outline(application)}


def test_all_defects_are_told_in_one_return(world):
    application = world.at_office()
    for place in (f"{DIPLOMA}|", "basic_profile", "all"):
        note(application, defect(application, place), actor=world.second)
    back = perform(application, "return_to_applicant", actor=world.officer, data={"days": "15"})
    notice = back.returns.get()
    assert (back.state, back.flagged_sections) == (S.RETURNED, ["basic_profile", "attachments"])
    assert (notice.working_days, notice.progress.move) == (15, "return_to_applicant")
    assert notice.progress.opinion == "一次性告知 3 处，请逐处修改。"
    assert sorted(notice.items.values_list("place", flat=True)) == [
        "2. 基本情况",
        "4. 资料上传 · 毕业证书第 1 张",
        "整份申报",
    ]
    told = Message.objects.get(recipient=world.applicant.user, subject="申报需要修改")
    assert "共 3 处" in told.body
    assert "逾期视为放弃" in told.body


def test_noting_twice_is_noting_once_and_leaves_a_trace(world):
    application = world.at_office()
    one = defect(application, "basic_profile")
    assert note(application, one, actor=world.officer) == note(application, one, actor=world.second)
    assert len(notes_of(application)) == 1
    assert AuditEntry.objects.filter(event="applications.defect_noted").count() == 1


def test_a_note_is_changed_into_another_and_struck_out(world):
    application = world.at_office()
    first = note(application, defect(application, "basic_profile"), actor=world.officer)
    other = note(application, defect(application, "work_summary"), actor=world.officer)
    same = defect(application, "work_summary")
    assert change_note(application, first.public_id, same, actor=world.officer) == other
    changed = change_note(
        application, other.public_id, defect(application, "all", "TH-39", "改报。"), actor=world.officer
    )
    assert [(one.code, one.section_key, one.sentence) for one in notes_of(application)] == [
        ("TH-39", "", "改报。")
    ]
    for _pressed in (1, 2):
        remove_note(application, changed.public_id, actor=world.officer)
    assert notes_of(application) == []
    with pytest.raises(Refused, match="刚才已经删除了"):
        change_note(application, changed.public_id, same, actor=world.officer)


def test_only_who_may_return_it_may_note_and_only_while_it_lies_there(world):
    application = world.at_office()
    one = defect(application, "basic_profile")
    with pytest.raises(NotAllowed):
        note(application, one, actor=world.clerk)
    passed = perform(application, "pass_preliminary", actor=world.officer, data=OPINION)
    with pytest.raises(Refused, match="不能再记"):
        note(passed, one, actor=world.officer)


@pytest.mark.parametrize(
    ("place", "who", "move"),
    [("submitted", "clerk", "endorse"), ("at_office", "officer", "pass_preliminary")],
)
def test_nothing_passes_while_something_is_noted(world, place, who, move):
    application, actor = getattr(world, place)(), getattr(world, who)
    item = note(application, defect(application, "basic_profile"), actor=actor)
    with pytest.raises(Refused, match=STILL_NOTED.format(count=1)):
        perform(application, move, actor=actor, data=OPINION)
    remove_note(application, item.public_id, actor=actor)
    if move == "pass_preliminary":
        world.looked_through(application)
    assert perform(application, move, actor=actor, data=OPINION).state != application.state


def test_notes_of_the_employer_bind_nobody_at_the_office(world):
    application = world.submitted()
    note(application, defect(application, "basic_profile"), actor=world.clerk)
    perform(application, "reject_by_employer", actor=world.clerk, data=OPINION)
    again = perform(application, "reopen", actor=world.admin, data=OPINION)
    assert notes_of(again) == []
    back = perform(again, "return_to_applicant", actor=world.clerk, data=OPINION)
    assert [item.sentence for item in back.returns.get().items.all()] == [OPINION["opinion"]]


def test_an_employer_sets_no_last_day(world):
    back = perform(world.submitted(), "return_to_applicant", actor=world.clerk, data=OPINION | {"days": "5"})
    assert back.returns.get().deadline_on is None
    assert "视为放弃" not in Message.objects.get(subject="申报需要修改").body


@pytest.mark.parametrize(("days", "sentence"), [("0", "至少 1 个"), ("91", "最多 90 个"), ("多", "例如 10")])
def test_days_that_are_none_are_refused(world, days, sentence):
    with pytest.raises(Refused, match=sentence):
        perform(world.at_office(), "return_to_applicant", actor=world.officer, data=OPINION | {"days": days})


def test_a_note_made_meanwhile_is_looked_at_first_and_a_second_press_counts_once(world):
    application = world.at_office()
    note(application, defect(application, "basic_profile"), actor=world.officer)
    seen = perform_form(application, world.officer).mark
    note(application, defect(application, "work_summary"), actor=world.second)
    with pytest.raises(Refused, match="现在共 2 处"):
        perform(application, "return_to_applicant", actor=world.officer, data={"seen": seen})
    data = {"seen": perform_form(application, world.officer).mark, "days": "10"}
    perform(application, "return_to_applicant", actor=world.officer, data=data)
    with pytest.raises(AlreadyDone):
        perform(application, "return_to_applicant", actor=world.officer, data=data)
    with pytest.raises(Refused, match="不能再“退回个人修改”"):
        perform(application, "return_to_applicant", actor=world.officer, data=data | {"days": "12"})


def perform_form(application, actor):
    """The form of the return as the page shows it."""
    return move_form(application, "return_to_applicant", actor, None)


def test_only_the_flagged_picture_opens_and_ticks_once_it_is_changed(world):
    back = returned(world, f"{DIPLOMA}|")
    assert ticks(back)["attachments"] == "warn"
    with pytest.raises(Refused, match="图片不能改动"):
        replace_picture(world, back, "id_card_front")
    with pytest.raises(Refused, match="只需要修改退回时指出的几处"):
        world.save(back, "attachments", ANSWERS["attachments"])
    with pytest.raises(Refused, match="没有被退回"):
        world.save(back, "work_summary", ANSWERS["work_summary"])
    with pytest.raises(Refused, match="处必须改好"):
        perform(back, "submit", actor=world.applicant, data=PLEDGED)
    replace_picture(world, back, "diploma")
    assert ticks(back)["attachments"] == "ok"
    again = perform(back, "submit", actor=world.applicant, data=PLEDGED)
    item = ReturnItem.objects.get(notice__application=again)
    assert (item.mended, item.notice.closed_at is None) == (True, False)


def test_a_part_told_as_a_whole_opens_as_a_whole(world):
    back = returned(world, f"{DIPLOMA}|", sections=["attachments"])
    replace_picture(world, back, "id_card_front")
    world.save(back, "attachments", ANSWERS["attachments"])
    assert ticks(back)["attachments"] == "ok"


def test_a_reason_for_leaving_it_settles_a_defect_and_the_desk_reads_it(world):
    back = returned(world, f"{DIPLOMA}|")
    item = back.returns.get().items.get()
    with pytest.raises(NotAllowed):
        explain(back, item.public_id, "原件已遗失。", actor=world.another_applicant())
    explain(back, item.public_id, "原件如此，学校已盖章说明。", actor=world.applicant)
    assert ticks(back)["attachments"] == "ok"
    again = perform(back, "submit", actor=world.applicant, data=PLEDGED)
    item.refresh_from_db()
    assert (item.mended, item.is_settled) == (False, True)
    with pytest.raises(Refused):
        explain(again, item.public_id, "再说一次。", actor=world.applicant)


def test_the_second_return_continues_the_first(world):
    back = returned(world, "basic_profile", "work_summary", f"{DIPLOMA}|")
    world.save(back, "basic_profile", ANSWERS["basic_profile"])
    world.save(back, "work_summary", {"summary": "<p>补充了工作业绩。</p>"})
    replace_picture(world, back, "diploma")
    again = perform(back, "submit", actor=world.applicant, data=PLEDGED)
    settled = dict(again.returns.get().items.values_list("section_key", "mended"))
    assert settled == {"basic_profile": False, "work_summary": True, "attachments": True}
    there = perform(again, "endorse", actor=world.clerk, data=OPINION)
    assert carry_over(there, actor=world.officer) == 1
    assert carry_over(there, actor=world.officer) == 0
    note(there, defect(there, "work_summary", "TH-33", "请写清结果。"), actor=world.officer)
    twice = perform(there, "return_to_applicant", actor=world.officer)
    second = twice.returns.last()
    assert [(item.section_key, item.continues is not None) for item in second.items.all()] == [
        ("basic_profile", True),
        ("work_summary", False),
    ]


def test_only_the_flagged_row_opens(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = EvaluationWorld()
    application = world.at_office()
    row = application.rows.filter(section_key="education").first()
    back = returned(world, f"education|{row.public_id}", application=application)
    with pytest.raises(Refused, match="只需要修改退回时指出的几处"):
        world.add_row(back, "education", world.answers()["education"])
    assert ticks(back)["education"] == "warn"
    section = registry.kind(back.kind).section("education")
    form = section.form(
        world.answers()["education"] | {"school": "桂林理工大学"}, subject=back, actor=world.applicant
    )
    assert form.is_valid(), form.errors
    save_row(back, section, row, form, actor=world.applicant, expected_version=row.version)
    assert ticks(back)["education"] == "ok"
