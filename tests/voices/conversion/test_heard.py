"""What the encoder hears: neither how loud, nor through what, nor at what pitch."""

import numpy as np

from voices.conversion.heard import by_code, cepstra, loudest, normalised, spoken, surroundings, usual_surroundings

RANDOM = np.random.default_rng(0)
SPECTRUM = (-5 + RANDOM.standard_normal((300, 80)).cumsum(1) * 0.1).astype(np.float32)


def heard(spectrum):
    found = cepstra(spectrum, 20)
    return normalised(found, surroundings(spoken(found, loudest(found))))


def test_loudness_and_any_equaliser_are_not_heard():
    curve = np.linspace(-1, 2, 80, dtype=np.float32)
    np.testing.assert_allclose(heard(SPECTRUM + 3 + curve), heard(SPECTRUM), atol=1e-3)


def test_the_first_coefficient_is_the_mean_of_the_bands():
    np.testing.assert_allclose(cepstra(SPECTRUM, 20)[:, 0], SPECTRUM.mean(1), atol=1e-5)


def test_harmonics_seven_bands_apart_are_not_heard_in_twelve_coefficients():
    harmonics = np.cos(2 * np.pi * (np.arange(80) + 0.5) / 6.4).astype(np.float32)  # the 25th coefficient
    np.testing.assert_allclose(cepstra(SPECTRUM + harmonics, 20), cepstra(SPECTRUM, 20), atol=1e-4)


def test_pauses_do_not_count_as_speech():
    silence = np.full((500, 80), -9.2, np.float32)
    both = cepstra(np.concatenate([SPECTRUM, silence]), 20)
    of_both = surroundings(spoken(both, loudest(both)))
    np.testing.assert_allclose(of_both.mean, surroundings(cepstra(SPECTRUM, 20)).mean, atol=1e-4)


def test_silence_sounds_silent_where_no_speech_was_heard_yet():
    silence = cepstra(np.full((10, 80), np.log(1e-4), np.float32), 20)
    assert normalised(silence, usual_surroundings(20))[:, 0].max() < -3


def test_the_last_code_is_filled_with_the_last_frame():
    frames = np.arange(10, dtype=np.float32).reshape(5, 2)
    np.testing.assert_array_equal(by_code(frames, 2), [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 8, 9]])
