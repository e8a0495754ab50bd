"""The audio files under a folder, found by the names that metadata files give them."""

import os
from collections.abc import Iterator
from pathlib import Path

AUDIO_SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif", ".aifc", ".au", ".caf", ".w64", ".wv")
"""What libsndfile reads and corpora use; where two files differ only in this, the earlier one is taken."""
AUDIO_FOLDERS = ("wavs", "wav", "audio", "clips", "")
"""Where metadata files of the LJ Speech family mean their files to be, relative to themselves."""


def audio_files(folder: Path) -> Iterator[Path]:
    """Yield every audio file under the folder, at any depth, in the order of their paths; links are followed."""
    return (path for path in sorted(_files(folder)) if path.suffix.lower() in AUDIO_SUFFIXES and path.is_file())


def _files(folder: Path) -> Iterator[Path]:
    seen: set[str] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        place = os.path.realpath(parent)
        if place in seen:  # a link to a folder that it lies in
            folders.clear()
            continue
        seen.add(place)
        yield from (Path(parent, name) for name in names)


class AudioIndex:
    """The audio files a metadata file can mean: looked up once, with or without folder and extension."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_name: dict[Path, Path] = {}
        for path in sorted(audio_files(folder), key=lambda path: AUDIO_SUFFIXES.index(path.suffix.lower())):
            self._by_name.setdefault(path, path)
            self._by_name.setdefault(path.with_suffix(""), path)

    def find(self, name: str) -> Path:
        """Return the file that `name` means; when there is none, the path where it was expected first."""
        for subfolder in AUDIO_FOLDERS:
            candidate = self._folder / subfolder / name
            found = self._by_name.get(candidate) or self._by_name.get(_without_suffix(candidate))
            if found:
                return found
        expected = self._folder / AUDIO_FOLDERS[0] / name
        has_suffix = expected.suffix.lower() in AUDIO_SUFFIXES
        return expected if has_suffix else expected.with_name(expected.name + AUDIO_SUFFIXES[0])


def _without_suffix(path: Path) -> Path:
    # Not `with_suffix("")` alone: an id such as "chapter.1" has a dot and no extension.
    return path.with_suffix("") if path.suffix.lower() in AUDIO_SUFFIXES else path


def id_of(name: str) -> str:
    """Return the recording's id: its file name without folder and audio extension."""
    return _without_suffix(Path(name)).name
