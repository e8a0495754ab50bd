"""Draw a prepared recording: waveform, log-mel spectrogram with its pitch, and its phones."""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from voices.corpus.alignment.transcript import Alignment
from voices.corpus.prepared import PreparedRecording
from voices.corpus.recording_features import RecordingFeatures

INCHES_PER_SECOND, SMALLEST_WIDTH, HEIGHT, DOTS_PER_INCH = 5.0, 6.0, 6.0, 100


def plot_recording(recording: PreparedRecording, features: RecordingFeatures, rate_hz: int, path: Path) -> None:
    """Write a PNG of the recording."""
    seconds = len(features.audio) / rate_hz
    width = max(SMALLEST_WIDTH, INCHES_PER_SECOND * seconds)
    figure = Figure(figsize=(width, HEIGHT), dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    wave, mel = figure.subplots(2, 1, sharex=True, height_ratios=(1, 2))
    wave.set_title(f"{recording.key}: {recording.text}", loc="left", wrap=True)
    wave.plot(np.arange(len(features.audio)) / rate_hz, features.waveform, linewidth=0.3)
    wave.set_ylabel("amplitude")
    _draw_mel(mel, features, seconds)
    _draw_phones(wave, mel, recording.alignment)
    wave.set_xlim(0, seconds)
    figure.savefig(path, format="png")


def _draw_mel(axes: Axes, features: RecordingFeatures, seconds: float) -> None:
    bands = features.log_mel.shape[1]
    extent = (0.0, seconds, 0.0, float(bands))
    axes.imshow(features.log_mel.T.astype(np.float32), origin="lower", aspect="auto", extent=extent, cmap="magma")
    axes.set(ylabel="mel band", xlabel="seconds")
    middles = (np.arange(len(features.voiced)) + 0.5) * seconds / len(features.voiced)
    pitch = axes.twinx()
    pitch.plot(middles, np.where(features.voiced, features.pitch_hz.astype(np.float32), np.nan), color="cyan")
    pitch.set_ylabel("Hz")
    pitch.set_ylim(50, 500)


def _draw_phones(wave: Axes, mel: Axes, alignment: Alignment) -> None:
    for number, (phone, start, end) in enumerate(zip(alignment.phones, alignment.starts, alignment.ends, strict=True)):
        for axes in (wave, mel):
            axes.axvline(start, color="tab:green", linewidth=0.7)
            axes.axvline(end, color="tab:green", linewidth=0.7)
        height = 0.92 if number % 2 else 0.82  # neighbours at two heights, so that short ones can be read
        wave.text((start + end) / 2, height, phone, transform=wave.get_xaxis_transform(), ha="center", fontsize=9)
