"""All settings of a student's training."""

from dataclasses import dataclass, field

from voices.files.configuration import require
from voices.training.loop.config import TrainingConfig
from voices.training.wavenet.crop_config import CropConfig
from voices.vocoders.flows.config import FlowsConfig


@dataclass(frozen=True)
class LossConfig:
    """What a student learns from, and how much each counts against the others; 0 leaves it out.

    Attributes:
        spectral: distance of spectra from the recording's, at several resolutions.
        divergence: Kullback-Leibler divergence from the teacher.
        regularisation: within the divergence, of the squared difference of log scales (Ping et al. 2018).
        log_scale_floor: within the divergence, below which log scales do not count.
        taught: crops of a batch that the teacher judges, which costs more than all else; 0 for all.
        adversarial: critics of spectra.
        windows: samples of the waveform in the windows of the spectra; each is moved by a quarter of itself.
        critic_windows: those that critics look at.
        critic_channels: of their first convolution.
    """

    spectral: float = 1.0
    divergence: float = 0.01
    regularisation: float = 4.0
    log_scale_floor: float = -5.0
    taught: int = 0
    adversarial: float = 0.1
    windows: tuple[int, ...] = (128, 256, 512, 1024)
    critic_windows: tuple[int, ...] = (128, 512)
    critic_channels: int = 16

    def __post_init__(self) -> None:
        weights = (self.spectral, self.divergence, self.adversarial, self.regularisation)
        require(min(weights) >= 0, "spectral, divergence, adversarial and regularisation must not be negative")
        require(max(weights[:3]) > 0, "spectral, divergence and adversarial are all 0: there is nothing to learn from")
        require(set(self.critic_windows) <= set(self.windows), "critic_windows must be among windows")
        require(self.taught >= 0, f"taught is {self.taught}, but must not be negative")
        require(bool(self.windows), "windows must name at least one")


@dataclass(frozen=True)
class ParallelRecipe:
    """A student, what it is shown, and how it is taught; what the data and the teacher decide about it is overwritten.

    Attributes:
        validation_batches: batches of held-out crops for the validation loss.
        rendered: held-out utterances to render to wav with every checkpoint.
    """

    network: FlowsConfig = field(default_factory=FlowsConfig)
    crops: CropConfig = field(default_factory=CropConfig)
    losses: LossConfig = field(default_factory=LossConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    validation_batches: int = 8
    rendered: int = 3
