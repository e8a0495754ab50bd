"""Which of the ways to generate is the fastest here: by what was measured on this processor, or as a rule."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from voices.compiled.kernel_cache import cache_folder
from voices.compiled.processor import processor_name
from voices.files.atomic_file import replace_file
from voices.vocoders.autoregressive.kernel_shape import PRECISIONS, kernel_shape
from voices.vocoders.sampling.group import GROUP
from voices.vocoders.wavenet.config import WaveNetConfig

AUTO = "auto"

BY_RULE = "int8"
"""The precision of a processor that nothing was measured on: the fastest in every instruction set there is, by 1.2
times and more (docs/vocoder.md)."""

CLEARLY = 1.1
"""How many times faster another precision must have been measured to be taken: samples should not change for less."""

FILE = "speeds.json"

Speeds = Mapping[str, float]
"""Samples a second by `way`."""


@dataclass(frozen=True)
class Formulation:
    """A precision, and from how many waveforms on a group of streams in lock-step makes them sooner than one by one."""

    precision: str = BY_RULE
    worth_a_group: int = 3


def way(precision: str, streams: int) -> str:
    """Return the name of a way to generate."""
    return f"{precision}, {streams} at once"


def fastest(speeds: Speeds) -> Formulation:
    """Return the formulation that measured speeds recommend; the rule's where nothing was measured."""
    alone = {name: speeds[way(name, 1)] for name in PRECISIONS if way(name, 1) in speeds}
    if BY_RULE not in alone:
        return Formulation()
    best = max(alone, key=lambda name: alone[name])
    precision = best if alone[best] > CLEARLY * alone[BY_RULE] else BY_RULE
    if way(precision, GROUP) not in speeds:
        return Formulation(precision)
    # A group takes as long for one waveform as for four.
    sooner_from = GROUP * alone[precision] / speeds[way(precision, GROUP)]
    return Formulation(precision, max(math.floor(sooner_from) + 1, 2))


def remembered_speeds(config: WaveNetConfig, instruction_set: str) -> Speeds:
    """Return what was measured on this processor of networks of this shape; nothing where nothing was."""
    return _read().get(_key(config, instruction_set), {})


def remember_speeds(config: WaveNetConfig, instruction_set: str, speeds: Speeds) -> None:
    """Keep what was measured, beside the compiled kernels that it was measured with.

    Raises:
        OSError: if the cache folder cannot be written to.
    """
    known = {**_read(), _key(config, instruction_set): dict(speeds)}

    def write(path: Path) -> None:
        path.write_text(json.dumps(known, indent=1), encoding="utf-8")

    replace_file(_path(), write)


def _key(config: WaveNetConfig, instruction_set: str) -> str:
    shape = kernel_shape(config, BY_RULE, 1, instruction_set)
    return f"{processor_name()}, {config.layers} layers, {shape.name}"


def _path() -> Path:
    return cache_folder() / FILE


def _read() -> dict[str, dict[str, float]]:
    """Return what the file holds as far as it holds speeds: a cache that is damaged is none."""
    try:
        known = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {key: _speeds(values) for key, values in known.items() if isinstance(values, dict)}


def _speeds(values: Mapping[str, object]) -> dict[str, float]:
    return {name: float(speed) for name, speed in values.items() if isinstance(speed, int | float) and speed > 0}
