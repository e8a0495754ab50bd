"""Flows are what they are said to be: the change of variables holds, and nothing hears what comes after it."""

import dataclasses

import pytest
import torch

from tests.voices.vocoders.flows.small_flows import CODING, PLAIN, SPOKEN, random_flows, spoken_features
from voices.vocoders.flows.network import Flows, log_likelihood

ONE_FLOW, THREE_FLOWS = dataclasses.replace(PLAIN, flows=1), dataclasses.replace(PLAIN, flows=3)
FOUR_BANDS = dataclasses.replace(PLAIN, coding=CODING)


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "flows-cache"))


def silent_prior(noise):
    return torch.zeros_like(noise), torch.zeros_like(noise)


def test_flows_begin_as_their_prior():
    noise = torch.randn(2, 40, 4)
    mean, log_scale = torch.randn(2, 40, 4), torch.randn(2, 40, 4)
    drawn = Flows(FOUR_BANDS)(noise, mean, log_scale)
    assert torch.allclose(drawn.signal, mean + log_scale.exp() * noise, atol=1e-5)
    assert torch.allclose(drawn.mean, mean, atol=1e-5)
    assert torch.equal(drawn.log_scale, log_scale)


@pytest.mark.parametrize("config", [ONE_FLOW, THREE_FLOWS, FOUR_BANDS])
def test_the_log_scales_add_up_to_the_logarithm_of_the_jacobians_determinant(config):
    flows, steps = random_flows(config), 12 // config.bands
    noise, mean, log_scale = torch.randn(3, 1, steps, config.bands)
    jacobian = torch.autograd.functional.jacobian(lambda z: flows(z, mean, log_scale).signal, noise)
    _, logarithm = torch.linalg.slogdet(jacobian.reshape(12, 12))
    assert float(flows(noise, mean, log_scale).log_scale.sum().detach()) == pytest.approx(float(logarithm), abs=1e-4)


def test_the_density_of_two_samples_integrates_to_one():
    flows = random_flows(PLAIN)
    line = torch.linspace(-12, 12, 301)
    first, second = torch.meshgrid(line, line, indexing="ij")
    points = torch.stack([first.flatten(), second.flatten()], 1)[:, :, None]
    density = log_likelihood(flows.invert(points, *silent_prior(points))).exp()
    assert float(density.sum() * (line[1] - line[0]) ** 2) == pytest.approx(1.0, abs=2e-3)


@pytest.mark.parametrize("config", [ONE_FLOW, THREE_FLOWS, FOUR_BANDS])
def test_inverting_gives_the_noise_back(config):
    flows = random_flows(config)
    noise, mean, log_scale = torch.randn(3, 2, 48, config.bands)
    drawn = flows(noise, mean, 0.1 * log_scale)
    inverted = flows.invert(drawn.signal, mean, 0.1 * log_scale)
    assert torch.allclose(inverted.signal, noise, atol=1e-3)
    assert torch.allclose(inverted.mean, drawn.mean, atol=1e-3)
    assert torch.allclose(inverted.log_scale, drawn.log_scale, atol=1e-3)


def test_a_step_hears_the_noise_before_it_as_far_as_the_flows_reach_and_none_after():
    config = dataclasses.replace(PLAIN, layers_per_stack=2)
    flows = random_flows(config)
    noise = torch.randn(1, 30, 1, requires_grad=True)
    drawn, at = flows(noise, *silent_prior(noise)), 25
    (heard,) = torch.autograd.grad(drawn.mean[0, at, 0] + drawn.log_scale[0, at, 0], noise)
    reached = torch.arange(30)[heard[0, :, 0] != 0]
    assert (int(reached[0]), int(reached[-1])) == (at - config.reach, at - 1)


def test_a_step_is_drawn_from_its_mean_and_log_scale():
    flows = random_flows(FOUR_BANDS)
    noise, mean, log_scale = torch.randn(3, 2, 24, 4)
    drawn = flows(noise, mean, log_scale)
    assert torch.allclose(drawn.signal, drawn.mean + noise * drawn.log_scale.exp(), atol=1e-4)


def test_no_log_scale_leaves_its_bound():
    config = dataclasses.replace(PLAIN, flows=1, log_scale_bound=0.5)
    noise = torch.randn(1, 24, 1)
    log_scale = random_flows(config, strength=100.0)(noise, *silent_prior(noise)).log_scale.detach()
    assert 0.45 < float(log_scale.abs().max()) <= 0.5


def test_features_and_speaker_are_heard():
    flows, margin = random_flows(SPOKEN), SPOKEN.conditioning_margin
    noise = torch.randn(1, 10 * SPOKEN.frame_steps, 4)
    features = torch.from_numpy(spoken_features(10 + 2 * margin))[None]
    said = flows(noise, *silent_prior(noise), features, torch.tensor([0])).signal
    assert not torch.allclose(said, flows(noise, *silent_prior(noise), features, torch.tensor([1])).signal)
    assert not torch.allclose(said, flows(noise, *silent_prior(noise), features + 1, torch.tensor([0])).signal)
