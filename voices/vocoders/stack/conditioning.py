"""Conditioning of every layer of a stack, at frame rate, from features and speaker."""

import torch
from torch import Tensor, nn

from voices.vocoders.stack.config import StackConfig


class ConditioningNetwork(nn.Module):
    """Features [F, C] and a speaker to what each layer adds before its gate (Eq. 3, van den Oord et al. 2016).

    Convolutions over frames give a layer the frames around its own. Their sum with the speaker embedding is
    projected for all layers and the head at once, and it is added to every step of its frame: the network learns to
    glide over the seams, and no tensor is made at the rate of the steps (docs/vocoder.md compares upsampling).
    """

    def __init__(self, config: StackConfig) -> None:
        super().__init__()
        hidden, outputs = config.conditioning_hidden, config.conditioning_outputs
        self.slope = config.conditioning_slope
        widths = [config.conditioning_channels] + [hidden] * config.conditioning_layers
        layers = config.conditioning_layers if config.conditioning_channels else 0
        self.convolutions = nn.ModuleList(nn.Conv1d(widths[i], hidden, 3) for i in range(layers))
        self.speakers = nn.Embedding(config.speakers, hidden) if config.speakers else None
        self.weight = nn.Parameter(torch.randn(hidden, outputs) * hidden**-0.5) if layers or config.speakers else None
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, features: Tensor | None, speaker: Tensor | None) -> Tensor:
        """Return what each layer adds before its gate, and what is added to the sum of the skip outputs.

        Args:
            features: [B, F + 2 * conditioning_margin, C], or None in a network without local conditioning.
            speaker: [B], or None in a network without speakers.

        Returns:
            [F, B, layers * 2 * residual_channels + skip_channels]; F and B are 1 where nothing depends on them.
        """
        hidden: Tensor | None = None
        if self.convolutions:
            if features is None:
                raise ValueError("this network needs local conditioning")
            hidden = features.transpose(1, 2)
            for convolution in self.convolutions:
                hidden = nn.functional.leaky_relu(convolution(hidden), self.slope)
            hidden = hidden.permute(2, 0, 1)  # [F, B, C]
        if self.speakers is not None:
            if speaker is None:
                raise ValueError("this network needs a speaker")
            embedded = self.speakers(speaker)[None]
            hidden = embedded if hidden is None else hidden + embedded
        if hidden is None or self.weight is None:
            return self.bias[None, None]
        return nn.functional.linear(hidden, self.weight.t(), self.bias)
