"""The check digit that guards numbers people type: Damm finds every single error and every swap."""

from stdnum import damm


def damm_digit(number: str) -> str:
    """Return the digit to append to `number` (ASCII digits only, at least one)."""
    if not _is_digits(number):
        raise ValueError("a check digit needs ASCII digits")
    return damm.calc_check_digit(number)


def damm_valid(number: str) -> bool:
    """Say whether `number`, its last digit included, is undamaged. Anything but ASCII digits is not."""
    return _is_digits(number) and damm.is_valid(number)


def _is_digits(number: str) -> bool:
    return number.isascii() and number.isdigit()
