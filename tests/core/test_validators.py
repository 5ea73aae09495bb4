"""Numbers of documents, mobiles and employers: every vector of the rules, and hostile input."""

import datetime as dt
import time

import pytest
from django.core.exceptions import ValidationError

from core.phone_fields import check_phone
from core.validators import (
    UNKNOWN_REGION,
    DocumentKind,
    check_mobile,
    check_resident_id,
    check_uscc,
    document_identity_key,
    normalise_document,
)
from core.word_fields import WordsField

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("number", "sex", "birth", "kind"),
    [
        ("450103199001010016", "男", "1990-01-01", "居民身份证"),
        ("450204198908080028", "女", "1989-08-08", "居民身份证"),
        ("450802200002290037", "男", "2000-02-29", "居民身份证"),
        ("45010319900101018X", "女", "1990-01-01", "居民身份证"),
        ("45010319900101018x", "女", "1990-01-01", "居民身份证"),
        ("450127198506150037", "男", "1985-06-15", "居民身份证"),
        ("45212419850615003X", "男", "1985-06-15", "居民身份证"),
        ("450181202201010014", "男", "2022-01-01", "居民身份证"),
        ("11010519491231002X", "女", "1949-12-31", "居民身份证"),
        ("810000199001010019", "男", "1990-01-01", "港澳台居民居住证"),
        ("820000199001010029", "女", "1990-01-01", "港澳台居民居住证"),
        ("830000199001010039", "男", "1990-01-01", "港澳台居民居住证"),
        ("911100199001010019", "男", "1990-01-01", "永久居留身份证"),
        ("４５０１０３１９９００１０１００１６", "男", "1990-01-01", "居民身份证"),
        ("  450103 19900101 0016\t", "男", "1990-01-01", "居民身份证"),
    ],
)
def test_resident_ids_that_are_accepted(number, sex, birth, kind):
    read = check_resident_id(number, today=TODAY)
    assert (read.sex, read.birth.isoformat(), read.kind, read.warning) == (sex, birth, kind, "")
    assert len(read.no) == 18
    assert read.no == read.no.upper()


def test_an_unknown_district_is_only_warned_about():
    assert check_resident_id("459999199001010010", today=TODAY).warning == UNKNOWN_REGION


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        ("440524188001010014", "birthrange", "早于 1900 年或晚于今天"),
        ("450103209901010018", "birthrange", "早于 1900 年或晚于今天"),
        ("110105194912310021", "checksum", "身份证号最后一位与前 17 位不符，请对照证件再输一遍"),
        ("450103199002290013", "birthdate", "不是一个存在的日期"),
        ("45010319900101001", "format", "应为 18 位"),
        ("610104620927690", "format", "15 位的旧身份证号"),
        ("000000199001010018", "format", "应为 18 位"),
        ("", "format", "应为 18 位"),
        (None, "format", "应为 18 位"),
        ("45010319900101001Ⅹ"[:17] + "Y", "format", "应为 18 位"),
        ("٤٥٠١٠٣١٩٩٠٠١٠١٠٠١٦", "format", "应为 18 位"),
    ],
)
def test_resident_ids_that_are_refused(number, code, sentence):
    with pytest.raises(ValidationError, match=sentence) as refused:
        check_resident_id(number, today=TODAY)
    assert refused.value.code == code


def test_a_province_that_does_not_exist_is_refused():
    body = "16000019900101001"
    codes = set()
    for digit in "0123456789X":
        with pytest.raises(ValidationError) as refused:
            check_resident_id(body + digit, today=TODAY)
        codes.add(refused.value.code)
    assert codes == {"checksum", "region"}


def test_birth_today_is_accepted_and_birth_tomorrow_is_not():
    assert check_resident_id("450181202201010014", today=dt.date(2022, 1, 1))
    with pytest.raises(ValidationError):
        check_resident_id("450181202201010014", today=dt.date(2021, 12, 31))


@pytest.mark.parametrize(
    ("kind", "number", "stored"),
    [
        ("hk_macao_permit", "h12345678", "H12345678"),
        ("hk_macao_permit", "M1234567801", "M1234567801"),
        ("taiwan_permit", "12345678", "12345678"),
        ("taiwan_permit", "1234567801", "1234567801"),
        ("taiwan_permit", "1234567801（B）", "1234567801"),
        ("permanent_residence", "USA110123456789", "USA110123456789"),
        ("permanent_residence", "911100199001010019", "911100199001010019"),
        ("passport", "E12345678", "E12345678"),
        ("passport", "ea1234567", "EA1234567"),
        ("passport", "G12345678", "G12345678"),
        ("passport", "SE1234567", "SE1234567"),
        ("resident_id", "45010319900101018x", "45010319900101018X"),
    ],
)
def test_documents_that_are_accepted(kind, number, stored):
    assert normalise_document(kind, number) == stored


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("hk_macao_permit", "H1234567"),
        ("hk_macao_permit", "K12345678"),
        ("hk_macao_permit", "H12345678901"),
        ("taiwan_permit", "123456789"),
        ("taiwan_permit", "A12345678"),
        ("permanent_residence", "US110123456789"),
        ("permanent_residence", "911100199001010018"),
        ("passport", "EI1234567"),
        ("passport", "EO1234567"),
        ("passport", "E1234567"),
        ("passport", ""),
    ],
)
def test_documents_that_are_refused(kind, number):
    with pytest.raises(ValidationError, match="请对照"):
        normalise_document(kind, number)


