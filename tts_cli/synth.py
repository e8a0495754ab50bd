"""`tts synth`: speak texts into files, a pipe or a loudspeaker."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from tts_cli.synthesis import options
from tts_cli.synthesis.batch_report import speak_rows
from tts_cli.synthesis.defaults import given, only_with_its_voice
from tts_cli.synthesis.outputs import STDOUT, Outputs
from tts_cli.synthesis.rows import Row, line_rows, read_rows
from tts_cli.synthesis.sinks import pour
from tts_cli.synthesis.studio import Studio
from tts_cli.synthesis.texts import file_parts, stdin_parts
from tts_cli.synthesis.wishes import Wishes


def synth(
    ctx: typer.Context,
    text: options.Text = None,
    files: options.Files = None,
    batch: options.Batch = None,
    ssml: options.Ssml = False,
    lexicon: options.LexiconFile = None,
    output: options.Output = None,
    output_dir: options.OutputDir = None,
    overwrite: options.Overwrite = False,
    format_name: options.FormatName = None,
    raw: options.Raw = False,
    sample_rate: options.SampleRate = None,
    play: options.Play = False,
    timings: options.Timings = None,
    plot: options.Plot = None,
    voice: options.VoiceName = None,
    speaker: options.Speaker = None,
    speed: options.Speed = None,
    length_scale: options.LengthScale = None,
    pitch: options.Pitch = 0.0,
    volume: options.Volume = 1.0,
    sentence_silence: options.SentenceSilence = 0.0,
    temperature: options.Temperature = None,
    seed: options.Seed = 0,
    device: options.Device = "auto",
    threads: options.Threads = None,
) -> None:
    """Speak a text.

    Defaults come from the TTS_* variables, then from config.yaml in your config folder, or the file TTS_CONFIG names.
    """
    if device not in ("auto", "cpu"):
        raise typer.BadParameter(f"--device {device}: synthesis runs on the processor only; leave it out, or say cpu")
    wishes = Wishes(
        voice,
        only_with_its_voice(ctx, voice, speaker),
        _speed(ctx, speed, length_scale),
        pitch,
        volume,
        sentence_silence,
        temperature,
        seed,
    )
    if raw and given(ctx, "format_name") and format_name != "raw":
        raise typer.BadParameter(f"--raw and --format {format_name} exclude each other")
    named = "raw" if raw else format_name if given(ctx, "format_name") else None
    path = STDOUT if raw and not (output or output_dir) else output
    outputs = Outputs(path, named, format_name, sample_rate, play, timings, plot)
    studio = Studio(lexicon, threads or _processor_cores(), ssml=ssml)
    if batch or output_dir:
        _forbid({"-o": output, "--play": play, "--timings": timings, "--plot": plot})
        _forbid({"TEXT or --file beside --batch": batch and (text or files)})
        rows = _rows(batch, text, files)
        speak_rows(rows, wishes, outputs, output_dir or Path(), studio, overwrite=overwrite)
    else:
        if not (outputs.path or play):
            raise typer.BadParameter("say where the sound goes: -o FILE, -o - for standard output, or --play")
        parts = _documents(text, files) if ssml else _parts(text, files)
        outputs.check()
        rate = studio.voice(wishes).manifest.sample_rate
        pour(studio.speak(parts, wishes), outputs.sinks(rate))


def _rows(batch: Path | None, text: str | None, files: Sequence[Path] | None) -> list[Row]:
    if batch is None:
        return line_rows(_parts(text, files))
    return read_rows(batch, lambda name: typer.echo(f"tts: column {name!r} of {batch} means nothing here", err=True))


def _parts(text: str | None, files: Sequence[Path] | None) -> Iterator[str]:
    """The text, in parts."""
    _forbid({"TEXT beside --file": text and files})
    if files:
        return file_parts(files)
    if text is not None and text != "-":
        return iter([text])
    if text is None and sys.stdin and sys.stdin.isatty():
        raise typer.BadParameter('say what: a TEXT, --file FILE, or a pipe into standard input ("-" to type it)')
    return stdin_parts()


def _documents(text: str | None, files: Sequence[Path] | None) -> Iterator[str]:
    """The text, or each file, as a whole; nothing is read before it is asked for."""
    parts = _parts(text, files)
    wholes = (file_parts([path]) for path in files) if files else (parts,)
    return ("".join(whole) for whole in wholes)


def _forbid(given_together: dict[str, object]) -> None:
    for what, is_given in given_together.items():
        if is_given:
            raise typer.BadParameter(f"{what} cannot be used here")


def _speed(ctx: typer.Context, speed: float | None, length_scale: float | None) -> float:
    if length_scale is None:
        return 1.0 if speed is None else speed
    if given(ctx, "speed"):
        raise typer.BadParameter("--speed and --length-scale exclude each other")
    return 1 / length_scale


def _processor_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
