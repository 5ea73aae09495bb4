"""What the editor may keep, what it may not, and how the length is counted."""

import json
import random
from pathlib import Path

import pytest

from core import rich_text
from core.rich_text import has_words, sanitise, text_length

VECTORS = json.loads((Path(rich_text.__file__).parent / "data" / "rich_text_vectors.json").read_text("utf-8"))
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='mailto:a@evil.example'>x</a>",
    "<a href='ftp://evil.example/'>x</a>",
    "<a href='/accounts/sign-out/'>x</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<p class='btn btn-primary gx-seal' id='csrf'>x</p>",
    "<li data-list='x\" onclick=\"y'>x</li>",
    "<form action=//evil.example><button>x</button></form>",
    "<base href=//evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=//evil.example>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<p>\ud83d lone surrogate</p>",
)
FORBIDDEN = (
    "<script",
    "onerror",
    "onload",
    "javascript",
    "style",
    "<img",
    "evil",
    "onclick",
    "id=",
    "btn",
    "sign-out",
)


def test_the_table_has_twenty_vectors():
    assert len(VECTORS) == 20


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["note"][:30])
def test_the_length_is_that_of_the_table(vector):
    assert text_length(vector["html"]) == vector["count"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["note"][:30])
def test_sanitising_again_changes_neither_text_nor_length(vector):
    once = sanitise(vector["html"])
    assert sanitise(once) == once
    assert text_length(once) == vector["count"]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_survives(html):
    cleaned = sanitise(html)
    assert not [word for word in FORBIDDEN if word in cleaned]
    assert cleaned == sanitise(cleaned)


def test_what_the_editor_writes_comes_back():
    written = (
        '<h2 class="ql-align-center">小结</h2><p><strong>粗</strong><em>斜</em><u>线</u><s>删</s>X'
        '<sup>2</sup>Y<sub>2</sub></p><p><span class="ql-size-16px ql-font-kaiti">字</span></p>'
        '<ol><li data-list="bullet" class="ql-indent-1">一</li></ol>'
    )
    assert sanitise(written) == written


def test_links_lead_outside_safely():
    assert sanitise('<a href="https://rst.gxzf.gov.cn/" target="_blank">厅</a>') == (
        '<a href="https://rst.gxzf.gov.cn/" rel="noopener noreferrer">厅</a>'
    )


def test_random_pieces_never_leave_anything_hostile():
    dice = random.Random(31)  # noqa: S311 - the same pieces each time
    pieces = [*HOSTILE, *(vector["html"] for vector in VECTORS), "<", ">", "</p>", '"', "<!--", "-->"]
    for _ in range(500):
        html = "".join(dice.choices(pieces, k=4))
        cleaned = sanitise(html)
        assert "<script" not in cleaned
        assert "<img" not in cleaned
        assert text_length(cleaned) == text_length(html)


@pytest.mark.parametrize(
    ("html", "answer"),
    [
        ("<p>&nbsp;</p><p>\u200b</p>", False),
        ("<p>　</p>", False),
        ("", False),
        ("<p>。</p>", True),
        ("😀", True),
    ],
)
def test_blanks_and_unseen_signs_are_no_words(html, answer):
    assert has_words(html) is answer
