"""A recording together with what was measured of its file."""

from dataclasses import dataclass

from voices.corpus.audio_measurement import AudioMeasurement
from voices.corpus.readers.recording import Recording


@dataclass(frozen=True)
class CheckedRecording:
    """A recording and what was measured of its file."""

    recording: Recording
    audio: AudioMeasurement
