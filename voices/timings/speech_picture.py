"""Speech as a picture: waveform, log-mel spectrogram with its pitch, phones and words; a row for each sentence."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from frontend.features.framing import Samples
from frontend.features.mel import band_of, log_mel
from frontend.features.mel_config import MelConfig
from voices.files.atomic_file import replace_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCHES_PER_SECOND, SMALLEST_WIDTH, LARGEST_WIDTH, ROW_HEIGHT, DOTS_PER_INCH = 2.4, 9.0, 60.0, 4.2, 100
_MARGINS = 1.5  # inches, left and right of the sound
_HEIGHTS = (1.0, 2.2, 0.7)
_PITCH_LIMITS, _PITCH_TICKS = (50.0, 500.0), (50, 100, 200, 400)
_FREQUENCY_TICKS = (100, 500, 1000, 2000, 4000, 8000, 12000, 16000)
_TICK_SECONDS = 0.5
_WAVE, _LINES, _PITCH = "#2f5d8a", "#9aa5b1", "#40e0ff"

Labels = Sequence[tuple[float, float, str]]
"""Start and end in seconds, and the text."""


@dataclass(frozen=True)
class DrawnSpeech:
    """What one row of a picture shows.

    Attributes:
        waveform: [T] in [-1, 1].
        spectrum: how its spectrum is measured; says its sample rate too.
        start: when it starts, on the axis of time.
        pitch_seconds, pitch_hz: [F], NaN where there is no voice.
        phones, words: when they are said, on the same axis.
    """

    title: str
    waveform: Samples
    spectrum: MelConfig
    start: float
    pitch_seconds: NDArray[np.floating]
    pitch_hz: NDArray[np.floating]
    phones: Labels
    words: Labels

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.waveform) / self.spectrum.rate_hz


class MissingDrawerError(TtsError):
    """The library that draws is not installed."""


def check_drawer() -> None:
    """Raise an error where nothing can be drawn; it costs little to ask first.

    Raises:
        MissingDrawerError: matplotlib is not installed.
    """
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise MissingDrawerError("drawing needs matplotlib: pip install 'tts-cli[train]'")


def draw_speech(rows: Sequence[DrawnSpeech], path: Path) -> None:
    """Write a PNG with a row for each stretch of speech, all to one scale of time.

    Raises:
        MissingDrawerError: matplotlib is not installed.
    """
    check_drawer()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    longest = max(row.seconds for row in rows)
    width = min(max(SMALLEST_WIDTH, INCHES_PER_SECOND * longest + _MARGINS), LARGEST_WIDTH)
    figure = Figure(figsize=(width, ROW_HEIGHT * len(rows)), dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    parts = figure.subfigures(len(rows), 1, squeeze=False)[:, 0]
    for row, part in zip(rows, parts, strict=True):
        _draw_row(part, row, longest)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a box in the picture says as much
        replace_file(path, lambda temporary: figure.savefig(temporary, format="png"))


def _draw_row(part: "Figure", row: DrawnSpeech, longest: float) -> None:
    wave, mel, labels = part.subplots(3, 1, sharex=True, height_ratios=_HEIGHTS)
    wave.set_title(row.title, loc="left", fontsize=11, fontweight="bold", parse_math=False)
    wave.plot(row.start + np.arange(len(row.waveform)) / row.spectrum.rate_hz, row.waveform, color=_WAVE, linewidth=0.4)
    highest = max(float(np.abs(row.waveform).max(initial=0.0)), 0.01) * 1.1
    wave.set(ylim=(-highest, highest), ylabel="amplitude", xlim=(row.start, row.start + longest))
    _draw_mel(mel, row)
    _draw_pitch(mel, row)
    _draw_labels(labels, row)
    for axes in (wave, mel):
        axes.tick_params(axis="x", bottom=False)
        axes.tick_params(axis="y", labelsize=8)
        for start, _, _ in row.words:
            axes.axvline(start, color=_LINES, linewidth=0.6, alpha=0.6)
        for side in ("top", "right", "bottom"):
            axes.spines[side].set_visible(False)


def _draw_mel(axes: "Axes", row: DrawnSpeech) -> None:
    config = row.spectrum
    mel = log_mel(row.waveform, config)
    extent = (row.start, row.start + len(mel) * config.frame_seconds, 0.0, float(config.bands))
    limits = (float(np.log(config.floor)), max(float(mel.max(initial=0.0)), -2.0))
    axes.imshow(mel.T, origin="lower", aspect="auto", extent=extent, cmap="magma", vmin=limits[0], vmax=limits[1])
    ticks = [hz for hz in _FREQUENCY_TICKS if hz <= config.highest_hz]
    axes.set_yticks([band_of(hz, config) for hz in ticks], [f"{hz / 1000:g}" for hz in ticks])
    axes.set_ylabel("mel, kHz")


def _draw_pitch(mel: "Axes", row: DrawnSpeech) -> None:
    from matplotlib.patheffects import Normal, Stroke

    axes = mel.twinx()
    outline = [Stroke(linewidth=3.2, foreground="black"), Normal()]
    axes.plot(row.pitch_seconds, row.pitch_hz, color=_PITCH, linewidth=1.6, path_effects=outline)
    axes.set_yscale("log")
    axes.set_ylim(*_PITCH_LIMITS)
    axes.set_yticks(_PITCH_TICKS, [str(hz) for hz in _PITCH_TICKS], fontsize=8)
    axes.minorticks_off()
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.spines["right"].set_position(("data", row.start + row.seconds))
    axes.tick_params(labelsize=8)
    axes.set_ylabel("F0, Hz")


def _draw_labels(axes: "Axes", row: DrawnSpeech) -> None:
    """Phones above, words below; neighbouring phones at two heights, so that short ones can be read."""
    end = row.start + row.seconds
    axes.set(
        ylim=(0, 1),
        yticks=[],
        xticks=np.arange(np.ceil(row.start / _TICK_SECONDS), end / _TICK_SECONDS) * _TICK_SECONDS,
    )
    axes.set_xlabel("seconds", fontsize=8, loc="left")
    axes.tick_params(labelsize=8)
    axes.spines["bottom"].set_bounds(row.start, end)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    for number, (start, end, phone) in enumerate(row.phones):
        axes.vlines([start, end], 0.45, 1, color=_LINES, linewidth=0.5)
        axes.text((start + end) / 2, 0.62 + 0.22 * (number % 2), phone, ha="center", va="center", fontsize=9)
    for start, end, word in row.words:
        axes.vlines([start, end], 0, 0.45, color=_LINES, linewidth=0.8)
        axes.text((start + end) / 2, 0.2, word, ha="center", va="center", fontsize=9, color=_WAVE, parse_math=False)
