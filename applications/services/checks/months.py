"""Months as the forms keep them, YYYY-MM; of a longer date only the month counts."""


def number_of(month: str) -> int:
    """The months since the year 0, so that two months can be subtracted."""
    return int(month[:4]) * 12 + int(month[5:7])


def between(earlier: str, later: str) -> int:
    """How many months `later` is after `earlier`; negative when it is before."""
    return number_of(later) - number_of(earlier)


def following(month: str) -> str:
    """The month after one."""
    year, place = divmod(number_of(month), 12)
    return f"{year}-{place + 1:02}"
