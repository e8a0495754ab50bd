"""Everything measured of one recording by itself, and its compact form in a file."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from frontend.features.energy import energy_db
from frontend.features.framing import Samples
from frontend.features.loudness import level
from frontend.features.mel import log_mel
from frontend.features.pitch import measure_pitch
from frontend.features.silence import trim
from voices.corpus.prepare_config import FeaturesConfig

FULL_SCALE = 32767


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
        return _waveform(self.audio)


def measure_recording(path: Path, config: FeaturesConfig) -> RecordingFeatures:
    """Decode, resample, level and trim a recording, and measure its features."""
    rate_hz, hop = config.mel.rate_hz, config.mel.hop
    channels, file_rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    mono = soxr.resample(channels.mean(axis=1), file_rate_hz, rate_hz)
    levelled = level(mono, rate_hz, config.loudness_lufs)
    speech = trim(levelled, rate_hz, config.keep_before_seconds, config.keep_after_seconds)
    whole = speech[: len(speech) // hop * hop]
    audio = np.round(np.clip(whole, -1, 1) * FULL_SCALE).astype(np.int16)
    waveform = _waveform(audio)  # what is stored is what is measured
    pitch = measure_pitch(waveform, rate_hz, hop)
    return RecordingFeatures(
        audio,
        log_mel(waveform, config.mel).astype(np.float16),
        pitch.hz.astype(np.float16),
        pitch.voiced,
        energy_db(waveform, hop, config.mel.window).astype(np.float16),
    )


def _waveform(audio: NDArray[np.int16]) -> Samples:
    return audio.astype(np.float32) / np.float32(FULL_SCALE)


def save_features(features: RecordingFeatures, path: Path) -> None:
    """Write the features as safetensors: equal features give equal bytes."""
    save_file({name: np.ascontiguousarray(array) for name, array in vars(features).items()}, path)


def load_features(path: Path) -> RecordingFeatures:
    """Read what `save_features` wrote."""
    return RecordingFeatures(**load_file(path))
