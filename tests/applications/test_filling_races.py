"""Filling in from two windows at once, on real PostgreSQL: everything is taken, copied and kept once."""

import pytest

from applications import registry
from applications.models import RowDraft, SectionRow
from applications.services import drawing, row_drafts
from applications.services.copying import copy_earlier
from applications.services.files import files_of
from core.errors import Stale
from tests.applications.test_copying import rejected
from tests.applications.test_races import at_once
from tests.factories import profile
from tests.factories.evaluation import ANSWERS
from tests.factories.filling import Evaluation

SECTION = registry.kind("evaluation").section("work_history")


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


def test_taking_at_once_takes_once(world):
    application = world.evaluation()
    row = profile.make_row(world.applicant, "work_history")
    profile.make_scan(world.applicant, "work_history", "work_proof", row)
    chosen = [f"archive:{row.public_id}"]
    results = at_once(*[lambda: drawing.take(application, SECTION, chosen, actor=world.applicant)] * 4)
    assert sorted(taken.count for taken in results) == [0, 0, 0, 1]
    assert (SectionRow.objects.count(), files_of(application).count()) == (1, 1)


def test_copying_at_once_copies_once(world):
    source = rejected(world.complete())
    application = world.draft()
    results = at_once(*[lambda: copy_earlier(application, actor=world.applicant)] * 4)
    assert sorted(results) == [0, 0, 0, 4]
    assert files_of(application).count() == files_of(source).count()


def test_two_windows_writing_at_once_keep_one_text_and_tell_the_other(world):
    application = world.evaluation()

    def write(employer):
        words = ANSWERS["work_history"] | {"employer": employer}
        asked = {"actor": world.applicant, "expected_version": 0}
        return row_drafts.autosave_new(application, SECTION, "t1", words, **asked)

    results = at_once(*(lambda name=name: write(name) for name in ("灵山中学", "浦北中学", "合浦中学")))
    assert sum(isinstance(result, Stale) for result in results) == 2
    (kept,) = [result for result in results if isinstance(result, RowDraft)]
    assert RowDraft.objects.get().data == kept.data
