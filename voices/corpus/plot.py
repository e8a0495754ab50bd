"""Draw a prepared recording: waveform, log-mel spectrogram with its pitch, phones and words."""

from pathlib import Path

import numpy as np

from voices.corpus.alignment.labels import phone_row, word_row
from voices.corpus.prepared import PreparedCorpus, PreparedRecording
from voices.timings.speech_picture import DrawnSpeech, draw_speech


def plot_recording(prepared: PreparedCorpus, recording: PreparedRecording, path: Path) -> None:
    """Write a PNG of the recording."""
    features, config = prepared.features(recording), prepared.config.features
    row = DrawnSpeech(
        f"{recording.key}: {recording.text}",
        features.waveform,
        config,
        0.0,
        (np.arange(len(features.voiced)) + 0.5) * config.frame_seconds,
        np.where(features.voiced, features.pitch_hz.astype(np.float32), np.nan),
        phone_row(recording.alignment),
        word_row(recording.alignment),
    )
    draw_speech([row], path)
