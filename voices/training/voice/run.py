"""From prepared recordings to an installed voice: one folder for a run, every stage of it resumable."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch

from voices.acoustic.model import load_acoustic_model
from voices.conditioning.feature_config import FeatureConfig
from voices.corpus.prepared import load_index, load_prepared
from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader
from voices.corpus.utterances.training_data import TrainingData, load_training_data
from voices.evaluation.prosody_errors import prosody_errors
from voices.registry import RUN_VOICE, Found, install_voice
from voices.training.acoustic import training as acoustic_training
from voices.training.loop.checkpoint import Progress
from voices.training.parallel import training as parallel_training
from voices.training.parallel.distillation import STUDENT, distil
from voices.training.same_run import hold_to
from voices.training.voice.base_voice import BaseVoice
from voices.training.voice.held_out import held_out_test
from voices.training.voice.recipe import VoiceRecipe
from voices.training.voice.voice_files import write_voice
from voices.training.wavenet import training as vocoder_training
from voices.voice import Request, load_voice

RUN = "run.json"
SPOKEN_SAMPLES = 3

PARALLEL = "parallel"
"""Name of the vocoder of flows, and its folder in a run."""


@dataclass(frozen=True)
class VoiceRun:
    """A voice to be trained, in a folder of its own.

    Attributes:
        folder: holds `prepared/`, what `voices.corpus.prepare` left there; the stages add `acoustic/`, `vocoder/`,
            `parallel/`, `voice/` and `samples/`.
        corpora: the folders the recordings came from, for their licences.
        features: how their speech is measured.
        held_out: pattern of the recordings kept for validation, or "".
        permission: of those who are heard, as whoever trains says it.
    """

    name: str
    folder: Path
    corpora: tuple[Path, ...]
    language: str
    features: FeatureConfig
    recipe: VoiceRecipe
    base: BaseVoice | None = None
    held_out: str = ""
    permission: str = ""

    @property
    def prepared(self) -> Path:
        """Where the prepared recordings are."""
        return self.folder / "prepared"


def load_data(run: VoiceRun) -> TrainingData:
    """Read the prepared recordings.

    Raises:
        NothingHeldOutError: the pattern of what is held out matches none of them.
    """
    prepared = load_prepared(run.prepared)
    test = held_out_test([row.key for row in prepared.recordings], run.held_out)
    inventory = run.base.inventory if run.base else None
    return load_training_data(prepared, test, run.recipe.conditioning, inventory)


def go_on(run: VoiceRun) -> None:
    """Hold the run to what it was started with, or start it.

    Raises:
        OtherRunError: the folder's stages were trained on other recordings, or from another voice.
    """
    about = {
        "recordings": sorted((row.key, row.text, row.features) for row in load_index(run.prepared)),
        "conditioning": run.recipe.conditioning.kind,
        "base": run.base.name if run.base else None,
        "held_out": run.held_out,
        "language": run.language,
    }
    hold_to(run.folder / RUN, about)


def started_from(folder: Path) -> str:
    """Return the name of the voice that the run in a folder started from, "none", or "" where none was started."""
    path = folder / RUN
    if not path.exists():
        return ""
    return json.loads(path.read_text(encoding="utf-8"))["base"] or "none"


def train_acoustic(run: VoiceRun, data: TrainingData, device: torch.device) -> Progress:
    """Train the model of durations, pitch and spectrum."""
    start = run.base.acoustic if run.base else None
    recipe = run.recipe.acoustic
    return acoustic_training.train_acoustic_model(
        data.acoustic,
        len(data.speakers),
        recipe,
        run.folder / "acoustic",
        device,
        start,
        data.features,
    )


def train_vocoder(run: VoiceRun, data: TrainingData, device: torch.device) -> Progress:
    """Train the WaveNet."""
    start = run.base.vocoder if run.base else None
    return vocoder_training.train_wavenet(_packed(run, data), run.recipe.vocoder, run.folder / "vocoder", device, start)


def train_student(run: VoiceRun, data: TrainingData, device: torch.device) -> None:
    """Teach flows to speak like the WaveNet, where the recipe wants some."""
    if run.recipe.student is not None:
        wavenet = run.folder / "vocoder" / vocoder_training.WEIGHTS
        distil(_packed(run, data), run.recipe.student, wavenet, run.folder / PARALLEL, device)


def _packed(run: VoiceRun, data: TrainingData) -> PackedAudio:
    header = PackedHeader.of(data.features, data.vocoder_channels, data.speakers, run.recipe.conditioning)
    return PackedAudio(header, tuple(data.vocoder))


def finish_voice(run: VoiceRun, data: TrainingData, acoustic: Progress, vocoder: Progress) -> Found:
    """Make a voice of the trained models, let it say held-out texts into `samples/`, and install it."""
    model_file = run.folder / "acoustic" / acoustic_training.WEIGHTS
    training = _summary(run, data, acoustic, vocoder)
    held_out = [one for one in data.acoustic if one.held_out]
    if held_out:
        errors = asdict(prosody_errors(load_acoustic_model(model_file), held_out))
        training |= {key: round(value, 3) for key, value in errors.items()}
    write_voice(
        run.folder / RUN_VOICE,
        run.name,
        run.language,
        data,
        run.recipe.conditioning,
        model_file,
        run.folder / "vocoder" / vocoder_training.WEIGHTS,
        run.corpora,
        training,
        {PARALLEL: run.folder / PARALLEL / STUDENT / parallel_training.WEIGHTS} if run.recipe.student else {},
        run.permission,
    )
    _speak_samples(run)
    return install_voice(run.folder / RUN_VOICE, replace=True)


def _summary(run: VoiceRun, data: TrainingData, acoustic: Progress, vocoder: Progress) -> dict[str, Any]:
    seconds = sum(len(one.audio) for one in data.vocoder if not one.held_out) / data.features.rate_hz
    minutes = (acoustic.elapsed_seconds + vocoder.elapsed_seconds) / 60
    about = {
        "recordings": sum(not one.held_out for one in data.vocoder),
        "minutes_of_speech": round(seconds / 60, 1),
        "minutes_of_training": round(minutes, 1),
        "started_from": run.base.name if run.base else "nothing",
    }
    if math.isfinite(vocoder.best_loss):  # something was held out
        about["vocoder_loss"] = round(vocoder.best_loss, 4)
    return about


def _speak_samples(run: VoiceRun) -> None:
    """Say texts that were held out, the speakers in turn."""
    rows = load_index(run.prepared)
    test = held_out_test([row.key for row in rows], run.held_out)
    texts = [row.text for row in rows if test(row.key)][:SPOKEN_SAMPLES]
    voice = load_voice(str(run.folder / RUN_VOICE))
    folder = run.folder / "samples"
    folder.mkdir(exist_ok=True)
    for speaker in voice.manifest.speakers:
        for number, text in enumerate(texts):
            spoken = [one.samples for one in voice.speak(text, Request(speaker))]
            if spoken:
                soundfile.write(folder / f"{speaker}-{number}.wav", np.concatenate(spoken), voice.manifest.sample_rate)
