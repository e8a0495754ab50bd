"""Bring recordings to one loudness, as heard: K-weighted and gated (ITU-R BS.1770-4)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.features.framing import Samples

BLOCK_SECONDS, OVERLAP = 0.4, 4
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
HIGHEST_PEAK = 0.95
_FILTER_SECONDS = 0.5  # after which the filters have forgotten what they heard
_MEASURED_AT_ONCE_SECONDS = 20.0
SILENT = float("-inf")

Response = NDArray[np.complexfloating[Any, Any]]


def loudness(waveform: Samples, rate_hz: int) -> float:
    """Return the loudness of a mono recording in LUFS; minus infinity where nothing passes the gates."""
    return _gated(_block_powers(_k_weighted(waveform, rate_hz), rate_hz))


class LoudnessMeter:
    """Measures a waveform that comes in pieces, of any length, as `loudness` measures it whole."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz, self._hop = rate_hz, round(BLOCK_SECONDS * rate_hz) // OVERLAP
        self._before = np.zeros(round(_FILTER_SECONDS * rate_hz), np.float32)
        self._waiting: list[Samples] = []
        self._powers: list[NDArray[np.float64]] = []  # mean power of each hop
        self._left_over = np.zeros(0)

    def add(self, waveform: Samples) -> None:
        """Take the next samples [T]."""
        self._waiting.append(waveform)
        if sum(map(len, self._waiting)) >= _MEASURED_AT_ONCE_SECONDS * self._rate_hz:
            self._measure()

    def loudness(self) -> float:
        """Return the loudness so far in LUFS; minus infinity where nothing passes the gates."""
        self._measure()
        hops = np.concatenate([*self._powers, np.zeros(0)])
        if len(hops) < OVERLAP:
            everything = np.concatenate([np.repeat(hops, self._hop), self._left_over])
            return _gated(everything.mean(keepdims=True) if len(everything) else everything)
        return _gated(np.convolve(hops, np.full(OVERLAP, 1 / OVERLAP), "valid"))

    def _measure(self) -> None:
        waveform = np.concatenate([self._before, *self._waiting])
        weighted = _k_weighted(waveform, self._rate_hz)[len(self._before) :]
        squares = np.concatenate([self._left_over, weighted**2])
        count = len(squares) // self._hop
        self._powers.append(squares[: count * self._hop].reshape(count, self._hop).mean(1))
        self._left_over = squares[count * self._hop :]
        self._before, self._waiting = waveform[len(waveform) - len(self._before) :], []


def _gated(power: NDArray[np.float64]) -> float:
    audible = power[_lufs(power) > ABSOLUTE_GATE]
    if not audible.size:
        return SILENT
    gated = audible[_lufs(audible) > _lufs(audible.mean()) + RELATIVE_GATE]
    return float(_lufs(gated.mean()))


def level(waveform: Samples, rate_hz: int, target_lufs: float = -23.0) -> Samples:
    """Return the recording at the loudness wanted, or as near to it as its peaks allow; silence stays as it is."""
    measured = loudness(waveform, rate_hz)
    if measured == SILENT:
        return waveform
    gain = 10 ** ((target_lufs - measured) / 20)
    return (waveform * min(gain, HIGHEST_PEAK / float(np.abs(waveform).max()))).astype(np.float32)


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-15))


def _block_powers(waveform: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """Mean power of blocks of 400 ms that overlap by three quarters; a shorter recording is one block."""
    block = min(round(BLOCK_SECONDS * rate_hz), len(waveform))
    starts = np.arange(0, len(waveform) - block + 1, max(1, block // OVERLAP))
    total = np.concatenate(([0.0], np.cumsum(waveform**2)))
    return (total[starts + block] - total[starts]) / block


def _k_weighted(waveform: Samples, rate_hz: int) -> NDArray[np.float64]:
    """Filter by the standard's two analogue prototypes, in the frequency domain, so that any rate will do."""
    spectrum = np.fft.rfft(np.pad(waveform, (0, rate_hz // 10)))
    s: Response = 2j * np.pi * np.fft.rfftfreq(len(waveform) + rate_hz // 10, 1 / rate_hz)
    return np.fft.irfft(spectrum * _head_shelf(s) * _high_pass(s))[: len(waveform)]


def _head_shelf(s: Response) -> Response:
    """About +4 dB above 1.7 kHz, for the head's effect on sound; constants of the prototype as De Man gives them."""
    corner, quality = 2 * np.pi * 1681.974450955533, 0.7071752369554196
    gain = 10 ** (3.999843853973347 / 20)
    band = gain**0.4996667741545416
    denominator = s**2 + corner / quality * s + corner**2
    response: Response = (gain * s**2 + band * corner / quality * s + corner**2) / denominator
    return response


def _high_pass(s: Response) -> Response:
    corner, quality = 2 * np.pi * 38.13547087602444, 0.5003270373238773
    response: Response = s**2 / (s**2 + corner / quality * s + corner**2)
    return response
