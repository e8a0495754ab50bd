"""What computes: the processor's vector instructions, and which of them generation will use."""

import os
from collections.abc import Iterator

from tts_cli.checks.finding import Finding, ok, warning

_WORTH_NAMING = (
    *("sse4.2", "avx", "avx2", "fma", "avx512f", "avx512bw", "avx512vnni", "avx512bf16", "amx-int8", "amx-bf16"),
    *("neon", "asimd", "bf16"),
)


def check_processor() -> Iterator[Finding]:
    """Name the processor's features and the instruction set that speech is generated with."""
    from voices.compiled.instruction_sets import VARIABLE, choose_instruction_set
    from voices.compiled.processor import host_features, processor_name

    features = host_features()
    named = " ".join(name for name in _WORTH_NAMING if name in features) or "no vector extensions"
    yield ok("processor", f"{os.cpu_count()} threads, {processor_name()}: {named}")
    chosen = choose_instruction_set()
    forced = os.environ.get(VARIABLE)
    if forced:
        yield warning("instruction set", f"{chosen}, because {VARIABLE} says so", f"unset {VARIABLE} to have the best")
    else:
        yield ok("instruction set", chosen)
