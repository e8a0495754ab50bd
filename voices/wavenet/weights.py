"""WaveNet weights in a safetensors file that carries its own config; numpy arrays, no torch."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.atomic_file import replace_file
from voices.wavenet.config import WaveNetConfig, wavenet_config_from_mapping, wavenet_config_to_mapping

Floats = NDArray[np.float32]
CONFIG_KEY = "wavenet"


class BadWeightsError(TtsError):
    """A weights file is missing, damaged, or not of the network that it says it is."""


def expected_shapes(config: WaveNetConfig) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of `wavenet.network.WaveNet`, by its name."""
    residual, skip, head, layers = config.residual_channels, config.skip_channels, config.head_channels, config.layers
    hidden, outputs = config.conditioning_hidden, config.distribution.channels
    shapes: dict[str, tuple[int, ...]] = {
        "input": (config.distribution.input_levels or 2, residual),
        "conditioning.bias": (layers * 2 * residual,),
        "gate_weight": (layers, config.kernel_size, residual, 2 * residual),
        "output_weight": (layers, residual, residual + skip),
        "output_bias": (layers, residual + skip),
        "head1_weight": (skip, head),
        "head1_bias": (head,),
        "head2_weight": (head, outputs),
        "head2_bias": (outputs,),
    }
    if config.conditioning_channels or config.speakers:
        shapes["conditioning.weight"] = (hidden, layers * 2 * residual)
    if config.speakers:
        shapes["conditioning.speakers.weight"] = (config.speakers, hidden)
    for layer in range(config.conditioning_layers if config.conditioning_channels else 0):
        inputs = config.conditioning_channels if layer == 0 else hidden
        shapes[f"conditioning.convolutions.{layer}.weight"] = (hidden, inputs, 3)
        shapes[f"conditioning.convolutions.{layer}.bias"] = (hidden,)
    return shapes


def save_weights(path: Path, config: WaveNetConfig, weights: Mapping[str, Floats]) -> None:
    """Write a weights file, atomically."""
    from safetensors.numpy import save_file

    metadata = {CONFIG_KEY: json.dumps(wavenet_config_to_mapping(config))}
    arrays = {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}
    replace_file(path, lambda temporary: save_file(arrays, temporary, metadata))


def load_weights(path: Path) -> tuple[WaveNetConfig, dict[str, Floats]]:
    """Read a weights file.

    Raises:
        BadWeightsError: if it is missing, damaged, or its arrays are not those of its config.
        ConfigError: if its config has a wrong setting.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise BadWeightsError(f"there is no weights file {path}")
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
    except SafetensorError as error:
        raise BadWeightsError(f"{path} is damaged or no safetensors file ({error})") from None
    config = _config(path, metadata)
    check_shapes(path, config, weights)
    return config, weights


def check_shapes(path: Path, config: WaveNetConfig, weights: Mapping[str, Floats]) -> None:
    """Raise BadWeightsError unless the arrays are exactly those of the network, all finite."""
    expected = expected_shapes(config)
    for name in sorted(expected.keys() | weights.keys()):
        found = tuple(weights[name].shape) if name in weights else None
        if found != expected.get(name):
            raise BadWeightsError(f"{path}: array {name} has shape {found}, but its config needs {expected.get(name)}")
        if not np.isfinite(weights[name]).all():
            raise BadWeightsError(f"{path}: array {name} holds values that are not finite; the training diverged")


def _config(path: Path, metadata: Mapping[str, str]) -> WaveNetConfig:
    if CONFIG_KEY not in metadata:
        raise BadWeightsError(f"{path} says nothing about a WaveNet; it was written by another program")
    try:
        settings = json.loads(metadata[CONFIG_KEY])
    except json.JSONDecodeError as error:
        raise BadWeightsError(f"{path}: its WaveNet config is not JSON ({error})") from None
    return wavenet_config_from_mapping(settings)
