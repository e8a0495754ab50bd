"""The formats we read, and telling which one a folder is in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from voices.corpus.readers.coqui import looks_like_coqui, read_coqui
from voices.corpus.readers.libritts import looks_like_libritts, read_libritts
from voices.corpus.readers.ljspeech import looks_like_ljspeech, read_ljspeech
from voices.corpus.readers.nemo import looks_like_nemo, read_nemo
from voices.corpus.readers.piper import looks_like_piper, read_piper
from voices.corpus.readers.plain import looks_like_plain, read_plain
from voices.corpus.readers.recording import CorpusError, Entry
from voices.corpus.readers.vctk import looks_like_vctk, read_vctk


@dataclass(frozen=True)
class Format:
    """A way to lay out a corpus: how to know it, and how to read it."""

    looks_right: Callable[[Path], bool]
    read: Callable[[Path], Iterator[Entry]]


FORMATS = {
    "coqui": Format(looks_like_coqui, read_coqui),
    "piper": Format(looks_like_piper, read_piper),
    "ljspeech": Format(looks_like_ljspeech, read_ljspeech),
    "nemo": Format(looks_like_nemo, read_nemo),
    "vctk": Format(looks_like_vctk, read_vctk),
    "libritts": Format(looks_like_libritts, read_libritts),
    "plain": Format(looks_like_plain, read_plain),
}
"""By name; the first that looks right is taken, so the more particular come first."""


def detect_format(folder: Path) -> str:
    """Return the name of the folder's format.

    Raises:
        CorpusError: the folder is not there, or is in no format we know.
    """
    if not folder.is_dir():
        raise CorpusError(f"{str(folder)!r} is not a folder; name the folder that holds the recordings")
    for name, corpus_format in FORMATS.items():
        if corpus_format.looks_right(folder):
            return name
    raise CorpusError(
        f"{str(folder)!r} holds no corpus: there should be a metadata.csv with lines like 'id|text', "
        f"a .jsonl manifest, or audio files with an x.txt beside each x.wav; formats are {', '.join(FORMATS)}"
    )


def read_corpus(folder: Path, format_name: str | None = None) -> list[Entry]:
    """Read a folder in the format named, or in the one it looks like.

    Raises:
        CorpusError: no such format, or one that needs a file that is not there.
    """
    found = format_name or detect_format(folder)
    if found not in FORMATS:
        raise CorpusError(f"there is no corpus format {found!r}; the formats are {', '.join(FORMATS)}")
    try:
        entries = list(FORMATS[found].read(folder))
    except FileNotFoundError as error:
        raise CorpusError(f"{str(folder)!r} is no {found} corpus: there is no {error.filename}") from None
    if not entries:
        raise CorpusError(f"{str(folder)!r} holds no recordings in the format {found!r}")
    return entries
