"""Words of the search fields turned into what the catalogue knows."""

from catalogue.enums import TitleLevel


def levels_of(word):
    """Title levels behind a TitleLevel value or a group of the selector; empty for anything else."""
    return [level.value for level in TitleLevel if word in (level.value, level.selector.value)]
