"""LJ Speech: `metadata.csv` with lines `id|text` or `id|raw|normalised`, no header, no quoting; audio in `wavs/`."""

from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.audio_files import AudioIndex, id_of
from voices.corpus.readers.recording import Entry, Recording, UnusableEntry
from voices.corpus.readers.text_files import first_line, read_lines

METADATA = "metadata.csv"


def looks_like_ljspeech(folder: Path) -> bool:
    """Tell whether there is a `metadata.csv` whose columns are parted by `|`."""
    return (folder / METADATA).is_file() and "|" in first_line(folder / METADATA)


def read_ljspeech(folder: Path) -> Iterator[Entry]:
    """Yield the recordings of the one speaker, who is named after the folder; the last column is what is said."""
    index = AudioIndex(folder)
    for number, line in read_lines(folder / METADATA):
        columns = line.split("|")
        if len(columns) not in (2, 3):
            yield UnusableEntry(f"{METADATA}:{number}", f"{len(columns)} columns, not id|text or id|raw|normalised")
            continue
        name, text = columns[0].strip(), columns[-1].strip() or columns[1].strip()
        yield Recording(id_of(name), index.find(name), text, folder.resolve().name)
