"""A voice ready to speak: text in, sound out, sentence by sentence.

from voices.voice import load_voice

for sentence in load_voice("en_US-arctic").speak("Hello! How are you?"):
    play(sentence.samples)
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from frontend.phones.lexicon import Lexicon
from frontend.script import Script
from frontend.script_sentence import ScriptSentence
from voices.device import CPU
from voices.packs.manifest import VoiceManifest
from voices.speaking import render
from voices.speaking.loaded_voice import UnknownSpeakerError as UnknownSpeakerError
from voices.speaking.plan import PlannedSentence as PlannedSentence
from voices.speaking.request import Request as Request
from voices.speaking.service import SpeechService
from voices.speaking.spoken_sentence import SpokenSentence as SpokenSentence

Floats = NDArray[np.float32]


class Voice:
    """A voice that speaks where a request or a script names no other; threads may share it.

    Attributes:
        manifest: who it is.
    """

    def __init__(self, service: SpeechService) -> None:
        self.manifest: VoiceManifest = service.voice().manifest
        self._service = service

    def speak(
        self, text: str | Script, request: Request | None = None, lexicon: Lexicon | None = None, threads: int = 1
    ) -> Iterator[SpokenSentence]:
        """Yield the sentences of a text, each as soon as it is said; none where nothing can be spoken.

        Args:
            text: plain, or with directions (`frontend.ssml.read.read_ssml`).
            threads: processor cores for sentences made at once; the samples do not depend on them.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        return map(SpokenSentence.of, self._service.speak([text], request, lexicon, threads))

    def plan(
        self, text: str | Script, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[PlannedSentence]:
        """Yield how the sentences of a text will be said, as `SpeechService.plan` does."""
        return self._service.plan(text, request, lexicon, first)

    def read(
        self, text: str | Script, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[tuple[ScriptSentence, PlannedSentence | None]]:
        """Yield the sentences of a text as they are read, as `SpeechService.read` does."""
        return self._service.read(text, request, lexicon, first)

    def warnings(self, script: Script) -> list[str]:
        """Return what of a script cannot be said as it is meant, a line each."""
        return self._service.warnings(script)

    def say(self, planned: Iterable[PlannedSentence], threads: int = 1) -> Iterator[SpokenSentence]:
        """Yield planned sentences with their waveforms: the first on its own, to be heard at once, then more at a time.

        The samples are the same however many are made together.
        """
        return map(SpokenSentence.of, render.sound(planned, threads))

    def say_together(self, planned: Sequence[PlannedSentence], threads: int = 1) -> list[SpokenSentence]:
        """Return planned sentences with their waveforms, all made at once, which takes less time than one by one."""
        return list(map(SpokenSentence.of, render.sound_together(planned, threads)))

    def stream(self, planned: PlannedSentence, chunk_samples: int = render.CHUNK_SAMPLES) -> Iterator[Floats]:
        """Yield the waveform of one sentence piece by piece, as it is made; together, that of `say`."""
        for piece in render.sound_in_pieces(planned, chunk_samples).pieces:
            yield np.clip(piece, -1, 1)


def load_voice(name: str, device: str = CPU) -> Voice:
    """Load a voice by its name or the path of its folder, after checking every file of it.

    Args:
        device: where its waveforms are made: `cpu`, `cuda` (a graphics card, by the vocoder `parallel`), or `auto`.

    Raises:
        NoSuchDeviceError: there is no such device.
        UnknownVoiceError: there is none of this name.
        BadVoiceError: it is damaged, or made for another version of this program.
    """
    return Voice(SpeechService(name, device=device))
