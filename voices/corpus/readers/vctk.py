"""VCTK: `txt/p225/p225_001.txt` beside `wav48_silence_trimmed/p225/p225_001_mic1.flac` (0.92) or `wav48/` (0.80)."""

from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.audio_files import AudioIndex
from voices.corpus.readers.recording import Entry, Recording
from voices.corpus.readers.text_files import read_text

AUDIO_FOLDERS = ("wav48_silence_trimmed", "wav48", "wav16", "wav")
MICROPHONES = ("_mic1", "_mic2", "")
"""Recordings of 0.92 come twice; the first microphone is the cleaner for most speakers."""


def _audio_folder(folder: Path) -> Path | None:
    return next((folder / name for name in AUDIO_FOLDERS if (folder / name).is_dir()), None)


def looks_like_vctk(folder: Path) -> bool:
    """Tell whether there are a `txt` folder and one of VCTK's audio folders, each with folders inside."""
    audio, texts = _audio_folder(folder), folder / "txt"
    return audio is not None and texts.is_dir() and any(path.is_dir() for path in texts.iterdir())


def read_vctk(folder: Path) -> Iterator[Entry]:
    """Yield a recording for each text, its speaker the folder the text lies in."""
    audio = _audio_folder(folder)
    if audio is None:
        return
    index = AudioIndex(audio)
    for text in sorted((folder / "txt").glob("*/*.txt")):
        speaker = text.parent.name
        candidates = [index.find(f"{speaker}/{text.stem}{microphone}") for microphone in MICROPHONES]
        found = next((path for path in candidates if path.is_file()), candidates[0])
        yield Recording(text.stem, found, " ".join(read_text(text).split()), speaker)
