"""What an acoustic model is trained for: durations, pitch, voicing and mel as they were recorded."""

import torch
from torch import Tensor, nn

from voices.acoustic.adversary import Adversary
from voices.acoustic.config import PREDICTORS, AcousticConfig
from voices.predictor.network import Predictor


class AcousticObjective(nn.Module):
    """The three predictors; a batch of `acoustic.batches` to their named losses.

    Each predictor is given what was recorded (true durations, true pitch), so they learn side by side.

    Args:
        adversarial: weight of the adversary's losses against the mel's distance; 0 for no adversary.
    """

    def __init__(self, config: AcousticConfig, adversarial: float = 0.0) -> None:
        super().__init__()
        self.adversary = Adversary(config.speakers, adversarial) if adversarial else None
        self.predictors = nn.ModuleDict({name: Predictor(config.predictor(name)) for name in PREDICTORS})

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the losses: squared errors of log duration and pitch, cross entropy of voicing, L1 of mel.

        In training those of the adversary as well.
        """
        speaker, segment_mask, frame_mask = batch["speaker"], batch["segment_mask"], batch["frame_mask"]
        durations = self.predictors["duration"](batch["contexts"], speaker, segment_mask)[..., 0]
        pitch, voicing = self.predictors["pitch"](batch["frames"], speaker, frame_mask).unbind(-1)
        heard = torch.cat([batch["frames"], torch.stack([batch["pitch"], batch["voiced"]], -1)], -1)
        mel = self.predictors["mel"](heard, speaker, frame_mask)
        voiced = batch["voiced"] * frame_mask
        unsure = nn.functional.binary_cross_entropy_with_logits(voicing.float(), batch["voiced"], reduction="none")
        losses = {
            "duration": _mean((durations.float() - batch["log_durations"]) ** 2, segment_mask),
            "pitch": _mean((pitch.float() - batch["pitch"]) ** 2, voiced),
            "voicing": _mean(unsure, frame_mask),
            "mel": _mean((mel.float() - batch["mel"]).abs().mean(-1), frame_mask),
        }
        if self.adversary is not None and self.training:
            losses |= self.adversary(mel, batch["mel"], frame_mask, speaker)
        return losses


def _mean(values: Tensor, mask: Tensor) -> Tensor:
    return (values * mask).sum() / mask.sum().clamp(min=1)
