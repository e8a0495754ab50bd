"""Checkpoints: all that a training run needs to go on as if it had never stopped, in one safetensors file each."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.optim import Optimizer

from frontend.errors import TtsError
from voices.files.atomic_file import replace_file
from voices.training.loop.average import WeightAverage
from voices.training.loop.config import FLOAT32
from voices.training.loop.muon import Muon

PATTERN = re.compile(r"step-(\d+)\.safetensors")
BEST = "best.safetensors"


class BadCheckpointError(TtsError):
    """A checkpoint is damaged or belongs to another model."""


@dataclass
class Progress:
    """How far a training run is.

    Attributes:
        step: steps completed.
        best_loss: of those validated so far.
        precision: in which it computes.
        chosen_on: the device for which this precision was chosen; "" where the config says which.
    """

    step: int = 0
    elapsed_seconds: float = 0.0
    best_loss: float = float("inf")
    precision: str = FLOAT32
    chosen_on: str = ""


@dataclass(frozen=True)
class TrainingState:
    """Everything that changes while a model is trained, and what stays as it is inside it.

    Attributes:
        optimisers: of each learner, by its name.
    """

    module: nn.Module
    optimisers: Mapping[str, Sequence[Optimizer]]
    average: WeightAverage
    progress: Progress

    def published(self) -> dict[str, Tensor]:
        """Return the module's parameters and buffers by name: averaged where they learn, as they are elsewhere."""
        held = dict(self.module.named_parameters()) | buffers_of(self.module)
        return {name: self.average.weights.get(name, tensor.detach()) for name, tensor in held.items()}


def buffers_of(module: nn.Module) -> dict[str, Tensor]:
    """Return what a module keeps besides its parameters, by name: codebooks, running statistics."""
    weights = {name for name, _ in module.named_parameters(remove_duplicate=False)}
    return {name: tensor for name, tensor in module.state_dict(keep_vars=True).items() if name not in weights}


def save_checkpoint(folder: Path, state: TrainingState, keep: int, best: bool) -> Path:
    """Write the checkpoint of a step, also as the best one if it is; delete all but the last `keep`."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in _tensors(state).items()}
    metadata = {"progress": json.dumps(asdict(state.progress))}
    path = folder / f"step-{state.progress.step:08d}.safetensors"
    for target in [path] + [folder / BEST] * best:
        replace_file(target, lambda temporary: save_file(tensors, temporary, metadata))
    for old in _by_step(folder)[:-keep]:
        old.unlink()
    return path


def latest_checkpoint(folder: Path) -> Path | None:
    """Return the checkpoint of the last step, or None where there is none."""
    paths = _by_step(folder)
    return paths[-1] if paths else None


def load_checkpoint(path: Path, state: TrainingState) -> None:
    """Set the state to what a checkpoint holds.

    Raises:
        BadCheckpointError: if the file is missing, damaged, or its tensors are not those of the module.
    """
    found, metadata = _read(path)
    expected = {name: tuple(tensor.shape) for name, tensor in _tensors(state).items()}
    for name in sorted(expected.keys() | found.keys()):
        shape = tuple(found[name].shape) if name in found else None
        if shape != expected.get(name):
            own = "is missing" if shape is None else f"has shape {shape}"
            wanted = f"needs {expected[name]}" if name in expected else "has none"
            raise BadCheckpointError(
                f"{path} is of another model: {name} {own}, but this model {wanted}; "
                "train into another folder, or with the settings and the version that the checkpoint was made with"
            )
    _restore(state, found)
    for name, value in _progress(path, metadata).items():
        setattr(state.progress, name, value)


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    if not path.is_file():
        raise BadCheckpointError(f"there is no checkpoint {path}")
    try:
        with safe_open(path, framework="pt") as file:
            return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}  # noqa: SIM118
    except SafetensorError as error:
        raise BadCheckpointError(
            f"{path} is damaged or no checkpoint ({error}); delete it to go on from the one before"
        ) from None


def _progress(path: Path, metadata: dict[str, str]) -> dict[str, Any]:
    try:
        return asdict(Progress(**json.loads(metadata["progress"])))
    except (KeyError, TypeError, json.JSONDecodeError):
        raise BadCheckpointError(f"{path} does not say how far its training was; it is no checkpoint") from None


def _tensors(state: TrainingState) -> dict[str, Tensor]:
    """Name every tensor of the state; what an optimiser has not stepped yet has moments of zero."""
    tensors: dict[str, Tensor] = {f"weights.{name}": weight for name, weight in state.module.named_parameters()}
    tensors |= {f"buffers.{name}": tensor for name, tensor in buffers_of(state.module).items()}
    tensors |= {f"average.{name}": weight for name, weight in state.average.weights.items()}
    for name, weight, optimiser in _optimised(state):
        moments = optimiser.state.get(weight, {})
        for kind, key in _moments(optimiser).items():
            none_yet = torch.zeros(()) if kind == "count" else torch.zeros_like(weight)
            tensors[f"{kind}.{name}"] = moments.get(key, none_yet)
    return tensors


@torch.no_grad()
def _restore(state: TrainingState, found: dict[str, Tensor]) -> None:
    for name, weight in state.module.named_parameters():
        weight.copy_(found[f"weights.{name}"])
    for name, tensor in buffers_of(state.module).items():
        tensor.copy_(found[f"buffers.{name}"])
    for name, average in state.average.weights.items():
        average.copy_(found[f"average.{name}"])
    for name, weight, optimiser in _optimised(state):
        for kind, key in _moments(optimiser).items():
            on_cpu = kind == "count" and not optimiser.defaults.get("fused")
            optimiser.state[weight][key] = found[f"{kind}.{name}"].to("cpu" if on_cpu else weight.device)


def _optimised(state: TrainingState) -> Iterator[tuple[str, nn.Parameter, Optimizer]]:
    """Yield every parameter that learns with its name and the optimiser that it is trained by."""
    names = {weight: name for name, weight in state.module.named_parameters()}
    for optimiser in (one for optimisers in state.optimisers.values() for one in optimisers):
        for group in optimiser.param_groups:
            for weight in group["params"]:
                yield names[weight], weight, optimiser


def _moments(optimiser: Optimizer) -> dict[str, str]:
    """Return what an optimiser remembers of each parameter: its name in a checkpoint, and in the optimiser's state."""
    mean = {"mean": "exp_avg"}
    return mean if isinstance(optimiser, Muon) else {**mean, "square": "exp_avg_sq", "count": "step"}


def _by_step(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if PATTERN.fullmatch(path.name))
