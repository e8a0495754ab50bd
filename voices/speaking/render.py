"""Planned sentences to sound: the vocoder's work, and what is done to its waveform."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.sound.resampling import resampled
from voices.speaking.finish import silent
from voices.speaking.plan import PlannedSentence
from voices.speaking.vocoder_input import COLDEST, vocoder_input
from voices.vocoders.sampling.group import GROUP

Floats = NDArray[np.float32]

CHUNK_SAMPLES = 1600
"""Of a sentence that is heard while it is made."""

GROUPS_AT_ONCE = 2
"""Of sentences for each thread: where one of the first ends, one of the second takes its place."""


@dataclass(frozen=True)
class SoundingSentence:
    """A sentence whose sound comes in pieces [T], each once, as it is made; they may go beyond [-1, 1]."""

    planned: PlannedSentence
    pieces: Iterator[Floats]


def sound(planned: Iterable[PlannedSentence], threads: int = 1, heard: bool = True) -> Iterator[SoundingSentence]:
    """Yield planned sentences as sound, many at a time; if it is heard, the first while it is made, then ever more.

    The samples are the same however many are made together. Each sentence's pieces are to be taken before the next one.
    """
    waiting, size = iter(planned), GROUPS_AT_ONCE * GROUP * threads
    if heard:
        for first in islice(waiting, 1):
            yield sound_in_pieces(first, threads=threads)
        size = 2
    while together := list(islice(waiting, size)):
        yield from sound_together(together, threads)
        size = min(2 * size, GROUPS_AT_ONCE * GROUP * threads)


def sound_in_pieces(planned: PlannedSentence, chunk_samples: int = CHUNK_SAMPLES, threads: int = 1) -> SoundingSentence:
    """Return a sentence that is heard while it is made."""
    temperature = max(planned.temperature, COLDEST)
    waveform = planned.vocoder.stream(input_of(planned), chunk_samples, temperature, threads)
    return SoundingSentence(planned, shaped(planned, waveform))


def sound_together(planned: Sequence[PlannedSentence], threads: int = 1) -> list[SoundingSentence]:
    """Return sentences made at once, those of one vocoder and temperature, which takes less time than one by one."""
    waveforms: dict[int, Floats] = {}
    for vocoder, temperature in dict.fromkeys((one.vocoder, one.temperature) for one in planned):
        chosen = [n for n, one in enumerate(planned) if (one.vocoder, one.temperature) == (vocoder, temperature)]
        wanted = [input_of(planned[number]) for number in chosen]
        waveforms |= zip(chosen, vocoder.generate(wanted, max(temperature, COLDEST), threads), strict=True)
    return [SoundingSentence(one, shaped(one, iter([waveforms.pop(number)]))) for number, one in enumerate(planned)]


def input_of(planned: PlannedSentence) -> VocoderInput:
    """Return what the vocoder makes a planned sentence's waveform of."""
    config = planned.vocoder.config
    samples = len(planned.features) * config.frame_samples
    return vocoder_input(config, planned.features, planned.prosody.voiced, planned.speaker, planned.seed, samples)


def shaped(planned: PlannedSentence, waveform: Iterator[Floats]) -> Iterator[Floats]:
    """Yield the vocoder's waveform finished, as loud and at the rate that are wanted, with the silence after."""
    finished = (np.float32(planned.request.volume) * piece for piece in planned.finish.apply(waveform))
    yield from resampled(finished, planned.sample_rate, planned.rate)
    yield from silent(planned.rest)
