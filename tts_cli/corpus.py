"""`tts corpus`: look at recordings before training, and make training data of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from voices.corpus.check import Report

EXIT_NOTHING_USABLE = 1

app = typer.Typer(help="Check recordings, and make training data of them.", no_args_is_help=True)

Folders = Annotated[list[Path] | None, typer.Argument(metavar="DIR...", help="Folders of recordings with their texts.")]
Corpora = Annotated[list[Path] | None, typer.Option("--corpus", metavar="DIR", help="The same, by name; repeatable.")]
FormatName = Annotated[
    str | None,
    typer.Option("--format", help="coqui, piper, ljspeech, nemo, vctk, libritts or plain; default: as it looks."),
]
Language = Annotated[str, typer.Option("--language", help="espeak's name of the texts' language.")]
Rate = Annotated[int, typer.Option("--rate", metavar="HZ", min=8000, max=48000, help="The voice's sample rate.")]


@app.command("check")
def check(
    folders: Folders = None,
    corpora: Corpora = None,
    format_name: FormatName = None,
    rate_hz: Rate = 16000,
    language: Language = "en-us",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when anything at all was found.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON, with every finding.")] = False,
) -> None:
    """Open every recording and say what can be used, what cannot, why, and how to mend it."""
    report = _check([*(folders or ()), *(corpora or ())], format_name, rate_hz, language)
    _print_report(report, as_json)
    if not report.usable or (strict and report.findings):
        raise typer.Exit(EXIT_NOTHING_USABLE)


@app.command("prepare")
def prepare(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the training data goes.")],
    folders: Folders = None,
    corpora: Corpora = None,
    format_name: FormatName = None,
    rate_hz: Rate = 16000,
    language: Language = "en-us",
    seed: Annotated[int, typer.Option("--seed", help="Of the aligner's random start.")] = 0,
    corrected: Annotated[
        Path | None,
        typer.Option("--corrected", metavar="DIR", help="Label files that are believed: speaker/id.TextGrid."),
    ] = None,
) -> None:
    """Make training data: levelled audio, spectra, pitch, and when each phone is said. Goes on where it stopped."""
    report = _check([*(folders or ()), *(corpora or ())], format_name, rate_hz, language)
    if not report.usable:
        _print_report(report, as_json=False)
        raise typer.Exit(EXIT_NOTHING_USABLE)
    from frontend.features.mel import MelConfig
    from tts_cli.progress import progress_bar
    from voices.corpus.alignment.aligner import AlignerConfig
    from voices.corpus.prepare import prepare as prepare_recordings
    from voices.corpus.prepare_config import FeaturesConfig, PrepareConfig

    mel = MelConfig(rate_hz=rate_hz, hop=rate_hz // 100, window=rate_hz // 25, highest_hz=min(8000.0, rate_hz / 2))
    config = PrepareConfig(FeaturesConfig(mel), AlignerConfig(seed), language)
    prepared = prepare_recordings(report.usable, output, config, progress_bar("Measuring"), corrected)
    done = {one.key for one in prepared}
    unfit = [one.recording.key for one in report.usable if one.recording.key not in done]
    if unfit:
        typer.echo(f"too short for their texts, or nothing to speak: {', '.join(unfit)}", err=True)
    skipped = len(report.skipped) + len(unfit)
    typer.echo(f"{len(prepared)} recordings prepared in {output}, {skipped} skipped", err=True)


@app.command("export")
def export(
    prepared: Annotated[Path, typer.Option("--prepared", metavar="DIR", help="What `tts corpus prepare` wrote.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where speaker/id.* are written.")],
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Recordings, as speaker/id; or all.")
    ] = None,
    rate_hz: Rate = 16000,
) -> None:
    """Write recordings and their alignments as WAV and TextGrid, to look at in Praat and correct."""
    from voices.corpus.export import export_recording
    from voices.corpus.prepared import find_recording, load_index

    recordings = [find_recording(prepared, key) for key in keys] if keys else load_index(prepared)
    for recording in recordings:
        export_recording(prepared, recording, rate_hz, output)
    typer.echo(f"{len(recordings)} recordings written to {output}", err=True)


@app.command("pack")
def pack(
    prepared: Annotated[Path, typer.Option("--prepared", metavar="DIR", help="What `tts corpus prepare` wrote.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The data file to write.")],
    hold_out: Annotated[
        str,
        typer.Option("--hold-out", metavar="PATTERN", help="IDs kept for validation, such as '*/arctic_b04[4-7]*'."),
    ] = "",
    language: Language = "en-us",
    rate_hz: Rate = 16000,
) -> None:
    """Write one file for `tts vocoder train`, to be carried to another machine."""
    from fnmatch import fnmatchcase

    from voices.corpus.training_data import load_training_data
    from voices.training.packed_audio import PackedHeader, write_packed_audio

    hop = rate_hz // 100
    data = load_training_data(prepared, language, hop / rate_hz, lambda key: fnmatchcase(key, hold_out))
    header = PackedHeader(rate_hz, hop, len(data.mel_mean), data.speakers)
    write_packed_audio(output, header, data.vocoder)
    held_out = sum(one.held_out for one in data.vocoder)
    typer.echo(f"{len(data.vocoder)} recordings in {output}, {held_out} of them held out", err=True)


@app.command("plot")
def plot(
    key: Annotated[str, typer.Argument(metavar="ID", help="The recording, as speaker/id.")],
    prepared: Annotated[Path, typer.Option("--prepared", metavar="DIR", help="What `tts corpus prepare` wrote.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PNG", help="The picture to write.")],
    rate_hz: Rate = 16000,
) -> None:
    """Draw a prepared recording: waveform, spectrogram, pitch and phones."""
    from voices.corpus.plot import plot_recording
    from voices.corpus.prepared import find_recording
    from voices.corpus.recording_features import load_features

    recording = find_recording(prepared, key)
    plot_recording(recording, load_features(prepared / recording.features), rate_hz, output)


def _check(folders: list[Path], format_name: str | None, rate_hz: int, language: str) -> Report:
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


def _print_report(report: Report, as_json: bool) -> None:
    from tts_cli.corpus_report import as_dictionary, as_tables

    if as_json:
        import json

        typer.echo(json.dumps(as_dictionary(report), ensure_ascii=False, indent=2))
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
