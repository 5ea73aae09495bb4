"""What is typed into the form of a row is kept until 保存, and never over newer work."""

import pytest
from django.test import Client
from django.urls import reverse

from applications import registry
from applications.models import RowDraft
from applications.services import row_drafts
from applications.services.completeness import report
from applications.services.contents import contents_of
from applications.services.rows import add_row, rows_of, save_row
from core.errors import Refused, Stale
from tests.factories.accounts import sign_in
from tests.factories.certificates import make_certificate
from tests.factories.evaluation import ANSWERS
from tests.factories.filling import Evaluation

SECTION = registry.kind("evaluation").section("work_history")
TYPED = ANSWERS["work_history"] | {"employer": "灵山中学", "witness": ""}


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


@pytest.fixture
def case(world):
    return world.evaluation()


def keep_new(world, case, version=0, **changes):
    asked = {"actor": world.applicant, "expected_version": version}
    return row_drafts.autosave_new(case, SECTION, "t1", TYPED | changes, **asked)


def keep(world, case, row, version, **changes):
    asked = {"actor": world.applicant, "expected_version": version}
    return row_drafts.autosave_row(case, SECTION, row, TYPED | changes, **asked)


def bound(world, case, **changes):
    form = SECTION.form(ANSWERS["work_history"] | changes, subject=case, actor=world.applicant)
    assert form.is_valid(), form.errors
    return form


def sentences(case):
    return [blocker.sentence for status in report(case, contents_of(case)) for blocker in status.blockers]


def test_a_new_row_is_kept_found_again_and_gone_once_it_is_saved(world, case):
    draft = keep_new(world, case)
    assert (draft.version, draft.opened("data", ())["employer"]) == (1, "灵山中学")
    assert rows_of(case) == {}
    browser = sign_in(Client(), world.applicant)
    page = reverse("applications:row_create", args=[case.public_id, "work_history"])
    shown = browser.get(page).content.decode()
    assert 'value="t1"' in shown
    assert "灵山中学" in shown
    assert any("1 条新填的内容还没有保存" in sentence for sentence in sentences(case))
    add_row(case, SECTION, bound(world, case), actor=world.applicant, token="t1", expected_version=1)
    assert not RowDraft.objects.exists()
    with pytest.raises(Refused, match="已经添加"):
        keep_new(world, case)


def test_another_window_with_the_same_new_row_overwrites_nothing(world, case):
    keep_new(world, case)
    keep_new(world, case, 1, employer="浦北中学")
    with pytest.raises(Stale):
        keep_new(world, case, 1, employer="合浦中学")
    with pytest.raises(Stale):
        add_row(case, SECTION, bound(world, case), actor=world.applicant, token="t1", expected_version=1)
    browser = sign_in(Client(), world.applicant)
    page = reverse("applications:row_create", args=[case.public_id, "work_history"])
    answer = browser.post(page, ANSWERS["work_history"] | {"token": "t1", "version": "1"})
    assert answer.status_code == 409
    assert "浦北中学" in answer.content.decode()
    assert "城东初级中学" in answer.content.decode()
    assert RowDraft.objects.get().opened("data", ())["employer"] == "浦北中学"


def test_what_is_typed_into_a_row_stays_beside_what_is_saved(world, case):
    row = world.row(case, "work_history")
    kept = keep(world, case, row, row.version)
    assert kept.opened("data", ())["employer"] == "城东初级中学"
    assert kept.opened("draft", ())["employer"] == "灵山中学"
    assert "第 1 条有修改还没有保存。没保存的内容不会报送。" in sentences(case)
    browser = sign_in(Client(), world.applicant)
    page = browser.get(reverse("applications:row_edit", args=[case.public_id, "work_history", row.public_id]))
    assert 'value="灵山中学"' in page.content.decode()
    listed = browser.get(reverse("applications:section_edit", args=[case.public_id, "work_history"]))
    assert "有修改还没有保存" in listed.content.decode()
    with pytest.raises(Stale):
        keep(world, case, row, row.version, employer="浦北中学")
    # Not even when what is saved again is what was saved before.
    with pytest.raises(Stale):
        save_row(case, SECTION, row, bound(world, case), actor=world.applicant, expected_version=row.version)
    saved = save_row(
        case, SECTION, row, bound(world, case), actor=world.applicant, expected_version=kept.version
    )
    saved.refresh_from_db()
    assert (saved.draft, saved.drafted_at) == (None, None)


