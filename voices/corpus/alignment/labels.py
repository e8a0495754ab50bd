"""Alignments as files people can look at and correct: Praat TextGrid, and HTS labels to read."""

import re
from itertools import pairwise
from pathlib import Path

from voices.corpus.alignment.transcript import Alignment, Words
from voices.corpus.readers.recording import CorpusError
from voices.files.atomic_file import replace_file
from voices.timings.textgrid import Row, textgrid

ENDINGS = (".TextGrid", ".lab")
_SILENCES = {"", "_", "sil", "pau", "sp", "SIL", "silence", "<eps>"}
_HTS_SECONDS = 1e-7
_NUMBER = r"(-?[\d.]+(?:e-?\d+)?)"
_INTERVAL = re.compile(rf'xmin = {_NUMBER}\s+xmax = {_NUMBER}\s+text = "((?:[^"]|"")*)"')
_TIER = re.compile(r'class = "IntervalTier"\s+name = "((?:[^"]|"")*)"')
_HTS_LINE = re.compile(r"\s*(\d+)\s+(\d+)\s+(\S+)")
_HTS_CONTEXT = re.compile(r"-([^+-]+)\+")  # the phone itself in a full-context label


def write_textgrid(path: Path, alignment: Alignment, seconds: float) -> None:
    """Write an alignment as tiers of words and of phones, in Praat's long text format.

    Args:
        seconds: length of the recording.
    """
    content = textgrid({"words": word_row(alignment), "phones": phone_row(alignment)}, seconds)
    replace_file(path, lambda temporary: _write(temporary, content))


def read_labels(path: Path, words: Words) -> Alignment:
    """Read an alignment, corrected by hand or made by another program.

    Args:
        words: the transcript; the file must hold just its phones, in order, and silences between words.

    Raises:
        CorpusError: the file cannot be read, has no phones tier, other phones than the transcript, or times that
            run backwards.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"cannot read {path}: {error}") from None
    row = _textgrid_row(path, text) if path.suffix == ".TextGrid" else _hts_row(text)
    spoken = [(start, end, phone) for start, end, phone in row if phone not in _SILENCES]
    expected = [phone for word in words for phone in word]
    if [phone for _, _, phone in spoken] != expected:
        raise CorpusError(f"{path}: its phones are not those of the transcript, {' '.join(expected)}")
    times = [time for start, end, _ in spoken for time in (start, end)]
    if any(later < earlier for earlier, later in pairwise(times)):
        raise CorpusError(f"{path}: its times run backwards")
    return Alignment(words, tuple(start for start, _, _ in spoken), tuple(end for _, end, _ in spoken))


def find_labels(folder: Path, key: str) -> Path | None:
    """Return the label file of a recording, `folder/speaker/id.TextGrid` or `.lab`, or None."""
    paths = [folder / f"{key}{ending}" for ending in ENDINGS]
    return next((path for path in paths if path.is_file()), None)


def _textgrid_row(path: Path, text: str) -> Row:
    tiers = list(_TIER.finditer(text))
    start = next((tier.end() for tier in tiers if tier[1] == "phones"), None)
    if start is None:
        raise CorpusError(f"{path} has no interval tier named phones; save it in Praat's long text format")
    end = min((tier.start() for tier in tiers if tier.start() > start), default=len(text))
    return [(float(one[1]), float(one[2]), one[3].strip()) for one in _INTERVAL.finditer(text, start, end)]


def _hts_row(text: str) -> Row:
    row = []
    for line in _HTS_LINE.finditer(text):
        context = _HTS_CONTEXT.search(line[3])
        row.append((int(line[1]) * _HTS_SECONDS, int(line[2]) * _HTS_SECONDS, context[1] if context else line[3]))
    return row


def phone_row(alignment: Alignment) -> Row:
    """Return when each phone is said."""
    return list(zip(alignment.starts, alignment.ends, alignment.phones, strict=True))


def word_row(alignment: Alignment) -> Row:
    """Return when each word is said, written by its phones: the transcript keeps no spelling."""
    row, first = [], 0
    for word in alignment.words:
        last = first + len(word) - 1
        row.append((alignment.starts[first], alignment.ends[last], "".join(word)))
        first = last + 1
    return row


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
