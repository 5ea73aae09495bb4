"""Documents: judged by content, kept whole, opened only by those their owner lets read."""

import io
import uuid
import zipfile

import pytest
from django.urls import reverse
from openpyxl import Workbook

from core import document_kinds, documents, file_disk, file_sweep
from core.document_kinds import DocumentRefused, DocumentTooLarge, judge
from core.errors import Refused
from core.models import AuditEntry, StoredDocument
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, sign_in
from tests.factories.notices import PDF


def office_file(main="wordprocessingml.document", **parts):
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as package:
        kind = f"application/vnd.openxmlformats-officedocument.{main}.main+xml"
        package.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return box.getvalue()


def workbook():
    box = io.BytesIO()
    Workbook().save(box)
    return box.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(PDF, ".pdf"), (office_file(), ".docx"), (workbook(), ".xlsx")],
    ids=["pdf", "docx", "xlsx"],
)
def test_what_it_is_is_found_in_the_content(content, suffix):
    found = judge(content)
    assert (found.suffix, found.content) == (suffix, content)


def test_a_picture_is_made_anew():
    content = encoded(scene(420, 540), "JPEG").read()
    found = judge(content + b"<script>alert(1)</script>")
    assert found.suffix == ".jpg"
    assert b"script" not in found.content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7 cut off",
        PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript>>>>"),
        b"PK\x03\x04 not a zip",
        office_file(word__vbaProject="x"),
        office_file("spreadsheetml.sheet.macroEnabled"),
        office_file("presentationml.presentation"),
    ],
    ids=["empty", "exe", "html", "doc", "cut", "script", "broken", "macro", "xlsm", "pptx"],
)
def test_everything_else_is_refused(content):
    with pytest.raises(DocumentRefused):
        judge(content)


def test_a_bomb_is_refused_unpacked(monkeypatch):
    monkeypatch.setattr(document_kinds, "MOST_UNPACKED", 10_000)
    with pytest.raises(DocumentRefused, match="解开后太大"):
        judge(office_file(word__document="0" * 1_000_000))


def test_more_than_ten_megabytes_is_too_large():
    with pytest.raises(DocumentTooLarge):
        judge(b"%PDF-" + b"0" * document_kinds.MAX_BYTES)


OPEN, SHUT = uuid.uuid4(), uuid.uuid4()


@documents.owner("test_only")
def _may_read(_actor, owner_id):
    return owner_id == OPEN


@pytest.fixture
def keep(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    actor = actor_for()

    def store(owner_id=OPEN, name="../通知.exe", most=2, guard=lambda: None):
        return documents.store(
            io.BytesIO(PDF),
            name=name,
            owner_kind="test_only",
            owner_id=owner_id,
            actor=actor,
            most=most,
            guard=guard,
        )

    return store


def test_it_is_downloaded_under_an_honest_name_and_never_shown(keep, client):
    row = keep()
    sign_in(client, actor_for())
    answer = client.get(reverse("core:document_open", args=[row.public_id]))
    assert b"".join(answer.streaming_content) == PDF
    assert row.original_name == "通知.pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_whom_the_owner_does_not_let_read_finds_nothing(keep, client):
    row = keep(SHUT)
    sign_in(client, actor_for())
    assert client.get(reverse("core:document_open", args=[row.public_id])).status_code == 404
    StoredDocument.objects.update(owner_kind="nobody")
    assert client.get(reverse("core:document_open", args=[row.public_id])).status_code == 404


def test_there_is_an_end_to_how_many(keep):
    keep()
    keep()
    with pytest.raises(Refused, match="最多 2 个"):
        keep()
    assert len(list(file_disk.root().glob("*/*"))) == 2


def test_a_refused_guard_leaves_no_bytes(keep):
    def refuse():
        raise Refused("不行")

    with pytest.raises(Refused, match="不行"):
        keep(guard=refuse)
    assert not list(file_disk.root().glob("*/*"))


def test_deleting_takes_the_bytes_along(keep, django_capture_on_commit_callbacks):
    row = keep()
    with django_capture_on_commit_callbacks(execute=True):
        documents.delete(row, actor=actor_for())
    assert not list(file_disk.root().glob("*/*"))
    assert AuditEntry.objects.filter(event="core.document_deleted").exists()
    with pytest.raises(Refused, match="已经删除"):
        documents.delete(row, actor=actor_for())


def test_the_sweep_spares_documents(keep, monkeypatch):
    row = keep()
    monkeypatch.setattr(file_disk, "ORPHAN_AGE", -file_disk.ORPHAN_AGE)
    assert file_sweep.sweep() == 0
    assert (file_disk.root() / row.path).exists()
    row.delete()
    assert file_sweep.sweep() == 1
