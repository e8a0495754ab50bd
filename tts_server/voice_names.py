"""Which voices a stranger may name: those that are installed, by name; never a path."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from voices.registry import FoundVoice, UnknownVoiceError, voices

if TYPE_CHECKING:
    from frontend.script import Script
    from voices.speaking.loaded_voice import LoadedVoice

OPENAI_VOICES = frozenset("alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar".split())
"""Which clients ask for that let nobody choose another."""

_REMEMBERED_SECONDS = 5.0


class VoiceNames:
    """The voices of this server."""

    def __init__(self) -> None:
        self._found: list[FoundVoice] = []
        self._looked = -float("inf")

    def usable(self) -> list[FoundVoice]:
        """Return the voices that can speak."""
        if time.monotonic() - self._looked > _REMEMBERED_SECONDS:
            self._found = [one for one in voices() if one.manifest]
            self._looked = time.monotonic()
        return self._found

    def check(self, name: str | None) -> None:
        """Refuse what names no installed voice.

        Raises:
            UnknownVoiceError: as the command line says it.
        """
        known = [one.name for one in self.usable()]
        if name is not None and name not in known:
            raise UnknownVoiceError(f"there is no voice {name!r}; voices: {', '.join(known) or 'none is installed'}")

    def check_script(self, script: "Script", own: "LoadedVoice") -> None:
        """Refuse a script that names a voice, besides `own` and its speakers, that is not installed.

        Raises:
            UnknownVoiceError: it does.
        """
        for name in script.voice_names():
            voice = name.partition("#")[0]
            if voice and voice != own.manifest.name and voice not in own.manifest.speakers:
                self.check(voice)

    def of_openai(self, voice: str, default: "LoadedVoice") -> tuple[dict[str, Any], list[str]]:
        """Return the knobs that OpenAI's `voice` means, and what is to be said of that.

        A voice's name, NAME#SPEAKER, or a speaker of the default voice; a name of OpenAI's own that nobody has here is
        the default voice.
        """
        if voice in default.manifest.speakers:
            return {"speaker": voice}, []
        name = voice.partition("#")[0]
        if name in OPENAI_VOICES and name not in {one.name for one in self.usable()}:
            return {}, [f"voice {name!r} is OpenAI's; {default.manifest.name} speaks"]
        return {"voice": voice}, []

    def listed(self) -> Iterator[dict[str, Any]]:
        """Yield each voice, and each of its speakers, as something to choose."""
        for found in self.usable():
            assert found.manifest
            facts = {
                "name": found.name,
                "language": found.manifest.language,
                "sample_rate": found.manifest.sample_rate,
                "temperature": found.manifest.temperature,
                "licence": found.manifest.licence,
            }
            for speaker in found.manifest.speakers:
                yield {"id": f"{found.name}#{speaker}", "object": "voice", **facts, "speaker": speaker}
