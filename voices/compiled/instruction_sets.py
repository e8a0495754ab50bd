"""Which vector instructions a kernel is written for: chosen at run time, or forced."""

import os

from frontend.errors import TtsError

VARIABLE = "TTS_INSTRUCTION_SET"

FLOAT_LANES = {"avx512": 16, "avx2": 8, "portable": 4}
"""Floats in one vector; portable means 128-bit vectors, which every 64-bit processor has."""

ACCUMULATORS = {"avx512": 24, "avx2": 12, "portable": 12}
"""Vector registers that a matrix product keeps sums in, of the 32, 16 and 16 there are."""


class UnknownInstructionSetError(TtsError):
    """The forced instruction set is not one of ours."""


def choose_instruction_set(wanted: str | None = None) -> str:
    """Return `wanted`, or what the environment variable asks for, or the best this processor has.

    Raises:
        UnknownInstructionSetError: for a name that is not in FLOAT_LANES.
    """
    name = wanted or os.environ.get(VARIABLE) or _best_here()
    if name not in FLOAT_LANES:
        raise UnknownInstructionSetError(
            f"instruction set is {name!r} (an argument, or {VARIABLE}), but must be one of {', '.join(FLOAT_LANES)}"
        )
    return name


def _best_here() -> str:
    features = _target_features()
    if "avx512f" in features and "avx512bw" in features:
        return "avx512"
    return "avx2" if "avx2" in features and "fma" in features else "portable"


def _target_features() -> set[str]:
    # What numba compiles for, which NUMBA_CPU_NAME can set below what the processor has.
    from llvmlite import binding
    from numba.core import config

    if config.CPU_NAME not in (None, "", "host"):
        return set(_FEATURES_OF.get(config.CPU_NAME, ()))
    return {name for name, present in binding.get_host_cpu_features().items() if present}


_FEATURES_OF = {
    "haswell": ("avx2", "fma"),
    "znver3": ("avx2", "fma"),
    "skylake-avx512": ("avx512f", "avx512bw", "avx2", "fma"),
}
