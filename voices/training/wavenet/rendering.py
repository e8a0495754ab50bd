"""Utterances rendered from their own features: copy synthesis, to listen to while a network learns."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.corpus.utterances.vocoder_input import vocoder_input
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]


def render(
    header: PackedHeader,
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
    inputs = [vocoder_input(header, utterance, config, seed) for seed, utterance in enumerate(utterances)]
    waveforms = Generator(config, weights).generate(inputs, temperature)
    for utterance, waveform in zip(utterances, waveforms, strict=True):
        name = f"{utterance.speaker}-{Path(utterance.name).stem}.wav"
        soundfile.write(folder / name, waveform, config.sample_rate, subtype="PCM_16")
