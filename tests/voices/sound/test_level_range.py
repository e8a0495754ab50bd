"""How far quiet moments are below loud ones."""

import numpy as np
import pytest

from voices.sound.level_range import ENOUGH_SECONDS, LevelRange

RATE = 8000
NOISE = np.random.default_rng(0).standard_normal(4 * RATE).astype(np.float32)


def heard(samples, block=RATE // 4):
    levels = LevelRange(RATE)
    for start in range(0, len(samples), block):
        levels.add(samples[start : start + block])
    return levels.decibels()


def test_the_range_is_that_of_the_loud_and_the_quiet_half():
    samples = 0.1 * NOISE
    samples[len(samples) // 2 :] /= 10**1.5
    assert heard(samples) == pytest.approx(30, abs=2)


def test_blocks_of_any_length_count_the_same():
    assert heard(NOISE, 77) == heard(NOISE, len(NOISE))


def test_steady_noise_has_next_to_no_range():
    assert heard(0.01 * NOISE) < 4


def test_a_constant_is_as_quiet_as_silence():
    assert heard(np.full(len(NOISE), 0.5, np.float32)) == 0


def test_nothing_is_known_of_a_short_sound():
    assert heard(NOISE[: round(0.9 * ENOUGH_SECONDS * RATE)]) is None
