"""How loud a text is as a whole, and what is said of what was clipped."""

from types import SimpleNamespace

import numpy as np
import pytest

from frontend.features.loudness import loudness
from voices.speaking.level import levelled
from voices.speaking.render import SoundingSentence
from voices.speaking.request import Request

RATE = 16000
NOISE = np.random.default_rng(0).standard_normal(RATE).astype(np.float32)


def sentences(*gains, volume=1.0, word_gain=None):
    finish = SimpleNamespace(gain=None if word_gain is None else np.full(RATE, word_gain, np.float32))
    for gain in gains:
        planned = SimpleNamespace(request=Request(volume=volume), finish=finish)
        yield SoundingSentence(planned, iter(np.array_split(np.float32(gain) * NOISE, 7)))


def taken(found):
    return [np.concatenate(list(sentence.pieces)) for sentence in found]


def test_a_text_is_brought_to_its_loudness_as_a_whole():
    quiet, loud = taken(levelled(sentences(0.01, 0.03), -30.0, RATE, pytest.fail))
    assert loudness(np.concatenate([quiet, loud]), RATE) == pytest.approx(-30.0, abs=0.05)
    np.testing.assert_allclose(loud, 3 * quiet, rtol=1e-5)


def test_without_a_loudness_each_piece_is_heard_as_it_is_made():
    def endless():
        yield from sentences(0.01)
        pytest.fail("it waited for the second sentence")

    (first,) = taken([next(levelled(endless(), None, RATE, pytest.fail))])
    np.testing.assert_array_equal(first, np.float32(0.01) * NOISE)


def test_silence_stays_silence():
    (found,) = taken(levelled(sentences(0.0), -16.0, RATE, pytest.fail))
    assert not found.any()


@pytest.mark.parametrize("louder", [{"volume": 2.0}, {"word_gain": 2.0}])
def test_what_is_clipped_for_being_made_louder_is_said_with_how_much_too_loud_it_is(louder):
    warnings = []
    (found,) = taken(levelled(sentences(0.5, **louder), None, RATE, warnings.append))
    assert np.abs(found).max() == 1
    share, peak = np.mean(np.abs(NOISE) > 2), 20 * np.log10(np.abs(NOISE).max() / 2)
    assert warnings == [
        f"{share:.1%} of the sound is clipped: its peaks are {peak:.1f} dB too high; ask for less volume or loudness"
    ]


def test_what_nobody_made_louder_is_clipped_without_a_word():
    (found,) = taken(levelled(sentences(0.5), None, RATE, pytest.fail))
    assert np.abs(found).max() == 1


def test_a_loudness_that_peaks_do_not_allow_is_reached_as_far_as_they_do_and_said():
    warnings = []
    taken(levelled(sentences(0.01), -5.0, RATE, warnings.append))
    assert "of the sound is clipped" in warnings[0]
