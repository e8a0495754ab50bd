"""Vector quantisation with codebooks that follow the latents (van den Oord et al. 2017, appendix A.1)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from voices.training.loop.processes import sum_of_all

DECAY = 0.97
"""Of the averages that the codes' vectors are."""

DEAD = 0.02
"""A code that a step uses less often than this, on average, starts anew as one of the step's latents."""


@dataclass(frozen=True)
class Quantised:
    """What quantising gives.

    Attributes:
        vectors: [B, N, codebooks * code_width], of the codes; gradients pass to the latents as if they were these.
        codes: [B, N, codebooks].
        distance: [B, N], mean squared distance of the latents to the vectors, for the commitment loss.
        free: [B], the rows that passed as they are.
    """

    vectors: Tensor
    codes: Tensor
    distance: Tensor
    free: Tensor


class Quantiser(nn.Module):
    """Codebooks side by side, each for its own channels; in training mode they move with the latents they stand for.

    Every code's vector is the moving average of the latents that chose it. A code that none chooses is dead, and starts
    anew as a random latent: so all are in use from the first step on. Latents are brought to one length first (Yu et
    al. 2022, section 3.2): an encoder that only made them longer would run away from its codes.

    Args:
        free_steps: of training, in which latents pass as they are: an encoder that still learns what to say is not yet
            held to what it said before, and the codes follow it meanwhile.
        free_share: of the rows of a batch that pass as they are later on, too.
    """

    def __init__(
        self, codebooks: int, codes: int, code_width: int, free_steps: int = 0, free_share: float = 0.0
    ) -> None:
        super().__init__()
        self.free_steps, self.free_share = free_steps, free_share
        self.register_buffer("steps", torch.zeros((), dtype=torch.long))
        self.register_buffer("codebooks", torch.zeros(codebooks, codes, code_width))
        self.register_buffer("counts", torch.zeros(codebooks, codes))
        self.register_buffer("sums", torch.zeros(codebooks, codes, code_width))
        self.steps: Tensor
        self.codebooks: Tensor
        self.counts: Tensor
        self.sums: Tensor

    def forward(self, latents: Tensor, mask: Tensor) -> Quantised:
        """Quantise latents [B, N, codebooks * code_width]; mask [B, N] is 0 where there are none."""
        count, _, width = self.codebooks.shape
        apart = nn.functional.normalize(latents.float().view(*latents.shape[:2], count, width), dim=-1) * width**0.5
        flat = apart.flatten(0, 1).transpose(0, 1)  # [codebooks, B * N, width]
        chosen = nearest(flat.detach(), self.codebooks)
        free = torch.zeros(len(latents), dtype=torch.bool, device=latents.device)
        if self.training:
            share = 1.0 if bool(self.steps < self.free_steps) else self.free_share
            free = torch.rand(len(latents), device=latents.device) < share
            present = mask.flatten() > 0
            self._follow(flat.detach()[:, present], chosen[:, present])
            self.steps += 1
        vectors = self.codebooks.gather(1, chosen[..., None].expand(-1, -1, width))
        vectors = vectors.transpose(0, 1).reshape(apart.shape)
        distance = (apart - vectors).square().mean((-2, -1))
        passed = torch.where(free[:, None, None, None], apart, apart + (vectors - apart).detach())
        return Quantised(passed.flatten(-2), chosen.T.reshape(apart.shape[:3]), distance, free)

    @torch.no_grad()
    def _follow(self, latents: Tensor, chosen: Tensor) -> None:
        """Move the codes [codebooks, K, W] by the latents [codebooks, M, W] that chose them."""
        uses = torch.zeros_like(self.counts).scatter_add_(1, chosen, torch.ones_like(latents[..., 0]))
        sums = torch.zeros_like(self.sums).scatter_add_(1, chosen[..., None].expand_as(latents), latents)
        self.counts.lerp_(sum_of_all(uses), 1 - DECAY)
        self.sums.lerp_(sum_of_all(sums), 1 - DECAY)
        dead = self.counts < DEAD
        drawn = torch.randint(latents.shape[1], dead.shape, device=latents.device)
        fresh = latents.gather(1, drawn[..., None].expand(-1, -1, latents.shape[2]))
        # It counts as used once: enough to be tried for as long as it takes the average to forget.
        self.counts.masked_fill_(dead, 1.0)
        self.sums.copy_(torch.where(dead[..., None], fresh, self.sums))
        self.codebooks.copy_(self.sums / self.counts[..., None])


def nearest(latents: Tensor, codebooks: Tensor) -> Tensor:
    """Return which code [codebooks, M] is nearest to each latent [codebooks, M, W]."""
    squares = codebooks.square().sum(-1)[:, None]
    return (squares - 2 * latents @ codebooks.mT).argmin(-1)


def jittered(vectors: Tensor, share: float) -> Tensor:
    """Return steps [B, N, C] of which a share are replaced by a neighbour (Chorowski et al. 2019, section III-C)."""
    steps = torch.arange(vectors.shape[1], device=vectors.device).expand(vectors.shape[:2])
    moved = torch.rand(steps.shape, device=vectors.device) < share
    aside = 2 * torch.randint(2, steps.shape, device=vectors.device) - 1
    taken = torch.where(moved, steps + aside, steps).clamp(0, vectors.shape[1] - 1)
    return vectors.gather(1, taken[..., None].expand_as(vectors))
