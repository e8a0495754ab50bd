"""What was heard before the speech, or beside it, does not change its codes."""

import numpy as np
import pytest

from tests.voices.conversion.test_service import RATE, vowel
from tests.voices.tiny_conversion import tiny_config, tiny_weights
from voices.conversion.listening import listen
from voices.conversion.model import ConversionModel

CONFIG = tiny_config(codes=64)
MODEL = ConversionModel(CONFIG, tiny_weights(CONFIG))
SECONDS, CODES_A_SECOND = 6, 50
WORDS = (4 * vowel(SECONDS) * np.sin(np.pi * 1.7 * np.arange(SECONDS * RATE) / RATE) ** 2).astype(np.float32)


def noise(seconds, decibels):
    return (10 ** (decibels / 20) * np.random.default_rng(0).standard_normal(int(seconds * RATE))).astype(np.float32)


def codes(waveform):
    blocks = (waveform[first : first + 1000] for first in range(0, len(waveform), 1000))
    each = CONFIG.frames_per_code
    pieces = listen(MODEL, blocks, 50)
    return np.concatenate([one.codes[one.before // each :][: -(-one.frames // each)] for one in pieces])


@pytest.mark.parametrize("decibels", [-100, -70, -60])
def test_noise_before_the_first_word_does_not_change_the_codes_of_the_words(decibels):
    after_noise = codes(np.concatenate([noise(12, decibels), WORDS]))[12 * CODES_A_SECOND :]
    assert (after_noise == codes(WORDS)).mean() > 0.9


def test_who_comes_nearer_is_heard_as_before():
    nearer = codes(np.concatenate([0.1 * WORDS, WORDS]))[SECONDS * CODES_A_SECOND :]
    assert (nearer == codes(np.concatenate([WORDS, WORDS]))[SECONDS * CODES_A_SECOND :]).mean() > 0.9


def test_a_knock_at_the_microphone_does_not_wipe_out_what_was_heard():
    quiet = 0.1 * np.concatenate([WORDS, WORDS])
    knocked = quiet.copy()
    knocked[4 * RATE :][: RATE // 10] = noise(0.1, -14)
    later = slice(6 * CODES_A_SECOND, None)
    assert (codes(knocked)[later] == codes(quiet)[later]).mean() > 0.5
