"""Random texts in all languages, SSML, batches and voices against the program: `python -m benchmarks.fuzz --minutes 5`.

Every input is drawn from a seed of its own, and runs in a process that may die, hang or take too much memory without
ending the search. A seed that failed is printed; `--seed N` draws its input again, shows it, and tries it.
"""

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.fuzzing import batches, documents, packs, texts

KINDS = {"texts": texts, "documents": documents, "batches": batches, "packs": packs}
LONGEST_SECONDS = 300.0
"""By the clock, that one input may take on a busy machine; most take some hundredths."""

MOST_BYTES = 8 * 1024**3
"""Of addresses, far more than of memory."""


@dataclass(frozen=True)
class Tried:
    """What became of a seed: seconds of processor time, and a problem, which is empty where all was well."""

    seed: int
    kind: str
    seconds: float
    problem: str = ""


def main(arguments: list[str] | None = None) -> None:
    """Print each seed that failed, and a table at the end; exit 1 if any did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="to go on for (default: %(default)s)")
    parser.add_argument("--first", type=int, help="seed to begin with; without it, another one every time")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="of input; all by default")
    parser.add_argument("--seed", type=int, help="try this one alone, and show what it draws")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    if options.seed is not None:
        tried = list(_tried([options.seed], None))
        print(repr(_case(options.seed, Path())), file=sys.stderr)
    else:
        first = time.time_ns() // 1_000_000 if options.first is None else options.first
        print(f"seeds from {first}", file=sys.stderr, flush=True)
        seeds = (seed for seed in count(first) if kind_of(seed) in options.kinds)
        tried = []
        for one in _tried(seeds, time.monotonic() + 60 * options.minutes):
            tried.append(one)
            if one.problem:
                print(f"seed {one.seed} ({one.kind}): {one.problem}", file=sys.stderr, flush=True)
    figures = summary(tried)
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"{'':12}{'inputs':>10}{'failed':>10}{'slowest, s':>12}{'its seed':>16}")
        for kind, row in figures["kinds"].items():
            print(f"{kind:12}{row['inputs']:10}{row['failed']:10}{row['slowest']:12.2f}{row['its seed']:16}")
    if options.seed is not None and tried[0].problem:
        print(tried[0].problem, file=sys.stderr)
    if figures["failed"]:
        raise SystemExit(1)


def kind_of(seed: int) -> str:
    """Return what kind of input a seed draws."""
    return list(KINDS)[seed % len(KINDS)]


def summary(tried: list[Tried]) -> dict[str, Any]:
    """Return how many inputs of each kind there were, how many failed, and what the slowest took."""
    rows = {}
    for kind in dict.fromkeys(one.kind for one in tried):
        own = [one for one in tried if one.kind == kind]
        failed = sum(bool(one.problem) for one in own)
        slowest = max(own, key=lambda one: one.seconds)
        rows[kind] = {"inputs": len(own), "failed": failed, "slowest": slowest.seconds, "its seed": slowest.seed}
    return {"kinds": rows, "failed": [one.seed for one in tried if one.problem]}


def _tried(seeds: "Iterator[int] | list[int]", end: float | None) -> Iterator[Tried]:
    """Try seeds, until `end` of the monotonic clock."""
    worker = None
    try:
        for seed in seeds:
            if end is not None and time.monotonic() >= end:
                return
            worker = worker or _Worker()
            tried = worker.tried(seed)
            if not worker.is_alive:
                worker.stop()
                worker = None
            yield tried
    finally:
        if worker:
            worker.stop()


class _Worker:
    """A process that tries seeds, one after another, in a folder that is gone afterwards."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._folder = tempfile.mkdtemp()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._folder), daemon=True)
        self._process.start()
        theirs.close()
        self.is_alive = self._answer() is not None
        if not self.is_alive:
            raise RuntimeError("the process that tries inputs does not start")

    def tried(self, seed: int) -> Tried:
        start = time.monotonic()
        answer = self._answer(seed)
        if answer is not None:
            return Tried(seed, kind_of(seed), *answer)
        self.is_alive = False
        self._process.join(1)
        code = self._process.exitcode
        problem = f"it took more than {LONGEST_SECONDS:g} s" if code is None else f"the process ended with {code}"
        return Tried(seed, kind_of(seed), time.monotonic() - start, problem)

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, seed: int | None = None) -> tuple[float, str] | None:
        """None where it died, or is silent for too long."""
        try:
            if seed is not None:
                self._pipe.send(seed)
            return self._pipe.recv() if self._pipe.poll(LONGEST_SECONDS) else None
        except (EOFError, BrokenPipeError):
            return None


class _Workplace:
    """A folder with the voice that speaks, and the surroundings in which nobody's own settings are heard."""

    def __init__(self, folder: str | None = None) -> None:
        self._made = None if folder else tempfile.mkdtemp()
        self._folder = Path(folder or str(self._made))

    def __enter__(self) -> Path:
        from tests.voices.tiny_voice import make_tiny_voice

        voices = self._folder / "voices"
        make_tiny_voice(voices / "en_US-tiny")
        (self._folder / "no-config.yaml").touch()
        os.environ |= {
            "TTS_VOICES": str(voices),
            "TTS_VOICE": "en_US-tiny",
            "TTS_CONFIG": str(self._folder / "no-config.yaml"),
        }
        return self._folder

    def __exit__(self, *error: object) -> None:
        if self._made:
            shutil.rmtree(self._made, ignore_errors=True)


def _case(seed: int, folder: Path) -> Any:
    return KINDS[kind_of(seed)].make(random.Random(seed), folder)


def _work(pipe: Connection, folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - what the program says is not asked here
    with _Workplace(folder) as workplace:
        pipe.send((0.0, ""))
        while True:
            seed = pipe.recv()
            own = Path(tempfile.mkdtemp(dir=workplace))
            start = time.process_time()
            try:
                case = _case(seed, own)
                KINDS[kind_of(seed)].check(case, own)
                problem = ""
            except BaseException as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                problem = f"{type(error).__name__}: {str(error)[:500]} ({Path(where.filename).name}:{where.lineno})"
            shutil.rmtree(own, ignore_errors=True)
            pipe.send((time.process_time() - start, problem))


if __name__ == "__main__":
    main()
