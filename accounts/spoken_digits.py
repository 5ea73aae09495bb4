"""Reads digits aloud: short recordings joined into one WAV, with pauses nobody can foretell."""

import functools
import io
import random
import wave
from pathlib import Path

from django.utils.crypto import salted_hmac

RECORDINGS = Path(__file__).parent / "data" / "digits"
RATE = 8000
WIDTH = 2
SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 0.75


@functools.cache
def _recording(digit):
    """The samples of one digit: mono, 16 bit, 8 kHz."""
    with wave.open(str(RECORDINGS / f"{digit}.wav")) as file:
        return file.readframes(file.getnframes())


def _pauses(number, key):
    """Silences of between a quarter and three quarters of a second, drawn from the keyed hash of `key`."""
    drawn = random.Random(salted_hmac("accounts.spoken_digits", key).digest())  # noqa: S311 - seeded by a MAC
    lengths = [int(drawn.uniform(SHORTEST_PAUSE, LONGEST_PAUSE) * RATE) for _ in range(number)]
    return [bytes(length * WIDTH) for length in lengths]


def spoken(digits, key):
    """A WAV file, as bytes, in which `digits` are read one by one.

    Args:
        key: names the challenge; the same one is read alike each time, as it is fetched in pieces.

    Raises:
        FileNotFoundError: a sign that is no digit.
    """
    first, *pauses = _pauses(len(digits) + 1, key)
    pieces = [_recording(digit) + pause for digit, pause in zip(digits, pauses, strict=True)]
    sound = first + b"".join(pieces)
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(WIDTH)
        out.setframerate(RATE)
        out.writeframes(sound)
    return file.getvalue()
