"""`tts vocoder`: train a WaveNet and hear it, apart from the rest of a voice."""

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from frontend.errors import TtsError

if TYPE_CHECKING:
    from voices.corpus.utterances.packed_audio import PackedAudio
    from voices.training.parallel.recipe import ParallelRecipe
    from voices.training.wavenet.recipe import WaveNetRecipe

Recipe = TypeVar("Recipe", "WaveNetRecipe", "ParallelRecipe")

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
    teacher: Annotated[
        Path | None, typer.Option(help="Weights of a Gaussian WaveNet: train flows for the same features, its student.")
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="End after so many minutes of training in all.")] = None,
    steps: Annotated[int | None, typer.Option(help="End after so many steps in all.")] = None,
    batch_size: Annotated[int | None, typer.Option(help="Crops in a batch, of all processes together.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    precision: Annotated[str | None, typer.Option(help="auto (what is faster here), float32 or bfloat16.")] = None,
) -> None:
    """Train, or go on where the last run in the folder stopped; start it under torchrun for several processes."""
    wanted: dict[str, float | int | str | None] = {"minutes": minutes, "steps": steps, "precision": precision}
    from voices.training.loop.device import choose_device

    chosen = choose_device(device)
    if teacher is None:
        from voices.training.wavenet.training import train_wavenet

        settings = _trained(_recipe(recipe, data.is_dir()), batch_size, wanted)
        reached = train_wavenet(_training_data(data), settings, output, chosen, warm_start)
    else:
        from voices.training.parallel.training import train_parallel

        students = _trained(_students_recipe(recipe), batch_size, wanted)
        reached = train_parallel(_training_data(data), students, teacher, output, chosen, warm_start)
    if os.environ.get("RANK", "0") == "0":  # torchrun's other processes have nothing to add
        typer.echo(
            f"{reached.step} steps in {reached.elapsed_seconds / 60:.1f} minutes on {chosen}: {output}", err=True
        )


@app.command()
def copy(
    data: Annotated[Path, typer.Argument(help="A packed training data file.")],
    weights: Annotated[Path, typer.Argument(help="weights.safetensors of a network trained on such data.")],
    output_dir: Annotated[Path, typer.Option(help="Folder for the wavs.")],
    count: Annotated[int, typer.Option(help="At most so many utterances.")] = 1_000_000,
    temperature: Annotated[float, typer.Option(help="Below 1 tamer, above 1 wilder.")] = 1.0,
    threads: Annotated[int, typer.Option(help="Processor cores.", min=1)] = 1,
) -> None:
    """Say the held-out utterances again from their own features (copy synthesis)."""
    import soundfile

    from voices.corpus.utterances.packed_audio import read_packed_audio
    from voices.evaluation.copy_synthesis import copy_synthesis
    from voices.vocoders.vocoder import load_vocoder

    vocoder = load_vocoder(weights)
    packed = read_packed_audio(data)
    held_out = [utterance for utterance in packed.utterances if utterance.held_out][:count]
    if not held_out:
        raise TtsError(f"{data} holds no utterance that was held out of training")
    waveforms = copy_synthesis(packed.header, held_out, vocoder, temperature, threads)
    for one, waveform in zip(held_out, waveforms, strict=True):
        path = output_dir / f"{one.name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, waveform, vocoder.config.sample_rate, subtype="PCM_16")


def _recipe(path: Path | None, without_texts: bool) -> "WaveNetRecipe":
    from voices.files.configuration import from_mapping
    from voices.files.yaml_file import read_yaml
    from voices.training.voice.recipe import read_recipe
    from voices.training.wavenet.recipe import WaveNetRecipe

    if path is None:
        return read_recipe("unconditional" if without_texts else "voice").vocoder
    return from_mapping(WaveNetRecipe, read_yaml(path) or {}, str(path))


def _students_recipe(path: Path | None) -> "ParallelRecipe":
    from voices.files.configuration import from_mapping
    from voices.files.yaml_file import read_yaml
    from voices.training.parallel.recipe import ParallelRecipe

    return ParallelRecipe() if path is None else from_mapping(ParallelRecipe, read_yaml(path) or {}, str(path))


def _trained(recipe: "Recipe", batch_size: int | None, wanted: Mapping[str, float | int | str | None]) -> "Recipe":
    """Return the recipe with what the command line says of its training, as far as it does."""
    given = {name: value for name, value in wanted.items() if value is not None}
    training = dataclasses.replace(recipe.training, **given)  # type: ignore[arg-type]
    crops = recipe.crops if batch_size is None else dataclasses.replace(recipe.crops, batch_size=batch_size)
    return dataclasses.replace(recipe, training=training, crops=crops)


def _training_data(path: Path) -> "PackedAudio":
    from voices.corpus.utterances.audio_folder import packed_audio_folder
    from voices.corpus.utterances.packed_audio import read_packed_audio

    return packed_audio_folder(path) if path.is_dir() else read_packed_audio(path)
