"""Piper: `metadata.csv` with lines `file|text` or `file|speaker|text`, no header; audio in `wav/` or beside it."""

from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.audio_files import AUDIO_SUFFIXES, AudioIndex, id_of
from voices.corpus.readers.ljspeech import METADATA
from voices.corpus.readers.recording import Entry, Recording, UnusableEntry
from voices.corpus.readers.text_files import read_lines


def looks_like_piper(folder: Path) -> bool:
    """Tell whether `metadata.csv` names files with their extension, or has a column of speakers in its middle."""
    if not (folder / METADATA).is_file():
        return False
    rows = [line.split("|") for _, line in read_lines(folder / METADATA)]
    if not rows or any(len(row) not in (2, 3) for row in rows[:1]):
        return False
    return Path(rows[0][0].strip()).suffix.lower() in AUDIO_SUFFIXES or _has_speakers(rows)


def _has_speakers(rows: list[list[str]]) -> bool:
    """Speakers' names are single words that come again and again; LJ Speech's middle column is sentences."""
    middle = [row[1].strip() for row in rows if len(row) == 3]
    if len(middle) < max(2, len(rows) // 2):
        return False
    return len(set(middle)) <= len(middle) / 2 and not any(" " in name for name in middle)


def read_piper(folder: Path) -> Iterator[Entry]:
    """Yield the recordings; without a column of speakers, the one speaker is named after the folder."""
    index = AudioIndex(folder)
    for number, line in read_lines(folder / METADATA):
        columns = [column.strip() for column in line.split("|")]
        if len(columns) not in (2, 3):
            yield UnusableEntry(f"{METADATA}:{number}", f"{len(columns)} columns, not file|text or file|speaker|text")
            continue
        speaker = columns[1] if len(columns) == 3 else ""
        yield Recording(id_of(columns[0]), index.find(columns[0]), columns[-1], speaker or folder.resolve().name)
