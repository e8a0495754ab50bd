"""Shape of a WaveNet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voices.files.configuration import require
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.choice import Distribution
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.stack.config import StackConfig, require_width


@dataclass(frozen=True)
class WaveNetConfig(StackConfig):
    """Shape of an autoregressive WaveNet (van den Oord et al., 2016), of the whole waveform or of sub-bands of it.

    Each step makes one sample of each band, `coding.bands` samples of the waveform; the layers hear all bands of the
    steps before, and a band's distribution hears the bands before it in its own step too (the chain rule; as the
    sub-frames of DurIAN's and FeatherWave's WaveRNN, Yu et al. 2019, Tian et al. 2020).

    Attributes, besides those of the stack:
        head_channels: width between the two layers that turn that sum into parameters; a multiple of 16.
        sample_rate: samples per second of the audio it is trained on.
        frame_samples: samples of the waveform in one frame of local conditioning; a whole number of steps.
        distribution: of each band's samples.
        coding: how the waveform becomes bands.
    """

    head_channels: int = 128
    sample_rate: int = 16000
    frame_samples: int = 160
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
        super().__post_init__()
        require_width("head_channels", self.head_channels)
        for name in ("sample_rate", "frame_samples"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
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
