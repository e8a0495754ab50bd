"""A mixture of logistics over 16-bit samples (Salimans et al. 2017; Parallel WaveNet, section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from voices.files.configuration import require
from voices.vocoders.distributions.continuous import Continuous

if TYPE_CHECKING:
    from torch import Tensor

BIN_WIDTH = 2.0 / 65535  # 16-bit audio spans [-1, 1]


@dataclass(frozen=True)
class LogisticMixture(Continuous):
    """A discretised mixture of logistics: a weight logit, a mean and a log scale for each component."""

    sampler: ClassVar[str] = "logistics"

    components: int = 10
    kind: Literal["logistic_mixture"] = "logistic_mixture"

    def __post_init__(self) -> None:
        require(self.components >= 1, f"components is {self.components}, but must be at least 1")

    @property
    def channels(self) -> int:
        """Network outputs per sample."""
        return 3 * self.components

    def negative_log_likelihood(self, parameters: Tensor, samples: Tensor) -> Tensor:
        """Return -log P(samples) in nats, P the mass of the sample's 16-bit bin (Eq. 2, Salimans et al. 2017).

        Args:
            parameters: [..., 3 * components], weight logits, then means, then log scales.
            samples: [...], in [-1, 1]; the outermost bins reach to infinity.
        """
        import torch
        from torch.nn.functional import logsigmoid, softplus

        logits, mean, log_scale = self._split(parameters)
        centred, inverse_scale = samples.unsqueeze(-1) - mean, (-log_scale).exp()
        upper = inverse_scale * (centred + BIN_WIDTH / 2)
        lower = inverse_scale * (centred - BIN_WIDTH / 2)
        # log(sigmoid(upper) - sigmoid(lower)), factored so that neither tail cancels to zero.
        inside = upper - softplus(upper) - softplus(lower) + torch.log(-torch.expm1(lower - upper))
        value = samples.unsqueeze(-1)
        log_mass = torch.where(value <= -1 + BIN_WIDTH / 2, logsigmoid(upper), inside)
        log_mass = torch.where(value >= 1 - BIN_WIDTH / 2, logsigmoid(-lower), log_mass)
        return -torch.logsumexp(logits.log_softmax(-1) + log_mass, -1)

    def sample(self, parameters: Tensor, noise: Tensor, temperature: float = 1.0) -> Tensor:
        """Draw samples: a component by the first number, then that logistic's inverse CDF at the second.

        Args:
            parameters: [..., 3 * components].
            noise: [..., 2], strictly between 0 and 1.
            temperature: scales every component's width.

        Returns:
            [...], clipped to [-1, 1].
        """
        logits, mean, log_scale = self._split(parameters)
        cumulative = logits.softmax(-1).cumsum(-1)
        component = (cumulative <= noise[..., :1] * cumulative[..., -1:]).sum(-1, keepdim=True)
        component.clamp_(max=self.components - 1)
        chosen_mean, chosen_log_scale = mean.gather(-1, component)[..., 0], log_scale.gather(-1, component)[..., 0]
        logistic = noise[..., 1].log() - (-noise[..., 1]).log1p()
        return self._drawn(chosen_mean, chosen_log_scale, logistic, temperature)

    def _split(self, parameters: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        logits, mean, log_scale = parameters.float().chunk(3, -1)
        return logits, mean, self._floored(log_scale)
