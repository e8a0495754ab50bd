"""A categorical distribution over mu-law codes: the output of the original WaveNet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from voices.files.configuration import require
from voices.vocoders.distributions.companding import deemphasise, emphasise, mu_law_decode, mu_law_encode

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class MuLawSoftmax:
    """Softmax over mu-law codes (van den Oord et al. 2016, section 2.2).

    With pre-emphasis the codes are of x[t] - pre_emphasis * x[t - 1], and decoding filters the quantisation
    noise down with the highs (Valin and Skoglund 2019, section 3.2).
    """

    levels: int = 256
    pre_emphasis: float = 0.0

    def __post_init__(self) -> None:
        require(self.levels >= 16 and self.levels % 16 == 0, f"levels is {self.levels}, but must be a multiple of 16")
        require(0.0 <= self.pre_emphasis < 1.0, f"pre_emphasis is {self.pre_emphasis}, but must be in [0, 1)")

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
        """The code before the first sample."""
        return self.levels // 2

    def encode(self, waveform: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return the codes [..., T] of a waveform [..., T]."""
        return mu_law_encode(emphasise(waveform, self.pre_emphasis), self.levels)

    def decode(self, samples: NDArray[Any], previous: NDArray[np.float64] | float = 0.0) -> NDArray[np.float64]:
        """Return the waveform [..., T] of codes [..., T] that follow the waveform value `previous` [...]."""
        return deemphasise(mu_law_decode(samples, self.levels), self.pre_emphasis, previous)

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
