"""Critics of a student's spectra, one for each of several windows.

A distance of spectra is smallest for a sound that is everywhere between all those that a recording may be; a critic
tells such sounds from recordings. The game is that of the acoustic model (`training.acoustic.adversary`).
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from voices.training.parallel.recipe import LossConfig

CRITIC, DECEIVING = "critic", ("adversarial", "matching")
"""Names of the losses that the critics and the student learn from."""

SLOPE = 0.2
"""Of the critics' rectifiers below 0."""


class SpectrumCritic(nn.Module):
    """Strided convolutions over time and frequency; the last map says how recorded each patch looks, about 1 or 0."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        widths = (1, channels, 2 * channels, 2 * channels, 2 * channels)
        strides = ((1, 2), (1, 2), (1, 2), (1, 1))
        self.convolutions = nn.ModuleList(
            nn.Conv2d(widths[i], widths[i + 1], (3, 5), stride, (1, 2)) for i, stride in enumerate(strides)
        )
        self.scores = nn.Conv2d(widths[-1], 1, (3, 3), padding=1)

    def forward(self, amplitudes: Tensor) -> list[Tensor]:
        """Return the maps of all layers, the scores last; amplitudes are [B, frames, bins]."""
        hidden, maps = amplitudes.log()[:, None] / 2 + 3, []
        for convolution in self.convolutions:
            hidden = nn.functional.leaky_relu(convolution(hidden), SLOPE)
            maps.append(hidden)
        return [*maps, self.scores(hidden)]


class Adversary(nn.Module):
    """The losses of critics and student; each is to learn from its own (least squares: Mao et al. 2017)."""

    def __init__(self, losses: LossConfig) -> None:
        super().__init__()
        self.weight = losses.adversarial
        self.looked_at = [losses.windows.index(window) for window in losses.critic_windows]
        self.critics = nn.ModuleList(SpectrumCritic(losses.critic_channels) for _ in self.looked_at)

    def forward(self, made: Sequence[Tensor], recorded: Sequence[Tensor]) -> dict[str, Tensor]:
        """Return named losses of amplitudes [B, frames, bins] of each window."""
        critic, deceived, matched = [], [], []
        for i, judge in zip(self.looked_at, self.critics, strict=True):
            fake, real = judge(made[i]), judge(recorded[i])
            critic.append(_distance(real[-1], 1.0) + _distance(fake[-1], 0.0))
            deceived.append(_distance(fake[-1], 1.0))
            matched += [
                (ours.float() - theirs.float()).abs().mean() / theirs.detach().float().abs().mean().clamp(min=1e-3)
                for ours, theirs in zip(fake[:-1], real[:-1], strict=True)
            ]
        return {
            CRITIC: torch.stack(critic).mean(),
            DECEIVING[0]: self.weight * torch.stack(deceived).mean(),
            DECEIVING[1]: self.weight * torch.stack(matched).mean(),
        }


def _distance(scores: Tensor, target: float) -> Tensor:
    return (scores.float() - target).square().mean()
