"""Pinyin of names: no embedded PostgreSQL has ICU, so order never depends on a collation."""

from pypinyin import Style, lazy_pinyin


def full(name):
    """黄秀芳 → huangxiufang."""
    return "".join(lazy_pinyin(name)).lower().replace(" ", "")[:200]


def first_letters(name):
    """广西大学 → gxdx."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower().replace(" ", "")[:100]


def sort_key(text: str) -> str:
    """钦州市 → qin zhou shi, so that 安 sorts before 按时."""
    return " ".join(lazy_pinyin(text)).lower()[:120]
