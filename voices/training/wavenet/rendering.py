"""Utterances rendered from their own features: copy synthesis, to listen to while a network learns."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from voices.corpus.utterances.packed_audio import PackedUtterance
from voices.vocoders.autoregressive.generator import Generator, VocoderInput
from voices.vocoders.autoregressive.noise import uniform_noise
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]


def sentence_of(config: WaveNetConfig, utterance: PackedUtterance, seed: int) -> VocoderInput:
    """Return what a generator needs to say an utterance again."""
    features = utterance.features if config.conditioning_channels else None
    return VocoderInput(
        uniform_noise(seed, len(utterance.audio)),
        None if features is None else features.astype(np.float32),
        utterance.speaker if config.speakers else None,
    )


def render(
    config: WaveNetConfig,
    weights: Mapping[str, Floats],
    utterances: Sequence[PackedUtterance],
    folder: Path,
    temperature: float = 1.0,
) -> None:
    """Write a wav for each utterance into `folder`, the same noise every time."""
    if not utterances:
        return
    folder.mkdir(parents=True, exist_ok=True)
    sentences = [sentence_of(config, utterance, seed) for seed, utterance in enumerate(utterances)]
    waveforms = Generator(config, weights).generate(sentences, temperature)
    for utterance, waveform in zip(utterances, waveforms, strict=True):
        name = f"{utterance.speaker}-{Path(utterance.name).stem}.wav"
        soundfile.write(folder / name, waveform, config.sample_rate, subtype="PCM_16")
