"""Text files as they come: UTF-8 with or without a byte order mark, UTF-16 with one, any line ends."""

import codecs
from pathlib import Path


def read_text(path: Path) -> str:
    """Return the file's text; bytes that are not UTF-8 become lone surrogates, so that one bad byte spoils one text."""
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="surrogateescape")


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, each with its number, counted from 1."""
    lines = read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def first_line(path: Path) -> str:
    """Return the first line that is not blank, or nothing."""
    lines = read_lines(path)
    return lines[0][1] if lines else ""
