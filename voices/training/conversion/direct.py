"""The paper's decoder: a WaveNet that hears codes, pitch and speaker, and no spectrum (van den Oord et al. 2017)."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from voices.conversion.direct import code_features
from voices.conversion.heard import cepstra, loudest, spoken, surroundings
from voices.conversion.model import ConversionModel
from voices.corpus.prepared import PreparedCorpus, write_atomically
from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.training.conversion.speech import ConversionData
from voices.training.loop.checkpoint import Progress
from voices.training.loop.processes import process_rank, wait_for_all
from voices.training.wavenet.recipe import WaveNetRecipe
from voices.training.wavenet.training import train_wavenet
from voices.vocoders.wavenet.weights import load_weights, save_weights

START, CODES_OF = "start.safetensors", "codes-of.txt"
FIRST = "conditioning.convolutions.0.weight"


def coded_audio(
    model: ConversionModel, data: ConversionData, corpora: Iterable[PreparedCorpus], targets: int
) -> PackedAudio:
    """Return recordings of the first `targets` speakers with their codes and pitch as features."""
    audio = {
        row.key: (corpus, row)
        for corpus in corpora
        for row in corpus.recordings
        if row.speaker in data.speakers[:targets]
    }
    utterances = []
    for one in data.speech:
        if one.speaker >= targets:
            continue
        mel = one.log_mel.astype(np.float32)
        heard = cepstra(mel, model.config.coefficients)
        codes = model.quantise(model.latents(mel, surroundings(spoken(heard, loudest(heard)))))
        features = code_features(
            model.vectors(codes), model.config.frames_per_code, one.pitch.astype(np.float32)
        ).astype(np.float16)
        corpus, row = audio[one.key]
        samples = corpus.features(row).audio
        utterances.append(PackedUtterance(one.key, samples, features, one.speaker, one.held_out))
    channels = utterances[0].features.shape[1] if utterances[0].features is not None else 0
    measured = data.features
    header = PackedHeader(measured.rate_hz, measured.hop, channels, list(data.speakers[:targets]))
    return PackedAudio(header, tuple(utterances))


def forget_other_codes(folder: Path, trained: Path) -> None:
    """Let what was learned of codes in `folder` go, where their model in the file `trained` has changed since.

    A code then stands for other sounds than it did.
    """
    told = hashlib.sha256(trained.read_bytes()).hexdigest()
    kept = folder / CODES_OF
    if kept.exists() and kept.read_text(encoding="utf-8") != told:
        shutil.rmtree(folder)
    write_atomically(kept, told)


def train_direct(
    packed: PackedAudio, vocoder: Path, recipe: WaveNetRecipe, folder: Path, device: torch.device
) -> Progress:
    """Train a WaveNet of codes in `folder`, starting from a vocoder of spectra that has the same speakers."""
    config, weights = load_weights(vocoder)
    channels = packed.header.conditioning_channels
    network = replace(config, conditioning_channels=channels)
    if process_rank() == 0:
        random = np.random.default_rng(recipe.training.seed)
        fresh = random.standard_normal((network.conditioning_hidden, channels, 3)) * (3 * channels) ** -0.5
        folder.mkdir(parents=True, exist_ok=True)
        save_weights(folder / START, network, {**weights, FIRST: fresh.astype(np.float32)})
    wait_for_all()
    return train_wavenet(packed, replace(recipe, network=network), folder, device, folder / START)
