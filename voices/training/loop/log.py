"""What a training run tells: a JSON line for each report, TensorBoard where it is installed, and a line to read."""

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any


class TrainingLog:
    """Writes `log.jsonl` in the run's folder, TensorBoard events beside it, and a status line to stderr."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lines = (folder / "log.jsonl").open("a", encoding="utf-8")
        self._tensorboard = _summary_writer(folder)
        self._status_open = False

    def __enter__(self) -> "TrainingLog":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._status_open:
            print(file=sys.stderr)
        self._lines.close()
        if self._tensorboard is not None:
            self._tensorboard.close()

    def write(self, step: int, values: Mapping[str, float]) -> None:
        """Record numbers of a step."""
        self._lines.write(json.dumps({"step": step, **values}) + "\n")
        self._lines.flush()
        if self._tensorboard is not None:
            for name, value in values.items():
                self._tensorboard.add_scalar(name, value, step)

    def note(self, text: str) -> None:
        """Show a line that stays."""
        self.status(text)
        if self._status_open:
            print(file=sys.stderr)
            self._status_open = False

    def status(self, text: str) -> None:
        """Show a line to whoever watches: over the last one on a terminal, below it elsewhere."""
        self._status_open = sys.stderr.isatty()
        print(f"\r\x1b[K{text}" if self._status_open else text, end="" if self._status_open else "\n", file=sys.stderr)
        sys.stderr.flush()


class Meter:
    """Units of data per second since it was made."""

    def __init__(self) -> None:
        self._units, self._started = 0, time.monotonic()

    def count(self, units: int) -> None:
        """Add units of data."""
        self._units += units

    @property
    def units_per_second(self) -> float:
        """The mean speed so far."""
        return self._units / max(time.monotonic() - self._started, 1e-9)


def listed(values: Mapping[str, float]) -> str:
    """Return named values for a status line."""
    return ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in values.items())


def time_left(seconds: float) -> str:
    """Return a duration as hours and minutes, or minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min {rest:02d} s"


def _summary_writer(folder: Path) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        return None
    return SummaryWriter(str(folder))
