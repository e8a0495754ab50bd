"""What vocoders hear: made by each kind of conditioning, and read back from its features."""

import numpy as np
import pytest

from voices.conditioning.conditioning import Acoustic, Conditioning, Linguistic, Unconditional
from voices.conditioning.feature_config import voice_features
from voices.conditioning.prosody import Prosody

CONFIG = voice_features(16000)
CONTEXTS = np.array([[1, 0], [0, 1]], np.float32)
PROSODY = Prosody(np.array([2, 1]), np.log(np.array([200.0, 100.0, 160.0], np.float32)), np.array([True, False, True]))
LOG_MEL = np.random.default_rng(0).normal(-6, 1.7, (3, 4)).astype(np.float32)


def hertz(features: np.ndarray) -> np.ndarray:
    return np.exp(features[:, -2] * CONFIG.log_pitch_deviation + CONFIG.middle_log_hz)


@pytest.mark.parametrize("kind", Conditioning.kinds().values(), ids=lambda kind: kind.kind)
def test_features_are_as_wide_as_they_say(kind):
    features = kind().features(CONTEXTS, PROSODY, LOG_MEL, CONFIG)
    assert features.shape == (3, kind().channels(CONTEXTS.shape[1], LOG_MEL.shape[1]))


def test_acoustic_features_say_the_spectrum_and_the_pitch_that_they_were_made_of():
    features = Acoustic().features(CONTEXTS, PROSODY, LOG_MEL, CONFIG)
    spectrum = features[:, :4] * CONFIG.log_mel_deviation + CONFIG.middle_log_mel
    np.testing.assert_allclose(spectrum, LOG_MEL, atol=1e-5)
    np.testing.assert_allclose(hertz(features), [200, np.sqrt(200 * 160), 160], rtol=1e-5)  # line in log Hz
    assert Acoustic().voiced(features).tolist() == [True, False, True]


def test_linguistic_features_are_each_frames_phone_and_say_the_pitch_alone():
    features = Linguistic().features(CONTEXTS, PROSODY, LOG_MEL, CONFIG)
    assert features[:, :2].tolist() == [[1, 0], [1, 0], [0, 1]]
    np.testing.assert_allclose(hertz(features)[[0, 2]], [200, 160], rtol=1e-5)
    assert Linguistic().voiced(features).tolist() == [True, False, True]


def test_features_are_about_zero_and_an_unvoiced_utterance_has_no_pitch():
    silent = Prosody(PROSODY.durations, PROSODY.log_f0, np.zeros(3, bool))
    features = Acoustic().features(CONTEXTS, silent, LOG_MEL, CONFIG)
    assert np.abs(features[:, :4]).max() < 3
    assert not features[:, 4:].any()


def test_only_what_hears_nothing_needs_no_texts():
    assert [kind for kind in (Acoustic, Linguistic, Unconditional) if not kind.needs_texts] == [Unconditional]
    assert Unconditional().voiced(np.zeros((3, 0), np.float32)) is None
