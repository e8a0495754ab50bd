"""Packed utterances as input of a vocoder: what it needs to say them again (copy synthesis)."""

import numpy as np

from voices.conditioning.vocoder_input import VocoderInput
from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.speaking.vocoder_input import vocoder_input as input_of
from voices.vocoders.vocoder import VocoderConfig


def vocoder_input(header: PackedHeader, utterance: PackedUtterance, config: VocoderConfig, seed: int) -> VocoderInput:
    """Return what a vocoder of this shape hears to say an utterance again, drawing as freely as when it speaks."""
    if utterance.features is None:
        return input_of(config, None, None, utterance.speaker, seed, len(utterance.audio))
    features = utterance.features.astype(np.float32)
    voiced = None if header.conditioning is None else header.conditioning.voiced(features)
    return input_of(config, features, voiced, utterance.speaker, seed, len(utterance.audio))
