"""Sort key of Chinese names: no embedded PostgreSQL has ICU, so order never depends on a collation."""

from pypinyin import Style, lazy_pinyin


def sort_key(text: str) -> str:
    """Pinyin without tones, syllables joined by a blank; at most 120 characters."""
    return " ".join(lazy_pinyin(text, style=Style.NORMAL)).lower()[:120]
