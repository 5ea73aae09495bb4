"""Names and numbers are compared as people write them."""

import pytest

from certificates.services.normalise import normalise_name, normalise_number


@pytest.mark.parametrize(
    "typed",
    [
        "买买提·吐尔逊",
        "买买提•吐尔逊",
        "买买提・吐尔逊",
        "买买提･吐尔逊",
        "买买提‧吐尔逊",
        "买买提．吐尔逊",
        " 买买提 · 吐尔逊\u3000",
    ],
)
def test_every_middle_dot_is_the_same(typed):
    assert normalise_name(typed) == "买买提·吐尔逊"


@pytest.mark.parametrize(
    ("typed", "key"), [("韦 春 兰", "韦春兰"), ("Ｎguyễn", "nguyễn"), ("韦\u200b春兰", "韦春兰")]
)
def test_blanks_width_and_case_do_not_matter(typed, key):
    assert normalise_name(typed) == key


def test_other_names_stay_other_names():
    assert normalise_name("韦春兰") != normalise_name("韦春蓝")
    assert normalise_name("买买提吐尔逊") != normalise_name("买买提·吐尔逊")


def test_leading_zeros_stay():
    assert normalise_number(" ０８33 232 ") == "0833232"
