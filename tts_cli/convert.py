"""`tts convert`, `tts encode`, `tts decode`: speech of anybody as a voice's, and speech as a few bits."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontend.errors import TtsError
from tts_cli.completion import voice_names
from tts_cli.messages import message
from tts_cli.synthesis.outputs import STDOUT, Outputs, check_folder
from tts_cli.synthesis.sinks import Encoding, SoundFile, SoundPipe

if TYPE_CHECKING:
    from voices.conversion.service import Conversion, ConversionRequest, ConversionService
    from voices.sound.recording import Floats, Recording

STDIN = "-"
KEEP = "keep"
CODES = ".npz"

_Voice = Annotated[
    str | None,
    typer.Option("--voice", metavar="VOICE[#SPEAKER]", help="Who is to be heard.", autocompletion=voice_names),
]
_Model = Annotated[str | None, typer.Option("--model", help="Conversion model; by default the one for the voice.")]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help='The sound; "-" is standard output.')
]
_Pitch = Annotated[
    str,
    typer.Option("--pitch", help="auto moves it to the target's mean and range; keep; or so many semitones."),
]
_Format = Annotated[str | None, typer.Option("--format", help="wav, flac, ogg, opus, mp3 or raw.")]
_Raw = Annotated[bool, typer.Option("--raw", help="Bare 16-bit samples to standard output, as they are made.")]
_Rate = Annotated[int | None, typer.Option("--sample-rate", metavar="HZ", min=8000, max=192000, help="To write at.")]
_InputRate = Annotated[
    int, typer.Option("--input-rate", metavar="HZ", min=1000, max=384000, help="Of bare samples in a pipe.")
]
_Tag = Annotated[bool, typer.Option("--tag/--no-tag", help="Write into the file that it was converted.")]
_Seed = Annotated[int, typer.Option("--seed", min=0, help="Equal seeds give equal samples.")]


def convert(
    inputs: Annotated[list[str], typer.Argument(metavar="FILE...", help='Recordings; "-" is a pipe.')],
    voice: _Voice = None,
    output: _Output = None,
    output_dir: Annotated[
        Path | None, typer.Option("--output-dir", metavar="DIR", help="A file of the same name for each input.")
    ] = None,
    pitch: _Pitch = "auto",
    timings: Annotated[
        str | None,
        typer.Option("--timings", help="keep copies .srt, .vtt, .TextGrid, .json files beside an input: they fit."),
    ] = None,
    tag: _Tag = True,
    format_name: _Format = None,
    raw: _Raw = False,
    sample_rate: _Rate = None,
    input_rate: _InputRate = 16000,
    model: _Model = None,
    seed: _Seed = 0,
    through_codes: Annotated[
        bool, typer.Option("--through-codes", help="As encode and decode do it: less clear, less of the source left.")
    ] = False,
    clarity: Annotated[
        float | None,
        typer.Option("--clarity", metavar="SHARE", min=0, max=1, help="More is clearer, less more like the target."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files in --output-dir, and timings.")] = False,
) -> None:
    """Say recordings again in a voice, in the same words at the same time.

    Only with the consent of whoever is heard: docs/conversion.md says what this is not for.
    """
    if timings not in (None, KEEP):
        raise typer.BadParameter(f"--timings {timings}: a conversion can only {KEEP} those of its source")
    if raw and (format_name not in (None, "raw") or output_dir):
        raise typer.BadParameter("--raw excludes --format and --output-dir")
    if output_dir is None and len(inputs) > 1:
        raise typer.BadParameter(f"{len(inputs)} recordings need --output-dir")
    if (output is not None) == (output_dir is not None) and not (raw and output is None):
        raise typer.BadParameter("say where the sound goes: -o FILE, -o - for standard output, or --output-dir DIR")
    outputs = Outputs(STDOUT if raw and output is None else output, "raw" if raw else format_name, None, sample_rate)
    request = replace(_request(voice, model, pitch, seed), through_codes=through_codes, clarity=clarity)
    if output_dir is None:
        outputs.check()
        _check_apart(inputs[0], outputs.path)
        _convert_one(_service(), inputs[0], outputs, request, input_rate, tag)
        _keep_timings(timings, inputs[0], outputs.path, overwrite)
        return
    _convert_all(_service(), inputs, output_dir, outputs, request, input_rate, tag, timings, overwrite)


def encode(
    source: Annotated[str, typer.Argument(metavar="FILE", help='A recording; "-" is a pipe.')],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The codes, an .npz file.")],
    voice: Annotated[
        str | None,
        typer.Option("--voice", help="Whose conversion model, where --model names none.", autocompletion=voice_names),
    ] = None,
    model: _Model = None,
    input_rate: _InputRate = 16000,
) -> None:
    """Turn speech into codes: what is said and its melody, in under 1 kbit/s, without the voice."""
    if output.suffix.lower() != CODES:
        raise typer.BadParameter(f"-o {output}: codes are written to a file whose name ends in {CODES}")
    check_folder(output)
    _check_apart(source, output)
    service, request = _service(), _request(voice, model, KEEP, 0)
    from voices.conversion.codes_file import code_rates, save_codes

    recording = _recording(source, input_rate)
    coded = service.encode(recording.blocks, recording.rate_hz, request)
    loaded = service.model(request)
    config = loaded.model.config
    save_codes(output, coded, loaded.manifest.name, config)
    _tell(source, recording)
    rates, seconds = code_rates(config), coded.frames * config.features.frame_seconds
    typer.echo(
        f"wrote {output}: {seconds:.1f} s in {rates.total:.0f} bits a second "
        f"({rates.codes:.0f} of codes, {rates.melody:.0f} of melody)",
        err=True,
    )


def decode(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="Codes that `tts encode` wrote.")],
    voice: _Voice = None,
    output: _Output = None,
    pitch: _Pitch = "auto",
    tag: _Tag = True,
    format_name: _Format = None,
    raw: _Raw = False,
    sample_rate: _Rate = None,
    model: _Model = None,
    seed: _Seed = 0,
) -> None:
    """Say codes in a voice."""
    if output is None and not raw:
        raise typer.BadParameter("say where the sound goes: -o FILE, or -o - for standard output")
    outputs = Outputs(output or STDOUT, "raw" if raw else format_name, None, sample_rate)
    outputs.check()
    _check_apart(str(source), outputs.path)
    service = _service()
    from voices.conversion.codes_file import load_codes, model_of

    request = _request(voice, model or model_of(source), pitch, seed)
    loaded = service.model(request)
    _write(service.decode(load_codes(source, loaded.model.config), request), outputs, request, tag, str(source))


def _convert_one(
    service: ConversionService, source: str, outputs: Outputs, request: ConversionRequest, input_rate: int, tag: bool
) -> None:
    recorded = source == STDIN and not outputs.is_heard
    with _ended_by_ctrl_c() if recorded else nullcontext(iter) as until_the_end:
        recording = _recording(source, input_rate)
        blocks = until_the_end(recording.blocks)
        converted = service.convert(blocks, recording.rate_hz, replace(request, live=source == STDIN))
        _write(converted, outputs, request, tag, _shown(source))
    _tell(source, recording)


@contextmanager
def _ended_by_ctrl_c() -> Iterator[Callable[[Iterator[Floats]], Iterator[Floats]]]:
    """Take the first Ctrl-C, inside the `with` block, for the end of what is recorded: so far it is to be kept."""
    from voices.files.interruption import first_interruption

    with first_interruption() as interruption:

        def until_the_end(blocks: Iterator[Floats]) -> Iterator[Floats]:
            for block in blocks:
                yield block
                if interruption.requested:
                    return

        yield until_the_end


def _convert_all(
    service: ConversionService,
    sources: Sequence[str],
    folder: Path,
    outputs: Outputs,
    request: ConversionRequest,
    input_rate: int,
    tag: bool,
    timings: str | None,
    overwrite: bool,
) -> None:
    """Convert each into the folder; a bad one is reported, and the others are converted all the same."""
    targets = _targets(sources, folder, outputs)
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for source, target in targets:
        if target.exists() and not overwrite:
            typer.echo(f"tts: {target} is there already; --overwrite replaces it", err=True)
            continue
        try:
            _convert_one(service, source, replace(outputs, path=target), request, input_rate, tag)
            _keep_timings(timings, source, target, overwrite)
        except TtsError as error:
            failed += 1
            typer.echo(f"tts: {message(error)}", err=True)
    if failed:
        raise TtsError(f"{failed} of {len(targets)} recordings could not be converted")


def _targets(sources: Sequence[str], folder: Path, outputs: Outputs) -> list[tuple[str, Path]]:
    named: dict[Path, str] = {}
    for source in sources:
        target = folder / f"{'stdin' if source == STDIN else Path(source).stem}{outputs.ending}"
        if target in named:
            raise typer.BadParameter(f"{named[target]} and {source} would both become {target}")
        _check_apart(source, target)
        named[target] = source
    return [(source, target) for target, source in named.items()]


def _check_apart(source: str, target: Path | None) -> None:
    """Refuse to write over what is read: it is a recording, and there may be no other of it."""
    if source == STDIN or target is None or target == STDOUT:
        return
    if target.resolve() == Path(source).resolve():
        raise typer.BadParameter(f"{source} would be converted into itself; write to another file or folder")


def _write(converted: Conversion, outputs: Outputs, request: ConversionRequest, tag: bool, source: str) -> None:
    """Write the sound as it comes; no file appears for a source that was empty."""
    from voices.conversion.tag import tag as tag_text

    path, samples = outputs.path or STDOUT, 0
    comment = tag_text(request.voice, request.speaker) if tag else ""
    encoding = Encoding(outputs.kind(path), converted.rate, outputs.rate, comment=comment)
    sink = SoundPipe(sys.stdout.buffer, encoding) if path == STDOUT else SoundFile(path, encoding)
    with sink:
        for piece in converted:
            sink.write(piece)
            samples += len(piece)
        if not samples:
            raise TtsError(f"{source} is empty: there is nothing to convert")


def _request(voice: str | None, model: str | None, pitch: str, seed: int) -> ConversionRequest:
    _one_thread()
    from voices.conversion.service import ConversionRequest

    name, _, speaker = (voice or "").partition("#")
    return ConversionRequest(name or None, speaker or None, model, _pitch_change(pitch), seed)


def _pitch_change(text: str) -> str | float:
    from voices.conversion.melody import PitchChangeError, pitch_change

    try:
        return pitch_change(text)
    except PitchChangeError as error:
        raise typer.BadParameter(f"--pitch {error}") from None


def _recording(source: str, input_rate: int) -> Recording:
    from voices.sound.recording import open_recording, piped_recording

    if source == STDIN:
        return piped_recording(sys.stdin.buffer, input_rate)
    return open_recording(Path(source))


def _tell(source: str, recording: Recording) -> None:
    remarks = recording.noticed.remarks()
    if remarks:
        typer.echo(f"tts: {_shown(source)}: {'; '.join(remarks)}", err=True)


def _keep_timings(timings: str | None, source: str, target: Path | None, overwrite: bool) -> None:
    """Copy what says when everything is said in the source: it is said at the same times in the target."""
    if timings is None or target is None or target == STDOUT or source == STDIN:
        return
    from voices.timings.write import FORMATS

    found = [path for ending in FORMATS for path in [Path(source).with_suffix(_as_written(ending))] if path.is_file()]
    for path in found:
        kept = target.with_suffix(path.suffix)
        if kept.resolve() == path.resolve():
            continue  # it is beside the target already
        if kept.exists() and not overwrite:
            typer.echo(f"tts: {kept} is there already; --overwrite replaces it", err=True)
            continue
        shutil.copyfile(path, kept)
    if not found:
        typer.echo(f"tts: {source}: no timings beside it to keep", err=True)


def _as_written(ending: str) -> str:
    return ".TextGrid" if ending == ".textgrid" else ending


def _shown(source: str) -> str:
    return "standard input" if source == STDIN else source


def _service() -> ConversionService:
    _one_thread()
    from voices.conversion.service import ConversionService

    return ConversionService()


def _one_thread() -> None:
    # As in `synthesis.start`: a second thread for small matrices waits more than it works.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
