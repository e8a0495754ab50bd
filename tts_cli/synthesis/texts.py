"""Texts in: the command line, standard input, files; decoded, and in parts where they are long."""

import re
import select
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frontend.errors import TtsError
from frontend.markup.kinds import Markup

if TYPE_CHECKING:
    from typing import BinaryIO

_PARAGRAPH = re.compile(rb"\n[ \t\r]*\n")
_LONGEST_GAP = 64  # bytes of white space between two paragraphs that are looked at
_AT_ONCE = 64 * 1024  # bytes read at a time
_LONGEST_PART = 1024 * 1024  # bytes; a text without paragraphs is cut at the end of a line after so many
_SLOW_SECONDS = 0.3  # without a byte: what came before is said
EPUB = ".epub"
_MARKUPS = {
    ".md": Markup.MARKDOWN,
    ".markdown": Markup.MARKDOWN,
    ".html": Markup.HTML,
    ".htm": Markup.HTML,
    ".xhtml": Markup.HTML,
}
"""What a file's ending says of it."""

_BYTE_ORDER_MARK = "\ufeff"


class NotUtf8Error(TtsError):
    """A text is not in UTF-8."""


def text_parts(stream: "BinaryIO", name: str) -> Iterator[str]:
    """Yield a text from a binary stream as it comes, cut between paragraphs; where it pauses, after its last line.

    Args:
        name: of the stream, for error messages.

    Raises:
        NotUtf8Error: it is not in UTF-8.
    """
    pending, done = b"", 0
    while (read := _available(stream, waited_for=b"\n" in pending)) != b"":
        if read is None:  # nobody knows when more comes: `tail -f`
            cut = pending.rfind(b"\n") + 1
        else:
            searched = max(0, len(pending) - _LONGEST_GAP)
            pending += read
            cut = _last_cut(pending, searched)
        if cut:
            yield decoded(pending[:cut], name, done)
            pending, done = pending[cut:], done + cut
    if pending:
        yield decoded(pending, name, done)


def file_parts(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the texts of files, one after another, each in parts; "-" is standard input.

    Raises:
        OSError: one cannot be read.
        NotUtf8Error: one is not in UTF-8.
    """
    for path in paths:
        part = ""
        for part in stdin_parts() if path == Path("-") else _file_parts(path):
            yield part
        if part and not part.endswith("\n"):
            yield "\n"  # no line goes on in the next file


def documents_of(path: Path, markup: Markup | None) -> Iterator[tuple[str, Markup | None]]:
    """Yield the texts that a file is, the chapters of a book or the whole of it, each with how it is marked up.

    Args:
        markup: AUTO where the file's ending may say it; None for SSML.

    Raises:
        OSError: it cannot be read.
        NotUtf8Error: it is not in UTF-8.
        EpubError: it is a book that cannot be read.
    """
    if path.suffix.lower() == EPUB and markup is not None:
        from frontend.markup.epub import epub_chapters

        yield from ((chapter, Markup.HTML) for chapter in epub_chapters(path))
        return
    named = _MARKUPS.get(path.suffix.lower(), markup) if markup == Markup.AUTO else markup
    yield "".join(file_parts([path])), named


def _file_parts(path: Path) -> Iterator[str]:
    if path.suffix.lower() == EPUB:
        raise TtsError(
            f"{path} is a book, and said as one text only: with -o, --raw or --play, and without --markup none"
        )
    with path.open("rb") as file:
        yield from text_parts(file, str(path))


def stdin_parts() -> Iterator[str]:
    """Yield the text of standard input as it comes, in parts.

    Raises:
        TtsError: there is none.
    """
    if sys.stdin is None:
        raise TtsError("standard input is closed; give a text, or --file FILE")
    yield from text_parts(sys.stdin.buffer, "standard input")


def typed_lines() -> Iterator[str]:
    """Yield the lines of standard input, asking for each on a terminal.

    Raises:
        TtsError: there is none.
    """
    if sys.stdin is None:
        raise TtsError("standard input is closed; give a text, or --file FILE")
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    while True:
        if asks:
            print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield decoded(line, "standard input")


def decoded(text: bytes, name: str, start: int = 0) -> str:
    """Return a text from UTF-8 bytes, without a byte order mark, its lines ended by a line feed.

    Args:
        start: where the bytes begin in what they are from, for the message.

    Raises:
        NotUtf8Error: they are not UTF-8; the message says where.
    """
    try:
        characters = text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(
            f"{name} is not UTF-8: byte 0x{text[error.start]:02X} at position {start + error.start}; convert it first: "
            f"iconv -f {_likely(text)} -t UTF-8"
        ) from None
    return characters.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _available(stream: "BinaryIO", waited_for: bool) -> bytes | None:
    """What there is to read, without waiting for more than something; empty at the end.

    Args:
        waited_for: whether there is something to say meanwhile: then None where nothing comes for a while.
    """
    if waited_for and _is_slow(stream):
        return None
    read: bytes = stream.read1(_AT_ONCE)  # type: ignore[attr-defined] # every buffered stream has it
    return read


def _is_slow(stream: "BinaryIO") -> bool:
    try:
        return not select.select([stream], [], [], _SLOW_SECONDS)[0]
    except (OSError, ValueError):  # it has no file descriptor, or none that can be waited for
        return False


def _last_cut(text: bytes, start: int) -> int:
    """Where the last paragraph that is complete ends; 0 if there is none."""
    cut = 0
    for gap in _PARAGRAPH.finditer(text, start):
        cut = gap.end()
    if not cut and len(text) > _LONGEST_PART:
        cut = text.rfind(b"\n") + 1
    return cut


def _likely(text: bytes) -> str:
    return "UTF-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "WINDOWS-1252"
