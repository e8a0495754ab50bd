"""`tts corpus`: look at recordings before training, and make training data of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tts_cli.recordings import check_recordings, prepare_recordings, print_report

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
Prepared = Annotated[
    Path, typer.Option("--prepared", metavar="DIR", help="What `tts corpus prepare` wrote, or the folder of a run.")
]


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
    report = check_recordings([*(folders or ()), *(corpora or ())], format_name, rate_hz, language)
    print_report(report, as_json)
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
    report = check_recordings([*(folders or ()), *(corpora or ())], format_name, rate_hz, language)
    if not report.usable:
        print_report(report, as_json=False)
        raise typer.Exit(EXIT_NOTHING_USABLE)
    from voices.conditioning.feature_config import voice_features

    prepare_recordings(report, output, voice_features(rate_hz), language, seed, corrected)


@app.command("export")
def export(
    prepared: Prepared,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where speaker/id.* are written.")],
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Recordings, as speaker/id; or all.")
    ] = None,
) -> None:
    """Write recordings and their alignments as WAV and TextGrid, to look at in Praat and correct."""
    from voices.corpus.export import export_recording
    from voices.corpus.prepared import load_prepared

    corpus = load_prepared(prepared)
    recordings = [corpus.find(key) for key in keys] if keys else corpus.recordings
    for recording in recordings:
        export_recording(corpus, recording, output)
    typer.echo(f"{len(recordings)} recordings written to {output}", err=True)


@app.command("pack")
def pack(
    prepared: Prepared,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The data file to write.")],
    hold_out: Annotated[
        str,
        typer.Option("--hold-out", metavar="PATTERN", help="IDs kept for validation, such as '*/arctic_b04[4-7]*'."),
    ] = "",
) -> None:
    """Write one file for `tts vocoder train`, to be carried to another machine."""
    from voices.conditioning.conditioning import Acoustic
    from voices.corpus.prepared import load_prepared
    from voices.corpus.utterances.packed_audio import PackedHeader, write_packed_audio
    from voices.corpus.utterances.training_data import load_training_data

    corpus = load_prepared(prepared)
    kept = corpus.matching(hold_out) if hold_out else set[str]()
    data = load_training_data(corpus, kept.__contains__)
    header = PackedHeader.of(data.features, data.vocoder_channels, data.speakers, Acoustic())
    write_packed_audio(output, header, data.vocoder)
    held_out = sum(one.held_out for one in data.vocoder)
    typer.echo(f"{len(data.vocoder)} recordings in {output}, {held_out} of them held out", err=True)


@app.command("plot")
def plot(
    key: Annotated[str, typer.Argument(metavar="ID", help="The recording, as speaker/id.")],
    prepared: Prepared,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PNG", help="The picture to write.")],
) -> None:
    """Draw a prepared recording: waveform, spectrogram, pitch and phones."""
    from voices.corpus.plot import plot_recording
    from voices.corpus.prepared import load_prepared

    corpus = load_prepared(prepared)
    plot_recording(corpus, corpus.find(key), output)
