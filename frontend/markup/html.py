"""HTML, pages or fragments: tags and what is not shown are blanked, entities are the characters they stand for."""

import re
from html import unescape

from frontend.markup.blanked import BlankedText

_PARAGRAPHS = frozenset(
    """address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html
    main nav ol p pre section table ul""".split()
)
_SENTENCES = frozenset("br caption li option tr".split())
_CELLS = frozenset(("td", "th"))
_INLINE = frozenset(
    """a abbr b bdi bdo cite code col colgroup data del dfn em font i img input ins kbd label link mark meta q s samp
    small span strike strong sub sup tbody tfoot thead time tt u var wbr""".split()
)
_HIDDEN = ("script", "style", "head", "template", "svg", "del", "strike", "s", "noscript")
_MARKUP = re.compile(
    rf"<!--(?:(?!<!--).)*?-->|<![A-Za-z][^<>]{{0,500}}>|<(?P<hidden>{'|'.join(_HIDDEN)})\b[^<>]{{0,2000}}>(?:(?!<(?P=hidden)\b).)*?</(?P=hidden)\s*>"
    r"|<(?P<close>/)?(?P<tag>[A-Za-z][A-Za-z0-9]{0,15})\b(?P<attributes>[^<>]{0,4000})>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
    re.DOTALL | re.IGNORECASE,
)
_ALT = re.compile(r"\balt\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text has a closing tag, a line break or a paragraph of HTML."""
    return any(
        match["tag"] and match["tag"].lower() in _PARAGRAPHS | _SENTENCES | _CELLS | _INLINE and _is_plain(match)
        for match in _MARKUP.finditer(text)
    )


def _is_plain(match: re.Match[str]) -> bool:
    """Whether it is a tag beyond doubt: `a <b and c> d` is not."""
    attributes = match["attributes"].strip(" /\n")
    return not attributes or "=" in attributes


def blank_html(text: BlankedText, *, keep_lines: bool = False) -> None:
    """Blank the tags of a text and end its blocks.

    Args:
        keep_lines: whether line breaks mean something, as in the Markdown that a tag may stand in.
    """
    for match in _MARKUP.finditer(str(text)):
        start, end = match.span()
        tag = (match["tag"] or "").lower()
        if match.group().startswith("&"):
            character = unescape(match.group())
            text.join(start, end, " " if character == "\xa0" else character)
        elif not tag:
            text.put(start, end, "")
        elif tag in _PARAGRAPHS | _SENTENCES | _CELLS | _INLINE and _is_plain(match):
            _blank_tag(text, match, tag)
    if not keep_lines:
        for match in re.finditer(r"\n", str(text)):
            text.put(*match.span(), " ")


def _blank_tag(text: BlankedText, match: re.Match[str], tag: str) -> None:
    start, end = match.span()
    alt = _ALT.search(match["attributes"]) if tag == "img" else None
    if tag in _CELLS and match["close"]:
        text.join(start, end, ",")
    elif alt:
        text.put(start, end, f" {unescape(alt['double'] or alt['single'] or '')} ")
    elif tag in _PARAGRAPHS | _SENTENCES:
        text.put(start, end, "")
        text.end_block(start, paragraph=tag in _PARAGRAPHS)
    else:
        text.blank(start, end)
