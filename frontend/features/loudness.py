"""Bring recordings to one loudness, as heard: K-weighted and gated (ITU-R BS.1770-4)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.features.framing import Samples

BLOCK_SECONDS, OVERLAP = 0.4, 4
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
HIGHEST_PEAK = 0.95
SILENT = float("-inf")

Response = NDArray[np.complexfloating[Any, Any]]


def loudness(waveform: Samples, rate_hz: int) -> float:
    """Return the loudness of a mono recording in LUFS; minus infinity where nothing passes the gates."""
    power = _block_powers(_k_weighted(waveform, rate_hz), rate_hz)
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
