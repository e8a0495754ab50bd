"""`tts vocoder`: train a WaveNet, teach flows to speak like it, and hear either, apart from the rest of a voice."""

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontend.errors import TtsError

if TYPE_CHECKING:
    import torch

    from voices.corpus.utterances.packed_audio import PackedAudio
    from voices.training.loop.checkpoint import Progress
    from voices.training.parallel.distillation import DistillationRecipe
    from voices.training.wavenet.recipe import WaveNetRecipe

app = typer.Typer(help="Train a WaveNet and hear it, apart from the rest of a voice.", no_args_is_help=True)


@app.command()
def train(
    data: Annotated[Path, typer.Argument(help="A packed training data file, or a folder of audio (unconditional).")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for checkpoints, logs and weights.")],
    recipe: Annotated[
        Path | None, typer.Option(help="YAML with any of network, crops, training; by default those of a voice.")
    ] = None,
    warm_start: Annotated[
        Path | None, typer.Option(help="weights.safetensors to begin with, not random weights.")
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="End after so many minutes of training in all.")] = None,
    steps: Annotated[int | None, typer.Option(help="End after so many steps in all.")] = None,
    batch_size: Annotated[int | None, typer.Option(help="Crops in a batch, of all processes together.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    precision: Annotated[str | None, typer.Option(help="auto (what is faster here), float32 or bfloat16.")] = None,
) -> None:
    """Train, or go on where the last run in the folder stopped; start it under torchrun for several processes."""
    from voices.training.loop.device import choose_device
    from voices.training.wavenet.training import train_wavenet

    settings = _recipe(recipe, data.is_dir(), batch_size, minutes=minutes, steps=steps, precision=precision)
    chosen = choose_device(device)
    reached = train_wavenet(_training_data(data), settings, output, chosen, warm_start)
    _say_how_far(reached, chosen, output)


@app.command()
def distil(
    data: Annotated[Path, typer.Argument(help="A packed training data file.")],
    wavenet: Annotated[Path, typer.Argument(help="weights.safetensors of a WaveNet trained on such data.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the teacher's run and the student's.")],
    recipe: Annotated[
        Path | None, typer.Option(help="YAML with any of teacher_share, teacher, student; by default those of a voice.")
    ] = None,
    warm_start: Annotated[
        Path | None, typer.Option(help="weights.safetensors of a student to begin with, not flows that do nothing.")
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="End after so many minutes, teacher's and student's.")] = None,
    batch_size: Annotated[int | None, typer.Option(help="Crops in a batch, of all processes together.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    precision: Annotated[str | None, typer.Option(help="auto (what is faster here), float32 or bfloat16.")] = None,
) -> None:
    """Teach flows, which make all samples at once, to speak like a WaveNet; or go on where the last run stopped."""
    from voices.training.loop.device import choose_device
    from voices.training.loop.processes import joined_processes
    from voices.training.parallel.distillation import STUDENT, distil

    settings = _distillation(recipe).trained(minutes=minutes, precision=precision).in_batches_of(batch_size)
    with joined_processes(choose_device(device)) as chosen:
        reached = distil(_training_data(data), settings, wavenet, output, chosen, warm_start)
        _say_how_far(reached, chosen, output / STUDENT)


def _say_how_far(reached: "Progress", device: "torch.device", folder: Path) -> None:
    if os.environ.get("RANK", "0") == "0":  # torchrun's other processes have nothing to add
        typer.echo(
            f"{reached.step} steps in {reached.elapsed_seconds / 60:.1f} minutes on {device}: {folder}", err=True
        )


@app.command()
def copy(
    data: Annotated[Path, typer.Argument(help="A packed training data file.")],
    weights: Annotated[Path, typer.Argument(help="weights.safetensors of a network trained on such data.")],
    output_dir: Annotated[Path, typer.Option(help="Folder for the wavs.")],
    count: Annotated[int, typer.Option(help="At most so many utterances.")] = 1_000_000,
    temperature: Annotated[float, typer.Option(help="Below 1 tamer, above 1 wilder.")] = 1.0,
    threads: Annotated[int, typer.Option(help="Processor cores.", min=1)] = 1,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda; flows can run on a card.")] = "cpu",
) -> None:
    """Say the held-out utterances again from their own features (copy synthesis)."""
    import soundfile

    from voices.corpus.utterances.packed_audio import read_packed_audio
    from voices.evaluation.copy_synthesis import copy_synthesis
    from voices.vocoders.vocoder import load_vocoder

    vocoder = load_vocoder(weights, device)
    packed = read_packed_audio(data)
    held_out = [utterance for utterance in packed.utterances if utterance.held_out][:count]
    if not held_out:
        raise TtsError(f"{data} holds no utterance that was held out of training")
    waveforms = copy_synthesis(packed.header, held_out, vocoder, temperature, threads)
    for one, waveform in zip(held_out, waveforms, strict=True):
        path = output_dir / f"{one.name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, waveform, vocoder.config.sample_rate, subtype="PCM_16")


def _recipe(
    path: Path | None, without_texts: bool, batch_size: int | None, **wanted: float | int | str | None
) -> "WaveNetRecipe":
    from voices.files.configuration import from_mapping
    from voices.files.yaml_file import read_yaml
    from voices.training.voice.recipe import read_recipe
    from voices.training.wavenet.recipe import WaveNetRecipe

    if path is None:
        settings = read_recipe("unconditional" if without_texts else "voice").vocoder
    else:
        settings = from_mapping(WaveNetRecipe, read_yaml(path) or {}, str(path))
    given = {name: value for name, value in wanted.items() if value is not None}
    training = dataclasses.replace(settings.training, **given)  # type: ignore[arg-type]
    crops = settings.crops if batch_size is None else dataclasses.replace(settings.crops, batch_size=batch_size)
    return dataclasses.replace(settings, training=training, crops=crops)


def _distillation(path: Path | None) -> "DistillationRecipe":
    from voices.files.configuration import from_mapping
    from voices.files.yaml_file import read_yaml
    from voices.training.parallel.distillation import DistillationRecipe
    from voices.training.voice.recipe import read_recipe

    if path is None:
        return read_recipe("parallel").student or DistillationRecipe()
    return from_mapping(DistillationRecipe, read_yaml(path) or {}, str(path))


def _training_data(path: Path) -> "PackedAudio":
    from voices.corpus.utterances.audio_folder import packed_audio_folder
    from voices.corpus.utterances.packed_audio import read_packed_audio

    return packed_audio_folder(path) if path.is_dir() else read_packed_audio(path)
