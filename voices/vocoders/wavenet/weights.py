"""WaveNet weights in a file that carries its own config; numpy arrays, no torch."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike

from voices.files.configuration import from_mapping, to_mapping
from voices.files.weights_file import Floats, check_shapes, read_weights, write_weights
from voices.vocoders.stack.shapes import stack_shapes
from voices.vocoders.wavenet.config import WaveNetConfig

KIND = "wavenet"

_OF_THE_STACK = ("gate_weight", "output_weight", "output_bias")
"""Arrays that older files name so."""

_OF_EACH_BAND = ("input", "head1_bias", "head2_weight", "head2_bias")
"""Arrays that files from before there were bands hold without that first axis."""

_OF_THE_CONDITIONING = ("conditioning.weight", "conditioning.bias")
"""Arrays whose last columns, for the head, those files lack: it was not conditioned."""


def expected_shapes(config: WaveNetConfig) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of `wavenet.network.WaveNet`, by its name."""
    levels, head, outputs = config.distribution.input_levels or 2, config.head_channels, config.distribution.channels
    shapes = stack_shapes(config) | {
        "input": (config.bands, levels, config.residual_channels),
        "head1_weight": (config.skip_channels, head),
        "head1_bias": (config.bands, head),
        "head2_weight": (config.bands, head, outputs),
        "head2_bias": (config.bands, outputs),
    }
    if config.bands > 1:
        shapes["within_step"] = (config.bands - 1, levels, head)
    return shapes


def save_weights(
    path: Path, config: WaveNetConfig, weights: Mapping[str, Floats], precision: DTypeLike = np.float32
) -> None:
    """Write a weights file, atomically; in np.float16 it is half as large, as voices are shipped."""
    write_weights(path, KIND, to_mapping(config), weights, precision)


def load_weights(path: Path) -> tuple[WaveNetConfig, dict[str, Floats]]:
    """Read a weights file.

    Raises:
        BadWeightsError: if it is missing, damaged, or its arrays are not those of its config.
        ConfigError: if its config has a wrong setting.
    """
    settings, weights = read_weights(path, KIND)
    older = "coding" not in settings  # from before there were bands
    if older:
        settings.setdefault("conditioning_slope", 0.0)
        if isinstance(settings.get("distribution"), dict):
            settings["distribution"].setdefault("pre_emphasis", 0.0)
    config = from_mapping(WaveNetConfig, settings, f"{path}: {KIND} config")
    weights = {f"stack.{name}" if name in _OF_THE_STACK else name: array for name, array in weights.items()}
    if older:
        weights = _from_before_bands(config, weights)
    check_shapes(path, expected_shapes(config), weights)
    return config, weights


def _from_before_bands(config: WaveNetConfig, weights: Mapping[str, Floats]) -> dict[str, Floats]:
    found = {}
    for name, array in weights.items():
        if name in _OF_EACH_BAND:
            found[name] = array[None]
        elif name in _OF_THE_CONDITIONING:
            found[name] = np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, config.skip_channels)])
        else:
            found[name] = array
    return found
