"""A batch as its user sees it: a progress bar, each row that failed, and how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tts_cli.messages import message
from tts_cli.progress import progress_bar
from tts_cli.synthesis.batch import BatchRun, Job, Names, make_jobs
from tts_cli.synthesis.outputs import Outputs
from tts_cli.synthesis.remote import RemoteBatch, RemoteService, RemoteSpeech
from tts_cli.synthesis.rows import Row
from tts_cli.synthesis.sinks import record

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon
    from voices.speaking.request import Request
    from voices.speaking.service import Speech, SpeechService

EXIT_SOME_FAILED = 1


@dataclass(frozen=True)
class Batch:
    """What is to be done with rows.

    Attributes:
        request: where a row does not say.
        outputs: how files are written; those that name their format by their ending are written so.
        folder: of the files; None for the current one.
        anywhere: whether a row may name a file outside the folder.
        overwrite: say those too whose files are there.
    """

    request: "Request"
    outputs: Outputs
    folder: Path | None
    anywhere: bool
    overwrite: bool


def speak_rows(
    rows: Sequence[Row],
    batch: Batch,
    service: "SpeechService | RemoteService",
    lexicon: "Lexicon | None",
    markup: Markup | None,
    threads: int,
    warn: Callable[[str], None],
) -> None:
    """Say all rows but those whose files are there already.

    Raises:
        typer.Exit: some failed.
        TtsError: there is no row.
        OSError: nothing can be written at all, or any more.
    """
    if not rows:
        raise TtsError("there is nothing to say: no line holds a text")
    report, names = _Report(), Names(batch.folder or Path(), batch.outputs.ending, batch.anywhere)
    batch.outputs.check_timings_name()
    names.folder.mkdir(parents=True, exist_ok=True)
    if batch.folder is None:
        typer.echo(f"no --output-dir: writing into {Path.cwd()}", err=True)
    jobs = make_jobs(rows, batch.request, names, report.failed)
    waiting = [job for job in jobs if batch.overwrite or not job.is_done]
    if len(waiting) < len(jobs):
        typer.echo(f"{len(jobs) - len(waiting)} finished before; --overwrite makes them again", err=True)

    def write(job: Job, speech: "Speech | RemoteSpeech") -> None:
        record(speech, batch.outputs.beside(job.path).sinks(speech.rate), warn)

    run: BatchRun | RemoteBatch
    if isinstance(service, RemoteService):
        run = RemoteBatch(service, markup, threads, write, report.failed)
    else:
        run = BatchRun(service, lexicon, markup, threads, write, report.failed)
    bad_rows = report.failures
    for _ in progress_bar("Speaking")(run.jobs(waiting), len(waiting)):
        pass
    typer.echo(f"{len(waiting) - (report.failures - bad_rows)} written, {report.failures} failed", err=True)
    if report.failures:
        raise typer.Exit(EXIT_SOME_FAILED)


class _Report:
    """Prints what failed, and counts."""

    failures = 0

    def failed(self, line: int, error: Exception) -> None:
        """Print why the row at `line` failed."""
        self.failures += 1
        typer.echo(f"tts: line {line}: {message(error)}", err=True)
