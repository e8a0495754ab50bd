"""What a vocoder takes, from what is known of a sentence."""

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.sampling.temperature import frame_temperatures
from voices.vocoders.vocoder import VocoderConfig

Floats = NDArray[np.float32]

COLDEST = 1e-3
"""A temperature at which the likeliest is drawn all but always: what 0 means."""


def vocoder_input(
    config: VocoderConfig,
    features: Floats | None,
    voiced: NDArray[np.bool_] | None,
    speaker: int,
    seed: int,
    samples: int,
) -> VocoderInput:
    """Return what a vocoder makes a waveform of.

    Args:
        features: [F, C]; a network without local conditioning hears none.
        voiced: [F], where it is known: those frames are drawn colder.
        speaker: index; a network without speakers ignores it.
        samples: of the waveform.
    """
    heard = features if config.conditioning_channels else None
    freely: Floats | float = 1.0 if voiced is None or heard is None else frame_temperatures(voiced)
    return VocoderInput(uniform_noise(seed, samples), heard, speaker if config.speakers else None, freely)
