"""Draw a prepared recording: waveform, log-mel spectrogram with its pitch, phones and words."""

from pathlib import Path

import numpy as np

from voices.corpus.alignment.labels import phone_row, word_row
from voices.corpus.prepared import PreparedRecording
from voices.corpus.recording_features import RecordingFeatures
from voices.timings.speech_picture import DrawnSpeech, draw_speech


def plot_recording(recording: PreparedRecording, features: RecordingFeatures, rate_hz: int, path: Path) -> None:
    """Write a PNG of the recording."""
    frames = len(features.voiced)
    row = DrawnSpeech(
        f"{recording.key}: {recording.text}",
        features.waveform,
        rate_hz,
        0.0,
        (np.arange(frames) + 0.5) * len(features.audio) / rate_hz / max(frames, 1),
        np.where(features.voiced, features.pitch_hz.astype(np.float32), np.nan),
        phone_row(recording.alignment),
        word_row(recording.alignment),
    )
    draw_speech([row], path)
