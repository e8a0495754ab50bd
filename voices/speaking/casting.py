"""Who says a passage: a voice and its speaker, by name or by what they are like."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from frontend.script import Casting, Wish
from voices.registry import UnknownVoiceError, voices
from voices.speaking.loaded_voice import LoadedVoice, UnknownSpeakerError
from voices.speaking.loaded_voices import LoadedVoices

LOWEST_OF_WOMEN_HZ = 160.0
"""On average: most men's voices are lower, most women's higher. Voices do not say what their speakers are."""


@dataclass(frozen=True)
class Cast:
    """Who says a passage: a voice and the name of its speaker, None for its first; `is_wished` if that was wished."""

    voice: LoadedVoice
    speaker: str | None
    is_wished: bool = True


def cast(wish: Wish, own: LoadedVoice, speaker: str | None, loaded: LoadedVoices) -> Cast:
    """Return who says a passage; the voice of the request where there is none that fits.

    Args:
        own: the voice of the request; it wins over others that fit as well.
        speaker: of the request.

    Raises:
        UnknownVoiceError: the one voice that is named is not installed.
        UnknownSpeakerError: it has not the speaker that is named.
    """
    if wish is None:
        return Cast(own, speaker)
    if isinstance(wish, str):
        return _named(wish, own, loaded)
    for name in wish.names:
        try:
            named = _named(name, own, loaded)
            named.voice.speaker(named.speaker)
        except (UnknownVoiceError, UnknownSpeakerError):
            continue
        return named
    if wish.gender or wish.languages:
        for one in _candidates(wish, own, speaker, loaded):
            if wish.gender in ("", _gender(one)) and _speaks(wish, one.voice.manifest.language):
                return one
    return Cast(own, speaker, is_wished=False)


def _named(name: str, own: LoadedVoice, loaded: LoadedVoices) -> Cast:
    voice_name, _, speaker = name.partition("#")
    if voice_name in own.manifest.speakers and not speaker:
        return Cast(own, voice_name)
    if voice_name in ("", own.manifest.name):
        return Cast(own, speaker or None)
    return Cast(loaded.named(voice_name), speaker or None)


def _candidates(wish: Casting, own: LoadedVoice, speaker: str | None, loaded: LoadedVoices) -> Iterator[Cast]:
    yield Cast(own, speaker)
    yield from (Cast(own, name) for name in own.manifest.speakers)
    for found in voices():
        if found.manifest and _speaks(wish, found.manifest.language) and found.name != own.manifest.name:
            voice = loaded.named(found.name)
            yield from (Cast(voice, name) for name in voice.manifest.speakers)


def _speaks(wish: Casting, language: str) -> bool:
    codes = [code.lower().replace("_", "-") for code in wish.languages]
    return not codes or any(code.split("-")[0] == language.lower().split("-")[0] for code in codes)


def _gender(found: Cast) -> str:
    log_hz = found.voice.acoustic.scales.pitch_mean[found.voice.speaker(found.speaker)]
    return "female" if math.exp(log_hz) >= LOWEST_OF_WOMEN_HZ else "male"
