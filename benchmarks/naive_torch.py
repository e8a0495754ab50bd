"""The generation loop that most WaveNet repositories have: PyTorch, a ring buffer and a convolution a layer."""

import torch
from torch import Tensor
from torch.nn import functional

from voices.vocoders.wavenet.network import WaveNet


@torch.inference_mode()
def naive_samples(network: WaveNet, conditioning: Tensor, noise: Tensor) -> Tensor:
    """Return the samples [T, bands] of one stream of T steps.

    Args:
        conditioning: [F, layers * 2 * residual + skip], of the conditioning network.
        noise: [T, bands, 2].
    """
    config = network.config
    to_skip = conditioning[:, -config.skip_channels :, None]
    layers = conditioning[:, : -config.skip_channels].reshape(len(conditioning), config.layers, -1, 1)
    kernels = [network.stack.gate_weight[layer].permute(2, 1, 0).contiguous() for layer in range(config.layers)]
    outputs = [network.stack.output_weight[layer].t().unsqueeze(-1).contiguous() for layer in range(config.layers)]
    spans = [(config.kernel_size - 1) * dilation for dilation in config.dilations]
    rings = [torch.zeros(1, config.residual_channels, span) for span in spans]
    previous, samples = torch.full((1, 1, config.bands), config.distribution.silence), []
    for t, uniform in enumerate(noise):
        hidden, skip = network.embedded(previous).transpose(1, 2), to_skip[t // config.frame_steps]
        for layer, dilation in enumerate(config.dilations):
            at = t % spans[layer]
            taps = [(at + tap * dilation) % spans[layer] for tap in range(config.kernel_size - 1)]
            inputs = torch.cat([rings[layer][:, :, taps], hidden], 2)
            rings[layer][:, :, at] = hidden[:, :, 0]
            activation = functional.conv1d(inputs, kernels[layer]) + layers[t // config.frame_steps, layer]
            filtered, opening = activation.chunk(2, 1)
            gated = torch.tanh(filtered) * torch.sigmoid(opening)
            out = functional.conv1d(gated, outputs[layer], network.stack.output_bias[layer])
            hidden = hidden + out[:, : config.residual_channels]
            skip = skip + out[:, config.residual_channels :]
        previous = _drawn(network, functional.relu(skip[:, :, 0]) @ network.head1_weight, uniform)[None, None]
        samples.append(previous[0])
    return torch.cat(samples)


def _drawn(network: WaveNet, heard: Tensor, uniform: Tensor) -> Tensor:
    """Return one step's samples [bands], drawn one after the other."""
    drawn: list[Tensor] = []
    for band, bias in enumerate(network.head1_bias):
        if band and network.within_step is not None:
            heard = heard + network._embed(drawn[-1], network.within_step[band - 1])
        parameters = functional.relu(heard + bias) @ network.head2_weight[band] + network.head2_bias[band]
        drawn.append(network.config.distribution.sample(parameters, uniform[band, None])[0])
    return torch.stack(drawn)
