"""Text as it comes: UTF-8 with or without a byte order mark, UTF-16 as spreadsheets save it."""

import codecs

_LOOKED_AT = 256
"""Bytes from which UTF-16 without a byte order mark is told: in any language line ends and spaces have a zero byte."""


def text_of(content: bytes) -> str:
    """Return the text of a file; bytes that are not UTF-8 become lone surrogates: they spoil little."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    head = content[:_LOOKED_AT]
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) > len(head) // 8 and min(first, second) == 0:
        return content.decode("utf-16-be" if first else "utf-16-le", errors="replace")
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="surrogateescape")
