"""A disk that is full while a row gets its scan: a sentence, and no row without its file (promise R12)."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, StoredFile
from tests.core.pictures import encoded, scene
from tests.core.test_uploads import a_full_disk
from tests.factories.accounts import sign_in
from tests.factories.evaluation import ANSWERS, EvaluationWorld
from tests.promises.invariants import broken_files

ROW, SCAN = "work_history", "work_proof"


@pytest.fixture
def evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return EvaluationWorld()


def test_a_scan_that_found_no_room_leaves_the_row_and_what_was_typed(evaluation, tmp_path):
    application = evaluation.draft()
    row = evaluation.add_row(application, ROW, ANSWERS[ROW])
    kept = evaluation.upload(application, ROW, SCAN, row=row)
    me = sign_in(Client(), evaluation.applicant)
    add = reverse("applications:row_file_add", args=[application.public_id, ROW, row.public_id, SCAN])
    page = reverse("applications:row_edit", args=[application.public_id, ROW, row.public_id])
    before = AuditEntry.objects.count()
    with a_full_disk():
        answer = me.post(add, {"file": encoded(scene(1200, 900), "JPEG")})
    assert answer.status_code == 507
    assert "存放图片的空间暂时满了" in answer.content.decode()
    assert ANSWERS[ROW]["employer"] in answer.content.decode()
    assert list(StoredFile.objects.all()) == [kept]
    assert AuditEntry.objects.count() == before
    assert broken_files() == []
    assert len([path for path in (tmp_path / "private").rglob("*") if path.is_file()]) == 2
    assert me.get(page).status_code == 200
    assert me.post(add, {"file": encoded(scene(1200, 900), "JPEG")}).status_code == 302
    assert StoredFile.objects.count() == 2
