"""A Gaussian over sample values (ClariNet: Ping et al. 2018, section 3.1)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Gaussian:
    """A single Gaussian: its mean and its log scale, which is clipped from below in likelihood and sampler."""

    log_scale_floor: float = -9.0

    @property
    def channels(self) -> int:
        """Network outputs per sample: mean and log scale."""
        return 2

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
        return (mean + temperature * log_scale.exp() * normal).clamp(-1.0, 1.0)

    def _split(self, parameters: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_scale = parameters.float().unbind(-1)
        return mean, log_scale.clamp(min=self.log_scale_floor)
