"""How far one long text is said, on stderr, there only when somebody is looking."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tts_cli.synthesis.remote import RemoteSentence
    from voices.speaking.plan import PlannedSentence

_FIRST_SHOWN_SECONDS = 1.0  # a short text needs no bar


def is_watched() -> bool:
    """Whether somebody sees stderr."""
    return sys.stderr is not None and sys.stderr.isatty()


class SpeakingProgress:
    """A sink that shows how many seconds were said, of about how many, how fast, and how long the rest will take.

    Args:
        characters: of the whole text; None where nobody knows.
        rate: of the samples, Hz.
    """

    def __init__(self, characters: int | None, rate: int) -> None:
        self._characters, self._rate = characters, rate
        self._samples = self._read = self._length = 0

    def __enter__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self._started = time.monotonic()
        columns = ("Speaking", BarColumn(), TextColumn("{task.fields[line]}"))
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("", total=None, line="")
        self._shown = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Remember how far in the text the sentence is."""
        self._read, self._length = planned.utterance.start, planned.utterance.end - planned.utterance.start

    def write(self, samples: "NDArray[np.float32]") -> None:
        """Count samples."""
        self._samples += len(samples)
        taken = time.monotonic() - self._started
        if taken < _FIRST_SHOWN_SECONDS:
            return
        if not self._shown:
            self._progress.start()
            self._shown = True
        share = min((self._read + self._length / 2) / self._characters, 1.0) if self._characters else None
        line = progress_line(self._samples / self._rate, taken, share)
        self._progress.update(self._task, total=None if share is None else 1.0, completed=share or 0, line=line)


def progress_line(said: float, taken: float, share: float | None) -> str:
    """Return how far a text is said, in words.

    Args:
        said: seconds of sound.
        taken: seconds it took.
        share: of the text; None where nobody knows.
    """
    speed = f"{said / taken:.1f} times as fast as speech"
    if not share:
        return f"{_clock(said)} said, {speed}"
    return f"{_clock(said)} of about {_clock(said / share)} said, {speed}, {_clock(taken / share - taken)} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
