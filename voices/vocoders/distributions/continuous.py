"""What distributions over sample values share: a network that hears values, and widths that cannot vanish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from voices.vocoders.distributions.distribution import Distribution

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, kw_only=True)
class Continuous(Distribution):
    """A distribution over values in [-1, 1], whose log scales are clipped from below in likelihood and sampler."""

    log_scale_floor: float = -9.0

    @property
    def input_levels(self) -> int:
        """0: the network's input is the sample's value."""
        return 0

    @property
    def silence(self) -> float:
        """The sample before the first step."""
        return 0.0

    def encode(self, signal: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the signal itself."""
        return signal

    def decode(self, samples: NDArray[Any]) -> NDArray[np.float32]:
        """Return the samples themselves."""
        return samples.astype(np.float32)

    def _floored(self, log_scale: Tensor) -> Tensor:
        return log_scale.clamp(min=self.log_scale_floor)

    def _drawn(self, mean: Tensor, log_scale: Tensor, standard: Tensor, temperature: float) -> Tensor:
        """Return the sample that a standard one becomes at this mean and width, clipped to [-1, 1]."""
        return (mean + temperature * log_scale.exp() * standard).clamp(-1.0, 1.0)
