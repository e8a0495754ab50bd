"""Planned sentences to sound: the vocoder's work, and what is done to its waveform."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from voices.speaking.plan import PlannedSentence
from voices.speaking.postfilters.harmonics import strengthen_harmonics
from voices.speaking.spoken_sentence import SpokenSentence
from voices.vocoders.autoregressive.generator import VocoderInput
from voices.vocoders.autoregressive.noise import uniform_noise
from voices.vocoders.autoregressive.temperature import frame_temperatures

Floats = NDArray[np.float32]

COLDEST = 1e-3
"""A temperature at which the likeliest is drawn all but always: what 0 means."""


def voice_together(planned: Sequence[PlannedSentence], threads: int = 1) -> list[SpokenSentence]:
    """Return sentences with their waveforms; those of one vocoder and temperature are made at once."""
    waveforms: dict[int, Floats] = {}
    for vocoder, temperature in dict.fromkeys((one.vocoder, one.temperature) for one in planned):
        chosen = [n for n, one in enumerate(planned) if (one.vocoder, one.temperature) == (vocoder, temperature)]
        wanted = [_wanted(planned[number]) for number in chosen]
        waveforms |= zip(chosen, vocoder.generate(wanted, max(temperature, COLDEST), threads), strict=True)
    return [
        SpokenSentence(one, np.concatenate(list(_finished(one, [waveforms[number]]))))
        for number, one in enumerate(planned)
    ]


def voice_in_pieces(planned: PlannedSentence, chunk_samples: int) -> Iterator[Floats]:
    """Yield the waveform of one sentence piece by piece, as it is made."""
    temperature = max(planned.temperature, COLDEST)
    chunks = planned.vocoder.stream(_wanted(planned), chunk_samples, temperature)
    yield from _finished(planned, chunks)


def _wanted(planned: PlannedSentence) -> VocoderInput:
    config = planned.vocoder.config
    noise = uniform_noise(planned.seed, len(planned.features) * config.frame_samples)
    speaker = planned.speaker if config.speakers else None
    return VocoderInput(noise, planned.features, speaker, frame_temperatures(planned.prosody.voiced))


def _finished(planned: PlannedSentence, chunks: Iterable[Floats]) -> Iterator[Floats]:
    config, prosody = planned.vocoder.config, planned.prosody
    clean = strengthen_harmonics(chunks, prosody.log_f0, prosody.voiced, config.frame_samples, config.sample_rate)
    for chunk in planned.finish.apply(clean):
        yield np.clip(chunk, -1, 1)  # de-emphasis can overshoot
