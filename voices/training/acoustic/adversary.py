"""A critic of mel spectrograms, so that predicted ones are as crisp as recorded ones.

Trained on distances alone, a predictor gives the average of all the ways a phone may be said, which sounds muffled.
The critic learns to tell predicted patches from recorded ones, and the predictor learns to be taken for recorded (least
squares: Mao et al. 2017, Eqs. 9; on spectrograms in patches: Isola et al. 2017, section 3.2.2). The features the
critic finds are matched too (Larsen et al. 2016), which keeps the game stable.
"""

import torch
from torch import Tensor, nn

PATCH_FRAMES = 64

CRITIC, DECEIVING = "critic", ("adversarial", "matching")
"""Names of the losses that the critic and the predictor learn from."""


class Critic(nn.Module):
    """Strided convolutions over time and frequency; the last map says how recorded each patch looks, about 1 or 0."""

    def __init__(self, speakers: int, channels: int = 32) -> None:
        super().__init__()
        widths = (1, channels, 2 * channels, 2 * channels, 2 * channels)
        strides = ((1, 2), (2, 2), (2, 2), (1, 2))
        self.convolutions = nn.ModuleList(
            nn.Conv2d(widths[i], widths[i + 1], (3, 5), stride, (1, 2)) for i, stride in enumerate(strides)
        )
        self.speakers = nn.Embedding(speakers, widths[-1])
        self.scores = nn.Conv2d(widths[-1], 1, (3, 3), padding=1)

    def forward(self, mel: Tensor, speaker: Tensor) -> list[Tensor]:
        """Return the maps of all layers, the scores last; mel is [B, F, bands], speaker [B]."""
        hidden, maps = mel[:, None], []
        for convolution in self.convolutions:
            hidden = nn.functional.leaky_relu(convolution(hidden), 0.2)
            maps.append(hidden)
        scores = self.scores(hidden + self.speakers(speaker)[:, :, None, None])
        return [*maps, scores]


class Adversary(nn.Module):
    """The losses of critic and predictor, on one random patch of each utterance; each is to learn from its own."""

    def __init__(self, speakers: int, weight: float) -> None:
        super().__init__()
        self.critic = Critic(speakers)
        self.weight = weight

    def forward(self, predicted: Tensor, recorded: Tensor, mask: Tensor, speaker: Tensor) -> dict[str, Tensor]:
        """Return named losses; mels are [B, F, bands], mask [B, F]."""
        starts = _patch_starts(mask)
        fake = self.critic(_patches(predicted, starts), speaker)
        real = self.critic(_patches(recorded, starts), speaker)
        matching = [
            (ours.float() - theirs.float()).abs().mean() / theirs.float().abs().mean().clamp(min=1e-3)
            for ours, theirs in zip(fake[:-1], real[:-1], strict=True)
        ]
        return {
            CRITIC: _distance(real[-1], 1.0) + _distance(fake[-1], 0.0),
            DECEIVING[0]: self.weight * _distance(fake[-1], 1.0),
            DECEIVING[1]: self.weight * torch.stack(matching).mean(),
        }


def _distance(scores: Tensor, target: float) -> Tensor:
    return ((scores.float() - target) ** 2).mean()


def _patch_starts(mask: Tensor) -> Tensor:
    room = (mask.sum(1) - PATCH_FRAMES).clamp(min=0)
    return (torch.rand(len(mask), device=mask.device) * (room + 1)).long()


def _patches(mel: Tensor, starts: Tensor) -> Tensor:
    """Return [B, PATCH_FRAMES, bands], the last frame repeated where an utterance is shorter."""
    frames = starts[:, None] + torch.arange(PATCH_FRAMES, device=mel.device)
    frames = frames.clamp(max=mel.shape[1] - 1)
    return mel.gather(1, frames[..., None].expand(-1, -1, mel.shape[2]))
