"""Reads digits aloud: short recordings joined into one WAV, with pauses of random length."""

import functools
import io
import secrets
import wave
from pathlib import Path

RECORDINGS = Path(__file__).parent / "data" / "digits"
RATE = 8000
WIDTH = 2
SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 0.75


@functools.cache
def _recording(digit):
    """The samples of one digit: mono, 16 bit, 8 kHz."""
    with wave.open(str(RECORDINGS / f"{digit}.wav")) as file:
        return file.readframes(file.getnframes())


def _pause():
    """Silence of between a quarter and three quarters of a second."""
    spread = int((LONGEST_PAUSE - SHORTEST_PAUSE) * RATE)
    return bytes((int(SHORTEST_PAUSE * RATE) + secrets.randbelow(spread)) * WIDTH)


def spoken(digits):
    """A WAV file, as bytes, in which `digits` are read one by one.

    Raises:
        FileNotFoundError: a sign that is no digit.
    """
    sound = b"".join(_pause() + _recording(digit) for digit in digits) + _pause()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(WIDTH)
        out.setframerate(RATE)
        out.writeframes(sound)
    return file.getvalue()
