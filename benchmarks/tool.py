"""What whole runs of the program take: `python -m benchmarks.tool`.

Start-up; a short sentence, warm and cold (with an empty cache of compiled code); where the time of a warm one goes; and
many short lines through one process: lines a second, and the most memory it held after a tenth of them and after all.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from benchmarks.processes import Spent, spent

PYTHON = [sys.executable]
TTS = [sys.executable, "-m", "tts_cli"]
SENTENCE = "Hello, this is a test."
LINES = ("Turn left.", "It is five past nine.", "Your tea is ready!", "Who is it?", "One new message from Anna.")

# Run in a process of its own: each stage is timed from the end of the one before.
STAGES = """
import time
names, times = [], [time.process_time()]
def stage(name):
    names.append(name); times.append(time.process_time())
import tts_cli.app
stage("import the command line")
import numpy, soundfile
stage("import numpy and soundfile")
import numba
stage("import numba")
from voices.speaking.render import sound
from tts_cli.synthesis.start import start_service
stage("import the rest")
service = start_service()
service.voice()
stage("load and check the voice")
sentences = list(service.plan(SENTENCE))
stage("text, phones, prosody, spectrum")
[list(one.pieces) for one in sound(sentences)]
stage("waveform")
import json
print(json.dumps(dict(zip(names, (after - before for before, after in zip(times, times[1:]))))))
"""

_SPEAK_LINES = """
import pathlib, resource
from tts_cli.app import app
try:
    app(["synth", "-", "--output-dir", {folder!r}])
except SystemExit:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pathlib.Path({memory!r}).write_text(str(used))
"""


def main(arguments: list[str] | None = None) -> None:
    """Print the figures, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="of each command; medians are printed")
    parser.add_argument("--lines", type=int, default=2000, help="through one process; 0 leaves them out")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            "commands": commands(Path(folder), options.runs),
            "stages of a warm synth, CPU s": stages(options.runs),
            "many lines": many_lines(Path(folder), options.lines) if options.lines else {},
        }
    if options.json:
        print(json.dumps(figures))
        return
    for title, rows in figures.items():
        print(title)
        for name, value in rows.items():
            print(f"  {name:36}{value:10.2f}")


def commands(folder: Path, runs: int) -> dict[str, float]:
    """Return the seconds of whole processes, by the clock and of CPU."""
    synth = [*TTS, "synth", SENTENCE, "-o", str(folder / "out.wav")]
    spent(synth)  # warms the caches of the next ones
    found = {
        "python -c pass": median([spent([*PYTHON, "-c", "pass"]) for _ in range(runs)]),
        "tts --version": median([spent([*TTS, "--version"]) for _ in range(runs)]),
        "tts synth, warm": median([spent(synth) for _ in range(runs)]),
        "tts synth, cold": median([spent(synth, _cold(folder / f"cache{run}")) for run in range(max(1, runs // 2))]),
    }
    return {
        f"{name}, {clock} s": value
        for name, one in found.items()
        for clock, value in (("wall", one.wall_seconds), ("CPU", one.cpu_seconds))
    }


def median(runs: list[Spent]) -> Spent:
    """Return the medians of several runs."""
    return Spent(
        statistics.median(run.wall_seconds for run in runs), statistics.median(run.cpu_seconds for run in runs)
    )


def stages(runs: int) -> dict[str, float]:
    """Return the CPU seconds that each stage of saying a short sentence takes, in a process of its own, medians."""
    script = f"SENTENCE = {SENTENCE!r}\n{STAGES}"
    found = [json.loads(subprocess.check_output([*PYTHON, "-c", script])) for _ in range(runs)]
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def many_lines(folder: Path, count: int) -> dict[str, float]:
    """Return how fast one process says many short lines into a file each, and the memory it took."""
    few = max(1, count // 10)
    memory_of_few, _ = _speak_lines(folder / "few", few)
    memory, taken = _speak_lines(folder / "all", count)
    return {
        "lines": count,
        "lines/s": count / taken.wall_seconds,
        "lines/CPU s": count / taken.cpu_seconds,
        f"peak MB, {few} lines": memory_of_few,
        f"peak MB, {count} lines": memory,
    }


def _speak_lines(folder: Path, count: int) -> tuple[float, Spent]:
    """Megabytes at most, and what the process took."""
    folder.mkdir()
    text = "".join(f"{line}\n" for line in islice(cycle(LINES), count))
    memory = folder.with_suffix(".kilobytes")
    script = _SPEAK_LINES.format(folder=str(folder), memory=str(memory))
    taken = spent([*PYTHON, "-c", script], stdin=text.encode())
    written = len(list(folder.iterdir()))
    if written != count:
        raise RuntimeError(f"{written} files were written, not {count}")
    return int(memory.read_text()) / (1e6 if sys.platform == "darwin" else 1e3), taken


def _cold(cache: Path) -> dict[str, str]:
    return {**os.environ, "TTS_CACHE": str(cache)}


if __name__ == "__main__":
    main()
