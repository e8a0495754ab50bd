"""The folder of a trained voice: half-precision weights, what they are, whose recordings they are from."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from frontend.linguistic.contexts import CONTEXTS_VERSION
from voices.acoustic.config import PREDICTORS
from voices.acoustic.model import KIND, load_acoustic_model, save_acoustic_model
from voices.conditioning.conditioning import Conditioning
from voices.corpus.utterances.training_data import TrainingData
from voices.files.weights_file import read_weights
from voices.packs.manifest import VoiceManifest
from voices.packs.sealing import seal_voice
from voices.speaking.loaded_voice import OTHER_VOCODER
from voices.vocoders.flows.weights import load_weights as load_flows
from voices.vocoders.flows.weights import save_weights as save_flows
from voices.vocoders.wavenet.weights import load_weights, save_weights

ACOUSTIC, VOCODER, LICENCE, CARD = "acoustic.safetensors", "vocoder.safetensors", "LICENSE.txt", "README.md"
UNKNOWN_LICENCE = "unknown; ask whoever made the recordings"
TEMPERATURE = 0.9


def write_voice(
    folder: Path,
    name: str,
    language: str,
    data: TrainingData,
    conditioning: Conditioning,
    acoustic: Path,
    vocoder: Path,
    corpora: Sequence[Path],
    training: Mapping[str, Any],
    others: Mapping[str, Path],
    permission: str = "",
) -> VoiceManifest:
    """Write a voice of trained models into `folder`, and seal it.

    Args:
        others: weights files of flows that are vocoders of it besides its own, by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = load_acoustic_model(acoustic)
    weights = {key: array for key, array in read_weights(acoustic, KIND)[1].items() if key.split(".")[0] in PREDICTORS}
    save_acoustic_model(folder / ACOUSTIC, model.config, model.scales, weights, np.float16)
    config, arrays = load_weights(vocoder)
    save_weights(folder / VOCODER, config, arrays, np.float16)
    for other, path in others.items():
        save_flows(folder / f"{other}.safetensors", *load_flows(path), np.float16)
    licence = _licences(corpora)
    if licence:
        (folder / LICENCE).write_text(licence, encoding="utf-8")
    origin = ", ".join(corpus.name for corpus in corpora)
    (folder / CARD).write_text(_card(name, language, data.speakers, origin, training), encoding="utf-8")
    manifest = VoiceManifest(
        name=name,
        language=language,
        sample_rate=config.sample_rate,
        features=data.features,
        speakers=[speaker_name(speaker) for speaker in data.speakers],
        phones=list(data.inventory.symbols),
        contexts_version=CONTEXTS_VERSION,
        models={
            "acoustic": ACOUSTIC,
            "vocoder": VOCODER,
            **{OTHER_VOCODER + other: f"{other}.safetensors" for other in others},
        },
        licence=f"that of the recordings, see {LICENCE}" if licence else UNKNOWN_LICENCE,
        origin=origin,
        conditioning=conditioning,
        temperature=TEMPERATURE,
        training=dict(training),
        permission=permission,
    )
    return seal_voice(folder, manifest)


def speaker_name(name: str) -> str:
    """Return a name as a voice may hold it: letters, digits, '_', '.' and '-'."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-._")
    return plain[:64] or "speaker"


def _licences(corpora: Sequence[Path]) -> str:
    """Return the corpora's own licence files, one after the other."""
    texts = []
    for corpus in corpora:
        for path in sorted(corpus.glob("LICEN[SC]E*")):
            texts.append(f"Of the recordings in {corpus.name}:\n\n{path.read_text(encoding='utf-8', errors='replace')}")
    return "\n\n".join(texts)


def _card(name: str, language: str, speakers: Sequence[str], origin: str, training: Mapping[str, Any]) -> str:
    facts = "\n".join(f"- {key}: {value}" for key, value in training.items())
    return f"# {name}\n\nLanguage {language}, speakers {', '.join(speakers)}, of the recordings {origin}.\n\n{facts}\n"
