"""`tts synth`: speak texts into files, a pipe or a loudspeaker."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tts_cli.messages import message
from tts_cli.synthesis import options
from tts_cli.synthesis.batch_report import Batch, speak_rows
from tts_cli.synthesis.defaults import given, only_with_its_voice, only_without_a_speed
from tts_cli.synthesis.outputs import STDOUT, Outputs
from tts_cli.synthesis.remote import RemoteService, RemoteSpeech, RemoteText
from tts_cli.synthesis.request_options import requested, with_request_options
from tts_cli.synthesis.rows import Row, line_rows, read_rows
from tts_cli.synthesis.sinks import Sink, record
from tts_cli.synthesis.speaking_progress import SpeakingProgress, is_watched
from tts_cli.synthesis.start import lexicon_of, start_service, warn_once
from tts_cli.synthesis.texts import EPUB, documents_of, file_parts, stdin_parts, typed_lines

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon
    from voices.speaking.render import SoundingSentence
    from voices.speaking.request import Request
    from voices.speaking.service import Speech, SpeechService


@with_request_options()
def synth(
    ctx: typer.Context,
    text: options.Text = None,
    files: options.Files = None,
    batch: options.Batch = None,
    interactive: options.Interactive = False,
    ssml: options.Ssml = False,
    markup: options.MarkupKind = Markup.AUTO,
    lexicon: options.LexiconFile = None,
    output: options.Output = None,
    output_dir: options.OutputDir = None,
    output_anywhere: options.OutputAnywhere = False,
    overwrite: options.Overwrite = False,
    format_name: options.FormatName = None,
    raw: options.Raw = False,
    sample_rate: options.SampleRate = None,
    bitrate: options.Bitrate = None,
    play: options.Play = False,
    timings: options.Timings = None,
    plot: options.Plot = None,
    length_scale: options.LengthScale = None,
    device: options.Device = "cpu",
    threads: options.Threads = None,
    server: options.Server = None,
    **wanted: Any,
) -> None:
    """Speak a text: into a file, a pipe, or, where nothing else is said, the loudspeaker.

    Defaults come from the TTS_* variables, then from config.yaml in your config folder, or the file TTS_CONFIG names.
    """
    wanted["speaker"] = only_with_its_voice(ctx, wanted["voice"], wanted["speaker"])
    if length_scale is not None:
        if given(ctx, "speed"):
            raise typer.BadParameter("--speed and --length-scale exclude each other")
        wanted["speed"] = 1 / length_scale
    wanted["wpm"] = only_without_a_speed(ctx, wanted["wpm"], length_scale)
    request = requested(wanted)
    if raw and given(ctx, "format_name") and format_name != "raw":
        raise typer.BadParameter(f"--raw and --format {format_name} exclude each other")
    named = "raw" if raw else format_name if given(ctx, "format_name") else None
    path = STDOUT if raw and not (output or output_dir) else output
    outputs = Outputs(path, named, format_name, sample_rate, bitrate, play, timings, plot)
    read_as = options.marked_up_as(ssml, markup)
    pronunciations = lexicon_of(lexicon)
    service: SpeechService | RemoteService
    if server:
        _forbid({"--plot with --server": plot, "--interactive with --server": interactive})
        _forbid({f"--device {device} with --server": given(ctx, "device")})
        service = RemoteService(server, lexicon.read_text(encoding="utf-8-sig") if lexicon else None)
    else:
        service = start_service(device)
    threads = threads or _processor_cores()
    if batch or output_dir:
        _forbid({"-o": output, "--play": play, "--plot": plot, "--interactive": interactive})
        _forbid({"TEXT or --file beside --batch": batch and (text or files)})
        many = Batch(request, outputs, output_dir, output_anywhere, overwrite)
        speak_rows(_rows(batch, text, files), many, service, pronunciations, read_as, threads, warn_once())
        return
    outputs = outputs if outputs.path or play else _played(outputs)
    if interactive and not isinstance(service, RemoteService):
        _forbid({"TEXT or --file beside --interactive": text or files})
        outputs.check()
        _speak_lines(service, request, pronunciations, read_as, threads, outputs)
        return
    documents = _documents(text, files, read_as)
    outputs.check()
    if isinstance(service, RemoteService):
        texts = (RemoteText(part, marked_up) for part, marked_up in documents)
        heard: Speech | RemoteSpeech = service.speak(texts, request)
    else:
        scripts = (service.script(part, marked_up, request) for part, marked_up in documents)
        heard = service.speak(scripts, request, pronunciations, threads, outputs.is_heard)
    record(heard, [*_progress(text, files, heard.rate), *outputs.sinks(heard.rate)], warn_once())


def _speak_lines(
    service: "SpeechService",
    request: "Request",
    lexicon: "Lexicon | None",
    markup: Markup | None,
    threads: int,
    outputs: Outputs,
) -> None:
    """Say each line as it comes; one that cannot be said is reported, and the next one is asked for."""
    from voices.speaking.service import Speech

    warn = warn_once()

    def said() -> "Iterator[SoundingSentence]":
        for line in typed_lines():
            try:
                script = service.script(line, markup, request)
                speech = service.speak([script], request, lexicon, threads)
                yield from speech
            except TtsError as error:
                typer.echo(f"tts: {message(error)}", err=True)
            else:
                for warning in speech.warnings:
                    warn(warning)

    plain = replace(request, loudness=None)  # each line has had its own
    speech = Speech(said(), plain, service.rate(request))
    record(speech, outputs.sinks(speech.rate), warn)


def _played(outputs: Outputs) -> Outputs:
    """Where nothing says where the sound goes: the loudspeaker, if there is one."""
    from voices.sound.player import PlaybackError, check_playback

    try:
        check_playback()
    except PlaybackError as error:
        raise typer.BadParameter(
            f"say where the sound goes: -o FILE, or -o - for standard output; it is not played, for {error}"
        ) from None
    return replace(outputs, play=True)


def _progress(text: str | None, files: Sequence[Path] | None, rate: int) -> list[Sink]:
    if not is_watched():
        return []
    if files:
        unknown = any(path == Path("-") or path.suffix.lower() == EPUB for path in files)
        whole = None if unknown else sum(path.stat().st_size for path in files if path.is_file())
    else:
        whole = None if text is None or text == "-" else len(text)
    return [SpeakingProgress(whole, rate)]


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


def _documents(
    text: str | None, files: Sequence[Path] | None, read_as: Markup | None
) -> Iterator[tuple[str, Markup | None]]:
    """The text, or each file, with how it is marked up; nothing is read before it is asked for.

    Only a whole document shows how it is marked up; a pipe is guessed at part by part, to be heard as it comes.
    """
    parts = _parts(text, files)
    if files and read_as != Markup.NONE:
        return (document for path in files for document in documents_of(path, read_as))
    if read_as in (Markup.AUTO, Markup.NONE):
        return ((part, read_as) for part in parts)
    return (("".join(whole), read_as) for whole in (parts,))


def _forbid(given_together: dict[str, object]) -> None:
    for what, is_given in given_together.items():
        if is_given:
            raise typer.BadParameter(f"{what} cannot be used here")


def _processor_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
