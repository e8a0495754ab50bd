"""Shape of a predictor."""

from dataclasses import dataclass

from voices.files.configuration import require


@dataclass(frozen=True)
class PredictorConfig:
    """Residual convolutions over a sequence, of segments or of frames.

    Attributes:
        inputs: channels of the sequence.
        outputs: channels of what is predicted for each step.
        hidden: width inside.
        layers: residual blocks; their dilations run 1, 2, 4, 1, 2, 4, ...
        kernel_size: taps of each convolution, odd.
        speakers: rows of the speaker embedding; 0 for a predictor that knows no speakers.
        dropout: share of hidden values left out in training.
    """

    inputs: int
    outputs: int
    hidden: int = 192
    layers: int = 6
    kernel_size: int = 5
    speakers: int = 0
    dropout: float = 0.1

    def __post_init__(self) -> None:
        for name in ("inputs", "outputs", "hidden", "layers"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
        odd = self.kernel_size % 2 == 1 and self.kernel_size >= 1
        require(odd, f"kernel_size is {self.kernel_size}, but must be odd")
        require(self.speakers >= 0, f"speakers is {self.speakers}, but must not be negative")
        require(0 <= self.dropout < 1, f"dropout is {self.dropout}, but must be in [0, 1)")

    @property
    def dilations(self) -> tuple[int, ...]:
        """Dilation of each block."""
        return tuple(2 ** (layer % 3) for layer in range(self.layers))

    @property
    def context(self) -> int:
        """Steps on each side that can influence a step."""
        return (self.kernel_size - 1) // 2 * sum(self.dilations)


def expected_shapes(config: PredictorConfig) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of `predictor.network.Predictor`, by its name."""
    hidden, taps = config.hidden, config.kernel_size
    shapes: dict[str, tuple[int, ...]] = {
        "input.weight": (hidden, config.inputs),
        "input.bias": (hidden,),
        "output.weight": (config.outputs, hidden),
        "output.bias": (config.outputs,),
    }
    if config.speakers:
        shapes["speakers.weight"] = (config.speakers, hidden)
    for layer in range(config.layers):
        shapes[f"blocks.{layer}.norm.weight"] = (hidden,)
        shapes[f"blocks.{layer}.norm.bias"] = (hidden,)
        shapes[f"blocks.{layer}.wide.weight"] = (hidden, hidden, taps)
        shapes[f"blocks.{layer}.wide.bias"] = (hidden,)
        shapes[f"blocks.{layer}.narrow.weight"] = (hidden, hidden)
        shapes[f"blocks.{layer}.narrow.bias"] = (hidden,)
    return shapes
