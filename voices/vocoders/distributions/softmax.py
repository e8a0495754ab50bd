"""A categorical distribution over mu-law codes: the output of the original WaveNet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from voices.files.configuration import require
from voices.vocoders.distributions.companding import mu_law_decode, mu_law_encode
from voices.vocoders.distributions.distribution import Distribution

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class MuLawSoftmax(Distribution):
    """Softmax over mu-law codes (van den Oord et al. 2016, section 2.2)."""

    sampler: ClassVar[str] = "softmax"

    levels: int = 256
    kind: Literal["mu_law_softmax"] = "mu_law_softmax"

    def __post_init__(self) -> None:
        require(self.levels >= 16 and self.levels % 16 == 0, f"levels is {self.levels}, but must be a multiple of 16")

    @property
    def channels(self) -> int:
        """Network outputs per sample: the logits."""
        return self.levels

    @property
    def input_levels(self) -> int:
        """How many codes the network's input embeds."""
        return self.levels

    @property
    def silence(self) -> int:
        """The code before the first step."""
        return self.levels // 2

    @property
    def log_scale_floor(self) -> float:
        """0: logits have no scale."""
        return 0.0

    def encode(self, signal: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return the codes [...] of a signal [...] in [-1, 1]."""
        return mu_law_encode(signal, self.levels)

    def decode(self, samples: NDArray[Any]) -> NDArray[np.float32]:
        """Return the signal [...] of codes [...]."""
        return mu_law_decode(samples, self.levels)

    def negative_log_likelihood(self, parameters: Tensor, samples: Tensor) -> Tensor:
        """Return -log p(samples) in nats.

        Args:
            parameters: [..., C], logits.
            samples: [...], codes.
        """
        from torch.nn.functional import cross_entropy

        flat = cross_entropy(parameters.float().reshape(-1, self.levels), samples.reshape(-1), reduction="none")
        return flat.view(samples.shape)

    def sample(self, parameters: Tensor, noise: Tensor, temperature: float = 1.0) -> Tensor:
        """Draw codes by inverting the cumulative distribution.

        Args:
            parameters: [..., C], logits.
            noise: [..., 2], strictly between 0 and 1; the first number is used.
            temperature: divides the logits; below 1 the likely codes get likelier.

        Returns:
            [...], codes.
        """
        cumulative = (parameters / temperature).softmax(-1).cumsum(-1)
        target = noise[..., :1] * cumulative[..., -1:]
        return (cumulative <= target).sum(-1).clamp_(max=self.levels - 1)
