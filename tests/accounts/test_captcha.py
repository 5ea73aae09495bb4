"""The picture code: four digits, one use, five minutes, rationed pictures, and the same read aloud."""

import io
import re
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import captcha, checks, spoken_digits
from core.picture_code import PictureCodeField


def answer(key, text):
    return PictureCodeField().clean([key, text])


@pytest.fixture
def challenge(db):
    return CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key())


def test_it_has_four_digits(challenge):
    assert challenge.response.isdigit()
    assert len(challenge.response) == 4


def test_the_right_answer_is_used_up(challenge):
    answer(challenge.hashkey, challenge.response)
    with pytest.raises(ValidationError, match="验证码不正确或已过期"):
        answer(challenge.hashkey, challenge.response)


def test_a_wrong_answer_uses_it_up_too(challenge):
    with pytest.raises(ValidationError):
        answer(challenge.hashkey, "x")
    with pytest.raises(ValidationError):
        answer(challenge.hashkey, challenge.response)


def test_it_ends_after_five_minutes(challenge):
    with time_machine.travel(timezone.now() + timedelta(minutes=6)), pytest.raises(ValidationError):
        answer(challenge.hashkey, challenge.response)


@pytest.mark.parametrize("value", [None, [], ["", ""], ["nothing", "1234"], ["\0", "\0"], ["😀" * 99, "1"]])
def test_nonsense_is_refused(db, value):
    with pytest.raises(ValidationError):
        PictureCodeField().clean(value)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_use_it_once(monkeypatch):
    """Deleting is slowed down, so that all ten would have read the challenge if nothing held them back."""
    delete = CaptchaStore.delete
    monkeypatch.setattr(CaptchaStore, "delete", lambda row: time.sleep(0.3) or delete(row))
    challenge = CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key())
    start = Barrier(10)

    def attempt(_):
        start.wait(10)
        try:
            return bool(answer(challenge.hashkey, challenge.response))
        except ValidationError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(attempt, range(10))) == 1


def test_pictures_are_shown_to_everybody_and_rationed(client, challenge):
    url = reverse("captcha-image", args=[challenge.hashkey])
    assert client.get(url)["Content-Type"] == "image/png"
    fresh = client.get(reverse("captcha-refresh"), headers={"X-Requested-With": "XMLHttpRequest"})
    assert fresh.json()["key"] != challenge.hashkey
    for _ in range(captcha.PICTURES_PER_ADDRESS):
        last = client.get(url)
    assert last.status_code == 429
    assert client.get(url, REMOTE_ADDR="203.0.113.5").status_code == 200


def test_the_start_refuses_a_captcha_that_accepts_anything(settings):
    assert not checks.captcha_is_real(None)
    settings.CAPTCHA_TEST_MODE = True
    assert checks.captcha_is_real(None)


def test_the_start_refuses_short_passwords(settings):
    assert not checks.passwords_are_long_enough(None)
    settings.PASSWORD_MIN_LENGTH = 5
    assert checks.passwords_are_long_enough(None)


def test_digits_of_a_chinese_keyboard_are_digits(challenge):
    wide = challenge.response.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert answer(challenge.hashkey, f" {wide}\u200b")


def samples(answer):
    """Number of channels, rate and samples of a WAV that was answered."""
    with wave.open(io.BytesIO(answer.content)) as file:
        return file.getnchannels(), file.getframerate(), file.readframes(file.getnframes())


def test_the_digits_are_read_aloud(client, challenge):
    url = reverse("captcha-audio", args=[challenge.hashkey])
    heard = client.get(url)
    channels, rate, sound = samples(heard)
    assert (heard["Content-Type"], channels, rate) == ("audio/wav", 1, 8000)
    assert "no-store" in heard["Cache-Control"]
    places = [sound.find(spoken_digits._recording(digit)) for digit in challenge.challenge]
    assert -1 not in places
    others = set("0123456789") - set(challenge.challenge)
    assert all(spoken_digits._recording(digit) not in sound for digit in others)
    assert challenge.challenge not in url.replace(challenge.hashkey, "")


def test_the_digits_come_in_their_order_with_pauses_that_differ():
    readings = [spoken_digits.spoken("4071") for _ in range(4)]
    for reading in readings:
        places = [reading.find(spoken_digits._recording(digit)) for digit in "4071"]
        assert places == sorted(places)
    assert len({len(reading) for reading in readings}) > 1


def test_listening_leaves_the_answer_open_and_a_used_one_is_silent(client, challenge):
    url = reverse("captcha-audio", args=[challenge.hashkey])
    client.get(url)
    answer(challenge.hashkey, challenge.response)
    assert client.get(url).status_code == 410


def test_listening_counts_as_looking(client, challenge):
    url = reverse("captcha-audio", args=[challenge.hashkey])
    for _ in range(captcha.PICTURES_PER_ADDRESS):
        assert client.get(url).status_code == 200
    assert client.get(url).status_code == 429
    assert client.get(reverse("captcha-image", args=[challenge.hashkey])).status_code == 429


def test_the_page_offers_the_sound_of_its_own_picture_and_a_fresh_one_brings_its_own(client, db):
    page = client.get(reverse("accounts:sign_in"))
    key = re.search(r'name="captcha_0" value="(\w+)"', page.content.decode())[1]
    assert reverse("captcha-audio", args=[key]) in page.content.decode()
    assert "media-src 'self'" in page["Content-Security-Policy"]
    fresh = client.get(reverse("captcha-refresh"), headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert fresh["audio_url"] == reverse("captcha-audio", args=[fresh["key"]])
