"""What every output distribution has to say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from voices.files.configuration import Chosen

if TYPE_CHECKING:
    from torch import Tensor


class Distribution(Chosen, ABC):
    """Of one sample, given all that the network hears; `voices.vocoders.distributions.choice` knows all kinds.

    Attributes:
        sampler: its name among those of the compiled loop.
    """

    sampler: ClassVar[str]

    @property
    @abstractmethod
    def channels(self) -> int:
        """Network outputs per sample."""

    @property
    @abstractmethod
    def input_levels(self) -> int:
        """How many codes the network's input embeds; 0 where that is the sample's value."""

    @property
    @abstractmethod
    def silence(self) -> float:
        """The sample before the first step."""

    @property
    @abstractmethod
    def log_scale_floor(self) -> float:
        """Below which a log scale does not count."""

    @abstractmethod
    def encode(self, signal: NDArray[np.float32]) -> NDArray[Any]:
        """Return the samples [...], codes or values, of a signal [...] in [-1, 1]."""

    @abstractmethod
    def decode(self, samples: NDArray[Any]) -> NDArray[np.float32]:
        """Return the signal [...] of samples [...]."""

    @abstractmethod
    def negative_log_likelihood(self, parameters: Tensor, samples: Tensor) -> Tensor:
        """Return -log p(samples) [...] in nats, of parameters [..., C]."""

    @abstractmethod
    def sample(self, parameters: Tensor, noise: Tensor, temperature: float = 1.0) -> Tensor:
        """Draw samples [...] of parameters [..., C] with noise [..., 2], strictly between 0 and 1."""
