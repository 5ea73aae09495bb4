"""A long text beside its older version: the sentences that went and those that came."""

import pytest

from core.row_order import moved_among
from core.text_changes import pieces, sentences


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<p>甲。乙。</p>", "<p>甲。乙。</p>", []),
        ("<p>甲。乙。</p>", "<p>甲。</p><p><strong>乙。</strong></p>", []),
        ("<p>甲。乙。</p>", "<p>甲。丙。</p>", [("kept", "甲。"), ("removed", "乙。"), ("added", "丙。")]),
        ("", "<p>甲&amp;乙</p>", [("added", "甲&乙")]),
        ("<p>甲。乙。丙。</p>", "<p>甲。丙。</p>", [("kept", "甲。"), ("removed", "乙。"), ("kept", "丙。")]),
    ],
    ids=["same", "looks", "changed", "from nothing", "shortened"],
)
def test_sentences_are_kept_removed_or_added(old, new, found):
    assert [(piece.look, piece.text) for piece in pieces(old, new)] == found


def test_a_line_of_the_editor_ends_a_sentence():
    assert sentences("<ul><li>甲</li><li>乙；丙</li></ul>第一行<br>第二行") == [
        "甲",
        "乙；",
        "丙",
        "第一行",
        "第二行",
    ]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "abc", ""),
        ("abc", "cab", "c"),
        ("abc", "bca", "a"),
        ("abcd", "abxcd", ""),
        ("abcd", "bd", ""),
        ("abcdef", "fabcde", "f"),
        ("", "ab", ""),
    ],
)
def test_the_fewest_moves_that_explain_an_order(before, after, moved):
    assert moved_among(list(before), list(after)) == set(moved)
