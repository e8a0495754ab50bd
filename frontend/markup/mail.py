"""What mail, editors and browsers leave in a text: marks of quoted lines, signatures, tracked changes, long URLs."""

import re

from frontend.markup.blanked import BlankedText

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\n(?:[^\n]*\n){0,12}[^\n]*\Z", re.MULTILINE)
_DELETED = re.compile(
    r"\{--(?:(?!\{--).){0,2000}?--\}|\{>>(?:(?!\{>>).){0,2000}?<<\}|\{~~(?:(?!\{~~).){0,2000}?~>", re.DOTALL
)
_CHANGE_MARKS = re.compile(r"\{\+\+|\+\+\}|\{==|==\}|~~\}")
_SCHEME = re.compile(r"\bhttps?://(?=[\w.-]+\.\w)", re.IGNORECASE)
_TRACKING = re.compile(r"(?<=\w)[?&](?:utm_\w+|fbclid|gclid|mc_[ce]id|ref_src|igshid)=[^\s&#<>\"')\]]*")


def blank_mail(text: BlankedText) -> None:
    """Blank the marks of quoted lines, a signature, and changes that were tracked."""
    plain = str(text)
    quoted = {plain.count("\n", 0, match.start()): match for match in _QUOTED.finditer(plain)}
    for line, match in quoted.items():
        text.put(*match.span(), "")
        if line - 1 not in quoted:
            text.end_block(match.start(), paragraph=True)
        if line + 1 not in quoted:
            end = plain.find("\n", match.end())
            text.end_block(len(plain) if end < 0 else end, paragraph=True)
    signature = _SIGNATURE.search(plain)
    if signature:
        text.warn("the signature below -- is not read")
        text.put(*signature.span(), "")
        text.end_block(signature.start(), paragraph=True)
    for pattern in (_DELETED, _CHANGE_MARKS):
        for match in pattern.finditer(str(text)):
            text.join(*match.span())


def blank_urls(text: BlankedText) -> None:
    """Blank of a URL what nobody reads aloud: how it is fetched, and who counts its readers."""
    for pattern in (_SCHEME, _TRACKING):
        for match in pattern.finditer(str(text)):
            text.join(*match.span())
