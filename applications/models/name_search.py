"""Looking for part of a name by an index, a single character too.

PostgreSQL indexes text in threes. Chinese names have two or three characters, so that most searches would not
fill one; with every character written three times, each of them does.
"""

from django.db.models import Func, Value
from django.db.models.functions import Upper

TIMES = 3


class Spread(Func):
    """韦春 as 韦韦韦春春春, in capitals."""

    function = "REGEXP_REPLACE"

    def __init__(self, text, **extra):
        super().__init__(Upper(text), Value("(.)"), Value("\\1" * TIMES), Value("g"), **extra)


def spread(words: str) -> str:
    """Write what is looked for as `Spread` writes what is indexed."""
    return "".join(letter * TIMES for letter in words.upper())
