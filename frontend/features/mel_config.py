"""How a log-mel spectrogram is measured; apart from measuring it, so that settings can be read without numpy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MelConfig:
    """How a log-mel spectrogram is measured.

    Attributes:
        hop, window: samples.
        floor: amplitude below which a band counts as silent; 1e-4 is -80 dB of full scale.
    """

    rate_hz: int = 16000
    hop: int = 160
    window: int = 640
    bands: int = 80
    lowest_hz: float = 40.0
    highest_hz: float = 8000.0
    floor: float = 1e-4

    def __post_init__(self) -> None:
        if not 0 <= self.lowest_hz < self.highest_hz <= self.rate_hz / 2:
            raise ValueError(f"{self.lowest_hz}-{self.highest_hz} Hz does not fit a rate of {self.rate_hz} Hz")
        if min(self.hop, self.window, self.bands) < 1 or not self.floor > 0:
            raise ValueError(f"hop, window, bands and floor must be positive: {self}")

    @property
    def transform_length(self) -> int:
        """Points of the Fourier transform: the next power of two."""
        return 1 << (self.window - 1).bit_length()

    @property
    def frame_seconds(self) -> float:
        """From one frame to the next."""
        return self.hop / self.rate_hz
