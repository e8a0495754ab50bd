"""Recordings said again from their own features: what a vocoder can do at its best, apart from the rest of a voice."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.vocoder_features import heard_speech
from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.speaking.postfilters.harmonics import strengthen_harmonics
from voices.speaking.postfilters.spectrum import match_spectrum
from voices.vocoders.autoregressive.generator import Generator, VocoderInput
from voices.vocoders.autoregressive.noise import uniform_noise
from voices.vocoders.autoregressive.temperature import frame_temperatures
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]


def copy_synthesis(
    header: PackedHeader,
    utterances: Sequence[PackedUtterance],
    config: WaveNetConfig,
    weights: Mapping[str, Floats],
    temperature: float = 1.0,
    threads: int = 1,
) -> Iterator[Floats]:
    """Yield the waveform [T] of each utterance, [-1, 1].

    Where the features are spectra with pitch (`header.conditioning` is "acoustic"), both post-filters clean what the
    vocoder made.
    """
    measured = header.features if header.conditioning == "acoustic" else None
    sentences = [_sentence(one, config, seed, measured) for seed, one in enumerate(utterances)]
    waveforms = Generator(config, weights).generate(sentences, temperature, threads)
    for one, waveform in zip(utterances, waveforms, strict=True):
        yield np.clip(waveform if measured is None else _cleaned(one, waveform, measured), -1, 1)


def _sentence(one: PackedUtterance, config: WaveNetConfig, seed: int, measured: FeatureConfig | None) -> VocoderInput:
    features = None
    if config.conditioning_channels and one.features is not None:
        features = one.features.astype(np.float32)
    freely: Floats | float = 1.0
    if measured is not None and features is not None:
        freely = frame_temperatures(heard_speech(features, measured).voiced)
    noise = uniform_noise(seed, len(one.audio))
    return VocoderInput(noise, features, one.speaker if config.speakers else None, freely)


def _cleaned(one: PackedUtterance, waveform: Floats, measured: FeatureConfig) -> Floats:
    assert one.features is not None
    heard = heard_speech(one.features.astype(np.float32), measured)
    chunks = strengthen_harmonics([waveform], heard.log_f0, heard.voiced, measured.hop, measured.rate_hz)
    return match_spectrum(np.concatenate(list(chunks)), heard.log_mel, measured)
