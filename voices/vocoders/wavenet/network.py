"""The autoregressive WaveNet (van den Oord et al. 2016), of the whole waveform or of sub-bands."""

import torch
from torch import Tensor, nn

from voices.vocoders.stack.conditioning import ConditioningNetwork
from voices.vocoders.stack.network import DilatedStack, linear, normal
from voices.vocoders.wavenet.config import WaveNetConfig


class WaveNet(nn.Module):
    """Parameters of the distribution of each sample, given the samples before it, features and a speaker."""

    def __init__(self, config: WaveNetConfig) -> None:
        super().__init__()
        self.config = config
        residual, skip, head = config.residual_channels, config.skip_channels, config.head_channels
        levels = config.distribution.input_levels
        bands, parameters = config.bands, config.distribution.channels
        # Of each band, one row per code; or, where the input is a number, its weights and a bias.
        self.input = normal((bands, levels or 2, residual), 0.5 * bands**-0.5)
        self.conditioning = ConditioningNetwork(config)
        self.stack = DilatedStack(config)
        self.head1_weight = normal((skip, head), skip**-0.5)
        self.head1_bias = nn.Parameter(torch.zeros(bands, head))
        # What a band hears of the bands before it in its step, as `input`.
        self.within_step = nn.Parameter(torch.zeros(bands - 1, levels or 2, head)) if bands > 1 else None
        self.head2_weight = normal((bands, head, parameters), 0.5 * head**-0.5)
        self.head2_bias = nn.Parameter(torch.zeros(bands, parameters))

    def forward(
        self, previous: Tensor, current: Tensor, features: Tensor | None = None, speaker: Tensor | None = None
    ) -> Tensor:
        """Return the parameters of the distribution of each band's sample of each step.

        Args:
            previous: [B, T, bands], the samples of the step before each one: codes for mu-law softmax, values
                otherwise. With local conditioning, T is the frames times `frame_steps`.
            current: [B, T, bands], the samples of the step itself; a band depends on those of the bands before it.
            features: [B, F + 2 * conditioning_margin, C], frames beyond the edges included (see `pad_frames`).
            speaker: [B], indices.

        Returns:
            [B, T, bands, C], C the distribution's channels.
        """
        skip: Tensor = self.stack(self.embedded(previous.transpose(0, 1)), self.conditioning(features, speaker))
        return self.parameters_of(skip, current.transpose(0, 1)).transpose(0, 1)

    def embedded(self, previous: Tensor) -> Tensor:
        """Return what the first layer hears, [..., residual], of the samples [..., bands] of the step before."""
        return torch.stack([self._embed(previous[..., b], table) for b, table in enumerate(self.input)]).sum(0)

    def parameters_of(self, skip: Tensor, current: Tensor) -> Tensor:
        """Return the parameters [..., bands, C], band after band, each hearing those before it in its step.

        Args:
            skip: [..., skip], the sum of the layers' skip outputs.
            current: [..., bands], the step's samples; the last band's is not looked at.
        """
        heard = nn.functional.linear(torch.relu(skip), self.head1_weight.t())
        parameters = []
        for band in range(self.config.bands):
            if band and self.within_step is not None:
                heard = heard + self._embed(current[..., band - 1], self.within_step[band - 1])
            hidden = torch.relu(heard + self.head1_bias[band])
            parameters.append(linear(hidden, self.head2_weight[band], self.head2_bias[band]))
        return torch.stack(parameters, -2)

    def _embed(self, samples: Tensor, table: Tensor) -> Tensor:
        if self.config.distribution.input_levels:
            return nn.functional.embedding(samples, table)
        return samples.unsqueeze(-1) * table[0] + table[1]


def pad_frames(features: Tensor, margin: int) -> Tensor:
    """Repeat the first and the last frame of [B, F, C] `margin` times each."""
    first, last = features[:, :1], features[:, -1:]
    return torch.cat([first.expand(-1, margin, -1), features, last.expand(-1, margin, -1)], 1)
