import pytest
import torch

from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet, pad_frames


def tiny_config(**changes) -> WaveNetConfig:
    shape = {"residual_channels": 16, "skip_channels": 16, "head_channels": 16, "stacks": 2, "layers_per_stack": 3}
    rest = {"frame_samples": 10, "conditioning_channels": 4, "conditioning_hidden": 8, "speakers": 2}
    return WaveNetConfig(**{**shape, **rest, "distribution": Gaussian(), **changes})


def tiny_inputs(config: WaveNetConfig, frames: int = 6) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(5)
    previous = torch.rand(2, frames * config.frame_samples, generator=generator) * 2 - 1
    features = torch.randn(2, frames, config.conditioning_channels, generator=generator)
    return previous, pad_frames(features, config.conditioning_margin), torch.tensor([0, 1])


@pytest.mark.parametrize("kernel_size", [2, 3])
def test_each_output_depends_on_exactly_the_receptive_field_before_it(kernel_size):
    config = tiny_config(kernel_size=kernel_size)
    torch.manual_seed(0)
    previous, features, speaker = tiny_inputs(config)
    previous.requires_grad_()
    at = 45
    WaveNet(config)(previous, features, speaker)[0, at].sum().backward()
    reached = previous.grad[0].nonzero().flatten().tolist()
    assert config.receptive_field == 1 + (kernel_size - 1) * 14
    assert reached[-1] == at  # `previous[at]` is sample at - 1: nothing of the present or the future
    assert reached[0] == at + 1 - config.receptive_field
    assert previous.grad[1].abs().max() == 0


def test_the_output_of_a_frame_depends_on_the_frames_within_its_margin_and_no_others():
    config = tiny_config()
    torch.manual_seed(0)
    previous, _, speaker = tiny_inputs(config)
    features = torch.randn(2, 6 + 2 * config.conditioning_margin, 4, requires_grad=True)
    previous = torch.zeros_like(previous)
    first_sample_of_frame_three = 3 * config.frame_samples
    WaveNet(config)(previous, features, speaker)[0, first_sample_of_frame_three].sum().backward()
    reached = features.grad[0].abs().sum(-1).nonzero().flatten() - config.conditioning_margin
    # Frames that the samples in the receptive field were conditioned on count too: 14 samples reach back two frames.
    assert reached.min() == 3 - 2 - config.conditioning_margin
    assert reached.max() == 3 + config.conditioning_margin


def test_two_speakers_sound_different_and_equal_speakers_equal():
    config = tiny_config()
    torch.manual_seed(0)
    network, (previous, features, _) = WaveNet(config), tiny_inputs(config)
    first = network(previous, features, torch.tensor([0, 0]))
    second = network(previous, features, torch.tensor([0, 1]))
    assert torch.equal(first[0], second[0])
    assert (first[1] - second[1]).abs().max() > 1e-3


def test_the_network_equals_dilated_convolutions_written_out():
    config = tiny_config(kernel_size=3, distribution=MuLawSoftmax(levels=16), conditioning_channels=0, speakers=0)
    torch.manual_seed(0)
    network = WaveNet(config)
    codes = torch.randint(0, 16, (2, 40))
    hidden = network.input[codes].transpose(1, 2)  # [B, C, T]
    skip = torch.zeros(2, 16, 40)
    for layer, dilation in enumerate(config.dilations):
        kernel = network.gate_weight[layer].permute(2, 1, 0)
        padded = torch.nn.functional.pad(hidden, (2 * dilation, 0))
        filtered, opening = torch.nn.functional.conv1d(padded, kernel, dilation=dilation).chunk(2, 1)
        gated = torch.tanh(filtered) * torch.sigmoid(opening)
        out = torch.einsum("io,bit->bot", network.output_weight[layer], gated)
        hidden, skip = hidden + out[:, :16], skip + out[:, 16:]
    head = torch.relu(torch.relu(skip).transpose(1, 2) @ network.head1_weight)
    assert torch.allclose(network(codes), head @ network.head2_weight, atol=1e-5)


def test_the_unconditional_network_takes_any_number_of_samples():
    network = WaveNet(tiny_config(conditioning_channels=0, speakers=0))
    assert network(torch.zeros(3, 17)).shape == (3, 17, 2)


def test_bf16_autocast_stays_within_two_percent_of_full_precision():
    config = tiny_config()
    torch.manual_seed(0)
    network, inputs = WaveNet(config), tiny_inputs(config)
    full = network(*inputs)
    with torch.autocast("cpu", torch.bfloat16):
        reduced = network(*inputs)
    assert (full - reduced).abs().max() < 0.02 * full.abs().max() + 0.02
