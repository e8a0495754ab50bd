"""All settings of a WaveNet's training."""

from dataclasses import dataclass, field

from voices.training.loop.config import TrainingConfig
from voices.training.wavenet.crop_config import CropConfig
from voices.vocoders.wavenet.config import WaveNetConfig


@dataclass(frozen=True)
class WaveNetRecipe:
    """A network, what it is shown, and how it is trained; what the data decides about the network is overwritten.

    Attributes:
        validation_batches: batches of held-out crops for the validation loss.
        rendered: held-out utterances to render to wav with every checkpoint.
    """

    network: WaveNetConfig = field(default_factory=WaveNetConfig)
    crops: CropConfig = field(default_factory=CropConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    validation_batches: int = 8
    rendered: int = 3
