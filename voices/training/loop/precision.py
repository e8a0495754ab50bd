"""In which precision a network trains fastest here: what the device can do, confirmed by a few timed steps."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import torch

from voices.compiled.processor import multiplies_bfloat16, processor_name
from voices.training.loop.config import BFLOAT16, FLOAT32

ROUNDS = 2


@dataclass(frozen=True)
class PrecisionChoice:
    """A precision, and why it is this one.

    Attributes:
        reason: in words.
        speeds: units of data a second in each precision that was tried.
    """

    precision: str
    reason: str
    speeds: Mapping[str, float] = field(default_factory=dict)


def choose_precision(device: torch.device, trial: Callable[[str], int]) -> PrecisionChoice:
    """Return the faster precision.

    Where nothing multiplies bfloat16 numbers only float32 is tried: emulated, bfloat16 can be ten times slower.

    Args:
        trial: computes a step in a precision, and returns of how many units of data.
    """
    able = _multiplies_bfloat16(device)
    speeds = _speeds(device, trial, (FLOAT32, BFLOAT16) if able else (FLOAT32,))
    ordered = sorted(speeds, key=speeds.__getitem__)
    slower, faster = ordered[0], ordered[-1]
    other = f"{speeds[slower]:,.0f}/s in {slower}" if able else f"which has no instructions for {BFLOAT16}"
    reason = f"precision {faster}: {speeds[faster]:,.0f}/s in trial steps on {device_name(device)}, {other}"
    return PrecisionChoice(faster, reason, speeds)


def device_name(device: torch.device) -> str:
    """Return the name of the processor or the graphics card."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else processor_name()


def _multiplies_bfloat16(device: torch.device) -> bool:
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return multiplies_bfloat16()


def _speeds(device: torch.device, trial: Callable[[str], int], precisions: Sequence[str]) -> dict[str, float]:
    """Return units a second in each precision, of the fastest of interleaved steps after a first one."""
    for precision in precisions:
        trial(precision)  # compiles what is compiled
    speeds = dict.fromkeys(precisions, 0.0)
    for _ in range(ROUNDS):
        for precision in precisions:
            started = _now(device)
            units = trial(precision)
            speeds[precision] = max(speeds[precision], units / max(_now(device) - started, 1e-9))
    return speeds


def _now(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
        return time.perf_counter()
    return time.process_time()  # whatever else runs on this machine
