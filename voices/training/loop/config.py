"""How a model is trained."""

from dataclasses import dataclass
from math import cos, pi

from voices.files.configuration import require

AUTO, FLOAT32, BFLOAT16 = "auto", "float32", "bfloat16"
PRECISIONS = (AUTO, FLOAT32, BFLOAT16)


@dataclass(frozen=True)
class TrainingConfig:
    """Settings of the training loop.

    Attributes:
        steps: after which training ends.
        minutes: after which it ends, if that is sooner; 0 for no limit. Time before a resumption counts.
        peak_learning_rate: reached after `warm_up_steps`; falls to `final_learning_rate` at the end.
        gradient_limit: norm to which longer gradients are cut.
        average_decay: of the exponential moving average of the weights, which is what is validated and published.
        precision: of the matrix products; weights and optimiser are float32 in either case. `auto` takes what is
            faster on the device at hand.
        keep_checkpoints: how many of the last ones are kept, besides the best.
    """

    steps: int = 100_000
    minutes: float = 0.0
    peak_learning_rate: float = 2e-3
    final_learning_rate: float = 1e-4
    warm_up_steps: int = 200
    weight_decay: float = 0.01
    gradient_limit: float = 1.0
    average_decay: float = 0.999
    precision: str = AUTO
    seed: int = 0
    log_every: int = 20
    validate_every: int = 500
    checkpoint_every: int = 500
    keep_checkpoints: int = 2

    def __post_init__(self) -> None:
        for name in ("steps", "log_every", "validate_every", "checkpoint_every", "keep_checkpoints"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
        for name in ("peak_learning_rate", "final_learning_rate", "gradient_limit"):
            require(getattr(self, name) > 0, f"{name} is {getattr(self, name)}, but must be positive")
        require(self.minutes >= 0, f"minutes is {self.minutes}, but must not be negative")
        require(self.warm_up_steps >= 0, f"warm_up_steps is {self.warm_up_steps}, but must not be negative")
        require(0 <= self.average_decay < 1, f"average_decay is {self.average_decay}, but must be in [0, 1)")
        known = ", ".join(PRECISIONS)
        require(self.precision in PRECISIONS, f"precision is {self.precision!r}, but must be one of {known}")


def progress(config: TrainingConfig, step: int, elapsed_seconds: float) -> float:
    """Return how much of the training is done, 0 to 1, by its steps or by its minutes, whichever is further."""
    by_time = elapsed_seconds / (60 * config.minutes) if config.minutes else 0.0
    return min(max(step / config.steps, by_time), 1.0)


def learning_rate(config: TrainingConfig, step: int, done: float) -> float:
    """Return the learning rate of a step (counted from 0): a linear warm-up, then half a cosine over `done`."""
    fall = config.peak_learning_rate - config.final_learning_rate
    decayed = config.final_learning_rate + fall * (1 + cos(pi * done)) / 2
    return decayed * min((step + 1) / (config.warm_up_steps + 1), 1.0)
