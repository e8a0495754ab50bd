"""The text files of a corpus: UTF-8 or UTF-16, any line ends."""

from pathlib import Path

from voices.corpus.readers.recording import CorpusError
from voices.files.text_file import text_of


def read_text(path: Path) -> str:
    """Return the file's text; bytes that are not UTF-8 become lone surrogates, so that one bad byte spoils one text.

    Raises:
        FileNotFoundError: there is none.
        CorpusError: it is a pipe or a device, which may never end.
    """
    if path.exists() and not path.is_file():
        raise CorpusError(f"{path} is no file that texts could be read from")
    return text_of(path.read_bytes())


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, each with its number, counted from 1."""
    lines = read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def first_line(path: Path) -> str:
    """Return the first line that is not blank, or nothing."""
    lines = read_lines(path)
    return lines[0][1] if lines else ""
