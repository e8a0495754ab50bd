"""Recordings said again from their own features: what a vocoder can do at its best, apart from the rest of a voice."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from frontend.features.mel import voice_mel_config
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
    acoustic = header.conditioning == "acoustic"
    sentences = [_sentence(one, config, seed, acoustic) for seed, one in enumerate(utterances)]
    waveforms = Generator(config, weights).generate(sentences, temperature, threads)
    for one, waveform in zip(utterances, waveforms, strict=True):
        yield np.clip(_cleaned(one, waveform, config) if acoustic else waveform, -1, 1)


def _sentence(one: PackedUtterance, config: WaveNetConfig, seed: int, acoustic: bool) -> VocoderInput:
    features = None
    if config.conditioning_channels and one.features is not None:
        features = one.features.astype(np.float32)
    freely: Floats | float = 1.0
    if acoustic and features is not None:
        freely = frame_temperatures(heard_speech(features).voiced)
    noise = uniform_noise(seed, len(one.audio))
    return VocoderInput(noise, features, one.speaker if config.speakers else None, freely)


def _cleaned(one: PackedUtterance, waveform: Floats, config: WaveNetConfig) -> Floats:
    assert one.features is not None
    heard = heard_speech(one.features.astype(np.float32))
    rate, frame = config.sample_rate, config.frame_samples
    strengthened = np.concatenate(list(strengthen_harmonics([waveform], heard.log_f0, heard.voiced, frame, rate)))
    return match_spectrum(strengthened, heard.log_mel, voice_mel_config(rate))
