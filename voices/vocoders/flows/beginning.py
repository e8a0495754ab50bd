"""What flows begin with, the same wherever they are computed: noise, and the prior of what is to be heard."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.prior import Prior, prior_of
from voices.vocoders.stack.frame_conditioning import check_conditioning

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Beginning:
    """What one waveform is made of, step by step.

    Attributes:
        frames: of local conditioning, `frame_steps` steps each.
        noise: [steps, bands], normal, as strong as the temperature lets it be.
        prior: which the last flow's output is brought to.
        source: [steps, bands], the prior's means in its scales, which every flow hears.
    """

    frames: int
    noise: Floats
    prior: Prior
    source: Floats


def beginning_of(config: FlowsConfig, wanted: VocoderInput, temperature: float) -> Beginning:
    """Return what a waveform is made of.

    Raises:
        ValueError: if the noise is not as long as the frames, or features and speaker do not fit the flows.
    """
    check_conditioning(config, wanted.features, wanted.speaker)
    samples = len(wanted.noise)
    frames = samples // config.frame_samples if wanted.features is None else len(wanted.features)
    if samples != frames * config.frame_samples or frames == 0:
        raise ValueError(f"{samples} samples are not the {frames} frames of {config.frame_samples} samples")
    steps = frames * config.frame_steps
    noise = _normal(wanted.noise).reshape(steps, config.bands)
    freely = np.float32(temperature) * _of_steps(wanted.temperature, config.frame_steps, steps)
    prior = prior_of(config, wanted.features, steps)
    return Beginning(frames, noise * freely, prior, prior.mean * np.exp(-prior.log_scale))


def _normal(uniform: Floats) -> Floats:
    """Return a standard normal number of each pair of uniform ones (Box and Muller 1958)."""
    drawn: Floats = np.sqrt(-2 * np.log(uniform[:, 0])) * np.cos(np.float32(2 * np.pi) * uniform[:, 1])
    return drawn


def _of_steps(value: Floats | float, each: int, steps: int) -> Floats:
    """Return [steps, 1] of a value for each frame, the last one repeated, or of one for all."""
    if np.ndim(value) == 0:
        return np.full((steps, 1), value, np.float32)
    frames = np.asarray(value, np.float32)
    return frames[np.minimum(np.arange(steps) // each, len(frames) - 1)][:, None]
