"""What an acoustic model is trained for: durations, pitch, voicing and mel as they were recorded."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from voices.acoustic.config import PREDICTORS, AcousticConfig
from voices.predictor.network import Predictor
from voices.training.acoustic.adversary import CRITIC, DECEIVING, Adversary
from voices.training.loop.learner import Learner
from voices.training.loop.muon import matrices_in

LOSSES = {"duration": ("duration",), "pitch": ("pitch", "voicing"), "mel": ("mel",)}
"""Names of each predictor's own losses."""

USUAL_FRAMES = 10.0
"""Of a segment; brings the loss of durations to the size of the others."""


class AcousticObjective(nn.Module):
    """The three predictors; a batch of `training.acoustic.batches` to their named losses.

    Each predictor is given what was recorded (true durations, true pitch), so they learn side by side.

    Args:
        adversarial: weight of the adversary's losses against the mel's distance; 0 for no adversary.
        trained: the predictors that are; the others stay as they are.
    """

    def __init__(self, config: AcousticConfig, adversarial: float = 0.0, trained: Sequence[str] = PREDICTORS) -> None:
        super().__init__()
        self.trained = tuple(trained)
        judged = adversarial > 0 and "mel" in self.trained
        self.adversary = Adversary(config.speakers, adversarial) if judged else None
        self.predictors = nn.ModuleDict({name: Predictor(config.predictor(name)) for name in PREDICTORS})
        for name in PREDICTORS:
            self.predictors[name].requires_grad_(name in self.trained)

    def learners(self) -> list[Learner]:
        """Return the predictors, and the critic where there is an adversary."""
        losses = [loss for name in self.trained for loss in LOSSES[name]]
        blocks = [self.predictors.get_submodule(f"{name}.blocks") for name in PREDICTORS]
        matrices = [matrix for stack in blocks for matrix in matrices_in(stack)]
        if self.adversary is None:
            return [Learner(self.predictors, tuple(losses), matrices=matrices)]
        predictors = Learner(self.predictors, (*losses, *DECEIVING), matrices=matrices)
        return [predictors, Learner(self.adversary, (CRITIC,), CRITIC)]

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the losses: likelihood of durations, squared error of pitch, cross entropy of voicing, L1 of mel.

        In training those of the adversary as well.
        """
        losses: dict[str, Tensor] = {}
        for name in self.trained:
            losses |= {"duration": self._duration, "pitch": self._pitch, "mel": self._mel}[name](batch)
        return losses

    def _duration(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        mask = batch["segment_mask"]
        durations = self.predictors["duration"](batch["contexts"], batch["speaker"], mask)[..., 0]
        # Of Poisson regression: its best prediction is the mean duration. That of a squared error of logarithms is
        # shorter, by a tenth here, and sentences come out hurried.
        log_mean, frames = durations.float(), batch["log_durations"].exp()
        return {"duration": _mean(log_mean.exp() - frames * log_mean, mask) / USUAL_FRAMES}

    def _pitch(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        mask = batch["frame_mask"]
        pitch, voicing = self.predictors["pitch"](batch["frames"], batch["speaker"], mask).unbind(-1)
        unsure = nn.functional.binary_cross_entropy_with_logits(voicing.float(), batch["voiced"], reduction="none")
        return {
            "pitch": _mean((pitch.float() - batch["pitch"]) ** 2, batch["voiced"] * mask),
            "voicing": _mean(unsure, mask),
        }

    def _mel(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        mask, speaker = batch["frame_mask"], batch["speaker"]
        heard = torch.cat([batch["frames"], torch.stack([batch["pitch"], batch["voiced"]], -1)], -1)
        mel = self.predictors["mel"](heard, speaker, mask)
        losses = {"mel": _mean((mel.float() - batch["mel"]).abs().mean(-1), mask)}
        if self.adversary is not None and self.training:
            losses |= self.adversary(mel, batch["mel"], mask, speaker)
        return losses


def _mean(values: Tensor, mask: Tensor) -> Tensor:
    return (values * mask).sum() / mask.sum().clamp(min=1)
