import math

import numpy as np
import pytest
import torch

from voices.vocoders.autoregressive.kernel_shape import SAMPLERS
from voices.vocoders.distributions.choice import DISTRIBUTIONS
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.logistics import BIN_WIDTH, LogisticMixture
from voices.vocoders.distributions.softmax import MuLawSoftmax

CONTINUOUS = [LogisticMixture(components=3), Gaussian()]


def some_noise(draws: int, seed: int = 0) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(seed).uniform(1e-7, 1 - 1e-7, (draws, 2)).astype(np.float32))


def some_parameters(distribution) -> torch.Tensor:
    if isinstance(distribution, LogisticMixture):
        return torch.tensor([0.0, 1.0, -0.5, -0.3, 0.1, 0.4, -3.5, -2.5, -4.0])
    return torch.tensor([0.2, -2.0])


def test_softmax_draws_each_code_as_often_as_its_likelihood_says():
    torch.manual_seed(0)
    distribution, draws = MuLawSoftmax(levels=16), 200_000
    logits = torch.randn(16)
    counts = torch.bincount(distribution.sample(logits.expand(draws, 16), some_noise(draws)), minlength=16)
    likelihood = (-distribution.negative_log_likelihood(logits.expand(16, 16), torch.arange(16))).exp()
    assert likelihood.sum().item() == pytest.approx(1.0, abs=1e-5)
    deviation = (draws * likelihood * (1 - likelihood)).sqrt()
    assert ((counts - draws * likelihood).abs() < 4.5 * deviation).all()


@pytest.mark.parametrize("distribution", CONTINUOUS, ids=lambda d: type(d).__name__)
def test_continuous_samplers_fill_a_histogram_as_their_likelihood_says(distribution):
    draws, bins = 200_000, 50
    parameters = some_parameters(distribution)
    samples = distribution.sample(parameters.expand(draws, -1), some_noise(draws))
    edges = torch.linspace(-1, 1, bins + 1)
    counts = torch.histc(samples, bins, -1, 1)
    fine = torch.linspace(-1 + 1e-3, 1 - 1e-3, 40_001)  # away from the clipped ends
    density = (-distribution.negative_log_likelihood(parameters.expand(len(fine), -1), fine)).exp()
    if isinstance(distribution, LogisticMixture):
        density = density / BIN_WIDTH
    for low, high, count in zip(edges[1:-2], edges[2:-1], counts[1:-1], strict=True):
        inside = (fine >= low) & (fine < high)
        expected = draws * density[inside].mean().item() * (2 / bins)
        assert abs(count.item() - expected) < 5 * math.sqrt(expected) + 0.01 * expected + 3


def test_logistic_mixture_gives_all_16_bit_values_a_total_probability_of_one():
    distribution = LogisticMixture(components=3)
    values = torch.linspace(-1, 1, 65536, dtype=torch.float64).float()
    parameters = some_parameters(distribution).expand(65536, -1)
    assert (-distribution.negative_log_likelihood(parameters, values)).exp().sum().item() == pytest.approx(1, abs=2e-3)


def test_logistic_mixture_likelihood_stays_finite_far_out_in_the_tails():
    distribution = LogisticMixture(components=1)
    parameters = torch.tensor([0.0, -0.9, -20.0], requires_grad=True)
    loss = distribution.negative_log_likelihood(parameters.expand(3, -1), torch.tensor([-1.0, 0.9, 1.0])).sum()
    loss.backward()
    assert torch.isfinite(loss)
    assert torch.isfinite(parameters.grad).all()


def test_gaussian_likelihood_agrees_with_the_density_worked_by_hand():
    # -log N(0.5; mean 0.1, scale e^-1) = 0.91894 - 1 + 0.5 * (0.4 * e)^2 = 0.51006
    loss = Gaussian().negative_log_likelihood(torch.tensor([[0.1, -1.0]]), torch.tensor([0.5]))
    assert loss.item() == pytest.approx(0.51006, abs=1e-4)


@pytest.mark.parametrize("distribution", [MuLawSoftmax(levels=16), *CONTINUOUS], ids=lambda d: type(d).__name__)
def test_a_temperature_near_zero_leaves_only_the_likeliest_outcome_of_a_component(distribution):
    parameters = torch.linspace(-1, 1, 16) if distribution.channels == 16 else some_parameters(distribution)
    samples = distribution.sample(parameters.expand(500, -1), some_noise(500), temperature=1e-4)
    allowed = {"MuLawSoftmax": [15.0], "LogisticMixture": [-0.3, 0.1, 0.4], "Gaussian": [0.2]}
    distance = (samples[:, None].float() - torch.tensor(allowed[type(distribution).__name__])).abs().amin(1)
    assert distance.max() < 1e-3


def test_every_distribution_has_a_sampler_of_its_own_in_the_compiled_loop():
    assert sorted(kind.sampler for kind in DISTRIBUTIONS) == sorted(SAMPLERS)


def test_softmax_decodes_what_it_encodes_to_within_its_quantisation():
    time = np.arange(8000) / 16000
    waveform = (0.3 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)
    distribution = MuLawSoftmax()
    assert np.abs(distribution.decode(distribution.encode(waveform)) - waveform).max() < 0.01
