"""An acoustic model as the starting point of another: the same network, other speakers."""

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.acoustic.config import PREDICTORS, AcousticConfig

Floats = NDArray[np.float32]


class UnfitModelError(TtsError):
    """The model at hand is another network than the one that is to start from it."""


def fitted_predictors(
    config: AcousticConfig, weights: Mapping[str, Floats], wanted: AcousticConfig
) -> dict[str, Floats]:
    """Return the predictors' weights for the `wanted` model to start its training from.

    The same number of speakers are taken to be the same speakers; others start as the average of the known ones.

    Args:
        config, weights: of the model at hand.

    Raises:
        UnfitModelError: more than the speakers differs.
    """
    for field in dataclasses.fields(AcousticConfig):
        own, other = getattr(config, field.name), getattr(wanted, field.name)
        if field.name not in ("speakers", "dropout") and own != other:
            raise UnfitModelError(f"this acoustic model has {field.name} {own}, but the one to train has {other}")
    fitted = {name: array for name, array in weights.items() if name.split(".")[0] in PREDICTORS}
    if config.speakers != wanted.speakers:
        for name in (f"{predictor}.speakers.weight" for predictor in PREDICTORS):
            fitted[name] = np.tile(fitted[name].mean(0), (wanted.speakers, 1))
    return fitted
