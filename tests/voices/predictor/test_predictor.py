"""The predictor: numpy as PyTorch, what it hears, and what it is made of."""

import numpy as np
import pytest
import torch

from voices.files.configuration import ConfigError
from voices.predictor.config import PredictorConfig, expected_shapes
from voices.predictor.inference import predict, weights_of
from voices.predictor.network import Predictor


def network(**changes):
    torch.manual_seed(0)
    config = PredictorConfig(**{"inputs": 7, "outputs": 3, "hidden": 16, "layers": 4, "speakers": 2, **changes})
    model = Predictor(config).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return config, model, {name: value.numpy() for name, value in model.state_dict().items()}


def steps(count, seed=1):
    return np.random.default_rng(seed).standard_normal((count, 7)).astype(np.float32)


@pytest.mark.parametrize(("speakers", "kernel_size"), [(0, 5), (2, 5), (2, 1)])
def test_numpy_predicts_what_pytorch_predicts(speakers, kernel_size):
    config, model, weights = network(speakers=speakers, kernel_size=kernel_size)
    speaker = 1 if speakers else None
    with torch.no_grad():
        index = torch.tensor([1]) if speakers else None
        expected = model(torch.from_numpy(steps(40))[None], index, torch.ones(1, 40))[0].numpy()
    np.testing.assert_allclose(predict(config, weights, steps(40), speaker), expected, atol=2e-5)


def test_filling_after_a_shorter_sequence_is_not_heard():
    _, model, _ = network()
    filled = torch.zeros(1, 50, 7)
    filled[0, :30] = torch.from_numpy(steps(30))
    filled[0, 30:] = 5.0
    mask = (torch.arange(50) < 30).float()[None]
    with torch.no_grad():
        alone = model(filled[:, :30], torch.tensor([0]), torch.ones(1, 30))
        torch.testing.assert_close(model(filled, torch.tensor([0]), mask)[:, :30], alone)


def test_a_step_hears_its_context_and_nothing_beyond():
    config, model, _ = network()
    inputs = torch.from_numpy(steps(101))[None].requires_grad_()
    model(inputs, torch.tensor([0]), torch.ones(1, 101))[0, 50].sum().backward()
    heard = inputs.grad[0].abs().sum(-1).nonzero().flatten()
    assert (int(heard.min()), int(heard.max())) == (50 - config.context, 50 + config.context)


def test_the_shapes_of_a_config_are_those_of_its_network():
    for speakers in (0, 3):
        config, model, _ = network(speakers=speakers)
        assert {name: tuple(value.shape) for name, value in model.state_dict().items()} == expected_shapes(config)


@pytest.mark.parametrize("changes", [{"inputs": 0}, {"kernel_size": 4}, {"speakers": -1}, {"dropout": 1.0}])
def test_an_impossible_shape_is_refused(changes):
    with pytest.raises(ConfigError, match=next(iter(changes))):
        network(**changes)


def test_a_convolution_is_copied_into_the_order_of_its_product_once_and_stays_the_same():
    config, _, weights = network()
    laid_out = weights_of("pitch", {f"pitch.{name}": value for name, value in weights.items()} | {"mel.x": steps(3)})
    assert laid_out.keys() == weights.keys()
    for name, value in weights.items():
        np.testing.assert_array_equal(laid_out[name], value)
    wide = laid_out["blocks.0.wide.weight"]
    assert np.shares_memory(wide.transpose(2, 1, 0).reshape(-1, config.hidden), wide)
