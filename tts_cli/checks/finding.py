"""What a check found, and running checks so that one that fails does not end the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from frontend.errors import TtsError
from tts_cli.messages import message


class State(str, Enum):
    """How serious a finding is."""

    OK = "ok"
    WARNING = "warning"  # speech works, but something is slower, missing or surprising
    PROBLEM = "problem"  # something needed does not work


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `mend` says what to do about it, and is empty where all is well."""

    name: str
    state: State
    detail: str
    mend: str = ""


@dataclass(frozen=True)
class Check:
    """Something to look at; `mend` is what to do when looking itself fails."""

    name: str
    look: Callable[[], Iterable[Finding]]
    mend: str = "see docs/troubleshooting.md, or report this line"

    def findings(self) -> Iterator[Finding]:
        """Yield what is found; whatever is raised becomes a problem."""
        try:
            yield from self.look()
        except Exception as error:  # the doctor is there for programs that are broken in ways nobody thought of
            yield problem(self.name, _one_line(error), self.mend)


def ok(name: str, detail: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(name, State.OK, detail)


def warning(name: str, detail: str, mend: str) -> Finding:
    """Return a finding that does not keep the program from speaking."""
    return Finding(name, State.WARNING, detail, mend)


def problem(name: str, detail: str, mend: str) -> Finding:
    """Return a finding that something needed does not work."""
    return Finding(name, State.PROBLEM, detail, mend)


def _one_line(error: Exception) -> str:
    if isinstance(error, TtsError | OSError):
        return message(error)
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
