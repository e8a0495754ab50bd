"""The one way to converted speech: a waveform in pieces and a request in, a waveform in pieces out.

The command line and servers are thin over it. Threads may share one.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.conversion.coded import CodedSpeech, cut, joined
from voices.conversion.listening import context_frames, listen
from voices.conversion.loaded_model import LoadedModel, read_conversion
from voices.conversion.melody import AUTO, PitchChange
from voices.conversion.model import ConversionModel
from voices.conversion.source import ListenedBlocks
from voices.conversion.speaking import FollowingVocoder, Target, speak
from voices.registry import find_conversion
from voices.sound.resampling import resampled
from voices.speaking.loaded_voice import LoadedVoice
from voices.speaking.loaded_voices import LoadedVoices
from voices.speaking.vocoder_input import COLDEST

Floats = NDArray[np.float32]

FILE_SECONDS, LIVE_SECONDS = 10.0, 0.5
"""Converted at once: of a file, and of what is heard while it is said."""


class UnfitVoiceError(TtsError):
    """A voice, or its vocoder, cannot be converted to."""


@dataclass(frozen=True)
class ConversionRequest:
    """What is wanted.

    Attributes:
        voice: the voice that is to be heard, its name or folder; the one the model was made for if None.
        speaker: of the voice; the model's first if None.
        model: name of the conversion model; the first there is for the voice and the speaker if None.
        pitch: see `melody.PitchChange`.
        through_codes: whether only the codes are heard, as when it is encoded and decoded, and not what lies between:
            less clear, with still less of the source.
        clarity: share of what the decoder smooths away that is put back from the source, 0 to 1; the model's if None.
        live: whether each piece is wanted as soon as can be, rather than many at once.
    """

    voice: str | None = None
    speaker: str | None = None
    model: str | None = None
    pitch: PitchChange = AUTO
    seed: int = 0
    through_codes: bool = False
    clarity: float | None = None
    live: bool = False


class Conversion:
    """A conversion under way: iterate once over its pieces [T] in [-1, 1].

    Attributes:
        rate: of the samples, Hz.
    """

    def __init__(self, pieces: Iterator[Floats], rate: int) -> None:
        self.rate, self._pieces = rate, pieces

    def __iter__(self) -> Iterator[Floats]:
        return self._pieces


class ConversionService:
    """Converts speech to that of voices' speakers, each model and voice loaded once."""

    def __init__(self, voices: LoadedVoices | None = None) -> None:
        self._voices = voices or LoadedVoices()
        self._models: dict[Path, LoadedModel] = {}
        self._loading = threading.Lock()

    def convert(self, blocks: Iterable[Floats], rate_hz: int, request: ConversionRequest) -> Conversion:
        """Return speech said by the voice that is wanted: as long, and everything at the same time.

        Args:
            blocks: the waveform, mono, in pieces [T] of any length, in [-1, 1].
            rate_hz: of `blocks`.

        Raises:
            TtsError: the voice, speaker or model is not there, or they do not fit together.
        """
        model, target = self._prepared(request)
        rate = model.config.features.rate_hz
        listened = ListenedBlocks(resampled(blocks, rate_hz, rate))
        coded = listen(model, listened, _frames(model, request))
        if request.through_codes or target.hears_codes:
            coded = (replace(one, latents=None, source=None) for one in coded)
        _check_clarity(model, request)
        clarity = model.clarity(target.decoder_speaker, request.clarity)
        pieces = speak(model, coded, target, request.pitch, request.seed, clarity)
        return Conversion(_as_long(pieces, listened, model.config.features.hop), rate)

    def encode(self, blocks: Iterable[Floats], rate_hz: int, request: ConversionRequest) -> CodedSpeech:
        """Return the codes of speech, and its melody.

        Raises:
            TtsError: the model is not there, or there is no speech.
        """
        model = self.model(request).model
        pieces = list(listen(model, resampled(blocks, rate_hz, model.config.features.rate_hz), _frames(model, request)))
        if not pieces:
            raise TtsError("there is nothing to encode: the recording is empty")
        return joined(pieces, model.config.frames_per_code)

    def decode(self, coded: CodedSpeech, request: ConversionRequest) -> Conversion:
        """Return speech of codes, said by the voice that is wanted."""
        model, target = self._prepared(request)
        pieces = cut(coded, model.config.frames_per_code, _frames(model, request), context_frames(model.config))
        spoken = speak(model, pieces, target, request.pitch, request.seed)
        return Conversion((np.clip(one, -1, 1) for one in spoken), model.config.features.rate_hz)

    def model(self, request: ConversionRequest) -> LoadedModel:
        """Return the conversion model for a request, loaded now or before."""
        voice, speaker = None, request.speaker
        if request.voice is not None and request.model is None:
            loaded = self._voices.named(request.voice)
            voice, speaker = loaded.manifest.name, speaker and loaded.manifest.speakers[loaded.speaker(speaker)]
        folder = find_conversion(request.model, voice, speaker).folder
        with self._loading:
            if folder not in self._models:
                self._models[folder] = read_conversion(folder)
            return self._models[folder]

    def _prepared(self, request: ConversionRequest) -> tuple[ConversionModel, Target]:
        loaded = self.model(request)
        voice = self._voices.named(request.voice or loaded.manifest.voice)
        return loaded.model, _target(loaded, voice, request)


