"""What is known of a signal at the start: noise as loud as the spectrum says, about the harmonics of the pitch.

Flows that begin with it (as diffusion does in PriorGrad, Lee et al. 2022) have less to learn than from noise of one
loudness: the harmonics say where the pitch is (the source of the neural source-filter model, Wang et al. 2020), the
level takes 60 dB of range off the flows. Both follow from the features alone, so that the flows of the noise stay what
they are.
"""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.features.mel import mel_filters
from voices.conditioning.feature_config import FeatureConfig
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.harmonics import glide_shares, harmonic_sum

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

MEAN_OF_MAGNITUDE = (np.pi / 4) ** 0.5
"""Of a complex normal number of unit variance (Rayleigh's distribution)."""


@dataclass(frozen=True)
class Prior:
    """Mean and log scale of each band's samples [steps, bands]."""

    mean: Floats
    log_scale: Floats


def prior_of(config: FlowsConfig, features: Floats | None, steps: int) -> Prior:
    """Return the prior of a signal of so many steps; of standard noise where the config has none.

    Args:
        features: [F, C]: the spectrum, pitch and voicing of each frame.
    """
    if config.prior is None or features is None:
        return Prior(*(np.zeros((steps, config.bands), np.float32) for _ in range(2)))
    measured = config.prior
    amplitudes = np.exp(features[:, : measured.bands] * measured.log_mel_deviation + measured.middle_log_mel)
    log_pitch = features[:, -2] * measured.log_pitch_deviation + measured.middle_log_hz
    voiced = features[:, -1] > 0.5
    harmonics = _harmonics(measured, amplitudes.astype(np.float64), log_pitch.astype(np.float64), voiced)
    levels = _levels(measured, config.coding, amplitudes)
    return Prior(config.coding.encode(harmonics), _glide(np.log(levels), config.frame_steps).astype(np.float32))


def _levels(measured: FeatureConfig, coding: WaveformCoding, amplitudes: Floats) -> Doubles:
    """Return the standard deviation [F, bands] that noise of this spectrum has in each band."""
    deviations = amplitudes / noise_spectrum_of(measured)
    levels: Doubles = np.sqrt(deviations**2 @ noise_power_of_bands(measured, coding))
    return levels


def noise_spectrum_of(measured: FeatureConfig) -> Doubles:
    """Return the amplitudes [bands] that noise of unit variance has in the spectrum."""
    window = np.hanning(measured.window + 1)[:-1]
    heard = MEAN_OF_MAGNITUDE * np.sqrt((window**2).sum()) / (window.sum() / 2)
    amplitudes: Doubles = heard * mel_filters(measured).sum(1)
    return amplitudes


@functools.cache
def noise_power_of_bands(measured: FeatureConfig, coding: WaveformCoding) -> Doubles:
    """Return how much of the power in each band of the spectrum reaches each band of the signal, [bands, bands]."""
    filters = mel_filters(measured)
    angles = np.linspace(0, np.pi, filters.shape[1])
    powers = np.abs(1 - coding.pre_emphasis * np.exp(-1j * angles))[:, None] ** 2 * coding.scales**2
    bank = coding.filter_bank
    if bank is not None:
        places = np.arange(bank.taps)
        powers = powers * np.abs(np.exp(-1j * angles[:, None] * places) @ bank.analysis_filters.T) ** 2
    shares: Doubles = filters / np.maximum(filters.sum(0), 1e-3) @ powers / len(angles)
    return shares


def _harmonics(measured: FeatureConfig, amplitudes: Doubles, log_pitch: Doubles, voiced: NDArray[np.bool_]) -> Floats:
    """Return the sum of the pitch's harmonics [T], as strong as bands of the spectrum, amplitudes [F, bands], say."""
    pitch = np.clip(np.exp(log_pitch), measured.lowest_pitch_hz, measured.highest_pitch_hz)
    number = np.arange(1.0, measured.highest_hz / pitch.min() + 1)
    hz = pitch[:, None] * number
    place, after, share = _between_bands(measured, hz)
    width = mel_filters(measured).sum(1)
    log_density = np.log(amplitudes / width)
    rows = np.arange(len(pitch))[:, None]
    density = np.exp(log_density[rows, place] + share * (log_density[rows, after] - log_density[rows, place]))
    # A bin of a narrow band holds the top of one harmonic's lobe; a wide one holds the mean over lobe and gap.
    lobe = 2 * measured.rate_hz / measured.window
    width_hz = width * measured.rate_hz / measured.transform_length
    gap = np.clip(width_hz[place], lobe, np.maximum(pitch, lobe)[:, None]) / lobe
    strong = density * gap * (hz < measured.highest_hz) * voiced[:, None]
    return harmonic_sum(
        measured.hop, np.exp(_glide(np.log(pitch)[:, None], measured.hop)[:, 0]), strong, measured.rate_hz
    )


def _between_bands(measured: FeatureConfig, hz: Doubles) -> tuple[NDArray[np.int64], NDArray[np.int64], Doubles]:
    """Return the bands of the spectrum below and above each frequency, and how far it is from one to the other."""
    lowest, highest = _mel(measured.lowest_hz), _mel(measured.highest_hz)
    place = np.clip((_mel(hz) - lowest) / (highest - lowest) * (measured.bands + 1) - 1, 0, measured.bands - 1)
    below = np.minimum(place.astype(np.int64), measured.bands - 1)
    return below, np.minimum(below + 1, measured.bands - 1), place - below


def _mel(hz: Doubles | float) -> Doubles:
    return np.asarray(np.log1p(np.asarray(hz, np.float64) / 700))


def _glide(frames: Doubles, each: int) -> Doubles:
    """Return [F * each, C] of [F, C]: straight lines between the frames' middles."""
    around = np.concatenate([frames[:1], frames, frames[-1:]])
    between = around[:-1, None] + glide_shares(each)[:, None] * np.diff(around, axis=0)[:, None]
    begun = (each + 1) // 2
    return between.reshape(-1, frames.shape[1])[begun : begun + len(frames) * each]
