"""Utterances rendered from their own features: copy synthesis, to listen to while a network learns."""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import soundfile

from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.corpus.utterances.vocoder_input import vocoder_input
from voices.vocoders.vocoder import Vocoder


def shown_utterances(data: PackedAudio, count: int) -> list[PackedUtterance]:
    """Return so many utterances that are held out, the speakers in turn."""
    of_speaker: dict[int, list[PackedUtterance]] = {}
    for utterance in data.utterances:
        if utterance.held_out:
            of_speaker.setdefault(utterance.speaker, []).append(utterance)
    in_turn = [one for row in zip_longest(*of_speaker.values()) for one in row if one is not None]
    return in_turn[:count]


def render(
    header: PackedHeader,
    vocoder: Vocoder,
    utterances: Sequence[PackedUtterance],
    folder: Path,
    temperature: float = 1.0,
) -> None:
    """Write a wav for each utterance into `folder`, the same noise every time."""
    if not utterances:
        return
    folder.mkdir(parents=True, exist_ok=True)
    inputs = [vocoder_input(header, utterance, vocoder.config, seed) for seed, utterance in enumerate(utterances)]
    waveforms = vocoder.generate(inputs, temperature)
    for utterance, waveform in zip(utterances, waveforms, strict=True):
        name = f"{utterance.speaker}-{Path(utterance.name).stem}.wav"
        soundfile.write(folder / name, waveform, vocoder.config.sample_rate, subtype="PCM_16")
