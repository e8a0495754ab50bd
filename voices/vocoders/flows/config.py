"""Shape of a stack of inverse autoregressive flows."""

from dataclasses import dataclass, field

from voices.conditioning.feature_config import FeatureConfig
from voices.files.configuration import require
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.stack.config import StackConfig


@dataclass(frozen=True)
class FlowsConfig(StackConfig):
    """Shape of `flows` inverse autoregressive flows (Kingma et al. 2016; van den Oord et al. 2018), all alike.

    The stack is that of one flow. Each step makes one sample of each band, as in a WaveNet of the same `coding`.

    Attributes, besides those of a stack:
        flows: one after the other, each hearing what the one before made.
        log_scale_bound: what a flow's log scales stay below, and above its negative.
        prior: how the features were measured, where they are a spectrum, pitch and voicing: noise then becomes a signal
            as loud as the spectrum says, about the harmonics of the pitch, before any flow has learned anything.
            Without it the flows turn standard noise into the signal.
        sample_rate: samples per second of the audio it is trained on.
        frame_samples: samples of the waveform in one frame of local conditioning; a whole number of steps.
        coding: how the waveform becomes bands.
    """

    residual_channels: int = 64
    skip_channels: int = 64
    stacks: int = 1
    layers_per_stack: int = 8
    flows: int = 2
    log_scale_bound: float = 5.0
    prior: FeatureConfig | None = None
    sample_rate: int = 16000
    frame_samples: int = 160
    coding: WaveformCoding = field(default_factory=WaveformCoding)

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("flows", "sample_rate", "frame_samples"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
        require(self.log_scale_bound > 0, f"log_scale_bound is {self.log_scale_bound}, but must be positive")
        require(
            self.frame_samples % self.bands == 0,
            f"frame_samples is {self.frame_samples}, but must be a multiple of the {self.bands} bands",
        )
        if self.prior is not None:
            own, stated = (self.sample_rate, self.frame_samples), (self.prior.rate_hz, self.prior.hop)
            require(own == stated, f"the prior's features are frames of {stated[1]} samples at {stated[0]} Hz")

    @property
    def bands(self) -> int:
        """Samples of the waveform that one step makes."""
        return self.coding.bands

    @property
    def frame_steps(self) -> int:
        """Steps of one frame of local conditioning."""
        return self.frame_samples // self.bands

    @property
    def inputs(self) -> int:
        """What a flow's first layer hears of a step: those of the step before, and the prior's means of its own."""
        return 2 * self.bands

    @property
    def reach(self) -> int:
        """How many steps of noise before its own a step of the signal depends on."""
        return self.flows * self.receptive_field
