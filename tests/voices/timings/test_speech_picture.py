"""Pictures of speech."""

import numpy as np
import pytest
from matplotlib.image import imread

from voices.timings.speech_picture import DOTS_PER_INCH, LARGEST_WIDTH, ROW_HEIGHT, DrawnSpeech, draw_speech

RATE = 16000


def row(title="Hello", seconds=1.0, start=0.0, phones=((0.1, 0.2, "h"), (0.2, 0.5, "ˈɛ")), waveform=None):
    if waveform is None:
        waveform = 0.5 * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)
    middles = start + np.arange(0.005, seconds, 0.01)
    return DrawnSpeech(
        title, waveform.astype(np.float32), RATE, start, middles, np.full(len(middles), 200.0), phones, phones
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
