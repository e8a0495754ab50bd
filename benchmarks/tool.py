"""What whole runs of the program take: `python -m benchmarks.tool`.

Start-up; a short sentence, warm and cold (with an empty cache of compiled code); half a minute of text, and other
programs' on the same text in turn with it (`--beside`); where the time of both goes; how soon a voice in memory is
heard; and many short lines through one process: lines a second, and the most memory it held after a tenth of them and
after all.

`--beside 'piper -m voice.onnx -i {text} -f {output}'` names another program: it reads the file {text} and writes the
WAV {output}.
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

import soundfile

from benchmarks.processes import Spent, spent

PYTHON = [sys.executable]
TTS = [sys.executable, "-m", "tts_cli"]
SENTENCE = "Hello, this is a test."
TEXT = (
    "The north wind and the sun were disputing which was the stronger, when a traveller came along wrapped in a warm "
    "cloak. They agreed that the one who first succeeded in making the traveller take his cloak off should be "
    "considered stronger than the other. Then the north wind blew as hard as he could, but the more he blew, the more "
    "closely did the traveller fold his cloak around him, and at last the north wind gave up the attempt. Then the sun "
    "shone out warmly, and immediately the traveller took off his cloak. And so the north wind was obliged to confess "
    "that the sun was the stronger of the two."
)
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
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
import llvmlite.binding
stage("import llvmlite")
from voices.speaking.render import sound
from tts_cli.synthesis.start import start_service
stage("import the rest")
service = start_service()
service.voice()
stage("load and check the voice")
sentences = list(service.plan(TEXT))
stage("text, phones, prosody, spectrum")
[list(one.pieces) for one in sound(sentences)]
stage("waveform")
import json
print(json.dumps(dict(zip(names, (after - before for before, after in zip(times, times[1:]))))))
"""

# Run in a process of its own: from a text to its first samples, and from a planned sentence to them, by turns.
_FIRST_SAMPLES = """
import json, time
from tts_cli.synthesis.start import start_service
from voices.speaking.render import sound
service = start_service()
def first_samples(text):
    start = time.perf_counter()
    plan = iter([next(iter(service.plan(text)))])
    planned = time.perf_counter()
    next(next(sound(plan)).pieces)
    heard = time.perf_counter()
    return heard - start, heard - planned
print(json.dumps([first_samples(TEXT) for _ in range(RUNS + 1)][1:]))
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
    parser.add_argument("--beside", action="append", default=[], metavar="COMMAND", help="another program's command")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            "commands": commands(Path(folder), options.runs),
            "half a minute of text, seconds for a second": long_text(Path(folder), options.runs, options.beside),
            "stages of a short sentence, CPU s": stages(SENTENCE, options.runs),
            "stages of half a minute, CPU s": stages(TEXT, options.runs),
            "until the first samples of a voice in memory, s": first_samples(options.runs),
            "many lines": many_lines(Path(folder), options.lines) if options.lines else {},
        }
    if options.json:
        print(json.dumps(figures))
        return
    for title, rows in figures.items():
        print(title)
        for name, value in rows.items():
            print(f"  {name:52}{value:10.3f}")


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


def long_text(folder: Path, runs: int, beside: list[str]) -> dict[str, float]:
    """Return the real-time factors of whole processes that say a text, on one core; programs take turns.

    Args:
        beside: other programs' commands, with {text} and {output} in them.
    """
    text, output = folder / "text.txt", folder / "out.wav"
    text.write_text(TEXT, encoding="utf-8")
    ours = shlex.join([*TTS, "synth", "--file", "{text}", "-o", "{output}", "--overwrite", "--threads", "1"])
    found: dict[str, list[Spent]] = {ours: [], **{command: [] for command in beside}}
    for run in range(runs + 1):
        for command, measured in found.items():
            taken = spent([part.format(text=text, output=output) for part in shlex.split(command)], ONE_THREAD)
            seconds = soundfile.info(str(output)).duration
            if run:  # the first one warms caches
                measured.append(Spent(taken.wall_seconds / seconds, taken.cpu_seconds / seconds))
    return {
        f"{'tts synth' if command == ours else command[:40]}, {clock}": value
        for command, measured in found.items()
        for clock, value in zip(("wall", "CPU"), vars(median(measured)).values(), strict=True)
    }


def stages(text: str, runs: int) -> dict[str, float]:
    """Return the CPU seconds that each stage of saying a text takes, in a process of its own, medians."""
    script = f"TEXT = {text!r}\n{STAGES}"
    found = [json.loads(subprocess.check_output([*PYTHON, "-c", script])) for _ in range(runs)]
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def first_samples(runs: int) -> dict[str, float]:
    """Return the seconds by the clock until a voice in memory is heard, medians: from a text, and of its vocoder's."""
    found = {}
    for name, text in (("a short sentence", SENTENCE), ("a sentence of seven seconds", TEXT.split(". ")[1])):
        script = f"TEXT, RUNS = {text!r}, {runs}\n{_FIRST_SAMPLES}"
        times = json.loads(subprocess.check_output([*PYTHON, "-c", script], env=ONE_THREAD))
        found[name], found[f"{name}, the vocoder alone"] = map(statistics.median, zip(*times, strict=True))
    return found


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
