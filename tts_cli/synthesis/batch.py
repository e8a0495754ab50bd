"""Many texts, a sound file each, through one process: several are made at once, and bad ones do not stop the rest."""

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from frontend.errors import TtsError
from tts_cli.synthesis.rows import Row
from tts_cli.synthesis.sinks import Sink, pour
from tts_cli.synthesis.studio import Studio
from tts_cli.synthesis.wishes import Wishes, shaped

if TYPE_CHECKING:
    from voices.voice import PlannedSentence, SpokenSentence, Voice

AT_ONCE = 32  # sentences and ends of texts, for each thread: enough to make those of like length together
_NOTHING_CAN_BE_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


@dataclass(frozen=True)
class Job:
    """A text, how it is to be said and the file it is to fill; `line` is where it stands in the batch."""

    line: int
    text: str
    wishes: Wishes
    path: Path


def make_jobs(
    rows: Iterable[Row], wishes: Wishes, folder: Path, ending: str, failed: Callable[[int, Exception], None]
) -> list[Job]:
    """Return the jobs that rows are.

    Args:
        wishes: where a row does not say.
        folder: of the outputs.
        ending: of files that have no name of their own, with its dot.
        failed: is told the line and the error of each row that is no job.
    """
    jobs: dict[Path, Job] = {}
    for row in rows:
        try:
            job = _job(row, wishes, folder, ending)
            if job.path in jobs:
                raise TtsError(f"{job.path} is the output of line {jobs[job.path].line} already")
        except TtsError as error:
            failed(row.line, error)
        else:
            jobs[job.path] = job
    return list(jobs.values())


def run_jobs(
    jobs: Iterable[Job],
    studio: Studio,
    sinks: Callable[[Job, int], Sequence[Sink]],
    failed: Callable[[int, Exception], None],
) -> Iterator[Job]:
    """Say all jobs; yield each when it is finished or has failed.

    Args:
        sinks: returns where the sound of a job goes, given its voice's rate in Hz.
        failed: is told the line and the error of each that failed.

    Raises:
        OSError: nothing can be written any more.
    """
    for job, items in groupby(_said(jobs, studio), key=itemgetter(0)):
        try:
            sentences = _sentences(item for _, item in items)
            rate = studio.voice(job.wishes).manifest.sample_rate
            pour(shaped(sentences, job.wishes, rate), sinks(job, rate))
        except (TtsError, OSError) as error:
            if isinstance(error, OSError) and error.errno in _NOTHING_CAN_BE_WRITTEN:
                raise
            failed(job.line, error)
        yield job


def _job(row: Row, wishes: Wishes, folder: Path, ending: str) -> Job:
    if row.problem:
        raise TtsError(row.problem)
    name = row.output or f"{row.id or f'{row.line:04}'}{ending}"
    return Job(row.line, row.text, wishes.changed(row.wishes), folder / name)


def _planned(jobs: Iterable[Job], studio: Studio) -> "Iterator[tuple[Job, PlannedSentence | TtsError | None]]":
    for job in jobs:
        try:
            for planned in studio.plan(job.text, job.wishes):
                yield job, planned
        except TtsError as error:
            yield job, error
        else:
            yield job, None


def _said(jobs: Iterable[Job], studio: Studio) -> "Iterator[tuple[Job, SpokenSentence | TtsError | None]]":
    items = _planned(jobs, studio)
    while window := list(islice(items, AT_ONCE * studio.threads)):
        yield from _say(window, studio)


def _say(
    window: "Sequence[tuple[Job, PlannedSentence | TtsError | None]]", studio: Studio
) -> "Iterator[tuple[Job, SpokenSentence | TtsError | None]]":
    from voices.voice import PlannedSentence

    by_voice: dict[Voice, dict[int, PlannedSentence]] = {}
    for number, (job, item) in enumerate(window):
        if isinstance(item, PlannedSentence):
            by_voice.setdefault(studio.voice(job.wishes), {})[number] = item
    said: dict[int, SpokenSentence] = {}
    for voice, planned in by_voice.items():
        said |= zip(planned, voice.say_together(list(planned.values()), studio.threads), strict=True)
    for number, (job, item) in enumerate(window):
        yield job, said[number] if isinstance(item, PlannedSentence) else item


def _sentences(items: "Iterable[SpokenSentence | TtsError | None]") -> "Iterator[SpokenSentence]":
    for item in items:
        if isinstance(item, TtsError):
            raise item
        if item is not None:
            yield item
