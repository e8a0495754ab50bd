"""Recordings on their way to training data, as `tts corpus` and `tts train` both handle them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tts_cli.printable import printable

if TYPE_CHECKING:
    from voices.conditioning.feature_config import FeatureConfig
    from voices.corpus.check import Report


def check_recordings(folders: list[Path], format_name: str | None, rate_hz: int, language: str) -> Report:
    """Open every recording below the folders and return what can be used.

    Raises:
        CorpusError: a folder is no corpus.
    """
    if not folders:
        raise typer.BadParameter("name at least one folder of recordings")
    from tts_cli.progress import progress_bar
    from voices.corpus.check import check_entries
    from voices.corpus.limits import CheckLimits
    from voices.corpus.readers.detect import read_corpus
    from voices.corpus.speakable import speakable

    entries = [entry for folder in folders for entry in read_corpus(folder, format_name)]
    return check_entries(
        entries,
        CheckLimits(rate_hz=rate_hz),
        speakable=speakable(language),
        progress=progress_bar("Checking"),
    )


def print_report(report: Report, as_json: bool) -> None:
    """Print what a check found: tables for people, or JSON."""
    from tts_cli.corpus_report import as_dictionary, as_tables

    if as_json:
        import json

        typer.echo(printable(json.dumps(as_dictionary(report), ensure_ascii=False, indent=2)))
        return
    from tts_cli.console import TableConsole

    console = TableConsole(markup=False)  # texts of the corpus may hold square brackets
    for table in as_tables(report):
        console.print(table)
    console.print(
        f"{len(report.usable)} recordings will be used, {len(report.skipped)} are skipped, "
        f"{len(report.warnings)} are used with a warning.",
        highlight=False,
    )


def prepare_recordings(
    report: Report, output: Path, features: FeatureConfig, language: str, seed: int = 0, corrected: Path | None = None
) -> None:
    """Make training data of the usable recordings, and say how many were."""
    from tts_cli.progress import progress_bar
    from voices.corpus.alignment.aligner import AlignerConfig
    from voices.corpus.prepare import prepare
    from voices.corpus.prepare_config import MeasurementConfig, PrepareConfig

    config = PrepareConfig(MeasurementConfig(features), AlignerConfig(seed), language)

    def say(line: str) -> None:
        typer.echo(printable(line), err=True)

    prepared = prepare(report.usable, output, config, progress_bar("Measuring"), corrected, say)
    done = {one.key for one in prepared}
    unfit = [one.recording.key for one in report.usable if one.recording.key not in done]
    if unfit:
        say(f"too short for their texts, or nothing to speak: {', '.join(unfit)}")
    skipped = len(report.skipped) + len(unfit)
    typer.echo(f"{len(prepared)} recordings prepared in {output}, {skipped} skipped", err=True)