def test_a_foreign_passport_needs_only_letters_and_digits():
    assert normalise_document("passport", "k1234567", nationality="SGP") == "K1234567"
    with pytest.raises(ValidationError):
        normalise_document("passport", "K123", nationality="SGP")


def test_renewed_permits_name_the_same_person():
    assert document_identity_key("hk_macao_permit", "H1234567800") == document_identity_key(
        "hk_macao_permit", "H12345678"
    )
    assert document_identity_key("taiwan_permit", "1234567801") == document_identity_key(
        "taiwan_permit", "12345678(A)"
    )
    assert document_identity_key("taiwan_permit", "12345678") != document_identity_key(
        "hk_macao_permit", "H12345678"
    )


def test_one_18_digit_number_is_one_person_whatever_kind_was_chosen():
    number = "911100199001010019"
    assert document_identity_key("resident_id", number) == document_identity_key(
        "permanent_residence", number
    )


def test_every_kind_of_document_has_a_check():
    for kind in DocumentKind:
        with pytest.raises(ValidationError):
            normalise_document(kind, "?")


@pytest.mark.parametrize(
    "number", ["13800138000", "+86 138-0013-8000", "008613800138000", "１３８００１３８０００"]
)
def test_mobiles_are_stored_as_eleven_digits(number):
    assert check_mobile(number) == "13800138000"


def test_a_young_number_range_is_accepted():
    assert check_mobile("19912345678") == "19912345678"


@pytest.mark.parametrize(
    "number", ["12812345678", "1380013800", "", "85212345678", "0771-5505013", "138001380001"]
)
def test_mobiles_that_are_refused(number):
    with pytest.raises(ValidationError, match="11 位数字"):
        check_mobile(number)


@pytest.mark.parametrize(
    "number",
    [
        "91110000600037341L",
        "1245000000000TTT1M",
        "114500000000TTT02A",
        "91450100MA5TTTTT14",
        "92450103MA5KTTTT3G",
        "51450000MJN0TTTT0N",
        "N2450127MF0TTTTT00",
        "91110000600037341l",
    ],
)
def test_credit_identifiers_that_are_accepted(number):
    assert check_uscc(number) == number.upper()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("91110000600037342P", "checksum"),
        ("91110000600037341M", "checksum"),
        ("91110000600O37341L", "format"),
        ("450100123456789", "format"),
        ("", "format"),
    ],
)
def test_credit_identifiers_that_are_refused(number, code):
    with pytest.raises(ValidationError) as refused:
        check_uscc(number)
    assert refused.value.code == code


@pytest.mark.parametrize("check", [check_resident_id, check_mobile, check_uscc])
def test_a_hundred_kilobytes_are_refused_at_once(check):
    started = time.monotonic()
    for hostile in ("1" * 100_000, "(" * 100_000, "㎏" * 100_000):
        with pytest.raises(ValidationError):
            check(hostile)
    assert time.monotonic() - started < 0.5


def test_signs_nobody_sees_are_left_out():
    assert normalise_document("resident_id", "\u202d110105 19491231\u200b002x\ufeff") == "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900001111", "13900001111"),
        ("+86 139-0000-1111", "13900001111"),
        ("0777 2838000", "0777-2838000"),
        ("(0771)5678901", "0771-5678901"),
        ("０２０－８７６５４３２１", "020-87654321"),
        ("010-65432100 转 801", "010-65432100转801"),
        ("0777-2838000-12", "0777-2838000转12"),
        ("400 8100000", "400-810-0000"),
    ],
)
def test_a_phone_is_kept_in_one_form(typed, kept):
    assert check_phone(typed) == kept
    assert check_phone(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "0000-00-00",
        "9999-12-31",
        "2838000",
        "0777-1838000",
        "077-2838000",
        "1390000111",
        "打我电话",
        "٠٧٧٧٢٨٣٨",
    ],
)
def test_what_nobody_can_call_is_no_phone(typed):
    with pytest.raises(ValidationError, match="办公电话请填 11 位手机号，或带区号的座机"):
        check_phone(typed, "办公电话")


def test_words_are_kept_without_signs_that_turn_or_hide_them():
    assert WordsField().clean("\ufeff韦\u202e春\x1b\u200f兰\u202c\u2028 \x07") == "韦春兰"
    assert WordsField().clean("一行\n两行\t👩‍👩‍👧") == "一行\n两行\t👩‍👩‍👧"
