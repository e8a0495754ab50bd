"""The one way to speech: texts and requests in, sentences and their sound out, with what could not be said as meant.

The command line, the library (`voices.voice`) and servers are thin over it. Threads may share one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from frontend.analysis import Frontend
from frontend.markup.kinds import Markup
from frontend.phones.lexicon import Lexicon
from frontend.reading_language import language_warnings
from frontend.script import Script, Wish
from frontend.script_sentence import ScriptSentence
from frontend.ssml.read import Sounds, no_sounds
from voices.device import CPU, require_device
from voices.registry import default_voice
from voices.speaking.casting import Cast, cast
from voices.speaking.level import levelled
from voices.speaking.loaded_voice import LoadedVoice
from voices.speaking.loaded_voices import LoadedVoices
from voices.speaking.plan import PlannedSentence
from voices.speaking.planning import plan_sentence
from voices.speaking.render import SoundingSentence, sound
from voices.speaking.request import Request
from voices.speaking.written_text import script_of

Text = str | Script


class Speech:
    """Sentences as they are said; iterate once, and take each one's pieces before the next.

    Attributes:
        rate: of the samples, Hz.
        warnings: what could not be said as it was meant, each line once; complete when the last sentence is said.
    """

    def __init__(self, sounding: Iterable[SoundingSentence], request: Request, rate: int) -> None:
        self.rate = rate
        self.warnings: list[str] = []
        warn = partial(_add_once, self.warnings)  # not a method: a circle would keep all this where it is given up
        self._sentences = levelled(_heeded(sounding, warn), request.loudness, rate, warn)

    def __iter__(self) -> Iterator[SoundingSentence]:
        return self._sentences


def _heeded(sounding: Iterable[SoundingSentence], warn: Callable[[str], None]) -> Iterator[SoundingSentence]:
    for sentence in sounding:
        for line in sentence.planned.warnings:
            warn(line)
        yield sentence


def _add_once(lines: list[str], line: str) -> None:
    if line not in lines:
        lines.append(line)


class SpeechService:
    """Speaks texts with whatever voices they ask for, each loaded once.

    Args:
        default: name or folder of the voice that speaks where none is named; the first there is if None.
        sounds: finds the recordings that SSML names; no file is read for a text unless this does.
        device: where waveforms are made, one of `device.DEVICES`.

    Attributes:
        voices: that are loaded.

    Raises:
        NoSuchDeviceError: there is no such device.
    """

    def __init__(self, default: str | None = None, sounds: Sounds = no_sounds, device: str = CPU) -> None:
        require_device(device)
        self._default, self.voices, self._sounds, self._device = default, LoadedVoices(), sounds, device

    def voice(self, request: Request | None = None) -> LoadedVoice:
        """Return the voice that a request asks for.

        Raises:
            TtsError: there is none of its name, or it cannot be used.
        """
        named = request.voice_name if request else None
        if named is None and self._default is None:
            self._default = default_voice()
        return self.voices.named(named or str(self._default))

    def script(self, text: str, markup: Markup | None, request: Request | None = None) -> Script:
        """Return what is to be said of a written text, as `written_text.script_of`, read in its voice's language."""
        return script_of(text, self.voice(request).manifest.language, markup, self._sounds)

    def speak(
        self,
        texts: Text | Iterable[Text],
        request: Request | None = None,
        lexicon: Lexicon | None = None,
        threads: int = 1,
        heard: bool = True,
    ) -> Speech:
        """Return the speech that one text is.

        Args:
            texts: the text, or its parts, of which none is asked for before those before it are said.
            threads: processor cores for sentences made at once; the samples do not depend on them.
            heard: whether the first sentence is heard while it is made; the whole is there sooner if not.

        Raises:
            TtsError: there is no such voice; more comes while it is said, as of `plan`.
        """
        request = request or Request()
        if isinstance(texts, str | Script):
            texts = [texts]
        parts = self._parts(texts, request, lexicon)
        return Speech(
            (sentence for part in parts for sentence in sound(part, threads, heard)), request, self.rate(request)
        )

    def rate(self, request: Request | None = None) -> int:
        """Return the sample rate of what a request sounds like, Hz: its voice's."""
        return self.voice(request).manifest.sample_rate

    def plan(
        self, text: Text, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[PlannedSentence]:
        """Yield how the sentences of a text will be said; the first bears the warnings of the whole.

        Args:
            first: the number of the first sentence, where a text comes in parts; each number has its own noise.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
            UnknownVoiceError: the request, or a script, names a voice that is not installed.
            TooLongError: a sentence would last too long.
        """
        request = request or Request()
        warnings = tuple(self.warnings(Script.of(text), request))
        for _, planned in self.read(text, request, lexicon, first):
            if planned is not None:
                yield replace(planned, warnings=(*warnings, *planned.warnings)) if warnings else planned
                warnings = ()

    def read(
        self, text: Text, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[tuple[ScriptSentence, PlannedSentence | None]]:
        """Yield the sentences of a text as they are read, each with its plan; None where it is punctuation only.

        Args, raises: as `plan`.
        """
        request = request or Request()
        own, number = self.voice(request), first
        for wish, part in Script.of(text).by_voice():
            chosen = self._cast(wish, own, request)
            voice = chosen.voice
            speaker = voice.speaker(chosen.speaker)
            frontend = Frontend(voice.manifest.language, lexicon or Lexicon())
            for sentence in frontend.sentences(part):
                utterance = frontend.utterance(sentence)
                if utterance is None:
                    yield sentence, None
                else:
                    rate = own.manifest.sample_rate
                    yield sentence, plan_sentence(voice, utterance, speaker, request, number, rate, self._device)
                    number += 1

    def warnings(self, script: Script, request: Request | None = None) -> list[str]:
        """Return what of a script cannot be said as it is meant, a line each."""
        request = request or Request()
        own, found = self.voice(request), list(script.warnings)
        for wish, part in script.by_voice():
            chosen = self._cast(wish, own, request)
            if not chosen.is_wished:
                found.append(f"no voice that is installed is {wish}; {chosen.voice.manifest.name} speaks in its place")
            found += language_warnings(part, chosen.voice.manifest.language)
        return list(dict.fromkeys(found))

    def _parts(
        self, texts: Iterable[Text], request: Request, lexicon: Lexicon | None
    ) -> Iterator[Iterator[PlannedSentence]]:
        """The plans of each part, numbered through; each is to be used up before the next is asked for."""
        number = start = 0

        def counted(planned: Iterable[PlannedSentence]) -> Iterator[PlannedSentence]:
            nonlocal number
            for one in planned:
                number += 1
                yield one

        for text in texts:
            script = replace(Script.of(text), start=start)
            yield counted(self.plan(script, request, lexicon, number))
            start += len(script.text)

    def _cast(self, wish: Wish, own: LoadedVoice, request: Request) -> Cast:
        return cast(wish, own, request.speaker_name, self.voices)
