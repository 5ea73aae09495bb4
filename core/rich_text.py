"""Text people write in the editor: what of its HTML is kept, and how long it is.

The browser counts in the same way while the person types; `core/data/rich_text_vectors.json` is the
table both sides are held to.
"""

import re
import unicodedata
from html import unescape

import nh3

INLINE = frozenset({"a", "b", "br", "em", "i", "s", "span", "strong", "sub", "sup", "u"})
BLOCKS = frozenset({"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "ul"})
TAGS = INLINE | BLOCKS
WITHOUT_CONTENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "textarea",
        "select",
        "svg",
        "math",
        "title",
    ]
)
ATTRIBUTES = {"*": {"class"}, "a": {"href"}}
LIST_KINDS = {"li": {"data-list": {"bullet", "ordered"}}}
EDITOR_CLASS = re.compile(r"ql-(?:align|size|font|indent|direction)-[a-z0-9-]{1,30}")
CARRIAGE_RETURN = re.compile("\r\n?")
LINE_BREAKS = re.compile("[\r\n\u2028\u2029]")
EDITOR_MARK = "\ufeff"
BLOCK_ENDS = re.compile(r"<br ?/?>|</(?:blockquote|h[1-6]|li|p)>")


def sanitise(html: str) -> str:
    """Return `html` with only the tags and `ql-*` classes the editor makes; links lead to http(s) alone.

    No style, no image, no event handler and no comment survives. What the editor wrote comes back
    unchanged, and sanitising twice changes nothing.
    """
    cleaned = nh3.clean(
        _encodable(html).replace(EDITOR_MARK, ""),
        tags=set(TAGS),
        clean_content_tags=set(WITHOUT_CONTENT),
        attributes=ATTRIBUTES,
        attribute_filter=_editor_classes_only,
        tag_attribute_values=LIST_KINDS,
        url_schemes={"http", "https"},
        url_relative="deny",
    )
    return CARRIAGE_RETURN.sub("\n", cleaned)


def text_length(html: str) -> int:
    """Return the Unicode code points of the text of the sanitised `html`.

    Line breaks (`<br>`, ends of blocks, CR, LF, U+2028, U+2029) and the editor's own mark U+FEFF do not
    count; everything else does, a no-break space and a zero-width joiner included.
    """
    text = unescape(nh3.clean(sanitise(html), tags=set()))
    return len(LINE_BREAKS.sub("", text))


def has_words(html: str) -> bool:
    """Say whether anything in the text of `html` can be seen: blanks and invisible signs are no words."""
    text = unescape(nh3.clean(sanitise(html), tags=set()))
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def paragraphs(html: str) -> list[str]:
    """The text of `html` paragraph by paragraph, without its tags; empty ones are left out."""
    broken = BLOCK_ENDS.sub("\n", sanitise(html).replace("\n", " "))
    text = unescape(nh3.clean(broken, tags=set()))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _encodable(html: str) -> str:
    """Replace lone surrogates, which JSON can smuggle in, one for one."""
    return html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _editor_classes_only(_tag: str, attribute: str, value: str) -> str | None:
    if attribute != "class":
        return value
    return " ".join(name for name in value.split() if EDITOR_CLASS.fullmatch(name)) or None
