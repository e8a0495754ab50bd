"""Recordings said again from their own features: what a vocoder can do at its best, apart from the rest of a voice."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.corpus.utterances.vocoder_input import heard_in, vocoder_input
from voices.speaking.postfilters.chain import post_filtered
from voices.vocoders.autoregressive.generator import Generator
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

    What the features say of pitch and spectrum, the vocoder's waveform is brought nearer to by the post-filters.
    """
    inputs = [vocoder_input(header, one, config, seed) for seed, one in enumerate(utterances)]
    waveforms = Generator(config, weights).generate(inputs, temperature, threads)
    for one, waveform in zip(utterances, waveforms, strict=True):
        yield np.clip(_filtered(header, one, waveform), -1, 1)


def _filtered(header: PackedHeader, one: PackedUtterance, waveform: Floats) -> Floats:
    heard = heard_in(header, one)
    if heard is None or header.features is None:
        return waveform
    chunks = post_filtered([waveform], heard.log_f0, heard.voiced, header.features, heard.log_mel)
    return np.concatenate(list(chunks))
