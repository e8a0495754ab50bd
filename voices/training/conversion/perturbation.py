"""Changes of what the encoder hears, and not of what is to be decoded: so it cannot tell the speaker by them.

All are made on the log-mel spectrum: what a longer or shorter vocal tract with higher or lower pitch does is a shift of
the bands, what a room or a microphone does is a smooth curve added to them, noise fills up what is below it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.features.mel_config import MelConfig
from voices.conversion.warping import warped
from voices.files.configuration import require

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class PerturbationConfig:
    """How much is changed.

    Attributes:
        warp: standard deviation of the logarithm by which frequencies are stretched.
        bend: of that logarithm where it is another for low than for high frequencies, as formants are.
        tilt_nepers: deviation of each cosine of the equaliser's curve, of which there are `curves`.
        noise_share: of crops with noise.
        quietest_noise, loudest_noise: in nepers below the loudest frames.
        narrow_share: of crops that have nothing above a random frequency, like a telephone's.
        narrow_lowest: the lowest of these, as a share of the bands.
    """

    warp: float = 0.13
    bend: float = 0.0
    tilt_nepers: float = 0.4
    curves: int = 5
    noise_share: float = 0.5
    quietest_noise: float = 6.0
    loudest_noise: float = 2.0
    narrow_share: float = 0.15
    narrow_lowest: float = 0.7

    def __post_init__(self) -> None:
        for name in ("warp", "bend", "tilt_nepers", "curves", "noise_share", "narrow_share"):
            require(getattr(self, name) >= 0, f"{name} is {getattr(self, name)}, but must not be negative")
        require(0 < self.narrow_lowest <= 1, f"narrow_lowest is {self.narrow_lowest}, but must be in (0, 1]")


def perturbed(log_mel: Floats, config: PerturbationConfig, random: np.random.Generator, mel: MelConfig) -> Floats:
    """Return a spectrum [F, bands] as somebody else's voice, room and microphone might have made it."""
    bands = log_mel.shape[1]
    stretch = config.warp * random.standard_normal() + config.bend * _bends(bands, random)
    changed = warped(log_mel, np.exp(stretch), mel)
    changed = changed + _curve(bands, config, random)
    if random.random() < config.noise_share:
        below = random.uniform(config.loudest_noise, config.quietest_noise)
        loud = np.quantile(changed.mean(1), 0.95)
        hiss = loud - below + _curve(bands, config, random) + 0.3 * random.standard_normal(changed.shape)
        changed = np.logaddexp(changed, hiss)
    if random.random() < config.narrow_share:
        changed[:, int(bands * random.uniform(config.narrow_lowest, 1.0)) :] = np.log(mel.floor)
    return changed.astype(np.float32)


def _bends(bands: int, random: np.random.Generator) -> Floats:
    """Half a wave and a whole one over the bands [bands], each with a random height."""
    places = (np.arange(bands) + 0.5) / bands
    bend: Floats = (random.standard_normal(2) @ np.cos(np.pi * np.outer((1, 2), places))).astype(np.float32)
    return bend


def _curve(bands: int, config: PerturbationConfig, random: np.random.Generator) -> Floats:
    """A smooth curve over the bands [bands], in nepers."""
    places = (np.arange(bands) + 0.5) / bands
    waves = np.cos(np.pi * np.outer(np.arange(1, config.curves + 1), places))
    curve: Floats = (config.tilt_nepers * random.standard_normal(config.curves) @ waves).astype(np.float32)
    return curve
