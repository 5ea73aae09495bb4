"""Sealed values open only where they were put; found by a keyed digest; shown masked."""

import base64
import os

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, transaction

from core import pii
from core.models import OutboxRow

pytestmark = pytest.mark.django_db

SECRET = "450102199003070016 韦秀兰"


def key():
    return base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def row():
    return OutboxRow.objects.create(kind="test.sealed", payload=SECRET)


def stored(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM core_outboxrow WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


def store(row, token):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_outboxrow SET payload = %s WHERE id = %s", [token, row.pk])


def test_the_database_holds_no_plain_text(row):
    token = stored(row)
    assert token.startswith("v1.1.")
    assert "4501" not in token
    assert "韦" not in token
    assert OutboxRow.objects.get(pk=row.pk).payload == SECRET


def test_the_same_text_is_sealed_differently_each_time(row):
    other = OutboxRow.objects.create(kind="test.sealed", payload=SECRET)
    assert stored(row) != stored(other)


def test_a_value_moved_to_another_row_does_not_open(row):
    other = OutboxRow.objects.create(kind="test.sealed", payload="另一个人的")
    store(other, stored(row))
    with pytest.raises(pii.SealBroken):
        _ = OutboxRow.objects.get(pk=other.pk).payload


def test_a_changed_byte_does_not_open(row):
    token = stored(row)
    store(row, token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:])
    with pytest.raises(pii.SealBroken):
        _ = OutboxRow.objects.get(pk=row.pk).payload


@pytest.mark.parametrize(
    "token", ["", "v1", "v1.1", "v1.9.AAAA", "v2.1.AAAA", "v1.1.!!!!", "v1.1.AAAA", "45010"]
)
def test_what_is_no_token_is_refused_without_quoting_it(token):
    with pytest.raises(pii.SealBroken) as broken:
        pii.decrypt_text(token, "t.c.1")
    assert token == "" or token not in str(broken.value)


def test_an_old_key_still_opens_and_the_new_one_seals(row, settings):
    settings.GXZC_PII_KEYS = f"{settings.GXZC_PII_KEYS},2:{key()}"
    again = OutboxRow.objects.get(pk=row.pk)
    assert again.payload == SECRET
    again.save()
    assert stored(row).startswith("v1.2.")
    assert OutboxRow.objects.get(pk=row.pk).payload == SECRET
    settings.GXZC_PII_KEYS = settings.GXZC_PII_KEYS.split(",")[0]
    with pytest.raises(pii.SealBroken):
        _ = OutboxRow.objects.get(pk=row.pk).payload


def test_a_row_saved_unread_keeps_its_token(row):
    before = stored(row)
    again = OutboxRow.objects.get(pk=row.pk)
    again.kind = "test.other"
    again.save()
    assert stored(row) == before


@pytest.mark.parametrize("bad", ["", "1:", "1:c2hvcnQ=", "1:not base64"])
def test_missing_or_short_keys_are_told(settings, bad):
    settings.GXZC_PII_KEYS = bad
    with pytest.raises(ImproperlyConfigured):
        pii.encrypt_text("x", "t.c.1")


def test_empty_stays_empty():
    row = OutboxRow.objects.create(kind="test.sealed", payload="")
    assert stored(row) == ""
    assert OutboxRow.objects.get(pk=row.pk).payload == ""


def test_a_deferred_value_is_fetched_and_opened(row):
    assert OutboxRow.objects.only("kind").get(pk=row.pk).payload == SECRET
    assert OutboxRow.objects.only("payload").get(pk=row.pk).payload == SECRET


def test_refresh_and_assignment(row):
    row.payload = "新的内容"
    row.save(update_fields=["payload"])
    row.payload = "没有保存"
    row.refresh_from_db()
    assert row.payload == "新的内容"


def test_bulk_create_seals():
    rows = OutboxRow.objects.bulk_create([OutboxRow(kind="test.sealed", payload=SECRET)])
    assert stored(rows[0]).startswith("v1.")


@pytest.mark.parametrize(
    "lookup", ["payload", "payload__contains", "payload__in", "payload__gt", "payload__lower"]
)
def test_lookups_are_refused(lookup):
    with pytest.raises(FieldError):
        list(OutboxRow.objects.filter(**{lookup: ["x"]}))


