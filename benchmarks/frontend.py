"""Sentences per second of each stage of the frontend, and start-up times: `python -m benchmarks.frontend`."""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from benchmarks.processes import cpu_seconds
from frontend.analysis import Frontend
from frontend.linguistic.contexts import contexts
from frontend.linguistic.segments import segments
from frontend.phones.inventory import Inventory
from frontend.text_splitting import split_text

SENTENCES = (
    "The quick brown fox jumps over the lazy dog.",
    "Dr. Smith paid $16.50 for 3 lbs of apples on Jan. 5, 1984, didn't he?",
    "In the end, nobody knew why the ship had left the harbour so early in the morning.",
    "Call me at 555-123-4567 before 5 p.m. or write to john.doe@example.com.",
    "World War II ended in 1945; the treaty was signed by 47 nations!",
)


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=5, help="started for each start-up time")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    texts = list(islice(cycle(SENTENCES), options.sentences))
    figures = {**stage_speeds(texts), **startup_times(options.processes)}
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:44}{figure:12.1f}")


def stage_speeds(texts: list[str]) -> dict[str, float]:
    """Return the sentences per second of each stage, and of the whole."""
    frontend = Frontend()
    list(frontend.utterances(" ".join(SENTENCES)))  # load what is loaded once
    text = " ".join(texts)
    sentences = list(frontend.sentences(text))
    utterances = [utterance for one in sentences if (utterance := frontend.utterance(one))]
    inventory = Inventory.of(utterances)
    rows = [segments(utterance) for utterance in utterances]
    stages: dict[str, Callable[[], object]] = {
        "split": lambda: list(split_text(text)),
        "split and normalise": lambda: list(frontend.sentences(text)),
        "phones": lambda: [frontend.utterance(one) for one in sentences],
        "segments": lambda: [segments(utterance) for utterance in utterances],
        "contexts": lambda: [contexts(row, inventory) for row in rows],
        "all": lambda: [contexts(segments(one), inventory) for one in frontend.utterances(text)],
    }
    return {f"{name}, sentences/s": len(sentences) / seconds(stage) for name, stage in stages.items()}


def startup_times(processes: int) -> dict[str, float]:
    """Return CPU times of whole processes, as multiples of an empty Python's."""
    empty = process_seconds(["-c", "pass"], processes)
    commands = {"tts --version": ["--version"], "tts --help": ["--help"], "tts explain Hello": ["explain", "Hello"]}
    ratios = {name: process_seconds(["-m", "tts_cli", *line], processes) / empty for name, line in commands.items()}
    return {"python -c pass, ms": 1000 * empty, **{f"{name}, times that": ratio for name, ratio in ratios.items()}}


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of the best of three runs."""
    return min(_times(work))


def _times(work: Callable[[], object]) -> Iterator[float]:
    for _ in range(3):
        start = time.process_time()
        work()
        yield time.process_time() - start


def process_seconds(arguments: list[str], processes: int) -> float:
    """Return the CPU seconds of a Python process, the median of several."""
    return statistics.median(cpu_seconds([sys.executable, *arguments]) for _ in range(processes))


if __name__ == "__main__":
    main()
