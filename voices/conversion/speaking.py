"""From codes and melody to a waveform of one of a voice's speakers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.prosody import Prosody
from voices.conditioning.vocoder_features import scaled_mel, with_pitch
from voices.conditioning.vocoder_input import VocoderInput
from voices.conversion.clarity import Clarity
from voices.conversion.coded import CodedSpeech
from voices.conversion.direct import code_features
from voices.conversion.melody import Melody, PitchChange, moved
from voices.conversion.model import ConversionModel
from voices.speaking.vocoder_input import vocoder_input
from voices.vocoders.vocoder import VocoderConfig

Floats = NDArray[np.float32]

EDGE_FRAMES = 8
"""Of features before and after a stretch that a vocoder's conditioning network hears; it needs no more than this."""


@runtime_checkable
class FollowingVocoder(Protocol):
    """A vocoder that goes on where it stopped."""

    @property
    def config(self) -> VocoderConfig:
        """What it takes and makes."""

    def follow(self, pieces: Iterable[VocoderInput], before: int, temperature: float = 1.0) -> Iterator[Floats]:
        """Yield one waveform whose features come piece by piece."""


@dataclass(frozen=True)
class Target:
    """Who is to be heard.

    Attributes:
        decoder_speaker, vocoder_speaker: indices of the speaker in either model.
        log_f0_mean, log_f0_deviation: of the speaker's pitch.
        temperature: at which the vocoder sounds best.
        hears_codes: whether the vocoder takes codes, rather than a spectrum.
    """

    vocoder: FollowingVocoder
    decoder_speaker: int
    vocoder_speaker: int
    log_f0_mean: float
    log_f0_deviation: float
    temperature: float = 1.0
    hears_codes: bool = False


def speak(
    model: ConversionModel,
    coded: Iterable[CodedSpeech],
    target: Target,
    change: PitchChange,
    seed: int = 0,
    clarity: Clarity | None = None,
) -> Iterator[Floats]:
    """Yield the waveform of coded speech, each stretch as it comes, said by the target in the time of the source.

    Args:
        clarity: what puts back what the decoder smooths away, where the source is known.
    """
    inputs = _vocoder_inputs(model, coded, target, change, seed, clarity)
    yield from target.vocoder.follow(inputs, EDGE_FRAMES, target.temperature)


def _vocoder_inputs(
    model: ConversionModel,
    coded: Iterable[CodedSpeech],
    target: Target,
    change: PitchChange,
    seed: int,
    clarity: Clarity | None,
) -> Iterator[VocoderInput]:
    melody = Melody()
    for number, one in enumerate(coded):
        stretch = slice(one.before, one.before + one.frames)
        known = melody.heard(one.log_f0[one.before :][one.voiced[one.before :]])
        melody = melody.heard(one.log_f0[stretch][one.voiced[stretch]])
        log_f0 = moved(one.log_f0, known, change, target.log_f0_mean, target.log_f0_deviation)
        features = _features(model, one, log_f0, target, clarity)
        frames = np.clip(np.arange(one.frames + 2 * EDGE_FRAMES) + one.before - EDGE_FRAMES, 0, len(features) - 1)
        samples = one.frames * target.vocoder.config.frame_samples
        yield vocoder_input(
            target.vocoder.config,
            features[frames],
            one.voiced[frames],
            target.vocoder_speaker,
            hash((seed, number)) % 2**32,
            samples,
        )


def _features(
    model: ConversionModel, one: CodedSpeech, log_f0: Floats, target: Target, clarity: Clarity | None
) -> Floats:
    """What the vocoder hears, [F, C]."""
    config = model.config.features
    prosody = Prosody(np.zeros(0, np.int64), log_f0, one.voiced)
    pitch = with_pitch(np.zeros((len(log_f0), 0), np.float32), prosody, config)
    vectors = model.vectors(one.codes) if one.latents is None else one.latents
    if target.hears_codes:
        return code_features(vectors, model.config.frames_per_code, pitch)
    spectrum = model.decode(vectors, pitch, target.decoder_speaker)
    if clarity is not None and one.source is not None:
        spectrum = clarity.restored(spectrum, one.source, slice(one.before, one.before + one.frames))
    return np.concatenate([scaled_mel(spectrum, config), pitch], axis=1)
