"""Pinyin of names: for sorting, for search by first letters, and to refuse it as a password."""

from pypinyin import Style, lazy_pinyin


def full(name):
    """黄秀芳 → huangxiufang."""
    return "".join(lazy_pinyin(name)).lower().replace(" ", "")[:200]


def first_letters(name):
    """广西大学 → gxdx."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower().replace(" ", "")[:100]
