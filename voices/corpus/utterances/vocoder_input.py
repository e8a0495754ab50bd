"""Packed utterances as input of a vocoder: what it needs to say them again (copy synthesis)."""

import numpy as np

from voices.conditioning.vocoder_features import HeardSpeech
from voices.conditioning.vocoder_input import VocoderInput
from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.speaking.vocoder_input import vocoder_input as input_of
from voices.vocoders.vocoder import VocoderConfig


def vocoder_input(header: PackedHeader, utterance: PackedUtterance, config: VocoderConfig, seed: int) -> VocoderInput:
    """Return what a vocoder of this shape hears to say an utterance again, drawing as freely as when it speaks."""
    features = None if utterance.features is None else utterance.features.astype(np.float32)
    heard = heard_in(header, utterance)
    voiced = None if heard is None else heard.voiced
    return input_of(config, features, voiced, utterance.speaker, seed, len(utterance.audio))


def heard_in(header: PackedHeader, utterance: PackedUtterance) -> HeardSpeech | None:
    """Return what the features of an utterance say, as far as it is known what they are."""
    if utterance.features is None or header.conditioning is None or header.features is None:
        return None
    return header.conditioning.heard(utterance.features.astype(np.float32), header.features)
