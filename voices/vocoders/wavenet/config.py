"""Shape of a WaveNet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voices.files.configuration import require
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.choice import Distribution
from voices.vocoders.distributions.softmax import MuLawSoftmax


@dataclass(frozen=True)
class WaveNetConfig:
    """Shape of an autoregressive WaveNet (van den Oord et al., 2016), of the whole waveform or of sub-bands of it.

    Each step makes one sample of each band, `coding.bands` samples of the waveform; the layers hear all bands of the
    steps before, and a band's distribution hears the bands before it in its own step too (the chain rule; as the
    sub-frames of DurIAN's and FeatherWave's WaveRNN, Yu et al. 2019, Tian et al. 2020).

    Attributes:
        residual_channels: width of the stream that runs through the layers; a multiple of 16.
        skip_channels: width of the sum of all layers' skip outputs; a multiple of 16.
        head_channels: width between the two layers that turn that sum into parameters; a multiple of 16.
        kernel_size: taps of a dilated convolution.
        sample_rate: samples per second of the audio it is trained on.
        frame_samples: samples of the waveform in one frame of local conditioning; a whole number of steps.
        conditioning_channels: width of the local conditioning; 0 for none.
        conditioning_hidden: width inside the conditioning network.
        conditioning_layers: convolutions over frames, three taps each, in the conditioning network.
        conditioning_slope: of the conditioning network's rectifiers below 0; at 0 they can die in training.
        speakers: rows of the speaker embedding; 0 for a network that knows no speakers.
        distribution: of each band's samples.
        coding: how the waveform becomes bands.
    """

    residual_channels: int = 64
    skip_channels: int = 128
    head_channels: int = 128
    stacks: int = 2
    layers_per_stack: int = 10
    kernel_size: int = 2
    sample_rate: int = 16000
    frame_samples: int = 160
    conditioning_channels: int = 80
    conditioning_hidden: int = 128
    conditioning_layers: int = 2
    conditioning_slope: float = 0.1
    speakers: int = 0
    distribution: Distribution = field(default_factory=MuLawSoftmax)
    coding: WaveformCoding = field(default_factory=WaveformCoding)

    @classmethod
    def renewed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return settings from before there were bands, when the distribution knew of the pre-emphasis, as of today."""
        distribution = values.get("distribution")
        if "coding" in values or not isinstance(distribution, Mapping) or "pre_emphasis" not in distribution:
            return values
        rest = {key: value for key, value in distribution.items() if key != "pre_emphasis"}
        return {**values, "distribution": rest, "coding": {"pre_emphasis": distribution["pre_emphasis"]}}

    def __post_init__(self) -> None:
        for name in ("residual_channels", "skip_channels", "head_channels"):
            width = getattr(self, name)
            require(width >= 16 and width % 16 == 0, f"{name} is {width}, but must be a positive multiple of 16")
        require(self.kernel_size in (2, 3), f"kernel_size is {self.kernel_size}, but must be 2 or 3")
        for name in ("stacks", "layers_per_stack", "sample_rate", "frame_samples", "conditioning_hidden"):
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
        require(
            self.frame_samples % self.bands == 0,
            f"frame_samples is {self.frame_samples}, but must be a multiple of the {self.bands} bands",
        )

    @property
    def bands(self) -> int:
        """Samples of the waveform that one step makes."""
        return self.coding.bands

    @property
    def frame_steps(self) -> int:
        """Steps of one frame of local conditioning."""
        return self.frame_samples // self.bands

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
        """How many previous steps can influence the parameters of one step."""
        return 1 + (self.kernel_size - 1) * sum(self.dilations)

    @property
    def conditioning_outputs(self) -> int:
        """What the conditioning network makes of each frame: channels for every layer's gate, then for the head."""
        return self.layers * 2 * self.residual_channels + self.skip_channels

    @property
    def conditioning_margin(self) -> int:
        """Frames on each side that the conditioning of one frame depends on."""
        return self.conditioning_layers if self.conditioning_channels else 0
