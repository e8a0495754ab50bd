"""What the decoder smooths away, put back from the source.

A decoder that learns to be near the spectrum that was recorded answers with the mean of all that may have been meant,
in which consonants are blurred. The source has them: its cepstra, stretched to the target's vocal tract and brought to
the target's mean and deviation, are a second guess at the same spectrum, in which nothing was smoothed. Part of the
difference is added to the first.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.feature_config import FeatureConfig
from voices.conversion.coded import Source
from voices.conversion.heard import SPEECH_NEPERS, Surroundings, cepstra, curves, loudest, normalised, surroundings
from voices.conversion.warping import warped

Floats = NDArray[np.float32]

FACTORS = tuple(float(factor) for factor in np.exp(np.linspace(-0.24, 0.24, 17)))
"""By which frequencies of the source may be stretched: between a man's and a child's vocal tract."""

FADING_NEPERS = 1.0
"""In which frames fainter than speech get less and less back: pauses stay as clean as they are decoded."""


class Clarity:
    """Of one recording and one target: what is learned of the source's vocal tract holds for what follows.

    Args:
        share: of the difference that is added, 0 to 1.
        usual: what is usual in the target's cepstra.
    """

    def __init__(self, share: float, usual: Surroundings, features: FeatureConfig) -> None:
        self._share, self._usual, self._features = share, usual, features
        self._distances = np.zeros(len(FACTORS))

    def restored(self, log_mel: Floats, source: Source, own: slice) -> Floats:
        """Return a decoded spectrum [F, bands] with a share of the source's clarity.

        Args:
            own: the frames that are no context, from which the vocal tract is learned.
        """
        coefficients = source.heard.shape[1]
        decoded = cepstra(log_mel, coefficients)
        level, faintest = source.heard[:, 0], loudest(source.speech) - SPEECH_NEPERS
        guesses = [self._said_by_target(source, factor) for factor in FACTORS]
        said = level[own] >= faintest
        for number, guess in enumerate(guesses):
            self._distances[number] += np.abs((guess - decoded)[own][said] / self._usual.deviation).sum()
        guess = guesses[int(self._distances.argmin())]
        weight = self._share * np.clip(1 + (level - faintest) / FADING_NEPERS, 0, 1)[:, None]
        added = (weight * (guess - decoded)) @ curves(log_mel.shape[1], coefficients).T
        clear: Floats = (log_mel + added).astype(np.float32)
        return clear

    def _said_by_target(self, source: Source, factor: float) -> Floats:
        """The source's cepstra [F, K] with the target's vocal tract, mean and deviation."""
        stretch = stretching(factor, source.heard.shape[1], self._features)
        heard = normalised(source.heard @ stretch, surroundings(source.speech @ stretch))
        return heard * self._usual.deviation + self._usual.mean


@lru_cache(maxsize=2 * len(FACTORS))
def stretching(factor: float, coefficients: int, features: FeatureConfig) -> Floats:
    """Return the matrix [K, K] that takes cepstra to those of the spectrum with its frequencies multiplied."""
    return cepstra(warped(curves(features.bands, coefficients).T, factor, features), coefficients)