def _target(loaded: LoadedModel, voice: LoadedVoice, request: ConversionRequest) -> Target:
    both = (name for name in loaded.manifest.speakers if name in voice.manifest.speakers)
    speaker = voice.speaker(request.speaker or next(both, None))
    name = voice.manifest.speakers[speaker]
    if name not in loaded.manifest.speakers:
        known = ", ".join(loaded.manifest.speakers)
        raise UnfitVoiceError(
            f"conversion model {loaded.manifest.name} does not speak as {name}, but as {known}; "
            "`tts train --recipe conversion` makes one that does"
        )
    vocoder = loaded.direct or voice.vocoder()
    if not isinstance(vocoder, FollowingVocoder) or voice.manifest.features != loaded.model.config.features:
        raise UnfitVoiceError(f"voice {voice.manifest.name} and conversion model {loaded.manifest.name} do not fit")
    scales = voice.acoustic.scales
    known_to_model = loaded.model.config.speakers.index(name)
    return Target(
        vocoder,
        known_to_model,
        known_to_model if loaded.direct else speaker,
        float(scales.pitch_mean[speaker]),
        float(scales.pitch_deviation[speaker]),
        max(voice.manifest.temperature, COLDEST),
        loaded.direct is not None,
    )


def _check_clarity(model: ConversionModel, request: ConversionRequest) -> None:
    if request.clarity is not None and not 0 <= request.clarity <= 1:
        raise TtsError(f"clarity is {request.clarity}, but must be 0 to 1")
    if request.clarity and request.through_codes:
        raise TtsError("codes alone have no clarity to put back: it comes from the source; leave one of the two out")
    if request.clarity and not model.config.source_share:
        raise UnfitVoiceError("this conversion model was trained without source_share, and can put back no clarity")


def _frames(model: ConversionModel, request: ConversionRequest) -> int:
    """How many frames are converted at once: whole codes."""
    each = model.config.frames_per_code
    seconds = LIVE_SECONDS if request.live else FILE_SECONDS
    return max(round(seconds / model.config.features.frame_seconds / each), 1) * each


def _as_long(pieces: Iterable[Floats], listened: ListenedBlocks, frame_samples: int) -> Iterator[Floats]:
    """The pieces, without the silence that the recording's last frame was filled up with."""
    held, made = np.zeros(0, np.float32), 0
    for piece in pieces:
        held, made = np.concatenate([held, np.clip(piece, -1, 1)]), made + len(piece)
        ready = max(len(held) - frame_samples, 0)
        yield held[:ready]
        held = held[ready:]
    yield held[: len(held) - (made - listened.samples)]
