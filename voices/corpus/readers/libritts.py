"""LibriTTS: `speaker/chapter/x.wav` beside `x.normalized.txt`."""

from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.audio_files import audio_files
from voices.corpus.readers.recording import Entry, Recording, UnusableEntry
from voices.corpus.readers.text_files import read_text

SUFFIX = ".normalized.txt"


def looks_like_libritts(folder: Path) -> bool:
    """Tell whether there is a normalised text two folders down."""
    return next(folder.glob(f"*/*/*{SUFFIX}"), None) is not None


def read_libritts(folder: Path) -> Iterator[Entry]:
    """Yield a recording for each audio file, its speaker the outer folder it lies in."""
    for audio in audio_files(folder):
        text = audio.with_suffix(SUFFIX)
        if not text.is_file():
            yield UnusableEntry(str(audio.relative_to(folder)), f"no {text.name} beside it")
            continue
        yield Recording(audio.stem, audio, " ".join(read_text(text).split()), audio.relative_to(folder).parts[0])
