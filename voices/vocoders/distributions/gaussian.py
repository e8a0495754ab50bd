"""A Gaussian over sample values (ClariNet: Ping et al. 2018, section 3.1)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from voices.vocoders.distributions.continuous import Continuous

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Gaussian(Continuous):
    """A single Gaussian: its mean and its log scale."""

    sampler: ClassVar[str] = "gaussian"

    kind: Literal["gaussian"] = "gaussian"

    @property
    def channels(self) -> int:
        """Network outputs per sample: mean and log scale."""
        return 2

    def negative_log_likelihood(self, parameters: Tensor, samples: Tensor) -> Tensor:
        """Return -log p(samples), a density's, in nats.

        Args:
            parameters: [..., 2], mean and log scale.
            samples: [...].
        """
        mean, log_scale = self._split(parameters)
        return 0.5 * math.log(2 * math.pi) + log_scale + 0.5 * ((samples - mean) * (-log_scale).exp()).square()

    def sample(self, parameters: Tensor, noise: Tensor, temperature: float = 1.0) -> Tensor:
        """Draw samples, making a standard normal number of two uniform ones (Box and Muller 1958).

        Args:
            parameters: [..., 2], mean and log scale.
            noise: [..., 2], strictly between 0 and 1.
            temperature: scales the width.

        Returns:
            [...], clipped to [-1, 1].
        """
        mean, log_scale = self._split(parameters)
        normal = (-2 * noise[..., 0].log()).sqrt() * (2 * math.pi * noise[..., 1]).cos()
        return self._drawn(mean, log_scale, normal, temperature)

    def _split(self, parameters: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_scale = parameters.float().unbind(-1)
        return mean, self._floored(log_scale)
