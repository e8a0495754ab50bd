"""Weights of flows in a file that carries its own config; numpy arrays, no torch."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike

from voices.files.configuration import from_mapping, to_mapping
from voices.files.weights_file import Floats, check_shapes, read_weights, write_weights
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.stack.shapes import stack_shapes

KIND = "flows"


def expected_shapes(config: FlowsConfig) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of `flows.network.Flows`, by its name."""
    one = _shapes_of_one(config)
    return {f"{prefix_of(flow)}{name}": shape for flow in range(config.flows) for name, shape in one.items()}


def prefix_of(flow: int) -> str:
    """Return what the names of a flow's arrays begin with."""
    return f"flows.{flow}."


def of_flow(weights: Mapping[str, Floats], flow: int) -> dict[str, Floats]:
    """Return the arrays of one flow."""
    prefix = prefix_of(flow)
    return {name.removeprefix(prefix): array for name, array in weights.items() if name.startswith(prefix)}


def _shapes_of_one(config: FlowsConfig) -> dict[str, tuple[int, ...]]:
    residual, skip = config.residual_channels, config.skip_channels
    return stack_shapes(config) | {
        "input_weight": (config.inputs, residual),
        "input_bias": (residual,),
        "head1_weight": (skip, skip),
        "head1_bias": (skip,),
        "head2_weight": (skip, 2 * config.bands),
        "head2_bias": (2 * config.bands,),
    }


def save_weights(
    path: Path, config: FlowsConfig, weights: Mapping[str, Floats], precision: DTypeLike = np.float32
) -> None:
    """Write a weights file, atomically; in np.float16 it is half as large, as voices are shipped."""
    write_weights(path, KIND, to_mapping(config), weights, precision)


def load_weights(path: Path) -> tuple[FlowsConfig, dict[str, Floats]]:
    """Read a weights file.

    Raises:
        BadWeightsError: if it is missing, damaged, or its arrays are not those of its config.
        ConfigError: if its config has a wrong setting.
    """
    settings, weights = read_weights(path, KIND)
    config = from_mapping(FlowsConfig, settings, f"{path}: {KIND} config")
    check_shapes(path, expected_shapes(config), weights)
    return config, weights
