"""`tts train --recipe conversion`: recordings in, an installed conversion model out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from frontend.errors import TtsError
from tts_cli.recordings import check_recordings, prepare_recordings, print_report
from tts_cli.restart import CONVERSION, start_over

if TYPE_CHECKING:
    import torch

    from voices.conditioning.feature_config import FeatureConfig


@dataclass(frozen=True)
class ConversionCommand:
    """What the command line says of a conversion model to be trained.

    Attributes:
        corpora: folders of recordings, or what `tts corpus prepare` made of such.
        voice: to convert to.
        language: of the texts of those that are not prepared yet.
    """

    name: str
    folder: Path
    corpora: list[Path]
    voice: str
    recipe: str
    language: str
    minutes: float | None = None
    precision: str | None = None
    hold_out: str = ""
    permission: str = ""


def train_conversion_model(wanted: ConversionCommand, device: torch.device, restart: bool) -> None:
    """Prepare what is not prepared, train, and install; forget first what was learned, if that is wanted."""
    from voices.corpus.prepared import load_prepared
    from voices.packs.verification import verify_voice
    from voices.registry import FoundConversion, check_kind, find_voice
    from voices.training.conversion.recipe import read_conversion_recipe
    from voices.training.conversion.run import ConversionRun, finish_conversion, load_data, train_conversion
    from voices.training.loop.processes import process_rank, wait_for_all

    check_kind(wanted.name, FoundConversion)
    recipe = read_conversion_recipe(wanted.recipe).fitted(wanted.minutes, wanted.precision)
    found = find_voice(wanted.voice)
    features = verify_voice(found.folder).features
    folders = _prepared_folders(wanted)
    if process_rank() == 0:
        typer.echo(f"1 of 2: measuring and aligning {', '.join(map(str, wanted.corpora))}", err=True)
        for corpus, folder in zip(wanted.corpora, folders, strict=True):
            if folder != corpus:
                _prepare(corpus, folder, wanted.language, features)
    wait_for_all()
    run = ConversionRun(
        wanted.name,
        wanted.folder,
        found,
        tuple(wanted.corpora),
        tuple(map(load_prepared, folders)),
        recipe,
        wanted.hold_out,
        wanted.permission,
    )
    data = load_data(run)
    if restart and process_rank() == 0:
        start_over(run.folder, CONVERSION)
    wait_for_all()
    if process_rank() == 0:
        typer.echo(f"2 of 2: codes of speech, and speech of codes: {recipe.minutes:g} minutes", err=True)
    reached = train_conversion(run, data, device)
    if process_rank() == 0:
        model = finish_conversion(run, data, reached)
        typer.echo(f"installed {model.name}. Now:", err=True)
        target = f"{wanted.voice}#{data.speakers[0]}"
        typer.echo(f"  tts convert speech.wav --model {model.name} --voice {target} -o out.wav", err=True)


def _prepared_folders(wanted: ConversionCommand) -> list[Path]:
    """Where the corpora are prepared, or are to be: those that are not, in the run's folder by their names."""
    from voices.corpus.prepared import INDEX, RUN_PREPARED

    folders: list[Path] = []
    for corpus in wanted.corpora:
        inside = wanted.folder / RUN_PREPARED / corpus.resolve().name
        folder = corpus if (corpus / INDEX).is_file() else inside
        if folder in folders:
            raise TtsError(f"two of the corpora are named {folder.name}; give one of these folders another name")
        folders.append(folder)
    return folders


def _prepare(corpus: Path, folder: Path, language: str, features: FeatureConfig) -> None:
    report = check_recordings([corpus], None, features.rate_hz, language)
    if report.findings or not report.usable:
        print_report(report, as_json=False)
    if not report.usable:
        raise TtsError(f"no recording in {corpus} can be used; mend them as the table says")
    prepare_recordings(report, folder, features, language)
