"""How training data is cut into batches."""

from dataclasses import dataclass

from voices.files.configuration import require


@dataclass(frozen=True)
class CropConfig:
    """Crops of a batch: how many, and how long each is, in frames."""

    batch_size: int = 6
    frames: int = 50

    def __post_init__(self) -> None:
        require(self.batch_size >= 1, f"batch_size is {self.batch_size}, but must be at least 1")
        require(self.frames >= 1, f"frames is {self.frames}, but must be at least 1")
