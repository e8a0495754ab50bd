import pytest
import torch

from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet, pad_frames

TWO_BANDS = WaveformCoding(2, 33)


def tiny_config(**changes) -> WaveNetConfig:
    shape = {"residual_channels": 16, "skip_channels": 16, "head_channels": 16, "stacks": 2, "layers_per_stack": 3}
    rest = {"frame_samples": 20, "conditioning_channels": 4, "conditioning_hidden": 8, "speakers": 2}
    return WaveNetConfig(**{**shape, **rest, "coding": TWO_BANDS, "distribution": Gaussian(), **changes})


def tiny_network(config: WaveNetConfig) -> WaveNet:
    """A network whose bands hear each other, as after some training."""
    torch.manual_seed(0)
    network = WaveNet(config)
    if network.within_step is not None:
        torch.nn.init.normal_(network.within_step)
    return network


def tiny_inputs(config: WaveNetConfig, frames: int = 6) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(5)
    previous, current = torch.rand(2, 2, frames * config.frame_steps, config.bands, generator=generator) * 2 - 1
    features = torch.randn(2, frames, config.conditioning_channels, generator=generator)
    return previous, current, pad_frames(features, config.conditioning_margin), torch.tensor([0, 1])


@pytest.mark.parametrize("kernel_size", [2, 3])
@pytest.mark.parametrize("bands", [1, 2, 4])
def test_each_output_depends_on_exactly_the_receptive_field_before_it(kernel_size, bands):
    config = tiny_config(kernel_size=kernel_size, coding=WaveformCoding(bands, 33))
    previous, current, features, speaker = tiny_inputs(config, frames=12)
    previous.requires_grad_()
    at = 45
    tiny_network(config)(previous, current, features, speaker)[0, at].sum().backward()
    assert config.receptive_field == 1 + (kernel_size - 1) * 14
    for band in range(bands):
        reached = previous.grad[0, :, band].nonzero().flatten().tolist()
        assert reached[-1] == at  # `previous[at]` is step at - 1: nothing of the present or the future
        assert reached[0] == at + 1 - config.receptive_field
    assert previous.grad[1].abs().max() == 0


@pytest.mark.parametrize("band", range(4))
def test_a_band_hears_of_its_own_step_exactly_the_bands_before_it(band):
    config = tiny_config(coding=WaveformCoding(4, 33))
    previous, current, features, speaker = tiny_inputs(config)
    current.requires_grad_()
    tiny_network(config)(previous, current, features, speaker)[0, 9, band].sum().backward()
    heard = current.grad.nonzero().tolist()
    assert heard == [[0, 9, before] for before in range(band)]


def test_the_likelihoods_of_all_that_a_step_can_be_sum_to_one():
    config = tiny_config(distribution=MuLawSoftmax(levels=16), conditioning_channels=0, speakers=0)
    everything = torch.cartesian_prod(torch.arange(16), torch.arange(16))[:, None]  # [256, 1 step, 2 bands]
    previous = torch.full_like(everything, 3)
    parameters = tiny_network(config)(previous, everything)
    log_likelihood = -config.distribution.negative_log_likelihood(parameters, everything).sum((1, 2))
    assert log_likelihood.exp().sum().item() == pytest.approx(1, abs=1e-5)


def test_the_output_of_a_frame_depends_on_the_frames_within_its_margin_and_no_others():
    config = tiny_config()
    previous, current, _, speaker = tiny_inputs(config)
    features = torch.randn(2, 6 + 2 * config.conditioning_margin, 4, requires_grad=True)
    previous = torch.zeros_like(previous)
    first_step_of_frame_three = 3 * config.frame_steps
    tiny_network(config)(previous, current, features, speaker)[0, first_step_of_frame_three].sum().backward()
    reached = features.grad[0].abs().sum(-1).nonzero().flatten() - config.conditioning_margin
    # Frames that the steps in the receptive field were conditioned on count too: 14 steps reach back two frames.
    assert reached.min() == 3 - 2 - config.conditioning_margin
    assert reached.max() == 3 + config.conditioning_margin


def test_two_speakers_sound_different_and_equal_speakers_equal():
    config = tiny_config()
    network, (previous, current, features, _) = tiny_network(config), tiny_inputs(config)
    first = network(previous, current, features, torch.tensor([0, 0]))
    second = network(previous, current, features, torch.tensor([0, 1]))
    assert torch.equal(first[0], second[0])
    assert (first[1] - second[1]).abs().max() > 1e-3


def test_the_network_equals_dilated_convolutions_written_out():
    config = tiny_config(kernel_size=3, distribution=MuLawSoftmax(levels=16), conditioning_channels=0, speakers=0)
    network = tiny_network(config)
    torch.nn.init.normal_(network.head1_bias)
    codes = torch.randint(0, 16, (2, 40, 2))
    hidden = (network.input[0][codes[..., 0]] + network.input[1][codes[..., 1]]).transpose(1, 2)  # [B, C, T]
    skip = torch.zeros(2, 16, 40)
    for layer, dilation in enumerate(config.dilations):
        kernel = network.stack.gate_weight[layer].permute(2, 1, 0)
        padded = torch.nn.functional.pad(hidden, (2 * dilation, 0))
        filtered, opening = torch.nn.functional.conv1d(padded, kernel, dilation=dilation).chunk(2, 1)
        gated = torch.tanh(filtered) * torch.sigmoid(opening)
        out = torch.einsum("io,bit->bot", network.stack.output_weight[layer], gated)
        hidden, skip = hidden + out[:, :16], skip + out[:, 16:]
    head = torch.relu(skip).transpose(1, 2) @ network.head1_weight
    now = torch.randint(0, 16, (2, 40, 2))
    first = torch.relu(head + network.head1_bias[0]) @ network.head2_weight[0]
    second = torch.relu(head + network.head1_bias[1] + network.within_step[0][now[..., 0]]) @ network.head2_weight[1]
    assert torch.allclose(network(codes, now), torch.stack([first, second], 2), atol=1e-5)


def test_the_unconditional_network_takes_any_number_of_steps():
    network = WaveNet(tiny_config(conditioning_channels=0, speakers=0))
    steps = torch.zeros(3, 17, 2)
    assert network(steps, steps).shape == (3, 17, 2, 2)


def test_bf16_autocast_stays_within_two_percent_of_full_precision():
    config = tiny_config()
    network, inputs = tiny_network(config), tiny_inputs(config)
    full = network(*inputs)
    with torch.autocast("cpu", torch.bfloat16):
        reduced = network(*inputs)
    assert (full - reduced).abs().max() < 0.02 * full.abs().max() + 0.02
