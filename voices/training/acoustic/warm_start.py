"""An acoustic model as the starting point of another: the same network, other speakers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.acoustic.config import PREDICTORS, AcousticConfig
from voices.files.weights_file import require_same_network

Floats = NDArray[np.float32]


def fitted_predictors(
    config: AcousticConfig, weights: Mapping[str, Floats], wanted: AcousticConfig
) -> dict[str, Floats]:
    """Return the predictors' weights for the `wanted` model to start its training from.

    The same number of speakers are taken to be the same speakers; others start as the average of the known ones.

    Args:
        config, weights: of the model at hand.

    Raises:
        UnfitWeightsError: more than the speakers differs.
    """
    require_same_network(config, wanted, but={"speakers", "dropout"})
    fitted = {name: array for name, array in weights.items() if name.split(".")[0] in PREDICTORS}
    if config.speakers != wanted.speakers:
        for name in (f"{predictor}.speakers.weight" for predictor in PREDICTORS):
            fitted[name] = np.tile(fitted[name].mean(0), (wanted.speakers, 1))
    return fitted
