"""A batch as its user sees it: a progress bar, each row that failed, and how it ended."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from frontend.errors import TtsError
from tts_cli.messages import message
from tts_cli.progress import progress_bar
from tts_cli.synthesis.batch import Job, make_jobs, run_jobs
from tts_cli.synthesis.outputs import Outputs
from tts_cli.synthesis.rows import Row
from tts_cli.synthesis.sinks import Sink
from tts_cli.synthesis.studio import Studio
from tts_cli.synthesis.wishes import Wishes

EXIT_SOME_FAILED = 1


def speak_rows(
    rows: Sequence[Row], wishes: Wishes, outputs: Outputs, folder: Path, studio: Studio, *, overwrite: bool
) -> None:
    """Say all rows but those whose files are there already.

    Args:
        wishes: where a row does not say.
        outputs: how files are written; those that name their format by their ending are written so.
        folder: of the files.
        overwrite: say those too whose files are there.

    Raises:
        typer.Exit: some failed.
        TtsError: there is no row.
        OSError: nothing can be written at all, or any more.
    """
    if not rows:
        raise TtsError("there is nothing to say: no line holds a text")
    report, ending = _Report(), outputs.ending
    folder.mkdir(parents=True, exist_ok=True)
    jobs = make_jobs(rows, wishes, folder, ending, report.failed)
    waiting = [job for job in jobs if overwrite or not job.path.exists()]
    if len(waiting) < len(jobs):
        typer.echo(f"{len(jobs) - len(waiting)} finished before; --overwrite makes them again", err=True)

    def sinks(job: Job, voice_rate: int) -> list[Sink]:
        default = outputs.format_name or outputs.default_format
        return replace(outputs, path=job.path, format_name=None, default_format=default).sinks(voice_rate)

    bad_rows = report.failures
    for _ in progress_bar("Speaking")(run_jobs(waiting, studio, sinks, report.failed), len(waiting)):
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
