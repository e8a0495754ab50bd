"""The model in numpy is the one that was trained."""

import numpy as np
import pytest
import torch

from tests.voices.tiny_conversion import tiny_config, tiny_weights
from voices.conversion.heard import cepstra, normalised, surroundings
from voices.conversion.model import ConversionModel, load_conversion_model, save_conversion_model
from voices.files.weights_file import BadWeightsError
from voices.training.conversion.objective import ConversionObjective, LossConfig
from voices.training.conversion.training import arrays_of

SPECTRUM = (-5 + np.random.default_rng(1).standard_normal((41, 8))).astype(np.float32)
PITCH = np.random.default_rng(2).standard_normal((41, 2)).astype(np.float32)


@pytest.fixture
def trained():
    torch.manual_seed(0)
    objective = ConversionObjective(tiny_config(), 5, LossConfig()).eval()
    objective.quantiser.codebooks.normal_()
    return objective


def test_codes_and_spectrum_are_those_of_the_networks(trained):
    config = trained.config
    model = ConversionModel(config, arrays_of({k: v.detach() for k, v in trained.state_dict().items()}))
    found = cepstra(SPECTRUM, config.coefficients)
    usual = surroundings(found)
    even = np.concatenate([normalised(found, usual), normalised(found, usual)[-1:]]).reshape(21, -1)
    mask = torch.ones(1, 21)
    with torch.no_grad():
        quantised = trained.quantiser(trained.network["encoder"](torch.from_numpy(even)[None], None, mask), mask)
        pitch = np.concatenate([PITCH, PITCH[-1:]]).reshape(1, 21, -1)
        steps = torch.cat([quantised.vectors, torch.from_numpy(pitch)], -1)
        mel = trained.network["decoder"](steps, torch.tensor([1]), mask)[0].reshape(42, -1)[:41]
    codes = model.quantise(model.latents(SPECTRUM, usual))
    np.testing.assert_array_equal(codes, quantised.codes[0])
    features = config.features
    expected = mel.numpy() * features.log_mel_deviation + features.middle_log_mel
    np.testing.assert_allclose(model.decode(model.vectors(codes), PITCH, 1), expected, atol=1e-4)


def test_latents_hold_details_after_what_is_quantised_as_the_networks_have_them():
    torch.manual_seed(0)
    config = tiny_config(detail_width=3)
    trained = ConversionObjective(config, 5, LossConfig()).eval()
    trained.quantiser.codebooks.normal_()
    model = ConversionModel(config, arrays_of({k: v.detach() for k, v in trained.state_dict().items()}))
    usual = surroundings(cepstra(SPECTRUM, config.coefficients))
    latents = model.latents(SPECTRUM[:40], usual)
    heard = normalised(cepstra(SPECTRUM[:40], config.coefficients), usual).reshape(1, 20, -1)
    with torch.no_grad():
        found = trained.network["encoder"](torch.from_numpy(heard), None, torch.ones(1, 20))[0].numpy()
    np.testing.assert_allclose(latents[:, config.vector_width :], np.tanh(found[:, config.vector_width :]), atol=1e-4)

    with torch.no_grad():
        steps = np.concatenate([latents[:, : config.vector_width], PITCH[:40].reshape(20, -1), latents[:, -3:]], 1)
        mel = trained.network["decoder"](torch.from_numpy(steps)[None], torch.tensor([1]), torch.ones(1, 20))[0]
    expected = mel.reshape(40, -1).numpy() * config.features.log_mel_deviation + config.features.middle_log_mel
    np.testing.assert_allclose(model.decode(latents, PITCH[:40], 1), expected, atol=1e-4)


def test_codes_are_decoded_as_latents_without_details():
    config = tiny_config(detail_width=3)
    model = ConversionModel(config, tiny_weights(config))
    vectors = model.vectors(model.quantise(model.latents(SPECTRUM, surroundings(cepstra(SPECTRUM, 6)))))
    assert vectors.shape[1] == config.vector_width
    told = np.concatenate([vectors, np.zeros((len(vectors), 3), np.float32)], 1)
    np.testing.assert_array_equal(model.decode(vectors, PITCH, 0), model.decode(told, PITCH, 0))
    told[:, -1] = 1
    assert np.abs(model.decode(vectors, PITCH, 0) - model.decode(told, PITCH, 0)).max() > 0.01


def test_a_latent_gets_the_code_whose_vector_points_its_way():
    config = tiny_config(codebooks=1, codes=2, code_width=2)
    weights = tiny_weights(config) | {"codebooks": np.array([[[1.4, 0], [0, 1.4]]], np.float32)}
    model = ConversionModel(config, weights)
    latents = np.array([[9, 1], [0.01, 0.02], [-1, 0.5]], np.float32)
    np.testing.assert_array_equal(
        model.quantise(1.4 * latents / np.linalg.norm(latents, axis=1)[:, None]), [[0], [1], [1]]
    )


def test_what_is_decoded_of_a_frame_hangs_on_no_more_than_the_context_stated():
    config = tiny_config()
    model = ConversionModel(config, tiny_weights(config))
    codes = np.zeros((60, 2), np.uint16)
    changed = codes.copy()
    changed[30] = 5
    pitch = np.zeros((120, 2), np.float32)
    one, other = model.vectors(codes), model.vectors(changed)
    difference = np.abs(model.decode(one, pitch, 0) - model.decode(other, pitch, 0)).max(1)
    heard = np.flatnonzero(difference > 1e-5)
    assert heard.min() >= 60 - config.context_frames
    assert heard.max() < 62 + config.context_frames


def test_a_model_reads_back_as_it_was_written(tmp_path):
    config = tiny_config()
    save_conversion_model(tmp_path / "m.safetensors", config, tiny_weights(config))
    assert load_conversion_model(tmp_path / "m.safetensors").config == config


def test_arrays_of_another_shape_are_refused(tmp_path):
    config = tiny_config()
    save_conversion_model(tmp_path / "m.safetensors", config, tiny_weights(tiny_config(hidden=32)))
    with pytest.raises(BadWeightsError, match="has shape"):
        load_conversion_model(tmp_path / "m.safetensors")
