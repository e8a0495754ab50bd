"""A shifted waveform has the pitch that is asked for, the formants it had and its length; what is unvoiced stays."""

import numpy as np
import pytest

from voices.speaking.pitch_shift import PitchShift

RATE, HOP, FRAMES = 16000, 160, 100
FORMANT_HZ = 1000.0


def spoken(hz):
    """Pulses at a pitch through one formant, a second long."""
    pulses = np.zeros(FRAMES * HOP)
    pulses[(np.arange(0.0, FRAMES * HOP, RATE / hz)).astype(int)] = 1
    after = np.arange(400)
    ringing = 0.97**after * np.sin(2 * np.pi * FORMANT_HZ / RATE * (after + 1))
    return np.convolve(pulses, ringing)[: len(pulses)].astype(np.float32)


def shift(hz, ratio, frames=FRAMES):
    return PitchShift(np.full(frames, hz, np.float32), np.full(frames, ratio, np.float32), HOP, RATE)


def shifted(waveform, wanted, size=1600):
    chunks = (waveform[start : start + size] for start in range(0, len(waveform), size))
    return np.concatenate(list(wanted.apply(chunks)))


def pitch_hz(waveform):
    inner = waveform[4000:12000]
    likeness = np.correlate(inner, inner, "full")[len(inner) - 1 :]
    shortest = RATE // 500
    asked = likeness[shortest : RATE // 40]
    return RATE / (shortest + np.argmax(asked > 0.9 * asked.max()))  # the first: two periods are as alike as one


@pytest.mark.parametrize("semitones", [-12, -9, -6, -3, 3, 6, 9, 12])
def test_the_pitch_is_the_one_that_is_asked_for(semitones):
    ratio = 2 ** (semitones / 12)
    assert pitch_hz(shifted(spoken(125), shift(125, ratio))) == pytest.approx(125 * ratio, rel=0.05)


@pytest.mark.parametrize("semitones", [-9, 9])
def test_the_formant_stays_where_it_is(semitones):
    found = shifted(spoken(100), shift(100, 2 ** (semitones / 12)))
    power = np.abs(np.fft.rfft(found)) ** 2
    around = slice(600, 1401)  # Hz, for the waveform is one second long
    middle = np.average(np.arange(600, 1401), weights=power[around])
    assert middle == pytest.approx(FORMANT_HZ, rel=0.05)


@pytest.mark.parametrize("size", [1, 7, 1600, 16000])
def test_the_samples_do_not_depend_on_the_pieces(size):
    waveform, wanted = spoken(125), shift(125, 1.4)
    np.testing.assert_array_equal(shifted(waveform, wanted, size), shifted(waveform, wanted))


def test_most_of_it_is_given_while_more_is_still_being_made():
    waveform, wanted = spoken(125), shift(125, 0.7)
    pieces = wanted.apply(iter(np.split(waveform, 10)))
    given = [len(next(pieces)) for _ in range(10)]
    assert len(waveform) - sum(given) < 0.1 * RATE


def test_a_ratio_of_one_changes_nothing():
    waveform = spoken(125)
    np.testing.assert_allclose(shifted(waveform, shift(125, 1.0)), waveform, atol=1e-6)


def test_what_is_unvoiced_stays_as_it_is():
    noise = np.random.default_rng(0).standard_normal(FRAMES * HOP).astype(np.float32)
    np.testing.assert_allclose(shifted(noise, shift(0, 2.0)), noise, atol=1e-5)


def test_a_waveform_of_one_frame_keeps_its_length():
    assert len(shifted(spoken(125)[:HOP], shift(125, 0.5, frames=1))) == HOP
