"""Pitch moved to where another voice speaks."""

import numpy as np
import pytest

from voices.conversion.melody import AUTO, KEEP, Melody, moved

LOG_F0 = np.log(np.array([100, 110, 120, 130], np.float32))


def test_mean_and_deviation_are_those_of_all_that_was_heard_in_however_many_parts():
    many = np.random.default_rng(0).normal(5, 0.3, 100000).astype(np.float32)
    melody = Melody().heard(many[:30]).heard(many[30:])
    assert melody.mean == pytest.approx(many.mean(), abs=1e-5)
    assert melody.deviation == pytest.approx(many.std(), rel=1e-2)


def test_auto_gives_the_mean_of_the_target():
    result = moved(LOG_F0, Melody().heard(LOG_F0), AUTO, np.log(200), 0.1)
    assert result.mean() == pytest.approx(np.log(200), abs=1e-5)
    assert np.all(np.diff(result) > 0)


def test_auto_gives_the_range_of_the_target():
    many = np.random.default_rng(0).normal(5, 0.15, 10000).astype(np.float32)
    assert moved(many, Melody().heard(many), AUTO, 5.0, 0.25).std() == pytest.approx(0.25, rel=0.02)


def test_a_monotone_is_not_made_to_sing():
    flat = np.log(100) + np.array([0, 1e-4, -1e-4] * 30, np.float32)
    assert moved(flat, Melody().heard(flat), AUTO, 5.0, 0.3).std() < 1e-3


def test_semitones_are_added_to_the_source():
    octave_up = moved(LOG_F0, Melody().heard(LOG_F0), 12.0, np.log(50), 0.1)
    np.testing.assert_allclose(np.exp(octave_up), 2 * np.exp(LOG_F0), rtol=1e-5)


def test_keep_changes_nothing_and_neither_does_auto_before_anything_voiced():
    np.testing.assert_array_equal(moved(LOG_F0, Melody().heard(LOG_F0), KEEP, 0.0, 0.1), LOG_F0)
    np.testing.assert_array_equal(moved(LOG_F0, Melody(), AUTO, 0.0, 0.1), LOG_F0)
