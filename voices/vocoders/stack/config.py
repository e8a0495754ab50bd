"""Shape of a stack of gated dilated convolutions, and what it is conditioned on."""

from dataclasses import dataclass

from voices.files.configuration import require


@dataclass(frozen=True)
class StackConfig:
    """Gated dilated convolutions with residual and skip outputs (van den Oord et al., 2016, Figure 4).

    Attributes:
        residual_channels: width of the stream that runs through the layers; a multiple of 16.
        skip_channels: width of the sum of all layers' skip outputs; a multiple of 16.
        kernel_size: taps of a dilated convolution.
        conditioning_channels: width of the local conditioning; 0 for none.
        conditioning_hidden: width inside the conditioning network.
        conditioning_layers: convolutions over frames, three taps each, in the conditioning network.
        conditioning_slope: of the conditioning network's rectifiers below 0; at 0 they can die in training.
        speakers: rows of the speaker embedding; 0 for a network that knows no speakers.
    """

    residual_channels: int = 64
    skip_channels: int = 128
    stacks: int = 2
    layers_per_stack: int = 10
    kernel_size: int = 2
    conditioning_channels: int = 80
    conditioning_hidden: int = 128
    conditioning_layers: int = 2
    conditioning_slope: float = 0.1
    speakers: int = 0

    def __post_init__(self) -> None:
        for name in ("residual_channels", "skip_channels"):
            require_width(name, getattr(self, name))
        require(self.kernel_size in (2, 3), f"kernel_size is {self.kernel_size}, but must be 2 or 3")
        for name in ("stacks", "layers_per_stack", "conditioning_hidden"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
        for name in ("conditioning_channels", "conditioning_layers", "speakers"):
            require(getattr(self, name) >= 0, f"{name} is {getattr(self, name)}, but must not be negative")
        require(
            0 <= self.conditioning_slope < 1, f"conditioning_slope is {self.conditioning_slope}, but must be in [0, 1)"
        )
        require(
            self.conditioning_channels == 0 or self.conditioning_layers > 0,
            "conditioning_layers is 0, but local conditioning needs at least 1",
        )

    @property
    def layers(self) -> int:
        """Dilated convolutions in all stacks together."""
        return self.stacks * self.layers_per_stack

    @property
    def dilations(self) -> tuple[int, ...]:
        """Dilation of each layer."""
        return tuple(2**layer for layer in range(self.layers_per_stack)) * self.stacks

    @property
    def receptive_field(self) -> int:
        """How many steps, the one it belongs to included, can influence one output."""
        return 1 + (self.kernel_size - 1) * sum(self.dilations)

    @property
    def conditioning_margin(self) -> int:
        """Frames on each side that the conditioning of one frame depends on."""
        return self.conditioning_layers if self.conditioning_channels else 0

    @property
    def conditioning_outputs(self) -> int:
        """What the conditioning network makes of each frame: channels for every layer's gate, then for the skip sum."""
        return self.layers * 2 * self.residual_channels + self.skip_channels


def require_width(name: str, width: int) -> None:
    """Raise ConfigError unless a width fits the vectors of compiled code."""
    require(width >= 16 and width % 16 == 0, f"{name} is {width}, but must be a positive multiple of 16")
