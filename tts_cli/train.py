"""`tts train`: recordings in, an installed voice out."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontend.errors import TtsError
from tts_cli.recordings import check_recordings, prepare_recordings, print_report
from tts_cli.restart import UNCONDITIONAL, VOICE, start_over
from tts_cli.train_conversion import ConversionCommand, train_conversion_model

if TYPE_CHECKING:
    import torch

    from voices.training.voice.base_voice import BaseVoice
    from voices.training.voice.recipe import VoiceRecipe
    from voices.training.voice.run import VoiceRun

AUTO, NONE = "auto", "none"
USUAL_RATE_HZ = 16000


def train(
    corpora: Annotated[list[Path], typer.Option("--corpus", metavar="DIR", help="Recordings with texts; repeatable.")],
    name: Annotated[
        str | None, typer.Option("--name", help="Of what is installed; by default the first folder's.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", help="Of training in all; the recipe has its own.")
    ] = None,
    recipe_name: Annotated[
        str | None,
        typer.Option(
            "--recipe",
            help="voice, parallel, adapt, linguistic, unconditional, conversion, conversion-direct, or a YAML file.",
        ),
    ] = None,
    student: Annotated[
        bool, typer.Option("--student", help="Teach flows to speak like the WaveNet, too: the vocoder `parallel`.")
    ] = False,
    base_name: Annotated[
        str, typer.Option("--from", metavar="VOICE", help="Voice to start from; auto takes one that fits, or none.")
    ] = AUTO,
    language: Annotated[str, typer.Option("--language", help="espeak's name of the texts' language.")] = "en-us",
    rate_hz: Annotated[
        int | None,
        typer.Option("--rate", metavar="HZ", min=8000, max=48000, help="The voice's sample rate; 16000 by default."),
    ] = None,
    hold_out: Annotated[
        str, typer.Option("--hold-out", metavar="PATTERN", help="speaker/id of recordings kept for validation.")
    ] = "",
    run_folder: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="Where the run is kept; in your data folder by default.")
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Forget what an earlier run of this name learned.")
    ] = False,
    permission: Annotated[
        str | None,
        typer.Option("--permission", help="On what permission of whoever is heard; it is kept in the manifest."),
    ] = None,
    device: Annotated[str, typer.Option("--device", help="auto, cpu or cuda.")] = "auto",
    precision: Annotated[
        str | None, typer.Option("--precision", help="auto (what is faster here), float32 or bfloat16.")
    ] = None,
) -> None:
    """Train a voice from recordings and install it. Run it again to go on where it stopped; Ctrl-C loses nothing."""
    from voices.conditioning.feature_config import voice_features
    from voices.registry import default_voice
    from voices.training.conversion.recipe import trains_conversion
    from voices.training.loop.device import choose_device
    from voices.training.loop.processes import joined_processes
    from voices.training.voice.run import VoiceRun

    converts = recipe_name is not None and trains_conversion(recipe_name)
    if converts:
        _refuse_what_only_voices_have(student, rate_hz, base_name)
    rate_hz = rate_hz or USUAL_RATE_HZ
    name = _voice_name(name or corpora[0].resolve().name + ("-conversion" if converts else ""))
    folder = run_folder or _runs_folder() / name
    permission = _permission() if permission is None else permission
    with joined_processes(choose_device(device)) as own_device:
        try:
            if recipe_name and converts:
                voice = default_voice() if base_name == AUTO else base_name
                wanted = ConversionCommand(name, folder, corpora, voice, recipe_name, language)
                told = replace(wanted, minutes=minutes, precision=precision, hold_out=hold_out, permission=permission)
                train_conversion_model(told, own_device, restart)
                return
            if recipe_name and not _recipe(recipe_name).conditioning.needs_texts:
                unconditional = _recipe(recipe_name).timed(minutes).computed_in(precision)
                _train_unconditional(corpora, unconditional, folder, own_device, restart)
                return
            base = _base(base_name, recipe_name, None if restart else folder, language, rate_hz)
            recipe = _recipe(recipe_name or ("adapt" if base else "voice"))
            recipe = (recipe.with_student(_recipe("parallel").student) if student else recipe).computed_in(precision)
            if base:
                recipe = base.shapes(recipe)
            features = base.features if base else voice_features(rate_hz)
            run = VoiceRun(
                name, folder, tuple(corpora), language, features, recipe.timed(minutes), base, hold_out, permission
            )
            _train_voice(run, own_device, restart)
        except KeyboardInterrupt:
            typer.echo(f"\nstopped; what it learned is in {folder}, and the same command goes on from there", err=True)
            raise


def _train_voice(run: VoiceRun, device: torch.device, restart: bool) -> None:
    from voices.registry import FoundVoice, check_kind
    from voices.training.loop.processes import process_rank, wait_for_all
    from voices.training.voice.run import finish_voice, go_on, load_data, train_acoustic, train_student, train_vocoder

    check_kind(run.name, FoundVoice)
    if process_rank() == 0:
        _stage("1 of 5", f"checking the recordings in {', '.join(map(str, run.corpora))}")
        report = check_recordings(list(run.corpora), None, run.features.rate_hz, run.language)
        if report.findings or not report.usable:
            print_report(report, as_json=False)
        if not report.usable:
            raise TtsError("no recording can be used; mend them as the table says")
        _stage("2 of 5", "measuring and aligning them")
        prepare_recordings(report, run.prepared, run.features, run.language)
    wait_for_all()
    data = load_data(run)
    if restart and process_rank() == 0:
        start_over(run.folder, VOICE)
    wait_for_all()
    go_on(run)
    start = f"starting from {run.base.name}" if run.base else "starting from nothing"
    _stage("3 of 5", f"durations, pitch and spectrum, {start}: {run.recipe.acoustic.training.minutes:g} minutes")
    acoustic = train_acoustic(run, data, device)
    _stage("4 of 5", f"the WaveNet, {start}: {run.recipe.vocoder.training.minutes:g} minutes")
    vocoder = train_vocoder(run, data, device)
    if run.recipe.student:
        _stage("then", f"flows, taught by it: {run.recipe.student.minutes:g} minutes")
        wait_for_all()
        train_student(run, data, device)
    if process_rank() == 0:
        _stage("5 of 5", "the voice")
        voice = finish_voice(run, data, acoustic, vocoder)
        typer.echo(f"installed {voice.name}; it reads held-out texts in {run.folder / 'samples'}. Now:", err=True)
        typer.echo(f'  tts synth "Hello!" --voice {voice.name} -o hello.wav', err=True)


def _train_unconditional(
    corpora: list[Path], recipe: VoiceRecipe, folder: Path, device: torch.device, restart: bool
) -> None:
    from voices.corpus.utterances.audio_folder import packed_audio_folder
    from voices.training.loop.processes import process_rank, wait_for_all
    from voices.training.wavenet.training import WEIGHTS, train_wavenet

    if len(corpora) > 1:
        raise TtsError("a recipe without texts takes one --corpus")
    data = packed_audio_folder(corpora[0])
    if restart and process_rank() == 0:
        start_over(folder, UNCONDITIONAL)
    wait_for_all()
    train_wavenet(data, recipe.vocoder, folder, device)
    if process_rank() == 0:
        typer.echo(f"trained; let it sound: tts sample {folder / WEIGHTS} -o sound.wav --seconds 10", err=True)


def _recipe(name: str) -> VoiceRecipe:
    from voices.training.voice.recipe import read_recipe

    return read_recipe(name)


def _base(wanted: str, recipe_name: str | None, folder: Path | None, language: str, rate_hz: int) -> BaseVoice | None:
    """The voice to start from: the one named, the one a run under way started from, or one that fits the recipe."""
    from voices.training.voice.base_voice import find_base, named_base
    from voices.training.voice.run import started_from

    conditioning = _recipe(recipe_name or "voice").conditioning
    if wanted not in (AUTO, NONE):
        return named_base(wanted, language, rate_hz, conditioning)
    before = started_from(folder) if folder else ""
    if NONE in (wanted, before):
        return None
    return named_base(before, language, rate_hz, conditioning) if before else find_base(language, rate_hz, conditioning)


def _refuse_what_only_voices_have(student: bool, rate_hz: int | None, base_name: str) -> None:
    refused = {"--student": student, "--rate": rate_hz is not None, "--from none": base_name == NONE}
    given = [option for option, is_given in refused.items() if is_given]
    if given:
        raise typer.BadParameter(
            f"{' and '.join(given)}: a conversion model speaks with a voice that is there, at its rate; --from names it"
        )


def _permission() -> str:
    """Ask whoever sits there; a script that says nothing has said nothing."""
    if not sys.stdin.isatty():
        typer.echo("tts: --permission is not given: the pack will not say on what permission it speaks", err=True)
        return ""
    asked = "Whose speech is this, and on what permission of theirs do you make a voice of it?"
    return str(typer.prompt(asked, err=True))


def _voice_name(text: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-._")[:64]
    if not name:
        raise TtsError(f"{text!r} is no name for a voice; name it with --name, in letters and digits")
    return name


def _runs_folder() -> Path:
    import platformdirs

    return Path(os.environ.get("TTS_RUNS") or Path(platformdirs.user_data_dir("tts-cli")) / "runs")


def _stage(number: str, what: str) -> None:
    typer.echo(f"{number}: {what}", err=True)