def test_isnull_is_allowed(row):
    assert OutboxRow.objects.filter(payload__isnull=False).get() == row


def test_updates_that_know_no_row_refuse_plain_text(row):
    with pytest.raises(FieldError), transaction.atomic():
        OutboxRow.objects.update(payload="450102199003070016")
    row.payload = "x"
    with pytest.raises(FieldError), transaction.atomic():
        OutboxRow.objects.bulk_update([row], ["payload"])
    assert OutboxRow.objects.get().payload == SECRET


def test_updates_may_erase(row):
    OutboxRow.objects.update(payload="")
    assert OutboxRow.objects.get().payload == ""


def test_values_give_the_token_not_the_text(row):
    assert OutboxRow.objects.values_list("payload", flat=True).get().startswith("v1.")


def test_the_field_survives_deconstruction():
    field = pii.EncryptedCharField(max_length=20, blank=True)
    _, path, args, kwargs = field.deconstruct()
    assert path == "core.pii.EncryptedCharField"
    assert pii.EncryptedCharField(*args, **kwargs).max_length == 20


def test_leaves_are_sealed_one_by_one():
    data = {"mobile": "13977112233", "address": "", "school": "广西大学", "people": ["韦秀兰"]}
    sealed = pii.encrypt_leaves(data, ("mobile", "address", "people", "absent"), "applications_answer.data.7")
    assert sealed["school"] == "广西大学"
    assert sealed["address"] == ""
    assert "139" not in str(sealed)
    assert "韦" not in str(sealed)
    assert pii.decrypt_leaves(sealed, ("mobile", "address", "people"), "applications_answer.data.7") == data
    with pytest.raises(pii.SealBroken):
        pii.decrypt_leaves(sealed, ("mobile",), "applications_answer.data.8")
    moved = {"address": sealed["mobile"]}
    with pytest.raises(pii.SealBroken):
        pii.decrypt_leaves(moved, ("address",), "applications_answer.data.7")


def test_the_blind_index_depends_on_kind_and_key(settings):
    digest = pii.blind_index("mobile", "13977112233")
    assert digest == pii.blind_index("mobile", "13977112233")
    assert len(digest) == 64
    assert digest != pii.blind_index("email", "13977112233")
    settings.GXZC_INDEX_KEY = key()
    assert digest != pii.blind_index("mobile", "13977112233")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("id_number", "450102199003070016", "**************0016"),
        ("id_number", "450102900307001", "***********7001"),
        ("id_number", "E12345678", "*****5678"),
        ("id_number", "1234", "****"),
        ("id_number", "", ""),
        ("id_number", None, ""),
        ("mobile", "13977112233", "139****2233"),
        ("mobile", "12", "**"),
        ("mobile", "0771-5505013", "**********13"),
        ("mobile", "", ""),
        ("email", "weixiulan@example.cn", "w***@example.cn"),
        ("email", "nonsense", "***"),
        ("email", "", ""),
        ("name", "韦秀兰", "韦*兰"),
        ("name", "韦兰", "韦*"),
        ("name", "韦", "*"),
        ("name", "阿依古丽", "阿**丽"),
        ("name", "", ""),
        ("text", "南宁市民族大道1号", "******"),
        ("text", "", ""),
    ],
)
def test_masks(kind, value, shown):
    assert pii.mask(value, kind) == shown


def test_an_unknown_mask_is_a_mistake():
    with pytest.raises(KeyError):
        pii.mask("x", "shoe_size")


@pytest.mark.parametrize(
    "words",
    [
        "450102199003070016",
        "4501 0219 9003 0700 16",
        "４５０１０２１９９００３０７００１６",
        "韦秀兰450102",
        "身份证号450102199003070016",
        "070016",
        "13977112233",
        "139-7711-2233",
        "0771.5505013",
        "E12345678",
        "RD-2026-0001234",
        "wei@example.cn",
    ],
)
def test_words_that_may_be_a_number_of_a_person(words):
    assert pii.looks_private(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "韦秀兰",
        "weixiulan",
        "RD-2026-000123",
        " rd-2026-000123 ",
        "2026年10月12日",
        "2026-10-12 受理",
        "12345",
    ],
)
def test_words_that_are_none(words):
    assert not pii.looks_private(words)
