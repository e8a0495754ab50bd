"""The output distribution that a config names."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from voices.files.configuration import ConfigError, from_mapping
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.logistics import LogisticMixture
from voices.vocoders.distributions.softmax import MuLawSoftmax

Distribution = MuLawSoftmax | LogisticMixture | Gaussian

KINDS: dict[str, type[Distribution]] = {
    "mu_law_softmax": MuLawSoftmax,
    "logistic_mixture": LogisticMixture,
    "gaussian": Gaussian,
}


def distribution_from_mapping(values: Mapping[str, Any]) -> Distribution:
    """Return the distribution that `{"kind": ..., its own keys}` describes.

    Raises:
        ConfigError: for an unknown kind, key or value.
    """
    settings = dict(values)
    kind = settings.pop("kind", None)
    if kind not in KINDS:
        raise ConfigError(f"distribution kind is {kind!r}; known kinds are {', '.join(KINDS)}")
    return from_mapping(KINDS[kind], settings, f"distribution {kind}")


def distribution_to_mapping(distribution: Distribution) -> dict[str, Any]:
    """Return the mapping from which `distribution_from_mapping` makes an equal distribution."""
    kind = next(name for name, implementation in KINDS.items() if type(distribution) is implementation)
    return {"kind": kind, **dataclasses.asdict(distribution)}
