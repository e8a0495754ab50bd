"""The same WaveNet computed in other ways, to compare the training speed: equal weights, equal outputs."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from voices.vocoders.stack.network import linear
from voices.vocoders.wavenet.network import WaveNet


class Convolutions(nn.Module):
    """As most repositories have it: [B, C, T], `conv1d` everywhere, conditioning repeated to samples first."""

    def __init__(self, network: WaveNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, previous: Tensor, current: Tensor, features: Tensor) -> Tensor:
        network, config = self.network, self.network.config
        conditioning = network.conditioning(features, None).permute(1, 2, 0)
        conditioning = conditioning.repeat_interleave(config.frame_steps, 2)
        per_layer = conditioning[:, : -config.skip_channels].chunk(config.layers, 1)
        hidden, skip = network.embedded(previous).transpose(1, 2), conditioning[:, -config.skip_channels :]
        for layer, dilation in enumerate(config.dilations):
            kernel = network.stack.gate_weight[layer].permute(2, 1, 0)
            padded = functional.pad(hidden, ((config.kernel_size - 1) * dilation, 0))
            activation = functional.conv1d(padded, kernel, dilation=dilation) + per_layer[layer]
            units = _gate(activation, 1)
            widths = [config.residual_channels, config.skip_channels]
            weight = network.stack.output_weight[layer].t().unsqueeze(-1).split(widths)
            bias = network.stack.output_bias[layer].split(widths)
            hidden = hidden + functional.conv1d(units, weight[0], bias[0])
            skip = skip + functional.conv1d(units, weight[1], bias[1])
        return network.parameters_of(skip.transpose(1, 2), current)


class ConcatenatedTaps(nn.Module):
    """[B, T, C], the taps side by side so that a layer is one product, conditioning added per frame."""

    def __init__(self, network: WaveNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, previous: Tensor, current: Tensor, features: Tensor) -> Tensor:
        network, config = self.network, self.network.config
        conditioning = network.conditioning(features, None).transpose(0, 1)
        per_layer = conditioning[..., : -config.skip_channels].chunk(config.layers, -1)
        hidden = network.embedded(previous)
        skip = conditioning[..., -config.skip_channels :].repeat_interleave(config.frame_steps, 1)
        batch, samples = previous.shape[:2]
        for layer, dilation in enumerate(config.dilations):
            delays = [(config.kernel_size - 1 - tap) * dilation for tap in range(config.kernel_size)]
            taps = [functional.pad(hidden, (0, 0, delay, 0))[:, :samples] for delay in delays]
            activation = torch.cat(taps, -1) @ network.stack.gate_weight[layer].flatten(0, 1)
            by_frame = activation.view(batch, -1, config.frame_steps, activation.shape[-1])
            units = _gate((by_frame + per_layer[layer][:, :, None]).view(activation.shape), -1)
            out = linear(units, network.stack.output_weight[layer], network.stack.output_bias[layer])
            hidden = hidden + out[..., : config.residual_channels]
            skip = skip + out[..., config.residual_channels :]
        return network.parameters_of(skip, current)


def _gate(activation: Tensor, channels: int) -> Tensor:
    filtered, opening = activation.chunk(2, channels)
    return torch.tanh(filtered) * torch.sigmoid(opening)
