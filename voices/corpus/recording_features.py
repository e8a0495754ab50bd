"""Everything measured of one recording by itself, and its compact form in a file."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from frontend.errors import TtsError
from frontend.features.energy import energy_db
from frontend.features.framing import Samples
from frontend.features.loudness import level
from frontend.features.mel import log_mel
from frontend.features.pitch import measure_pitch
from frontend.features.silence import trim
from voices.conditioning.feature_config import FeatureConfig
from voices.corpus.prepare_config import MeasurementConfig
from voices.sound.sixteen_bits import sixteen_bits, waveform_of


class BadFeaturesError(TtsError):
    """A file of features is missing, damaged or not of this corpus."""


@dataclass(frozen=True)
class RecordingFeatures:
    """A recording made ready: mono, levelled, trimmed, a whole number of frames long.

    Attributes:
        audio: int16 [T], T = F * hop.
        log_mel: float16 [F, bands].
        pitch_hz: float16 [F], interpolated where unvoiced.
        voiced: bool [F].
        energy_db: float16 [F].
    """

    audio: NDArray[np.int16]
    log_mel: NDArray[np.float16]
    pitch_hz: NDArray[np.float16]
    voiced: NDArray[np.bool_]
    energy_db: NDArray[np.float16]

    @property
    def waveform(self) -> Samples:
        """The audio in [-1, 1], [T]."""
        return waveform_of(self.audio)


def measure_recording(path: Path, config: MeasurementConfig) -> RecordingFeatures:
    """Decode, resample, level and trim a recording, and measure its features."""
    features = config.features
    rate_hz, hop = features.rate_hz, features.hop
    channels, file_rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    mono = soxr.resample(channels.mean(axis=1), file_rate_hz, rate_hz)
    levelled = level(mono, rate_hz, config.loudness_lufs)
    speech = trim(levelled, rate_hz, config.keep_before_seconds, config.keep_after_seconds)
    audio = sixteen_bits(speech[: len(speech) // hop * hop])
    waveform = waveform_of(audio)  # what is stored is what is measured
    pitch = measure_pitch(waveform, rate_hz, hop, features.lowest_pitch_hz, features.highest_pitch_hz)
    return RecordingFeatures(
        audio,
        log_mel(waveform, features).astype(np.float16),
        pitch.hz.astype(np.float16),
        pitch.voiced,
        energy_db(waveform, hop, features.window).astype(np.float16),
    )


def save_features(features: RecordingFeatures, path: Path) -> None:
    """Write the features as safetensors: equal features give equal bytes."""
    # Not `save_file`: it writes a file of its own beside this one first, which a kill would leave.
    path.write_bytes(save({name: np.ascontiguousarray(array) for name, array in vars(features).items()}))


def load_features(path: Path, config: FeatureConfig | None = None) -> RecordingFeatures:
    """Read what `save_features` wrote.

    Args:
        config: how it was measured, where that is known; a file that does not fit it is damaged.

    Raises:
        BadFeaturesError: the file is missing or damaged.
    """
    try:
        features = RecordingFeatures(**load_file(path))
    except (OSError, SafetensorError, TypeError) as error:
        raise BadFeaturesError(f"{path} is damaged ({error}); `tts corpus prepare` makes it anew") from None
    frames = len(features.voiced)
    lengths: set[float] = {len(features.log_mel), len(features.pitch_hz), len(features.energy_db)}
    if config is not None:
        lengths.add(len(features.audio) / config.hop)
    if lengths != {frames}:
        raise BadFeaturesError(f"{path} is damaged: its features are of {len(lengths)} lengths")
    return features
