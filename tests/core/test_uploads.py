"""A picture is stored with its row or not at all, never more of them than allowed, and read by few."""

import io
import os
import resource
import threading
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.urls import reverse
from PIL import Image

from core import file_disk, file_sweep, uploads
from core.adjustments import Adjustment
from core.errors import Refused
from core.file_disk import StorageFull
from core.images import ImageRefused
from core.models import AuditEntry, StoredFile
from core.upload_boxes import hints_of
from core.uploads import UploadSpec
from tests.core.pictures import PORTRAIT, SPEC, jpeg, scene
from tests.core.test_images import near
from tests.core.test_pdf_pages import pdf
from tests.factories.accounts import actor_for, make_office, make_user, sign_in

ALBUM = uuid.UUID(int=11)
READERS = {"readers": set()}


@dataclass
class Actor:
    capacity: str = "applicant"
    user: object = None


@uploads.owner("test.album")
def may_read_album(actor, owner_id, file):
    return actor.user.pk in READERS["readers"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "private"


@pytest.fixture
def readers():
    READERS["readers"].clear()
    return READERS["readers"]


def store(spec=SPEC, *, actor=None, stream=None, name="照片.jpg", **more):
    return uploads.store(
        stream or jpeg(),
        name=name,
        spec=spec,
        owner_kind="test.album",
        owner_id=ALBUM,
        actor=actor or Actor(),
        **more,
    )


def on_disk(media):
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def in_rows():
    return {name for file in StoredFile.objects.all() for name in (file.path, file.thumb_path)}


def age(media, seconds=7200):
    then = time.time() - seconds
    for path in media.rglob("*.jpg"):
        os.utime(path, (then, then))


@contextmanager
def a_full_disk():
    """The kernel lets no file of this process grow beyond 1,000 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db
def test_a_stored_picture_has_its_row_its_bytes_and_its_record(media):
    file = store()
    assert on_disk(media) == in_rows() == {file.path, file.thumb_path}
    content = (media / file.path).read_bytes()
    assert (len(content), content[:2]) == (file.size, b"\xff\xd8")
    assert (media / file.path).stat().st_mode & 0o777 == 0o600
    assert (media / file.path).parent.stat().st_mode & 0o777 == 0o700
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.subject_id) == ("core.file_stored", file.public_id)
    assert entry.data == {"spec": "paper", "owner": f"test.album:{ALBUM}"}


@pytest.mark.django_db
def test_nothing_is_left_of_what_is_refused(media):
    for _ in range(SPEC.max_count):
        store()
    before = on_disk(media)
    with pytest.raises(Refused, match="“毕业证书”最多 3 张"):
        store()
    with pytest.raises(ImageRefused):
        store(stream=io.BytesIO(b"%PDF-1.7"))
    assert on_disk(media) == before == in_rows()
    assert StoredFile.objects.count() == AuditEntry.objects.count() == 3


@pytest.mark.django_db
def test_the_owner_may_object_at_the_last_moment(media):
    seen = []

    def closed():
        seen.append((transaction.get_connection().in_atomic_block, len(on_disk(media))))
        raise Refused("这份申报已经报送，不能再改动")

    with pytest.raises(Refused, match="已经报送"):
        store(guard=closed)
    assert seen == [(True, 2)]
    assert on_disk(media) == in_rows() == set()


@pytest.mark.django_db
def test_rows_of_one_list_count_apart():
    first, second = uuid.uuid4(), uuid.uuid4()
    assert store(PORTRAIT, row_id=first).position == 0
    assert store(PORTRAIT, row_id=second).position == 0
    with pytest.raises(Refused):
        store(PORTRAIT, row_id=first)


@pytest.mark.django_db
def test_a_full_disk_leaves_neither_row_nor_file(media):
    with a_full_disk(), pytest.raises(StorageFull, match="空间暂时满了") as full:
        store()
    assert full.value.status == 507
    assert on_disk(media) == set()
    assert not StoredFile.objects.exists()
    assert store().path in on_disk(media)


@pytest.mark.django_db
def test_the_sweeper_removes_what_a_rollback_left_and_nothing_else(media):
    kept = store()
    with transaction.atomic():
        store()
        transaction.set_rollback(True)
    assert len(on_disk(media)) == 4
    assert file_sweep.sweep() == 0
    age(media)
    assert file_sweep.sweep() == 2
    assert on_disk(media) == {kept.path, kept.thumb_path}


@pytest.mark.django_db
def test_the_sweeper_reports_a_row_without_its_file(media, caplog):
    file = store()
    (media / file.path).unlink()
    assert file_sweep.sweep() == 0
    assert not caplog.records
    StoredFile.objects.update(created_at=file.created_at - file_disk.ORPHAN_AGE * 2)
    file_sweep.sweep()
    assert [str(file.public_id) in record.getMessage() for record in caplog.records] == [True]


@pytest.mark.django_db
def test_bytes_go_when_the_deletion_is_committed(media, django_capture_on_commit_callbacks):
    file = store()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.delete(file, Actor())
        assert file.path in on_disk(media)
    assert on_disk(media) == set()
    assert AuditEntry.objects.filter(event="core.file_deleted").count() == 1


@pytest.mark.django_db
def test_a_deletion_rolled_back_keeps_the_bytes(media, django_capture_on_commit_callbacks):
    file = store()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        uploads.delete(file, Actor())
        transaction.set_rollback(True)
    assert on_disk(media) == in_rows() == {file.path, file.thumb_path}


@pytest.mark.django_db
def test_what_is_deleted_can_be_neither_deleted_nor_moved_again():
    file = store()
    uploads.delete(StoredFile.objects.get(), Actor())
    for act in (lambda: uploads.delete(file, Actor()), lambda: uploads.move(file, 0, Actor())):
        with pytest.raises(Refused, match="已经删除"):
            act()
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moved", "to", "order"), [(2, 0, [2, 0, 1]), (0, 1, [1, 0, 2]), (0, 99, [1, 2, 0]), (1, -5, [1, 0, 2])]
)
def test_moving_orders_all(moved, to, order):
    files = [store() for _ in range(3)]
    uploads.move(files[moved], to, Actor())
    listed = list(uploads.files_of("test.album", ALBUM, "paper"))
    assert [files.index(file) for file in listed] == order
    assert [file.position for file in listed] == [0, 1, 2]


@pytest.mark.django_db
def test_a_picture_can_be_added_in_front():
    later = store()
    first = store(position=0)
    assert list(uploads.files_of("test.album", ALBUM, "paper")) == [first, later]


@pytest.mark.django_db
def test_a_hint_about_the_picture_is_kept():
    file = store(PORTRAIT)
    assert file.hints == ["ratio"]
    assert "35:45" in hints_of(file, PORTRAIT)[0].sentence


@pytest.mark.django_db
def test_a_pdf_becomes_one_picture_per_page_or_nothing_at_all(media):
    first = store(stream=io.BytesIO(pdf(("red", "lime"))), name="扫描.pdf")
    pages = list(uploads.files_of("test.album", ALBUM, "paper"))
    assert (pages[0], [page.position for page in pages]) == (first, [0, 1])
    before = on_disk(media)
    with pytest.raises(ImageRefused, match="有 2 页，这里还能传 1 张"):
        store(stream=io.BytesIO(pdf(("red", "lime"))))
    assert on_disk(media) == before == in_rows()
    assert StoredFile.objects.count() == AuditEntry.objects.count() == 2


@pytest.mark.django_db
def test_pages_are_put_in_front_in_their_order():
    later = store()
    store(stream=io.BytesIO(pdf(("red", "lime"))), position=0)
    pages = list(uploads.files_of("test.album", ALBUM, "paper"))
    assert pages[2] == later
    colours = [Image.open(file_disk.root() / page.path).getpixel((9, 9)) for page in pages[:2]]
    assert [near(colours[0], "red"), near(colours[1], "lime")] == [True, True]


@pytest.mark.django_db
def test_pages_that_find_the_places_taken_at_the_last_moment_are_not_stored(media):
    """Two pages fit when the PDF is looked at; other pictures come before the rows are written."""

    class Slow(io.BytesIO):
        def read(self, *size):
            store()
            store()
            return super().read(*size)

    with pytest.raises(Refused, match="最多 3 张"):
        store(stream=Slow(pdf(("red", "lime"))))
    assert on_disk(media) == in_rows()
    assert StoredFile.objects.count() == 2


@pytest.fixture
def portrait_spec():
    return uploads.register_spec(PORTRAIT)


@pytest.mark.django_db
def test_an_adjusted_picture_takes_the_place_of_the_stored_one(
    media, portrait_spec, django_capture_on_commit_callbacks
):
    file = store(PORTRAIT)
    with django_capture_on_commit_callbacks(execute=True):
        mended = uploads.adjust(file, Adjustment(crop=(0, 0, 1, 1), turn=90), actor=Actor())
    assert (mended.pk, mended.public_id, mended.hints) == (file.pk, file.public_id, [])
    assert abs(mended.width / mended.height - 35 / 45) < 0.01
    assert on_disk(media) == in_rows() == {mended.path, mended.thumb_path}
    assert AuditEntry.objects.order_by("pk").last().event == "core.file_adjusted"


@pytest.mark.django_db
def test_an_adjustment_that_comes_second_is_told_and_leaves_nothing_behind(
    media, portrait_spec, django_capture_on_commit_callbacks
):
    file = store(PORTRAIT)
    forgotten = StoredFile.objects.get()
    for bytes_are_gone in (False, True):
        with django_capture_on_commit_callbacks(execute=bytes_are_gone):
            file = uploads.adjust(file, Adjustment(turn=180), actor=Actor())
        before = on_disk(media)
        with pytest.raises(Refused, match="已经在别处调整过"):
            uploads.adjust(forgotten, Adjustment(turn=90), actor=Actor())
        assert on_disk(media) == before
        forgotten = StoredFile(pk=file.pk, spec_code=file.spec_code, path="00/gone.jpg")
    with pytest.raises(Refused, match="请先选择"):
        uploads.adjust(file, Adjustment(), actor=Actor())
    uploads.delete(StoredFile.objects.get(), Actor())
    with pytest.raises(Refused, match="已经删除"):
        uploads.adjust(file, Adjustment(turn=90), actor=Actor())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("毕业证书.jpg", "毕业证书.jpg"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\me\学位.png", "学位.png"),
        ("韦秀兰450103199001010016.jpg", "韦秀兰***.jpg"),
        ("ID45010319900101018X.jpg", "ID***.jpg"),
        ("４５０１０３１９９００１０１００１６.jpg", "***.jpg"),
        ("tel13800138000.png", "tel***.png"),
        ("IMG_20260102_103211.jpg", "IMG_20260102_103211.jpg"),
        ("a\u202egpj.exe\x00\r\n", "agpj.exe"),
        ("", "图片"),
        ("\x00", "图片"),
    ],
)
def test_names_are_shown_without_folders_numbers_and_tricks(name, shown):
    assert uploads.safe_name(name) == shown


def test_a_long_name_keeps_its_end():
    assert uploads.safe_name("长" * 300 + ".jpg").endswith("长.jpg")
    assert len(uploads.safe_name("长" * 300 + ".jpg")) == uploads.NAME_LENGTH


def test_one_code_is_one_spec():
    spec = UploadSpec("test.once", "一次")
    assert uploads.register_spec(spec) == uploads.register_spec(UploadSpec("test.once", "一次"))
    assert uploads.upload_spec("test.once") == spec
    with pytest.raises(ValueError, match="twice"):
        uploads.register_spec(UploadSpec("test.once", "两次"))


def test_the_input_asks_for_what_is_accepted():
    assert (
        UploadSpec("x", "x").accept == "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"
    )
    assert UploadSpec("x", "x").kinds_words == "JPG、PNG、WebP、HEIC 图片或 PDF（一页算一张）"
    one = UploadSpec("x", "x", formats=("JPEG",))
    assert (one.accept, one.kinds_words) == ("image/jpeg", "JPG 图片")


def upload_at_once(count):
    """Upload from `count` threads, each with its own connection, all reaching the database together."""
    together = threading.Barrier(count)
    insert, outcomes = uploads._insert, []

    def insert_together(*args, **options):
        together.wait(10)
        return insert(*args, **options)

    def one():
        try:
            outcomes.append(store())
        except Refused as refusal:
            outcomes.append(str(refusal))
        finally:
            connections.close_all()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uploads, "_insert", insert_together)
        threads = [threading.Thread(target=one) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_twenty_uploads_at_once_never_exceed_the_limit(media):
    outcomes = upload_at_once(20)
    assert sum(isinstance(outcome, StoredFile) for outcome in outcomes) == SPEC.max_count
    assert StoredFile.objects.count() == SPEC.max_count
    assert sorted(StoredFile.objects.values_list("position", flat=True)) == [0, 1, 2]
    assert on_disk(media) == in_rows()


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_limit_is_exceeded(monkeypatch):
    monkeypatch.setattr(uploads, "_lock", lambda file: None)
    for _ in range(20):
        upload_at_once(10)
        if StoredFile.objects.count() > SPEC.max_count:
            return
        StoredFile.objects.all().delete()
    pytest.fail("the race did not happen, so the test above proves nothing")


@pytest.fixture
def owned(db, readers):
    """A file and the person who may read it."""
    actor = actor_for()
    readers.add(actor.user.pk)
    return store(actor=actor), actor


def address(file):
    return reverse("core:file_open", args=[file.public_id])


def test_the_owner_opens_the_picture_in_a_sandbox(client, owned):
    file, actor = owned
    response = sign_in(client, actor).get(address(file))
    assert response.status_code == 200
    assert len(b"".join(response)) == file.size
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%E6%9D%90%E6%96%99-1.jpg"
    assert not AuditEntry.objects.filter(event="core.file_opened").exists()


def test_the_thumbnail_is_the_small_one(client, owned, media):
    file, actor = owned
    response = sign_in(client, actor).get(address(file), {"thumb": 1})
    assert b"".join(response) == (media / file.thumb_path).read_bytes()


def test_a_stranger_and_an_unknown_file_are_not_found(client, owned):
    file, _ = owned
    sign_in(client, actor_for(make_user("陆志强")))
    assert client.get(address(file)).status_code == 404
    assert client.get(reverse("core:file_open", args=[uuid.uuid4()])).status_code == 404


def test_a_file_nobody_answers_for_is_not_found(client, owned):
    file, actor = owned
    StoredFile.objects.update(owner_kind="test.nobody")
    assert sign_in(client, actor).get(address(file)).status_code == 404


def test_the_anonymous_are_sent_to_sign_in(client, owned):
    response = client.get(address(owned[0]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("accounts:sign_in"))


def test_a_picture_cannot_be_posted_to(client, owned):
    file, actor = owned
    assert sign_in(client, actor).post(address(file)).status_code == 405


def test_what_staff_open_is_recorded(client, owned, readers):
    file, _ = owned
    officer = actor_for(make_user("覃海燕"), make_office())
    readers.add(officer.user.pk)
    sign_in(client, officer)
    b"".join(client.get(address(file), {"thumb": 1}))
    assert not AuditEntry.objects.filter(event="core.file_opened").exists()
    b"".join(client.get(address(file)))
    entry = AuditEntry.objects.get(event="core.file_opened")
    assert (entry.capacity, entry.subject_id) == ("title_office", file.public_id)


def test_nginx_may_send_the_bytes(client, owned, settings):
    settings.ACCEL_PREFIX = "/stored-files/"
    file, actor = owned
    response = sign_in(client, actor).get(address(file))
    assert response["X-Accel-Redirect"] == f"/stored-files/{file.path}"
    assert response.content == b""
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_row_without_bytes_is_not_found(client, owned, media):
    file, actor = owned
    Path(media / file.path).unlink()
    assert sign_in(client, actor).get(address(file)).status_code == 404


def test_the_scene_is_what_was_stored(owned):
    file, _ = owned
    assert (file.width, file.height) == scene().size
