"""Markdown: marks are blanked, headings, items and rows end; code in blocks is passed over."""

import re

from frontend.markup.blanked import BlankedText

# A text may be a stranger's: no pattern may come to the same blanks, or the same row of marks, from each of its places.
_FENCE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}(?!`)|~{3,}(?!~))[^\n]*\n(?:(?! {0,3}(?:```|~~~)).*\n)* {0,3}(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>[^\n]*?)(?P<closing>(?<![ \t])[ \t]+#+)?(?:(?<![ \t])[ \t]+)?$",
    re.MULTILINE,
)
_UNDERLINE = re.compile(r"(?<=\S)\n {0,3}(?:={2,}|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?P<bullet>[-*+•‣▪–]|\d{1,3}[.)])[ \t]+(?P<box>\[[ xX]\][ \t]+)?(?=\S)", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+(?:\|[ \t]*)?$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$|^[^\n|]+\|[^\n]*$", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[\^?[^\[\]\n]{1,200}\]:[ \t]+\S[^\n]*$", re.MULTILINE)
_LINK = re.compile(
    r"(?P<open>!?(?<!\[)\[(?!\[))(?P<text>[^\[\]\n]{0,500})(?P<close>\](?:\([^()\s]{0,2000}(?:\([^()\s]*\)[^()\s]*)?"
    r"(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\)|\[[^\[\]\n]{0,200}\]))"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\n]{1,50}\]")
_AUTOLINK = re.compile(r"(?P<open><)(?:https?://[^\s<>]+|[\w.+-]+@[\w.-]+)(?P<close>>)")
_CODE = re.compile(r"(?P<open>`{1,2})(?=[^`\n])[^\n]{1,300}?(?<=[^`])(?P<close>(?P=open))(?!`)")
_EMPHASIS = re.compile(
    r"(?P<open>\*{1,3}|~~)(?=[^\s*~])[^\n*]{1,1000}?(?<=[^\s*])(?P<close>(?P=open))(?![*~])"
    r"|(?<!\w)(?P<under>_{1,3})(?=[^\s_])[^\n]{1,1000}?(?<=[^\s_])(?P<over>(?P=under))(?!\w)"
)
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!~|>-])")
_SIGNS = (_FENCE, _HEADING, _TABLE_RULE, _LINK, re.compile(r"(?<!\w)(\*\*|__)(?=\S)[^\n*_]{1,300}(?<=\S)\1(?!\w)"))


def looks_like_markdown(text: str) -> bool:
    """Whether a text has what only Markdown has: a heading, fenced code, a table, a link, or strong emphasis."""
    return any(sign.search(text) for sign in _SIGNS)


def blank_markdown(text: BlankedText) -> None:
    """Blank the marks of a text and end its blocks."""
    for match in _FENCE.finditer(str(text)):
        text.warn("code between ``` is not read")
        text.put(*match.span(), "")
        text.end_block(match.start(), paragraph=True)
    _tables(text)
    _blocks(text)
    _inline(text)


def _tables(text: BlankedText) -> None:
    """Rows are sentences, the bars between cells commas."""
    plain = str(text)
    for rule in _TABLE_RULE.finditer(plain):
        head = plain.rfind("\n", 0, max(0, rule.start() - 1)) + 1
        end = rule.end()
        rows = [(head, rule.start() - 1)]
        while (row := _TABLE_ROW.match(plain, end + 1)) is not None:
            rows.append(row.span())
            end = row.end()
        text.put(*rule.span(), "")
        for start, stop in rows:
            _row(text, plain, start, stop)


def _row(text: BlankedText, plain: str, start: int, end: int) -> None:
    row = plain[start:end]
    first, last = len(row) - len(row.lstrip(" \t|")), len(row.rstrip(" \t|"))
    for bar in re.finditer(r"(?<![ \t])[ \t]*\|", row):
        if first <= bar.start() and bar.end() <= last:
            text.put(start + bar.start(), start + bar.end(), ",")
        else:
            text.put(start + bar.start(), start + bar.end(), "")
    text.end_block(start, paragraph=False)
    text.end_block(end, paragraph=False)


def _blocks(text: BlankedText) -> None:
    plain = str(text)
    for match in _HEADING.finditer(plain):
        text.put(*match.span("marks"), "")
        if match["closing"]:
            text.put(*match.span("closing"), "")
        text.end_block(match.start(), paragraph=True)
        text.end_block(match.end(), paragraph=True)
    for match in _UNDERLINE.finditer(plain):
        text.put(match.start() + 1, match.end(), "")
        text.end_block(match.end(), paragraph=True)
    for pattern in (_RULE, _DEFINITION):
        for match in pattern.finditer(str(text)):
            text.put(*match.span(), "")
            text.end_block(match.start(), paragraph=True)
    for match in _ITEM.finditer(str(text)):
        if not match["bullet"][0].isdigit():
            text.put(*match.span("bullet"), "")
        if match["box"]:
            text.put(*match.span("box"), "")
        text.end_block(match.start(), paragraph=False)


def _inline(text: BlankedText) -> None:
    for match in _ESCAPE.finditer(str(text)):
        text.join(*match.span())
    for pattern in (_LINK, _AUTOLINK, _CODE):
        for match in pattern.finditer(str(text)):
            text.blank(*match.span("close"))
            text.blank(*match.span("open"))
    for match in _FOOTNOTE.finditer(str(text)):
        text.blank(*match.span())
    for _ in range(3):  # one in another
        for match in _EMPHASIS.finditer(str(text)):
            for name in ("close", "open", "over", "under"):
                if match[name]:
                    text.blank(*match.span(name))
