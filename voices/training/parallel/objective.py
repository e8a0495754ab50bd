"""What a student is trained for: a teacher's densities, the spectra of recordings, and to be taken for one."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from voices.training.loop.learner import Learner
from voices.training.loop.muon import Shape, matrices_in
from voices.training.parallel.adversary import CRITIC, DECEIVING, Adversary
from voices.training.parallel.divergence import regularised_divergence
from voices.training.parallel.recipe import LossConfig
from voices.training.parallel.spectra import Spectra, spectral_distance
from voices.vocoders.flows.network import Drawn, Flows
from voices.vocoders.wavenet.network import WaveNet

SPECTRAL, DIVERGENCE = "spectral", "divergence"

CRITICS_RATE = 0.3
"""Of learning, in the student's: AdamW's steps move critics further than Muon's move the student."""


class ParallelObjective(nn.Module):
    """A batch of `training.parallel.crops` to the named losses of the signals that a student makes of its noise.

    Args:
        teacher: a Gaussian WaveNet of the same bands, which stays as it is; None where nothing is asked of it.
    """

    def __init__(self, student: Flows, losses: LossConfig, teacher: WaveNet | None = None) -> None:
        super().__init__()
        if (teacher is None) != (losses.divergence == 0):
            raise ValueError("a divergence needs a teacher, and a teacher a divergence")
        self.network, self.teacher, self.losses = student, teacher, losses
        if teacher is not None:
            teacher.requires_grad_(False)
        self.spectra = Spectra(student.config.coding, losses.windows)
        self.adversary = Adversary(losses) if losses.adversarial else None

    def learners(self) -> list[Learner]:
        """Return the student, and the critics where there are some."""
        own = tuple(name for name in (SPECTRAL, DIVERGENCE) if getattr(self.losses, name))
        student = Learner(
            self.network, own + (DECEIVING if self.adversary else ()), matrices=list(_matrices(self.network))
        )
        if self.adversary is None:
            return [student]
        return [student, Learner(self.adversary, (CRITIC,), CRITIC, rate=CRITICS_RATE)]

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the losses, weighted; in training those of the adversary as well."""
        features, speaker = batch.get("features"), batch.get("speaker")
        drawn = self.network(batch["noise"], batch["prior_mean"], batch["prior_log_scale"], features, speaker)
        made, recorded = self.spectra(drawn.signal), self.spectra(batch["target"])
        losses: dict[str, Tensor] = {}
        if self.losses.spectral:
            losses[SPECTRAL] = self.losses.spectral * spectral_distance(made, recorded)
        if self.teacher is not None:
            losses[DIVERGENCE] = self.losses.divergence * self._divergence(self.teacher, drawn, features, speaker)
        if self.adversary is not None:
            deceiving = self.adversary(made, recorded)
            losses |= deceiving if self.training else {name: deceiving[name] for name in DECEIVING}
        return losses

    def _divergence(self, teacher: WaveNet, drawn: Drawn, features: Tensor | None, speaker: Tensor | None) -> Tensor:
        judged = slice(self.losses.taught or None)
        features, speaker = (None if one is None else one[judged] for one in (features, speaker))
        signal = drawn.signal[judged].float()
        previous = torch.cat([torch.zeros_like(signal[:, :1]), signal[:, :-1]], 1)
        mean, log_scale = teacher(previous, signal, features, speaker).float().unbind(-1)
        floor, regularisation = self.losses.log_scale_floor, self.losses.regularisation
        return regularised_divergence(
            drawn.mean[judged].float(), drawn.log_scale[judged].float(), mean, log_scale, regularisation, floor
        ).mean()


def _matrices(student: Flows) -> Iterator[tuple[nn.Parameter, Shape]]:
    for flow in student.flows:
        for name in ("stack.gate_weight", "stack.output_weight", "head1_weight", "conditioning.weight"):
            weight = dict(flow.named_parameters()).get(name)
            if weight is not None:
                yield weight, tuple(weight.shape)
        yield from matrices_in(flow.get_submodule("conditioning.convolutions"))
