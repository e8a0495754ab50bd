"""Recordings said again from their own features: what a vocoder can do at its best, apart from the rest of a voice."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.vocoder_features import heard_speech
from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.speaking.postfilters.chain import post_filtered
from voices.speaking.vocoder_input import vocoder_input
from voices.vocoders.autoregressive.generator import Generator, VocoderInput
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
    features = None if one.features is None else one.features.astype(np.float32)
    voiced = None if measured is None or features is None else heard_speech(features, measured).voiced
    return vocoder_input(config, features, voiced, one.speaker, seed, len(one.audio))


def _cleaned(one: PackedUtterance, waveform: Floats, measured: FeatureConfig) -> Floats:
    assert one.features is not None
    heard = heard_speech(one.features.astype(np.float32), measured)
    return np.concatenate(list(post_filtered([waveform], heard.log_f0, heard.voiced, measured, heard.log_mel)))
