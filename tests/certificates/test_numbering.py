"""Numbers: the vectors of the numbering scheme, the sequence, its end and its races."""

import re
import threading
from dataclasses import asdict, replace

import pytest
from django.db import transaction

from certificates.models import CertificateSequence
from certificates.services import numbering
from certificates.services.numbering import SequenceKey
from core.errors import Refused
from tests.certificates.threads import in_threads

# number, year, region4, level, series, serial, office code, control number (numbering scheme §4.1)
VECTORS = [
    ("260000305000010", 2026, "0000", 3, "05", 1, "000002", "305000002202600001"),
    ("260100422001232", 2026, "0100", 4, "22", 123, "010001", "422010001202600123"),
    ("260200401000063", 2026, "0200", 4, "01", 6, "020011", "401020011202600006"),
    ("260700305999991", 2026, "0700", 3, "05", 99999, "070001", "305070001202699999"),
    ("260181505000426", 2026, "0181", 5, "05", 42, "018101", "505018101202600042"),
    ("270000101000080", 2027, "0000", 1, "01", 8, "000051", "101000051202700008"),
]
KEY = SequenceKey(year=2026, region4="0700", level_digit=3, series_code="05")


@pytest.mark.parametrize(
    ("number", "year", "region4", "level", "series", "serial", "office", "control"), VECTORS
)
def test_numbers_follow_the_scheme(number, year, region4, level, series, serial, office, control):
    key = SequenceKey(year, region4, level, series)
    assert numbering.certificate_number(key, serial) == number
    assert numbering.control_number(key, serial, office_code=office) == control
    assert numbering.is_platform_number(number)


@pytest.mark.parametrize(
    "text",
    [
        "260000315000010",  # eighth digit changed
        "260000035000010",  # seventh and eighth swapped
        "26000030500001",
        "2600003050000100",
        "２６0000305000010",
        "0833232",
        "",
    ],
)
def test_other_texts_are_no_platform_numbers(text):
    assert not numbering.is_platform_number(text)
    assert numbering.region_code_of(text) is None


def test_every_single_error_and_every_swap_of_neighbours_is_found():
    number = VECTORS[1][0]
    for place in range(15):
        for digit in "0123456789".replace(number[place], ""):
            assert not numbering.is_platform_number(number[:place] + digit + number[place + 1 :])
    for place in range(14):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or not numbering.is_platform_number(swapped)


def test_the_region_is_read_from_the_number():
    assert numbering.region_code_of("260181505000426") == "450181"


@pytest.mark.django_db
def test_each_key_counts_for_itself():
    assert [numbering.next_serial(KEY) for _ in range(3)] == [1, 2, 3]
    assert numbering.next_serial(replace(KEY, year=2027)) == 1
    assert numbering.next_serial(replace(KEY, level_digit=4)) == 1
    assert numbering.next_serial(replace(KEY, region4="0100")) == 1
    assert numbering.next_serial(replace(KEY, series_code="22")) == 1


@pytest.mark.django_db
def test_a_full_sequence_is_refused_and_does_not_wrap():
    CertificateSequence.objects.create(**asdict(KEY), last=99_998)
    assert numbering.next_serial(KEY) == 99_999
    with pytest.raises(Refused, match="已用满 99999 个"):
        numbering.next_serial(KEY)
    assert CertificateSequence.objects.get().last == 99_999


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap():
    numbering.next_serial(KEY)
    with transaction.atomic():
        assert numbering.next_serial(KEY) == 2
        transaction.set_rollback(True)
    assert numbering.next_serial(KEY) == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers_without_gap():
    serials = in_threads(lambda: numbering.next_serial(KEY))
    assert sorted(serials) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_control_reading_before_writing_gives_numbers_twice(monkeypatch):
    """The same race without the row lock: were it harmless, the test above would prove nothing."""
    CertificateSequence.objects.create(**asdict(KEY), last=1)
    everybody_has_read = threading.Barrier(20)

    def read_then_write():
        last = CertificateSequence.objects.get(**asdict(KEY)).last
        everybody_has_read.wait(10)
        CertificateSequence.objects.filter(**asdict(KEY)).update(last=last + 1)
        return last + 1

    serials = in_threads(read_then_write)
    assert len(set(serials)) < 20


def test_control_numbers_have_the_shape_of_2010():
    """401020011201000006 is a control number of 2010 that the scheme reproduces to the digit."""
    control = numbering.control_number(SequenceKey(2010, "0200", 4, "01"), 6, office_code="020011")
    assert control == "401020011201000006"
    assert re.fullmatch(r"[0-9]{18}", control)
