"""What a conversion model is trained for: the spectrum as it was recorded, out of codes of it changed at random."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from voices.conversion.config import ConversionConfig
from voices.files.configuration import require
from voices.predictor.network import Predictor
from voices.training.acoustic.adversary import CRITIC, DECEIVING, Adversary
from voices.training.conversion.quantiser import Quantiser, jittered
from voices.training.loop.learner import Learner
from voices.training.loop.muon import matrices_in

SPEAKER, CONFUSION = "speaker", "confusion"


@dataclass(frozen=True)
class LossConfig:
    """Weights of the losses against the spectrum's distance, which has 1.

    Attributes:
        commitment: of the latents to their codes (beta of Eq. 3, van den Oord et al. 2017).
        phone: of a linear classifier of phones that the codes are to serve; 0 for none, as in the paper.
        confusion: of a classifier of speakers that the codes are to confuse; 0 for none.
        adversarial: of the critic's that make spectra crisp; 0 for none.
        jitter: share of codes replaced by a neighbour.
        detail_noise: deviation of the noise added to the details, so that they tell no more than is worth it.
        free_steps: of training before anything is quantised.
        free_share: of crops that are not quantised after that either, so that the decoder knows both (conversion is the
            better for what lies between the codes).
    """

    commitment: float = 0.25
    phone: float = 1.0
    confusion: float = 0.0
    adversarial: float = 0.0
    jitter: float = 0.08
    detail_noise: float = 0.25
    free_steps: int = 400
    free_share: float = 0.5

    def __post_init__(self) -> None:
        for name in vars(self):
            require(getattr(self, name) >= 0, f"{name} is {getattr(self, name)}, but must not be negative")


class ConversionObjective(nn.Module):
    """Encoder, codebooks and decoder; a batch of `training.conversion.crops` to named losses."""

    def __init__(self, config: ConversionConfig, phones: int, losses: LossConfig) -> None:
        super().__init__()
        self.config, self.weights = config, losses
        width = config.vector_width
        self.network = nn.ModuleDict(
            {
                "encoder": Predictor(config.encoder),
                "decoder": Predictor(config.decoder),
                "phones": nn.Linear(width, phones),
            }
        )
        if not losses.phone:
            self.network["phones"].requires_grad_(False)
        self.quantiser = Quantiser(
            config.codebooks, config.codes, config.code_width, losses.free_steps, losses.free_share
        )
        speakers = len(config.speakers)
        self.adversary = Adversary(speakers, losses.adversarial) if losses.adversarial else None
        self.speaker_critic = _speaker_critic(width + config.detail_width, speakers) if losses.confusion else None

    def learners(self) -> list[Learner]:
        """Return encoder with decoder, and the critics there are."""
        own = ["mel", "commitment"] + ["phone"] * bool(self.weights.phone) + [CONFUSION] * bool(self.weights.confusion)
        own += DECEIVING if self.adversary else ()
        blocks = [self.network.get_submodule(f"{name}.blocks") for name in ("encoder", "decoder")]
        matrices = [matrix for stack in blocks for matrix in matrices_in(stack)]
        found = [Learner(self.network, tuple(own), matrices=matrices)]
        if self.adversary is not None:
            found.append(Learner(self.adversary, (CRITIC,), CRITIC))
        if self.speaker_critic is not None:
            found.append(Learner(self.speaker_critic, (SPEAKER,), SPEAKER))
        return found

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the losses: L1 of the spectrum, commitment, cross entropy of phones; in training the critics' too."""
        mask, speaker, weights = batch["mask"], batch["speaker"], self.weights
        latents = self.network["encoder"](batch["heard"], None, mask)
        quantised = self.quantiser(latents[..., : self.config.vector_width], mask)
        free = quantised.free[:, None, None]
        vectors, details = quantised.vectors, free * torch.tanh(latents[..., self.config.vector_width :].float())
        if self.training:
            vectors = torch.where(free, vectors, jittered(vectors, weights.jitter))
            details = details + free * weights.detail_noise * torch.randn_like(details)
        mel = self.network["decoder"](torch.cat([vectors, batch["pitch"], details], -1), speaker, mask).float()
        losses = {
            "mel": _mean((mel - batch["mel"]).abs().mean(-1), mask),
            "commitment": weights.commitment * _mean(quantised.distance, mask),
        }
        if weights.phone:
            scores = self.network["phones"](quantised.vectors).float()
            unsure = nn.functional.cross_entropy(scores.mT, batch["phone"], reduction="none")
            losses["phone"] = weights.phone * _mean(unsure, mask)
        if self.training and self.adversary is not None:
            losses |= self._deceive(mel, batch["mel"], mask, speaker)
        if self.training and self.speaker_critic is not None:
            losses |= self._confuse(torch.cat([quantised.vectors, details], -1), mask, speaker)
        return losses

    def _deceive(self, predicted: Tensor, recorded: Tensor, mask: Tensor, speaker: Tensor) -> dict[str, Tensor]:
        assert self.adversary is not None
        each, bands = self.config.frames_per_code, self.config.features.bands
        frames = mask.repeat_interleave(each, 1)
        losses: dict[str, Tensor] = self.adversary(
            predicted.reshape(len(mask), -1, bands), recorded.reshape(len(mask), -1, bands), frames, speaker
        )
        return losses

    def _confuse(self, vectors: Tensor, mask: Tensor, speaker: Tensor) -> dict[str, Tensor]:
        """The critic names the speaker by each crop; the encoder wants it to think all equally likely."""
        assert self.speaker_critic is not None
        hidden, steps = vectors.mT, mask[:, None]
        for layer in self.speaker_critic:
            hidden = layer(hidden * steps)  # what a crop is filled up with is nothing, in every layer
        scores = (hidden.float() * steps).sum(-1) / steps.sum(-1).clamp(min=1)  # [B, speakers]
        undecided = -nn.functional.log_softmax(scores, -1).mean()
        return {
            SPEAKER: nn.functional.cross_entropy(scores, speaker),
            CONFUSION: self.weights.confusion * undecided,
        }


def _speaker_critic(width: int, speakers: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv1d(width, 128, 5, padding=2),
        nn.LeakyReLU(0.2),
        nn.Conv1d(128, 128, 5, padding=2),
        nn.LeakyReLU(0.2),
        nn.Conv1d(128, speakers, 1),
    )


def _mean(values: Tensor, mask: Tensor) -> Tensor:
    return (values * mask).sum() / mask.sum().clamp(min=1)