def test_typing_it_back_takes_the_draft_away_and_looking_makes_none(world, case):
    row = world.row(case, "work_history")
    same = {"employer": "城东初级中学", "witness": "农丽萍", "notes": ANSWERS["work_history"]["notes"]}
    assert keep(world, case, row, 1, **same).version == 1
    assert keep(world, case, row, 1).draft is not None
    assert keep(world, case, row, 2, **same).draft is None


def test_giving_up_takes_away_what_was_typed_and_nothing_else(world, case):
    row = world.row(case, "work_history")
    keep(world, case, row, 1)
    keep_new(world, case)
    browser = sign_in(Client(), world.applicant)
    address = reverse("applications:row_discard", args=[case.public_id, "work_history"])
    for _ in range(2):
        assert browser.post(f"{address}?row={row.public_id}").status_code == 302
        assert browser.post(f"{address}?token=t1").status_code == 302
    row.refresh_from_db()
    assert (row.draft, row.opened("data", ())["employer"]) == (None, "城东初级中学")
    assert not RowDraft.objects.exists()
    assert browser.post(address).status_code == 404
    assert browser.post(f"{address}?row=x").status_code == 404


def test_the_script_is_told_version_and_time_or_why_not(world, case):
    browser = sign_in(Client(), world.applicant)
    address = reverse("applications:row_autosave", args=[case.public_id, "work_history"]) + "?token=t1"
    first = browser.post(address, TYPED | {"version": "0"})
    assert first.json()["version"] == 1
    assert len(first.json()["saved_at"]) == 8
    assert browser.post(address, TYPED | {"version": "0", "employer": "浦北中学"}).status_code == 409
    assert sign_in(Client(), world.another_applicant()).post(address, TYPED).status_code == 404


def test_no_more_than_ten_are_begun_at_once(world, case):
    for number in range(10):
        row_drafts.autosave_new(case, SECTION, f"n{number}", TYPED, actor=world.applicant, expected_version=0)
    with pytest.raises(Refused, match="先保存或放弃"):
        keep_new(world, case)


def test_personal_answers_of_a_draft_are_sealed(world, case):
    section = registry.kind("evaluation").section("education")
    answers = ANSWERS["education"]
    draft = row_drafts.autosave_new(case, section, "t1", answers, actor=world.applicant, expected_version=0)
    assert answers["certificate_number"] not in str(draft.data)
    row = world.row(case, "education")
    changed = answers | {"school": "广西大学"}
    kept = row_drafts.autosave_row(case, section, row, changed, actor=world.applicant, expected_version=1)
    assert answers["certificate_number"] not in str(kept.draft)
    assert kept.opened("draft", section.form.pii)["certificate_number"] == answers["certificate_number"]


def test_a_row_of_the_register_keeps_what_the_register_says_while_one_types(world, case):
    held = make_certificate(world.applicant.user)
    section = registry.kind("evaluation").section("credentials")
    row = world.row(case, "credentials", certificate=str(held.public_id))
    # Closed questions are not sent by a browser.
    sent = {"certificate": str(held.public_id), "is_basis": "on", "scope": "全区"}
    kept = row_drafts.autosave_row(case, section, row, sent, actor=world.applicant, expected_version=1)
    assert kept.opened("draft", ())["title"] == held.title_name


@pytest.mark.parametrize("token", ["a\x00b", "x" * 65], ids=["nul", "too-long"])
def test_a_token_that_no_page_made_up_adds_a_row_all_the_same(token, world, case):
    page = reverse("applications:row_create", args=[case.public_id, "work_history"])
    answer = sign_in(Client(), world.applicant).post(page, ANSWERS["work_history"] | {"token": token})
    assert answer.status_code == 302
    assert len(rows_of(case)["work_history"]) == 1
