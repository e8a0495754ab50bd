"""From prepared recordings to an installed conversion model: one folder for a run, every stage of it resumable."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from frontend.errors import TtsError
from voices.conversion.model import load_conversion_model
from voices.corpus.prepared import PreparedCorpus
from voices.packs.conversion_manifest import ConversionManifest
from voices.packs.manifest import VoiceManifest
from voices.packs.verification import verify_voice
from voices.registry import Found, FoundVoice, install_voice
from voices.training.conversion import training
from voices.training.conversion.direct import coded_audio, forget_other_codes, train_direct
from voices.training.conversion.pack import licences, write_conversion_pack
from voices.training.conversion.recipe import ConversionRecipe
from voices.training.conversion.speech import ConversionData, load_conversion_data
from voices.training.loop.checkpoint import Progress
from voices.training.loop.processes import process_rank, wait_for_all
from voices.training.same_run import hold_to
from voices.training.voice.held_out import held_out_test
from voices.training.wavenet.training import WEIGHTS as VOCODER_WEIGHTS

RUN, MODEL, DIRECT, PACK = "conversion.json", "conversion", "direct", "pack"


class NoTargetError(TtsError):
    """None of the recordings are of a speaker of the voice."""


@dataclass(frozen=True)
class ConversionRun:
    """A conversion model to be trained, in a folder of its own.

    Attributes:
        folder: the stages add `conversion/`, `direct/` and `pack/`.
        voice: whose speakers the model is to speak as.
        corpora: the folders the recordings came from, for their licences.
        prepared: what was made of them, all measured as the voice's speech was.
        permission: of those who are heard, as whoever trains says it.
    """

    name: str
    folder: Path
    voice: FoundVoice
    corpora: tuple[Path, ...]
    prepared: tuple[PreparedCorpus, ...]
    recipe: ConversionRecipe
    held_out: str = ""
    permission: str = ""


def load_data(run: ConversionRun) -> ConversionData:
    """Read the recordings, those of the voice's speakers first and in its order.

    Raises:
        NoTargetError: none of the recordings are of a speaker of the voice, one of whom the recipe needs is missing, or
            they were measured in another way.
        NothingHeldOutError: the pattern of what is held out matches none of them.
        CorpusError: two recordings have the same key.
    """
    voice = verify_voice(run.voice.folder)
    keys = [row.key for corpus in run.prepared for row in corpus.recordings]
    spoken = {row.speaker for corpus in run.prepared for row in corpus.recordings}
    targets = [speaker for speaker in voice.speakers if speaker in spoken]
    if not targets:
        raise NoTargetError(
            f"none of {', '.join(sorted(spoken))} is a speaker of voice {voice.name}, which has "
            f"{', '.join(voice.speakers)}; the name of a folder of recordings is its speaker's"
        )
    if run.recipe.direct is not None:
        _require_all(voice, targets)
    data = load_conversion_data(run.prepared, held_out_test(keys, run.held_out), targets)
    if data.features != voice.features:
        raise NoTargetError(f"the recordings were not measured as voice {voice.name} wants; prepare them anew")
    return data


def train_conversion(run: ConversionRun, data: ConversionData, device: torch.device) -> Progress:
    """Train on what `load_data` read, on every process of a run; go on where an earlier run stopped.

    Raises:
        OtherRunError: the folder's stages were trained on other recordings, or on these in another order.
    """
    _hold_to(run, data)
    voice = verify_voice(run.voice.folder)
    targets = _targets(data, voice)
    reached = training.train_conversion_model(data, targets, run.recipe.model, run.folder / MODEL, device)
    if run.recipe.direct is not None:
        trained = run.folder / MODEL / training.WEIGHTS
        if process_rank() == 0:
            forget_other_codes(run.folder / DIRECT, trained)
        wait_for_all()  # until the first has written the last of the model
        packed = coded_audio(load_conversion_model(trained), data, run.prepared, len(targets))
        vocoder = run.voice.folder / voice.models["vocoder"]
        train_direct(packed, vocoder, run.recipe.direct, run.folder / DIRECT, device)
    return reached


def finish_conversion(run: ConversionRun, data: ConversionData, reached: Progress) -> Found:
    """Make a pack of the trained models, and install it; of the processes of a run, the first does."""
    trained = run.folder / MODEL / training.WEIGHTS
    direct = run.folder / DIRECT / VOCODER_WEIGHTS if run.recipe.direct else None
    manifest = _manifest(run, _targets(data, verify_voice(run.voice.folder)), data, reached)
    write_conversion_pack(run.folder / PACK, manifest, trained, licences(run.corpora), direct)
    return install_voice(run.folder / PACK, replace=True)


def _targets(data: ConversionData, voice: VoiceManifest) -> list[str]:
    return [speaker for speaker in data.speakers if speaker in voice.speakers]


def _hold_to(run: ConversionRun, data: ConversionData) -> None:
    about = {
        "recordings": sorted((row.key, row.text, row.features) for corpus in run.prepared for row in corpus.recordings),
        "voice": run.voice.name,
        "held_out": run.held_out,
        "order of corpora": [data.speakers, data.phones],  # what the weights of embeddings and classifiers stand for
    }
    hold_to(run.folder / RUN, about)


def _require_all(voice: VoiceManifest, targets: Sequence[str]) -> None:
    missing = [speaker for speaker in voice.speakers if speaker not in targets]
    if missing:
        raise NoTargetError(
            f"a WaveNet of codes starts from the vocoder of voice {voice.name}, and needs recordings of all its "
            f"speakers; those of {', '.join(missing)} are missing"
        )


def _manifest(
    run: ConversionRun, targets: Sequence[str], data: ConversionData, reached: Progress
) -> ConversionManifest:
    learned = [one for one in data.speech if not one.held_out]
    minutes = sum(len(one.log_mel) for one in learned) * data.features.frame_seconds / 60
    about: dict[str, Any] = {
        "recordings": len(learned),
        "minutes_of_speech": round(minutes, 1),
        "speakers_heard": ", ".join(data.speakers),
        "minutes_of_training": round(reached.elapsed_seconds / 60, 1),
        "steps": reached.step,
    }
    if math.isfinite(reached.best_loss):  # something was held out of the voice's speakers
        about["loss"] = round(reached.best_loss, 4)
    licence = "that of the recordings, see LICENSE.txt" if licences(run.corpora) else "unknown"
    return replace(
        ConversionManifest(run.name, run.voice.name, list(targets), f"{MODEL}.safetensors", licence),
        origin=", ".join(corpus.name for corpus in run.corpora),
        permission=run.permission,
        training=about,
    )
