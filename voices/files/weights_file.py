"""Weights in safetensors files that carry their own config; numpy arrays, no torch."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from frontend.errors import TtsError
from voices.files.atomic_file import replace_file

Floats = NDArray[np.float32]


class UnfitWeightsError(TtsError):
    """Weights are of another network than the one that is to start from them."""


class BadWeightsError(TtsError):
    """A weights file is missing, damaged, or not of the network that it says it is."""


def write_weights(
    path: Path, kind: str, config: Mapping[str, Any], weights: Mapping[str, Floats], precision: DTypeLike = np.float32
) -> None:
    """Write a weights file, atomically.

    Args:
        kind: of model, the name under which its config is kept.
        precision: np.float16 halves the file, for voices that ship.
    """
    from safetensors.numpy import save_file

    arrays = {name: np.ascontiguousarray(array, precision) for name, array in weights.items()}
    replace_file(path, lambda temporary: save_file(arrays, temporary, {kind: json.dumps(config)}))


def read_weights(path: Path, kind: str) -> tuple[dict[str, Any], dict[str, Floats]]:
    """Read the config and the arrays of a weights file, in single precision.

    Raises:
        BadWeightsError: if it is missing, damaged, of another kind of model, or holds values that are not finite.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise BadWeightsError(f"there is no weights file {path}")
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            weights = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118 - no dict
    except SafetensorError as error:
        raise BadWeightsError(f"{path} is damaged or no safetensors file ({error})") from None
    for name, array in weights.items():
        if not np.isfinite(array).all():
            raise BadWeightsError(f"{path}: array {name} holds values that are not finite; the training diverged")
    return _config(path, kind, metadata), weights


def stored_kind(path: Path, kinds: Collection[str]) -> str:
    """Return which of these kinds of model a weights file is of.

    Raises:
        BadWeightsError: if it is missing, damaged, or of none of them.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise BadWeightsError(f"there is no weights file {path}")
    try:
        with safe_open(path, framework="numpy") as file:
            stored = file.metadata() or {}
    except SafetensorError as error:
        raise BadWeightsError(f"{path} is damaged or no safetensors file ({error})") from None
    for kind in kinds:
        if kind in stored:
            return kind
    raise BadWeightsError(f"{path} is of none of the kinds of model wanted here: {', '.join(kinds)}")


def require_same_network(config: Any, wanted: Any, but: Collection[str]) -> None:
    """Raise UnfitWeightsError unless two dataclass configs agree in all fields `but` these."""
    for name, own in asdict(config).items():
        other = asdict(wanted)[name]
        if name not in but and own != other:
            raise UnfitWeightsError(f"these weights have {name} {own}, but the network to train has {other}")


def check_shapes(path: Path, expected: Mapping[str, tuple[int, ...]], weights: Mapping[str, Floats]) -> None:
    """Raise BadWeightsError unless the arrays are exactly those expected."""
    for name in sorted(expected.keys() | weights.keys()):
        found = tuple(weights[name].shape) if name in weights else None
        if found != expected.get(name):
            raise BadWeightsError(f"{path}: array {name} has shape {found}, but its config needs {expected.get(name)}")


def _config(path: Path, kind: str, metadata: Mapping[str, str]) -> dict[str, Any]:
    try:
        settings = json.loads(metadata[kind])
    except KeyError:
        raise BadWeightsError(f"{path} says nothing about a model of kind {kind!r}; another program wrote it") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadWeightsError(f"{path}: its {kind} config is not JSON ({error})") from None
    if not isinstance(settings, dict):
        raise BadWeightsError(f"{path}: its {kind} config is no mapping")
    return settings
