"""Which vector instructions a kernel is written for: chosen at run time, or forced."""

import os

from frontend.errors import TtsError
from voices.compiled.processor import processor_name, target_features

VARIABLE = "TTS_INSTRUCTION_SET"

FLOAT_LANES = {"avx512": 16, "avx2": 8, "portable": 4}
"""Floats in one vector; portable means 128-bit vectors, which every 64-bit processor has."""

ACCUMULATORS = {"avx512": 24, "avx2": 12, "portable": 12}
"""Vector registers that a matrix product keeps sums in, of the 32, 16 and 16 there are."""

NEEDED = {"avx512": {"avx512f", "avx512bw"}, "avx2": {"avx2", "fma"}, "portable": set[str]()}
"""What a processor must have for each, by LLVM's names."""


class UnknownInstructionSetError(TtsError):
    """The forced instruction set is not one of ours."""


class MissingInstructionSetError(TtsError):
    """The forced instruction set is not one of this processor's: its code would end the program."""


def choose_instruction_set(wanted: str | None = None) -> str:
    """Return `wanted`, or what the environment variable asks for, or the best this processor has.

    Raises:
        UnknownInstructionSetError: for a name that is not in FLOAT_LANES.
        MissingInstructionSetError: for one that this processor does not have.
    """
    available = available_instruction_sets()
    name = wanted or os.environ.get(VARIABLE) or available[0]
    if name not in FLOAT_LANES:
        raise UnknownInstructionSetError(
            f"instruction set is {name!r} (an argument, or {VARIABLE}), but must be one of {', '.join(FLOAT_LANES)}"
        )
    if name not in available:
        raise MissingInstructionSetError(
            f"instruction set is {name!r} (an argument, or {VARIABLE}), but this processor ({processor_name()}) has "
            f"{' and '.join(available)} alone"
        )
    return name


def available_instruction_sets() -> list[str]:
    """Return the instruction sets that this processor has, the best first."""
    features = target_features()
    return [name for name in FLOAT_LANES if NEEDED[name] <= features]
