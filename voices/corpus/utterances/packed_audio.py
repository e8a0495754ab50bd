"""Training data in one file: audio, local conditioning and speakers of many utterances.

A safetensors file, so reading it runs no code and maps it into memory. Arrays, for N utterances one after the other:
    audio: int16 [all samples]; features: float16 [all frames, C], absent in an unconditional corpus;
    frame_ends: int64 [N], where each utterance's frames end; speaker: int64 [N]; held_out: uint8 [N].
Every utterance has `frame_samples` samples for each of its frames. What applies to all is JSON in the metadata.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from frontend.errors import TtsError
from voices.conditioning.conditioning import Conditioning
from voices.conditioning.feature_config import FeatureConfig, unstated_features
from voices.files.atomic_file import replace_file
from voices.files.configuration import from_mapping, require, to_mapping

HEADER_KEY = "packed_audio"


class BadPackedAudioError(TtsError):
    """A packed training data file is missing, damaged or inconsistent."""


@dataclass(frozen=True)
class PackedHeader:
    """What holds for every utterance.

    Attributes:
        frame_samples: samples of a frame.
        conditioning_channels: width of the features; 0 for none.
        speakers: names.
        conditioning: what the features are, if that is known.
        features: how spectra and pitch in them were measured and scaled, if they are ours.
    """

    sample_rate: int
    frame_samples: int
    conditioning_channels: int
    speakers: list[str]
    conditioning: Conditioning | None = None
    features: FeatureConfig | None = None

    def __post_init__(self) -> None:
        own, stated = (self.sample_rate, self.frame_samples), self.features
        require(
            stated is None or own == (stated.rate_hz, stated.hop),
            f"frames of {self.frame_samples} samples at {self.sample_rate} Hz are not those of the features, {stated}",
        )

    @classmethod
    def renewed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return settings from before files said how their features were measured with that added."""
        if not values.get("conditioning"):  # it was "" where it was not known
            return {**values, "conditioning": None}
        if values.get("features") is not None:
            return values
        return {**values, "features": to_mapping(unstated_features(values["sample_rate"]))}

    @classmethod
    def of(
        cls, features: FeatureConfig, channels: int, speakers: list[str], conditioning: Conditioning
    ) -> "PackedHeader":
        """Return the header of utterances measured so."""
        return cls(features.rate_hz, features.hop, channels, speakers, conditioning, features)


@dataclass(frozen=True)
class PackedUtterance:
    """One utterance.

    Attributes:
        name: unique within its speaker.
        audio: int16 [T].
        features: float16 [F, C] with F = T // frame_samples, of about zero mean and unit variance (a network learns
            faster from such), or None in an unconditional corpus.
        speaker: index into the header's speakers.
        held_out: whether it is for validation only.
    """

    name: str
    audio: NDArray[np.int16]
    features: NDArray[np.float16] | None
    speaker: int
    held_out: bool = False


@dataclass(frozen=True)
class PackedAudio:
    """A packed file in memory: its header and its utterances, whose audio is whole frames long."""

    header: PackedHeader
    utterances: tuple[PackedUtterance, ...]


def write_packed_audio(path: Path, header: PackedHeader, utterances: Iterable[PackedUtterance]) -> None:
    """Write a packed file, atomically; audio beyond the last whole frame is left out.

    Raises:
        ValueError: if an utterance's features do not fit its audio or the header.
    """
    whole = [_whole_frames(header, utterance) for utterance in utterances]
    if not whole:
        raise BadPackedAudioError(f"there are no utterances to write to {path}")
    arrays: dict[str, NDArray[Any]] = {
        "audio": np.concatenate([utterance.audio for utterance in whole]),
        "frame_ends": np.cumsum([len(utterance.audio) // header.frame_samples for utterance in whole]),
        "speaker": np.array([utterance.speaker for utterance in whole], np.int64),
        "held_out": np.array([utterance.held_out for utterance in whole], np.uint8),
    }
    features = [utterance.features for utterance in whole if utterance.features is not None]
    if features:
        arrays["features"] = np.concatenate(features)
    about = {**to_mapping(header), "names": [utterance.name for utterance in whole]}
    replace_file(path, lambda temporary: save_file(arrays, temporary, {HEADER_KEY: json.dumps(about)}))


def read_packed_audio(path: Path) -> PackedAudio:
    """Read a packed file.

    Raises:
        BadPackedAudioError: if it is missing, damaged or inconsistent.
    """
    if not path.is_file():
        raise BadPackedAudioError(f"there is no training data file {path}")
    try:
        with safe_open(path, framework="numpy") as file:
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
            about = json.loads((file.metadata() or {})[HEADER_KEY])
        names = about.pop("names")
    except (SafetensorError, KeyError, TypeError, AttributeError, json.JSONDecodeError, RecursionError) as error:
        raise BadPackedAudioError(f"{path} is damaged or no training data file ({error})") from None
    header = from_mapping(PackedHeader, about, str(path))
    return PackedAudio(header, tuple(_utterances(path, header, names, arrays)))


def _whole_frames(header: PackedHeader, utterance: PackedUtterance) -> PackedUtterance:
    frames = len(utterance.audio) // header.frame_samples
    shape = None if utterance.features is None else utterance.features.shape
    expected = (frames, header.conditioning_channels) if header.conditioning_channels else None
    if shape != expected:
        raise ValueError(f"{utterance.name}: features have shape {shape}, but its audio needs {expected}")
    if not 0 <= utterance.speaker < max(len(header.speakers), 1):
        raise ValueError(f"{utterance.name}: speaker {utterance.speaker} is not one of {len(header.speakers)}")
    audio = np.asarray(utterance.audio[: frames * header.frame_samples], np.int16)
    features = None if utterance.features is None else utterance.features.astype(np.float16)
    return PackedUtterance(utterance.name, audio, features, utterance.speaker, utterance.held_out)


def _utterances(
    path: Path, header: PackedHeader, names: list[str], arrays: dict[str, NDArray[Any]]
) -> Iterable[PackedUtterance]:
    ends = arrays["frame_ends"]
    frames = int(ends[-1])
    wanted = {"audio": frames * header.frame_samples, "speaker": len(names), "held_out": len(names)}
    if header.conditioning_channels:
        wanted["features"] = frames
    for name, length in wanted.items():
        if name not in arrays or len(arrays[name]) != length:
            raise BadPackedAudioError(f"{path} is inconsistent: {name} should have {length} entries")
    for i, (name, end) in enumerate(zip(names, ends, strict=True)):
        start = 0 if i == 0 else int(ends[i - 1])
        audio = arrays["audio"][start * header.frame_samples : end * header.frame_samples]
        features = arrays["features"][start:end] if header.conditioning_channels else None
        yield PackedUtterance(name, audio, features, int(arrays["speaker"][i]), bool(arrays["held_out"][i]))
