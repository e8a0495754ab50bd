"""Many texts, a sound file each, through one process: several are made at once, and bad ones do not stop the rest."""

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tts_cli.synthesis.rows import Row

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon
    from voices.speaking.plan import PlannedSentence
    from voices.speaking.render import SoundingSentence
    from voices.speaking.request import Request
    from voices.speaking.service import Speech, SpeechService

AT_ONCE = 16  # sentences, for each thread, among which those of like length are made together
_NOTHING_CAN_BE_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)

Failed = Callable[[int, Exception], None]
"""Is told the line and the error of each row that failed."""


@dataclass(frozen=True)
class Job:
    """A text, how it is to be said and the file it is to fill; `line` is where it stands in the batch."""

    line: int
    text: str
    request: "Request"
    path: Path
    is_done: bool = False


@dataclass(frozen=True)
class Names:
    """How outputs are named.

    Attributes:
        folder: of all of them.
        ending: of files that have no name of their own, with its dot.
        anywhere: whether a row may name one outside the folder.
    """

    folder: Path
    ending: str
    anywhere: bool = False

    def path(self, row: Row) -> Path:
        """Return the file a row fills.

        Raises:
            TtsError: it is outside the folder, and may not be.
        """
        name = PurePath(row.output or f"{row.id or f'{row.line:04}'}{self.ending}")
        if not self.anywhere and (name.is_absolute() or ".." in name.parts):
            raise TtsError(f"output {str(name)!r} is outside the folder of all outputs; --output-anywhere allows that")
        return self.folder / name


def make_jobs(rows: Iterable[Row], request: "Request", names: Names, failed: Failed) -> list[Job]:
    """Return the jobs that rows are; any error of a row is of that row alone.

    Args:
        request: where a row does not say.
    """
    jobs: dict[Path, Job] = {}
    for row in rows:
        try:
            if row.problem:
                raise TtsError(row.problem)
            path = names.path(row)
            if path in jobs:
                raise TtsError(f"{path} is the output of line {jobs[path].line} already")
            jobs[path] = Job(row.line, row.text, request.changed(row.wanted), path, path.exists())
        except Exception as error:
            failed(row.line, error)
    return list(jobs.values())


@dataclass
class _Planned:
    """A job whose sentences wait for their sound, or have it."""

    job: Job
    sentences: "list[PlannedSentence]"
    said: "dict[int, SoundingSentence]" = field(default_factory=dict)
    error: Exception | None = None


class BatchRun:
    """Says jobs; any error of one is of that one alone.

    Args:
        markup: of every text; None for SSML.
        record: writes the speech of a job.
    """

    def __init__(
        self,
        service: "SpeechService",
        lexicon: "Lexicon | None",
        markup: Markup | None,
        threads: int,
        record: "Callable[[Job, Speech], None]",
        failed: Failed,
    ) -> None:
        self._service, self._lexicon, self._markup, self._threads = service, lexicon, markup, threads
        self._record, self._failed = record, failed

    def jobs(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Say jobs, and yield each as soon as its file is written or it has failed, in whatever order.

        Raises:
            OSError: nothing can be written any more.
        """
        most = AT_ONCE * self._threads
        pool: list[_Planned] = []
        for job in jobs:
            try:
                text = self._service.script(job.text, self._markup, job.request)
                planned = self._service.plan(text, job.request, self._lexicon)
                begun = list(islice(planned, most))
            except Exception as error:
                self._failed(job.line, error)
                yield job
                continue
            if len(begun) == most:  # a long text has sentences of its own to be made together
                self._write(job, self._sounding(chain(begun, planned)))
                yield job
                continue
            pool.append(_Planned(job, begun))
            if sum(len(one.sentences) for one in pool) >= most:
                yield from self._say(pool)
                pool = []
        yield from self._say(pool)

    def _sounding(self, planned: "Iterable[PlannedSentence]") -> "Iterator[SoundingSentence]":
        from voices.speaking.render import sound

        return sound(planned, self._threads)

    def _say(self, pool: Sequence[_Planned]) -> Iterator[Job]:
        """Say jobs together, sentences of like length at once; write each as soon as its last sentence is there."""
        from voices.vocoders.sampling.group import GROUP

        places = [(one, number) for one in pool for number in range(len(one.sentences))]
        places.sort(key=lambda place: -len(place[0].sentences[place[1]].features))
        size, waiting = GROUP * self._threads, list(pool)
        for first in range(0, max(len(places), 1), size):
            self._say_group(places[first : first + size])
            done = [one for one in waiting if one.error or len(one.said) == len(one.sentences)]
            for one in done:
                waiting.remove(one)
                self._write(one.job, _in_order(one.said), one.error)
                one.said.clear()
                yield one.job

    def _say_group(self, places: Sequence[tuple[_Planned, int]]) -> None:
        from voices.speaking.render import sound_together

        try:
            said = sound_together([one.sentences[number] for one, number in places], self._threads)
        except Exception as error:
            if len(places) == 1:
                places[0][0].error = error
                return
            for place in places:  # to find whose fault it is
                self._say_group([place])
            return
        for (one, number), sentence in zip(places, said, strict=True):
            one.said[number] = sentence

    def _write(self, job: Job, sounding: "Iterable[SoundingSentence]", error: Exception | None = None) -> None:
        from voices.speaking.service import Speech

        try:
            if error:
                raise error
            self._record(job, Speech(sounding, job.request, self._service.rate(job.request)))
        except Exception as problem:
            if isinstance(problem, OSError) and problem.errno in _NOTHING_CAN_BE_WRITTEN:
                raise
            self._failed(job.line, problem)


def _in_order(said: "Mapping[int, SoundingSentence]") -> "list[SoundingSentence]":
    return [said[number] for number in sorted(said)]
