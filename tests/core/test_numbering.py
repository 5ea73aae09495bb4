"""The check digit finds every single error and every swap of neighbours."""

import pytest

from core.numbering import damm_digit, damm_valid

ISSUED = (
    "260000305000010",
    "260100422001232",
    "260200401000063",
    "260700305999991",
    "260181505000426",
    "270000101000080",
)


@pytest.mark.parametrize("number", ISSUED)
def test_issued_numbers_carry_their_digit(number):
    assert damm_digit(number[:-1]) == number[-1]
    assert damm_valid(number)


@pytest.mark.parametrize("number", ISSUED)
def test_every_single_error_and_every_swap_is_found(number):
    for place, digit in enumerate(number):
        for other in set("0123456789") - {digit}:
            assert not damm_valid(number[:place] + other + number[place + 1 :])
    for place in range(len(number) - 1):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or not damm_valid(swapped)


@pytest.mark.parametrize(
    "number", ["", "26000030500001O", "２６００００３０５００００１０", "-1", " 260000305000010"]
)
def test_what_is_not_digits_is_not_valid(number):
    assert not damm_valid(number)
    with pytest.raises(ValueError, match="ASCII"):
        damm_digit(number)
