"""What whole programs take: CPU and wall-clock time, and memory."""

import resource
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """Seconds that a program took by the clock, and of a processor."""

    wall_seconds: float
    cpu_seconds: float


def spent(command: list[str], environment: Mapping[str, str] | None = None, stdin: bytes = b"") -> Spent:
    """Run a program to its end, its output thrown away, and return what it took."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, input=stdin, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def cpu_seconds(command: list[str]) -> float:
    """Return the CPU seconds of one run."""
    return spent(command).cpu_seconds
