"""The processor at hand: its name, and the vector instructions that code here is compiled for."""

import functools
import os

BFLOAT16 = ("avx512bf16", "amx-bf16", "bf16")
"""Features, by LLVM's names, that come with products of bfloat16 numbers; without one they are emulated."""

_AVX2 = frozenset({"avx2", "fma"})
_AVX512 = _AVX2 | {"avx512f", "avx512bw"}

_FEATURES_OF = {
    **dict.fromkeys(("haswell", "broadwell", "skylake", "alderlake", "x86-64-v3"), _AVX2),
    **dict.fromkeys(("znver1", "znver2", "znver3"), _AVX2),
    **dict.fromkeys(("skylake-avx512", "x86-64-v4"), _AVX512),
    "cascadelake": _AVX512 | {"avx512vnni"},
    "icelake-server": _AVX512 | {"avx512vnni"},
    **dict.fromkeys(("cooperlake", "znver4", "znver5"), _AVX512 | {"avx512vnni", "avx512bf16"}),
    "sapphirerapids": _AVX512 | {"avx512vnni", "avx512bf16", "amx-bf16", "amx-int8"},
}
"""What matters here of processors that NUMBA_CPU_NAME may name; of others nothing is taken for granted."""


def processor_name() -> str:
    """Return LLVM's name of the processor that code is compiled for."""
    from llvmlite import binding

    return _named() or binding.get_host_cpu_name()


@functools.cache
def host_features() -> frozenset[str]:
    """Return LLVM's names of what the processor has."""
    from llvmlite import binding

    return frozenset(name for name, present in binding.get_host_cpu_features().items() if present)


def target_features() -> frozenset[str]:
    """Return LLVM's names of what code may use: NUMBA_CPU_NAME can name less than the processor has."""
    named = _named()
    return _FEATURES_OF.get(named, frozenset()) if named else host_features()


def multiplies_bfloat16() -> bool:
    """Return whether the processor has instructions for products of bfloat16 numbers."""
    return any(name in target_features() for name in BFLOAT16)


def _named() -> str:
    name = os.environ.get("NUMBA_CPU_NAME", "")
    return "" if name == "host" else name
