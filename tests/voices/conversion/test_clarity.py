"""What the decoder smooths away comes back from the source, in the target's range and vocal tract."""

from dataclasses import replace

import numpy as np
import pytest

from tests.voices.tiny_conversion import tiny_config, tiny_weights
from voices.conditioning.feature_config import voice_features
from voices.conversion.clarity import FACTORS, Clarity, stretching
from voices.conversion.coded import Source
from voices.conversion.config import ConversionConfig
from voices.conversion.heard import Surroundings, cepstra, curves
from voices.conversion.model import ConversionModel, load_conversion_model, save_conversion_model
from voices.conversion.warping import warped
from voices.files.weights_file import BadWeightsError

FEATURES = replace(voice_features(16000), bands=40)
K = 12
USUAL = Surroundings(np.linspace(-5, 0, K, dtype=np.float32), np.linspace(1.2, 0.3, K, dtype=np.float32))
WHOLE = slice(0, None)


def spectrum(frames=400, seed=0):
    """Of cepstra that move as speech's do, as the target says them."""
    random = np.random.default_rng(seed)
    moving = np.cumsum(random.standard_normal((frames, K)), 0)
    moving = (moving - moving.mean(0)) / moving.std(0)
    return (moving * USUAL.deviation + USUAL.mean).astype(np.float32) @ curves(FEATURES.bands, K).T


def source_of(log_mel):
    heard = cepstra(log_mel, K)
    return Source(heard, heard)


def blurred(log_mel):
    return np.stack([np.convolve(band, np.ones(9) / 9, "same") for band in log_mel.T], 1).astype(np.float32)


def distance(one, other):
    return float(np.abs(one - other).mean())


def test_curves_are_the_spectra_that_cepstra_are_of():
    found = cepstra(spectrum(), K) @ curves(FEATURES.bands, K).T
    np.testing.assert_allclose(found, spectrum(), atol=1e-4)


def test_stretched_cepstra_are_those_of_the_stretched_spectrum():
    found = cepstra(spectrum(), K) @ stretching(FACTORS[3], K, FEATURES)
    np.testing.assert_allclose(found, cepstra(warped(spectrum(), FACTORS[3], FEATURES), K), atol=1e-4)


@pytest.mark.parametrize("factor", [FACTORS[4], 1.0, FACTORS[11]])
def test_a_blurred_spectrum_gets_nearer_to_what_was_said_whatever_the_source_is_like(factor):
    said = spectrum()
    tilt = np.linspace(1, -1, FEATURES.bands, dtype=np.float32)
    source = source_of(1.3 * warped(said, 1 / factor, FEATURES) + tilt - 2)
    decoded = blurred(said)
    clear = [Clarity(share, USUAL, FEATURES).restored(decoded, source, WHOLE) for share in (0.0, 0.5, 0.8)]
    np.testing.assert_allclose(clear[0], decoded, atol=1e-5)
    assert distance(clear[2], said) < distance(clear[1], said) < 0.85 * distance(decoded, said)


def test_the_vocal_tract_is_remembered_for_what_follows():
    said, factor = spectrum(), FACTORS[3]
    source = source_of(warped(said, 1 / factor, FEATURES))
    learned, fresh = (Clarity(1.0, USUAL, FEATURES) for _ in range(2))
    learned.restored(said, source, WHOLE)
    misleading = blurred(spectrum(seed=1))
    found, forgetful = (one.restored(misleading, source, slice(0, 20)) for one in (learned, fresh))
    assert distance(found, said) < 0.8 * distance(forgetful, said)


def test_pauses_stay_as_they_are_decoded():
    said = spectrum()
    pause = np.full_like(said[:50], -9.0)
    decoded = np.concatenate([blurred(said), np.full_like(pause, -9.2)])
    heard = cepstra(np.concatenate([said, pause]), K)
    found = Clarity(1.0, USUAL, FEATURES).restored(decoded, Source(heard, heard[: len(said)]), WHOLE)
    np.testing.assert_array_equal(found[len(said) :], decoded[len(said) :])


def test_a_model_keeps_what_is_usual_of_its_speakers_and_one_without_restores_nothing(tmp_path):
    config = tiny_config(source_share=0.5)
    weights = tiny_weights(config)
    save_conversion_model(tmp_path / "model", config, weights)
    assert load_conversion_model(tmp_path / "model").clarity(1) is not None
    assert ConversionModel(tiny_config(), tiny_weights(tiny_config())).clarity(1) is None
    save_conversion_model(tmp_path / "bad", config, {**weights, "usual.mean": weights["usual.mean"][:1]})
    with pytest.raises(BadWeightsError, match=r"usual\.mean"):
        load_conversion_model(tmp_path / "bad")


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_is_between_none_and_all(share):
    with pytest.raises(ValueError, match="source_share"):
        ConversionConfig(("a",), source_share=share)
