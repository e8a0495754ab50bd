"""The generation loop that most WaveNet repositories have: PyTorch, a ring buffer and a convolution a layer."""

import torch
from torch import Tensor
from torch.nn import functional

from voices.vocoders.wavenet.network import WaveNet


@torch.inference_mode()
def naive_samples(network: WaveNet, conditioning: Tensor, noise: Tensor) -> Tensor:
    """Return the samples [T] of one stream.

    Args:
        conditioning: [F, layers * 2 * residual], of the conditioning network.
        noise: [T, 2].
    """
    config = network.config
    layers = conditioning.view(len(conditioning), config.layers, -1, 1)
    kernels = [network.gate_weight[layer].permute(2, 1, 0).contiguous() for layer in range(config.layers)]
    outputs = [network.output_weight[layer].t().unsqueeze(-1).contiguous() for layer in range(config.layers)]
    spans = [(config.kernel_size - 1) * dilation for dilation in config.dilations]
    rings = [torch.zeros(1, config.residual_channels, span) for span in spans]
    previous, samples = torch.tensor([[config.distribution.silence]]), []
    for t, uniform in enumerate(noise):
        hidden, skip = network._embed(previous).transpose(1, 2), torch.zeros(())
        for layer, dilation in enumerate(config.dilations):
            at = t % spans[layer]
            taps = [(at + tap * dilation) % spans[layer] for tap in range(config.kernel_size - 1)]
            inputs = torch.cat([rings[layer][:, :, taps], hidden], 2)
            rings[layer][:, :, at] = hidden[:, :, 0]
            activation = functional.conv1d(inputs, kernels[layer]) + layers[t // config.frame_samples, layer]
            filtered, opening = activation.chunk(2, 1)
            gated = torch.tanh(filtered) * torch.sigmoid(opening)
            out = functional.conv1d(gated, outputs[layer], network.output_bias[layer])
            hidden = hidden + out[:, : config.residual_channels]
            skip = skip + out[:, config.residual_channels :]
        head = functional.relu(functional.relu(skip[:, :, 0]) @ network.head1_weight + network.head1_bias)
        parameters = head @ network.head2_weight + network.head2_bias
        previous = config.distribution.sample(parameters, uniform[None])[None]
        samples.append(previous[0])
    return torch.cat(samples)
