"""Spectra of a signal of sub-bands, joined to the waveform (pre-emphasised) that they are of."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from voices.vocoders.coding.waveform_coding import WaveformCoding

FLOOR = 1e-4
"""Amplitude below which nothing is heard; 1e-4 is -80 dB of full scale."""


class Spectra(nn.Module):
    """Log amplitudes of windowed stretches of a waveform, at several lengths of the window."""

    def __init__(self, coding: WaveformCoding, windows: Sequence[int]) -> None:
        super().__init__()
        self.windows = tuple(windows)
        bank = coding.filter_bank
        weights = torch.from_numpy(bank.joining_weights) if bank else torch.ones(1, 1, 1)
        # [samples of a step, bands, steps]
        joining = weights.permute(0, 2, 1) / torch.from_numpy(coding.scales)[None, :, None]
        self.register_buffer("joining", joining.float(), persistent=False)
        for window in self.windows:
            self.register_buffer(f"window_{window}", torch.hann_window(window), persistent=False)

    def waveform(self, signal: Tensor) -> Tensor:
        """Return the pre-emphasised waveform [B, samples] of a signal [B, T, bands], all but the bank's reach."""
        joining = self.get_buffer("joining")
        return nn.functional.conv1d(signal.float().transpose(1, 2), joining).transpose(1, 2).flatten(1)

    def forward(self, signal: Tensor) -> list[Tensor]:
        """Return the amplitudes [B, frames, bins], not below the floor, of each window in turn."""
        with torch.autocast(signal.device.type, enabled=False):
            waveform = self.waveform(signal)
            return [self._amplitudes(waveform, window) for window in self.windows]

    def _amplitudes(self, waveform: Tensor, window: int) -> Tensor:
        weights = self.get_buffer(f"window_{window}")
        stretches = waveform.unfold(1, window, window // 4) * weights
        spectrum = torch.view_as_real(torch.fft.rfft(stretches)) / (weights.sum() / 2)
        return (spectrum.square().sum(-1) + FLOOR**2).sqrt()


def spectral_distance(made: Sequence[Tensor], recorded: Sequence[Tensor]) -> Tensor:
    """Return the mean over windows of spectral convergence and log distance (Yamamoto et al. 2020, section 2.2)."""
    distances = []
    for ours, theirs in zip(made, recorded, strict=True):
        convergence = torch.linalg.norm(theirs - ours) / torch.linalg.norm(theirs)
        distances.append(convergence + (theirs.log() - ours.log()).abs().mean())
    return torch.stack(distances).mean()
