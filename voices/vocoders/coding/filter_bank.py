"""A cosine-modulated pseudo-quadrature-mirror filter bank (Nguyen 1994): a waveform as sub-bands, and back.

Every band is a shifted copy of one low-pass filter, with a cut-off at which the overall response is flattest; what
neighbouring bands alias into each other cancels.
"""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.files.configuration import require
from voices.vocoders.coding.step_filter import filtered_steps

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


@dataclass(frozen=True)
class FilterBank:
    """A bank of `bands` filters, equally wide.

    Attributes:
        bands: each sampled once a step, a step being `bands` samples of the waveform.
        taps: of each filter; odd, so that its delay is a whole number of samples.
        kaiser_beta: of the window; larger is less leakage beyond the neighbouring band, and wider slopes.
    """

    bands: int = 4
    taps: int = 97
    kaiser_beta: float = 9.0

    def __post_init__(self) -> None:
        require(self.bands >= 2, f"bands is {self.bands}, but must be at least 2")
        require(self.taps % 2 == 1 and self.taps > 2 * self.bands, f"taps is {self.taps}, but must be odd and larger")
        require(self.kaiser_beta > 0, f"kaiser_beta is {self.kaiser_beta}, but must be positive")

    @property
    def analysis_filters(self) -> Float64:
        """Impulse responses [bands, taps], centred."""
        return _modulated(self, 1)

    @property
    def synthesis_filters(self) -> Float64:
        """Impulse responses [bands, taps], centred; `bands` times as strong, for there are that many zeros between."""
        return self.bands * _modulated(self, -1)

    @property
    def reach(self) -> int:
        """How many steps before and after its own a sample of the joined waveform depends on."""
        return -(-(self.taps // 2) // self.bands)

    def split(self, waveform: Float32) -> Float32:
        """Return the bands [T / bands, bands] of a waveform [T], taken to be 0 beyond its ends.

        Step t of every band is centred on sample t * bands.
        """
        steps, around = len(waveform) // self.bands, self.reach * self.bands
        padded = np.pad(waveform, (around, around + self.bands))[: (steps + 2 * self.reach) * self.bands]
        by_steps = padded.astype(np.float64).reshape(-1, self.bands)
        return filtered_steps(by_steps, _splitting_weights(self)).T.astype(np.float32, order="C")

    @property
    def joining_weights(self) -> Float64:
        """What a step's samples are made of: [samples of a step, steps from -reach to +reach, bands].

        Sample i of step t is the sum over steps s and bands of weights[i, s] times the bands of step t + s.
        """
        middle, reach = self.taps // 2, self.reach
        weights = np.zeros((self.bands, 2 * reach + 1, self.bands))
        filters = self.synthesis_filters
        for i in range(self.bands):
            for step in range(-reach, reach + 1):
                tap = i - step * self.bands + middle
                if 0 <= tap < self.taps:
                    weights[i, step + reach] = filters[:, tap]
        return weights


@functools.cache
def _splitting_weights(bank: FilterBank) -> Float64:
    """What a step of the bands is made of: [steps from -reach to +reach, samples of a step, bands]."""
    middle, reach = bank.taps // 2, bank.reach
    weights = np.zeros((2 * reach + 1, bank.bands, bank.bands))
    for place in range(2 * reach + 1):
        for i in range(bank.bands):
            tap = middle - ((place - reach) * bank.bands + i)
            if 0 <= tap < bank.taps:
                weights[place, i] = bank.analysis_filters[:, tap]
    return weights


@functools.cache
def _modulated(bank: FilterBank, sign: int) -> Float64:
    place = np.arange(bank.taps) - bank.taps // 2
    band = np.arange(bank.bands)[:, None]
    phase = sign * (-1.0) ** band * np.pi / 4
    filters: Float64 = 2 * prototype_filter(bank) * np.cos((2 * band + 1) * np.pi / (2 * bank.bands) * place + phase)
    return filters


@functools.cache
def prototype_filter(bank: FilterBank) -> Float64:
    """Return the low-pass filter [taps] that all bands are copies of.

    Its cut-off makes the overall response flattest: its autocorrelation should be 0 at all multiples of 2 * bands but
    0 (Lin and Vaidyanathan 1998), and a golden-section search finds where the largest of these values is smallest.
    """
    window = np.kaiser(bank.taps, bank.kaiser_beta)
    low, high = 0.4 / bank.bands, 0.7 / bank.bands
    ratio = (5**0.5 - 1) / 2
    for _ in range(60):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if _ripple(_low_pass(window, left), bank.bands) < _ripple(_low_pass(window, right), bank.bands):
            high = right
        else:
            low = left
    return _low_pass(window, (low + high) / 2)


def _low_pass(window: Float64, cut_off: float) -> Float64:
    """Return a windowed sinc; the cut-off is in half the sample rate."""
    place = np.arange(len(window)) - len(window) // 2
    filtered: Float64 = cut_off * np.sinc(cut_off * place) * window
    return filtered


def _ripple(low_pass: Float64, bands: int) -> float:
    correlation = np.convolve(low_pass, low_pass[::-1])
    centre, lags = len(low_pass) - 1, 2 * bands
    kept = correlation[centre % lags :: lags] / correlation[centre]
    kept[centre // lags] = 0
    return float(np.abs(kept).max())
