"""NeMo: JSON lines with `audio_filepath`, `text` and, where there are several, `speaker`."""

import json
from collections.abc import Iterator
from pathlib import Path

from voices.corpus.readers.recording import Entry, Recording, UnusableEntry
from voices.corpus.readers.text_files import first_line, read_lines

FILE_FIELD = "audio_filepath"


def _manifests(folder: Path) -> list[Path]:
    paths = sorted([*folder.glob("*.jsonl"), *folder.glob("*.json")])
    return [path for path in paths if path.is_file() and f'"{FILE_FIELD}"' in first_line(path)]


def looks_like_nemo(folder: Path) -> bool:
    """Tell whether the first line of a `.json` or `.jsonl` file has an `audio_filepath`."""
    return bool(_manifests(folder))


def read_nemo(folder: Path) -> Iterator[Entry]:
    """Yield the recordings of every manifest; relative paths are meant from the manifest's folder."""
    for manifest in _manifests(folder):
        for number, line in read_lines(manifest):
            where = f"{manifest.name}:{number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                yield UnusableEntry(where, f"not JSON: {error}")
                continue
            except RecursionError:
                yield UnusableEntry(where, "JSON too deep to name a recording")
                continue
            if not isinstance(row, dict) or not all(isinstance(row.get(field), str) for field in (FILE_FIELD, "text")):
                yield UnusableEntry(where, f"no {FILE_FIELD!r} or no 'text'")
                continue
            audio = folder / row[FILE_FIELD]  # an absolute path stays as it is
            speaker = row.get("speaker")
            yield Recording(audio.stem, audio, row["text"].strip(), _speaker_name(speaker, folder))


def _speaker_name(speaker: object, folder: Path) -> str:
    return folder.resolve().name if speaker in (None, "") else str(speaker)
