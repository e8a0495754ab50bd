"""Coqui: a table with a header row, `audio_file|text|speaker_name|...`, in any `.csv` file of the folder.

The columns may be parted by tabs, semicolons or commas too, as spreadsheets write them.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.audio_files import AudioIndex, id_of
from voices.corpus.readers.recording import Entry, Recording, UnusableEntry
from voices.corpus.readers.text_files import first_line, read_lines

FILE_COLUMN = "audio_file"
DELIMITERS = ("|", "\t", ";", ",")


def _tables(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.csv")) if path.is_file() and _delimiter(path)]


def _delimiter(table: Path) -> str:
    """What parts the columns of a table whose first column is headed `audio_file`; nothing where it is none."""
    header = first_line(table)
    return next((mark for mark in DELIMITERS if header.split(mark)[0].strip(' "') == FILE_COLUMN), "")


def looks_like_coqui(folder: Path) -> bool:
    """Tell whether a table's first column is headed `audio_file`."""
    return bool(_tables(folder))


def read_coqui(folder: Path) -> Iterator[Entry]:
    """Yield the recordings of every table; a row without `speaker_name` belongs to a speaker named after the folder."""
    index = AudioIndex(folder)
    for table in _tables(folder):
        (_, header), *rows = read_lines(table)
        delimiter = _delimiter(table)
        # Only where the delimiter can stand in a sentence are texts quoted.
        quoted = delimiter in ",;"
        columns = [name.strip(' "') for name in header.split(delimiter)]
        for number, line in rows:
            values = next(
                csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
            )
            row = dict(zip(columns, (value.strip() for value in values), strict=False))
            if len(values) != len(columns) or "text" not in row:
                yield UnusableEntry(f"{table.name}:{number}", f"{len(values)} columns under a header of {len(columns)}")
                continue
            name, speaker = row[FILE_COLUMN], row.get("speaker_name") or folder.resolve().name
            yield Recording(id_of(name), index.find(name), row["text"], speaker)
