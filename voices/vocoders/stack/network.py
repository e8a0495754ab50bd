"""The stack of gated dilated convolutions, in the formulation that trains fastest on a CPU.

Activations are time-major, [T, B, C]: the steps that a dilated tap sees are then rows further up in the same tensor,
and a layer is plain matrix products. `benchmarks/train.py` compares it with the usual formulations.
"""

import torch
from torch import Tensor, nn

from voices.vocoders.stack.config import StackConfig
from voices.vocoders.stack.dilated_product import dilated_product
from voices.vocoders.stack.fused_gate import gate


class DilatedStack(nn.Module):
    """Causal: an output depends on its own step and those before it, `receptive_field` in all."""

    def __init__(self, config: StackConfig) -> None:
        super().__init__()
        self.config = config
        residual, skip = config.residual_channels, config.skip_channels
        taps, layers = config.kernel_size, config.layers
        # Oldest tap first.
        self.gate_weight = normal((layers, taps, residual, 2 * residual), (taps * residual) ** -0.5)
        self.output_weight = normal((layers, residual, residual + skip), (0.5 / residual) ** 0.5)
        self.output_bias = nn.Parameter(torch.zeros(layers, residual + skip))

    def forward(self, hidden: Tensor, conditioning: Tensor) -> Tensor:
        """Return the sum of the layers' skip outputs and of what the conditioning adds to it.

        Args:
            hidden: [T, B, residual].
            conditioning: [F, B or 1, conditioning_outputs], of the conditioning network; T is a multiple of F.

        Returns:
            [T, B, skip].
        """
        config, residual = self.config, self.config.residual_channels
        to_layers, to_skip = conditioning.tensor_split([config.conditioning_outputs - config.skip_channels], -1)
        added = to_layers.chunk(config.layers, -1)
        skip = to_skip.repeat_interleave(len(hidden) // len(to_skip), 0)
        gate_weights, output_weights = self.gate_weight.unbind(0), self.output_weight.unbind(0)
        for layer, (dilation, bias) in enumerate(zip(config.dilations, self.output_bias.unbind(0), strict=True)):
            gated = gate(dilated_product(hidden, gate_weights[layer], dilation), added[layer])
            weight = output_weights[layer]
            skip = skip + linear(gated, weight[:, residual:], bias[residual:])
            if layer < config.layers - 1:  # nothing hears the last layer's residual output
                hidden = hidden + linear(gated, weight[:, :residual], bias[:residual])
        return skip


def linear(inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return inputs @ weight + bias; weight is [inputs, outputs]."""
    return nn.functional.linear(inputs, weight.t(), bias)


def normal(shape: tuple[int, ...], deviation: float) -> nn.Parameter:
    """Return a parameter of normal random numbers."""
    return nn.Parameter(torch.randn(shape) * deviation)
