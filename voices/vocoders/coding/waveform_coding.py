"""A waveform as a vocoder makes it: pre-emphasised, split into sub-bands, each scaled to its own range."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.files.configuration import require
from voices.vocoders.coding.emphasis import emphasise
from voices.vocoders.coding.filter_bank import FilterBank
from voices.vocoders.coding.joining import Joiner

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

PEAK_QUANTILE, PEAK = 0.9998, 0.8
"""A band is scaled such that this share of its values lies below this value; what exceeds 1 is clipped when coded."""


@dataclass(frozen=True)
class WaveformCoding:
    """How a waveform becomes the signal of a vocoder: one value of each band a step, a step being `bands` samples.

    Attributes:
        bands: 1 leaves the waveform whole.
        taps, kaiser_beta: of the filter bank (see `FilterBank`), where there are several bands.
        pre_emphasis: coefficient; the filter comes before the bank (Valin and Skoglund 2019, section 3.2).
        gains: of each band; empty until measured (`fitted`), and for a whole waveform.
    """

    bands: int = 1
    taps: int = 97
    kaiser_beta: float = 9.0
    pre_emphasis: float = 0.85
    gains: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        require(self.bands >= 1, f"bands is {self.bands}, but must be at least 1")
        require(0.0 <= self.pre_emphasis < 1.0, f"pre_emphasis is {self.pre_emphasis}, but must be in [0, 1)")
        require(
            len(self.gains) in (0, self.bands), f"there are {len(self.gains)} gains, but there must be {self.bands}"
        )
        if self.bands > 1:
            FilterBank(self.bands, self.taps, self.kaiser_beta)

    @property
    def filter_bank(self) -> FilterBank | None:
        """The bank that splits the waveform; None where it stays whole."""
        return FilterBank(self.bands, self.taps, self.kaiser_beta) if self.bands > 1 else None

    @property
    def scales(self) -> Float64:
        """What each band is multiplied with before it is coded, [bands]."""
        return np.array(self.gains or (1.0,) * self.bands, np.float64)

    @property
    def reach(self) -> int:
        """How many steps before and after itself a step's signal depends on."""
        bank = self.filter_bank
        return 1 + (bank.reach if bank else 0)

    def encode(self, waveform: Float32) -> Float32:
        """Return the signal [T / bands, bands] of a waveform [T], taken to be 0 beyond its ends."""
        return (self._split(waveform) * self.scales).astype(np.float32)

    def fitted(self, waveforms: Iterable[Float32]) -> "WaveformCoding":
        """Return this coding with gains that suit these waveforms [T], unless it has some."""
        if self.bands == 1 or self.gains:
            return self
        split = np.concatenate([np.abs(self._split(waveform)) for waveform in waveforms])
        peaks = np.maximum(np.quantile(split, PEAK_QUANTILE, axis=0), 1e-4)
        return replace(self, gains=tuple(round(float(gain), 3) for gain in PEAK / peaks))

    def _split(self, waveform: Float32) -> Float32:
        """Emphasise and split a waveform with a step of silence after it, which its end is emphasised against."""
        emphasised = emphasise(np.pad(waveform, (0, self.bands)), self.pre_emphasis)
        split = self.filter_bank.split(emphasised) if self.filter_bank else emphasised[:, None]
        return split[: len(waveform) // self.bands]


class WaveformDecoder:
    """Undoes a `WaveformCoding` piece by piece: the same samples however the signal is cut."""

    def __init__(self, coding: WaveformCoding) -> None:
        bank = coding.filter_bank
        self._joiner = Joiner(bank.joining_weights if bank else np.ones((1, 1, 1)), coding.pre_emphasis)
        self._scales = coding.scales

    def decode(self, signal: NDArray[Any]) -> Float32:
        """Return the samples that follow from the next steps of the signal [steps, bands], as far as they are known."""
        return self._joiner.join(signal / self._scales)

    def finish(self) -> Float32:
        """Return the last samples; nothing comes after the signal."""
        return self._joiner.finish()


def decode_waveform(coding: WaveformCoding, signal: NDArray[Any]) -> Float32:
    """Return the waveform [T] of a whole signal [T / bands, bands]."""
    decoder = WaveformDecoder(coding)
    return np.concatenate([decoder.decode(signal), decoder.finish()])
