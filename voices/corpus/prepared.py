"""What `prepare` leaves behind: recordings, each with its features' file and when its phones are said; and how."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from voices.conditioning.feature_config import FeatureConfig, unstated_features
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.prepare_config import MeasurementConfig, PrepareConfig
from voices.corpus.readers.recording import CorpusError
from voices.corpus.recording_features import RecordingFeatures, load_features
from voices.files.atomic_file import replace_file
from voices.files.configuration import from_mapping, to_mapping

INDEX, CONFIG = "index.jsonl", "prepared.json"
RUN_PREPARED = "prepared"
"""Where a training run's folder holds what it prepared."""

_USUAL_RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)


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


@dataclass(frozen=True)
class PreparedCorpus:
    """A prepared folder: its recordings, and what they were prepared with.

    Attributes:
        folder: where the recordings' files are.
    """

    folder: Path
    config: PrepareConfig
    recordings: tuple[PreparedRecording, ...]

    def features(self, recording: PreparedRecording) -> RecordingFeatures:
        """Read what was measured of a recording.

        Raises:
            BadFeaturesError: the file is missing or damaged.
        """
        return load_features(self.folder / recording.features, self.config.features)

    def find(self, key: str) -> PreparedRecording:
        """Return the recording of that key, `speaker/id`.

        Raises:
            CorpusError: there is none.
        """
        for recording in self.recordings:
            if recording.key == key:
                return recording
        example = f"; there is {self.recordings[0].key!r}, for example" if self.recordings else ""
        raise CorpusError(f"no recording {key!r} in {str(self.folder)!r}{example}")

    def matching(self, pattern: str) -> set[str]:
        """Return the keys that a pattern such as `*/arctic_b04*` matches.

        Raises:
            CorpusError: there is none.
        """
        keys = {recording.key for recording in self.recordings if fnmatchcase(recording.key, pattern)}
        if not keys:
            raise CorpusError(
                f"{pattern!r} holds out none of the {len(self.recordings)} recordings in {str(self.folder)!r}; they "
                f"are named speaker/id, such as {self.recordings[0].key!r}"
            )
        return keys


def save_prepared(folder: Path, config: PrepareConfig, recordings: Sequence[PreparedRecording]) -> None:
    """Write the list of recordings into the folder, and what they were prepared with; each file all or nothing."""
    write_atomically(folder / CONFIG, json.dumps(to_mapping(config), ensure_ascii=False, indent=2) + "\n")
    lines = "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in recordings)
    write_atomically(folder / INDEX, lines)


def write_atomically(path: Path, text: str) -> None:
    """Write a text file, all or nothing."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(text.encode())

    replace_file(path, write)


def load_index(folder: Path) -> list[PreparedRecording]:
    """Read what `save_prepared` wrote last.

    Raises:
        CorpusError: the folder was not prepared, or its list is damaged.
    """
    if not (folder / INDEX).is_file():
        raise CorpusError(f"{str(folder)!r} holds no {INDEX}; make it with: tts corpus prepare ... --output {folder}")
    lines = (folder / INDEX).read_text(encoding="utf-8", errors="replace").split("\n")
    return [_prepared(line, f"{folder / INDEX}, line {number}") for number, line in enumerate(lines, start=1) if line]


def _prepared(line: str, where: str) -> PreparedRecording:
    try:
        row = json.loads(line)
        return PreparedRecording(**{**row, "alignment": alignment_of(row["alignment"])})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CorpusError(f"{where}: damaged ({error}); prepare the corpus again") from None


def load_prepared(folder: Path) -> PreparedCorpus:
    """Read a prepared folder, or the one inside the folder of a training run.

    Raises:
        CorpusError: nothing was prepared there.
        ConfigError: what it says of itself is not as it must be.
    """
    inside = folder / RUN_PREPARED
    if (inside / INDEX).is_file() and not (folder / INDEX).is_file():
        folder = inside
    recordings = tuple(load_index(folder))
    return PreparedCorpus(folder, _config(folder, recordings), recordings)


def _config(folder: Path, recordings: Sequence[PreparedRecording]) -> PrepareConfig:
    path = folder / CONFIG
    try:
        return from_mapping(PrepareConfig, json.loads(path.read_bytes()), str(path))
    except FileNotFoundError:
        return PrepareConfig(MeasurementConfig(_measured_features(folder, recordings)))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CorpusError(f"{path} is damaged ({error}); prepare the corpus again") from None


def _measured_features(folder: Path, recordings: Sequence[PreparedRecording]) -> FeatureConfig:
    """How recordings were measured before folders said so: in frames of 10 ms, so their length tells the rate."""
    if not recordings:
        return FeatureConfig()
    first = load_features(folder / recordings[0].features)
    hop = len(first.audio) // max(len(first.voiced), 1)
    return unstated_features(next((rate for rate in _USUAL_RATES_HZ if rate // 100 == hop), 100 * hop))


def alignment_of(row: dict[str, Any]) -> Alignment:
    """Return the alignment that `asdict` made a dictionary of, which has been through JSON since."""
    return Alignment(tuple(tuple(word) for word in row["words"]), tuple(row["starts"]), tuple(row["ends"]))
