"""What `prepare` leaves behind: a list of recordings, each with its features' file and when its phones are said."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from voices.corpus.alignment.transcript import Alignment
from voices.corpus.readers.recording import CorpusError
from voices.files.atomic_file import replace_file

INDEX = "index.jsonl"


@dataclass(frozen=True)
class PreparedRecording:
    """A recording ready to train on.

    Attributes:
        key: `speaker/id`.
        features: file of its `RecordingFeatures`, relative to the prepared folder.
        alignment: in seconds of the prepared audio, not of the file it was made of.
    """

    key: str
    speaker: str
    text: str
    features: str
    alignment: Alignment


def save_index(folder: Path, recordings: Sequence[PreparedRecording]) -> None:
    """Write the list of recordings into the folder, all or nothing."""
    lines = "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in recordings)
    write_atomically(folder / INDEX, lines)


def write_atomically(path: Path, text: str) -> None:
    """Write a text file, all or nothing."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(text.encode())

    replace_file(path, write)


def load_index(folder: Path) -> list[PreparedRecording]:
    """Read what `save_index` wrote last.

    Raises:
        CorpusError: the folder was not prepared.
    """
    if not (folder / INDEX).is_file():
        raise CorpusError(f"{str(folder)!r} holds no {INDEX}; make it with: tts corpus prepare ... --output {folder}")
    rows = [json.loads(line) for line in (folder / INDEX).read_text(encoding="utf-8").splitlines()]
    return [PreparedRecording(**{**row, "alignment": alignment_of(row["alignment"])}) for row in rows]


def find_recording(folder: Path, key: str) -> PreparedRecording:
    """Return the recording of that key, `speaker/id`.

    Raises:
        CorpusError: the folder was not prepared, or has no such recording.
    """
    recordings = load_index(folder)
    for recording in recordings:
        if recording.key == key:
            return recording
    example = f"; there is {recordings[0].key!r}, for example" if recordings else ""
    raise CorpusError(f"no recording {key!r} in {str(folder)!r}{example}")


def alignment_of(row: dict[str, Any]) -> Alignment:
    """Return the alignment that `asdict` made a dictionary of, which has been through JSON since."""
    return Alignment(tuple(tuple(word) for word in row["words"]), tuple(row["starts"]), tuple(row["ends"]))
