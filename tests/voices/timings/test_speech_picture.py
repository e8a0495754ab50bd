"""Pictures of speech."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from frontend.features.mel import band_of
from frontend.features.mel_config import MelConfig
from voices.timings.speech_picture import DOTS_PER_INCH, LARGEST_WIDTH, ROW_HEIGHT, DrawnSpeech, draw_speech

RATE = 16000
SPECTRUM = MelConfig()


def row(title="Hello", seconds=1.0, start=0.0, phones=((0.1, 0.2, "h"), (0.2, 0.5, "ˈɛ")), waveform=None):
    if waveform is None:
        waveform = 0.5 * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)
    middles = start + np.arange(0.005, seconds, 0.01)
    return DrawnSpeech(
        title, waveform.astype(np.float32), SPECTRUM, start, middles, np.full(len(middles), 200.0), phones, phones
    )


def drawn(tmp_path, *rows):
    draw_speech(rows, tmp_path / "x.png")
    assert [file.name for file in tmp_path.iterdir()] == ["x.png"]
    return imread(tmp_path / "x.png")


def test_each_row_adds_its_height_and_the_longest_sets_the_width(tmp_path):
    one, two = drawn(tmp_path, row()), drawn(tmp_path, row(), row(seconds=8.0, start=1.0))
    assert one.shape[0] == ROW_HEIGHT * DOTS_PER_INCH
    assert two.shape[0] == 2 * one.shape[0]
    assert two.shape[1] > 2 * one.shape[1]


def test_pitch_and_labels_are_in_the_picture(tmp_path):
    full, unlabelled = drawn(tmp_path, row()), drawn(tmp_path, row(phones=()))
    assert not np.array_equal(full, unlabelled)
    cyan = (full[..., 0] < 0.4) & (full[..., 1] > 0.8) & (full[..., 2] > 0.9)
    assert cyan.sum() > 100


def test_a_tone_stands_at_its_pitch_and_lasts_as_long_as_it_does_at_any_rate(tmp_path, monkeypatch):
    figures = []
    monkeypatch.setattr(Figure, "savefig", lambda figure, *_, **__: figures.append(figure))
    wide = MelConfig(rate_hz=24000, hop=240, window=960, highest_hz=12000.0)
    tone = np.sin(2 * np.pi * 10000 * np.arange(2 * 24000) / 24000)
    draw_speech([replace(row(waveform=tone, seconds=2.0, start=1.0), spectrum=wide)], tmp_path / "x.png")
    wave, mel, labels, _ = figures[0].axes
    assert wave.get_xlim() == mel.get_xlim() == labels.get_xlim() == (1, 3)
    (image,) = mel.get_images()
    assert image.get_extent() == pytest.approx([1, 3, 0, 80])
    loudest = np.asarray(image.get_array()).mean(axis=1).argmax()
    assert loudest + 0.5 == pytest.approx(band_of(10000, wide), abs=1)
    ticks = dict(zip([tick.get_text() for tick in mel.get_yticklabels()], mel.get_yticks(), strict=True))
    assert ticks["12"] == pytest.approx(80)


@pytest.mark.parametrize(
    "odd",
    [
        row(title="$5 & $x^ {", phones=((0.1, 0.2, "$a$"),)),
        row(title="字 🙂", phones=((0.1, 0.2, "字"),)),
        row(waveform=np.zeros(RATE)),
        row(seconds=0.02, phones=()),
    ],
    ids=["mathematics", "letters without a glyph", "silence", "one frame"],
)
def test_odd_speech_is_drawn_without_a_warning(tmp_path, odd):
    assert drawn(tmp_path, odd).std() > 0.01


def test_a_very_long_row_is_pressed_together(tmp_path):
    assert drawn(tmp_path, row(seconds=60.0)).shape[1] == LARGEST_WIDTH * DOTS_PER_INCH
