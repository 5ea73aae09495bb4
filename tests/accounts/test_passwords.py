"""Decision B6: what a password may be."""

import pytest
from django.core.exceptions import ValidationError

from accounts.services import passwords

OWN = {
    "name": "黄秀芳",
    "id_number": "450103199001010016",
    "mobile": "13800138000",
    "email": "huangxf77@example.cn",
}


@pytest.mark.parametrize(
    "good", ["shan5shui", "Lj7#kd", "a" * 8 + "Bx9!" * 14, "漓江的水7x", "有 空格 也行8"]
)
def test_accepted(good):
    passwords.check(good, **OWN)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("Lj7#k", "length"),
        ("Lj7#kd" * 11, "length"),
        ("", "length"),
        ("123456", "common"),
        ("Password1", "common"),
        ("zzzzzzz", "common"),
        ("5505013", "common"),
        ("x5505013x", "common"),
        ("huangxiufang8", "own_data"),
        ("HuangXiuFang", "own_data"),
        ("ab19900101", "own_data"),
        ("450103199001010016", "own_data"),
        ("q010016z", "own_data"),
        ("my13800138000", "own_data"),
        ("00138000xy", "own_data"),
        ("huangxf77!", "own_data"),
        ("shan\x00shui", "characters"),
    ],
)
def test_refused(bad, code):
    with pytest.raises(ValidationError) as refusal:
        passwords.check(bad, **OWN)
    assert refusal.value.code == code


def test_staff_need_ten():
    with pytest.raises(ValidationError, match="10 至 64"):
        passwords.check("shan5shui", staff=True)
    passwords.check("shan5shui7", staff=True)


def test_a_setting_raises_the_minimum(settings):
    settings.PASSWORD_MIN_LENGTH = 12
    with pytest.raises(ValidationError, match="12 至 64"):
        passwords.check("shan5shui")
    passwords.check("shan5shui7cc")


def test_the_common_list_holds_at_least_three_thousand():
    assert len(passwords.common_passwords()) >= 3000


def test_sixty_four_characters_all_count(settings):
    from django.contrib.auth.hashers import check_password, make_password  # noqa: PLC0415 - kept to this test

    long = "x" * 63
    kept = make_password(long + "1")
    assert check_password(long + "1", kept)
    assert not check_password(long + "2", kept)
