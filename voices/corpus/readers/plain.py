"""Plain folders: `x.wav` beside `x.txt` or `x.lab`, any depth; a subfolder is a speaker."""

import re
from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.audio_files import audio_files
from voices.corpus.readers.recording import Entry, Recording, UnusableEntry
from voices.corpus.readers.text_files import read_text

TEXT_SUFFIXES = (".txt", ".lab")
TIMED_LABEL = re.compile(r"\s*\d+\s+\d+\s+\S")
"""How a line of an HTS label file begins: such a `.lab` is an alignment, not a text."""


def looks_like_plain(folder: Path) -> bool:
    """Tell whether any audio file has a text of the same name beside it."""
    return any(_text_beside(audio) for audio in audio_files(folder))


def _text_beside(audio: Path) -> str | None:
    for suffix in TEXT_SUFFIXES:
        path = audio.with_suffix(suffix)
        if path.is_file() and not TIMED_LABEL.match(text := read_text(path)):
            return " ".join(text.split())
    return None


def read_plain(folder: Path) -> Iterator[Entry]:
    """Yield a recording for each audio file that has a text; files directly in the folder share its name as speaker."""
    for audio in audio_files(folder):
        text = _text_beside(audio)
        inside = audio.relative_to(folder)
        if text is None:
            yield UnusableEntry(str(inside), f"no {audio.stem}.txt or {audio.stem}.lab beside it")
            continue
        speaker = inside.parts[0] if len(inside.parts) > 1 else folder.resolve().name
        yield Recording(audio.stem, audio, text, speaker)
