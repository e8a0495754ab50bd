"""The voices and pronunciations of one run, each loaded once."""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from frontend.errors import TtsError
from tts_cli.synthesis.foreign_text import ForeignTextWarning
from tts_cli.synthesis.wishes import Wishes, shaped

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon
    from frontend.script import Script
    from voices.voice import PlannedSentence, SpokenSentence, Voice


class Studio:
    """Speaks texts with whatever voice they ask for.

    Args:
        lexicon: the user's own pronunciations.
        threads: processor cores to use.
        ssml: whether texts are SSML.

    Raises:
        TtsError: the lexicon cannot be read.
    """

    def __init__(self, lexicon: Path | None = None, threads: int = 1, *, ssml: bool = False) -> None:
        # Matrices here are small: a second thread for them, that numpy would start, waits more than it works. One
        # sentence on a busy machine took 0.01 s of processor time instead of 1.1 s.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self.threads = threads
        self.lexicon = _read(lexicon) if lexicon else None
        self._voices: dict[str, Voice] = {}
        self._foreign = ForeignTextWarning()
        self._ssml, self._warned = ssml, set[str]()

    def voice(self, wishes: Wishes) -> "Voice":
        """Return the voice that is asked for.

        Raises:
            TtsError: there is none of its name, or it cannot be used.
        """
        from voices.voice import load_voice

        name = wishes.voice_name or self._default_voice
        if name not in self._voices:
            self._voices[name] = load_voice(name)
        return self._voices[name]

    def plan(self, text: str, wishes: Wishes, spoken: int = 0) -> "Iterator[PlannedSentence]":
        """Yield what is to be said of a text, a sentence at a time; `spoken` were said of it before."""
        voice = self.voice(wishes)
        for planned in voice.plan(self.script(text, voice), wishes.request, self.lexicon, spoken):
            self._foreign.heed(planned.utterance.text, voice.manifest)
            yield planned

    def script(self, text: str, reader: "Voice | str") -> "str | Script":
        """Return a text as it is, or as the SSML it is; what that cannot mean here is said on stderr, once.

        Args:
            reader: the voice that speaks it, or, where there is none, the language it is read in.
        """
        if not self._ssml:
            return text
        from frontend.reading_language import language_warnings
        from frontend.ssml.read import read_ssml

        if isinstance(reader, str):
            script = read_ssml(text, reader)
            lines = [*script.warnings, *language_warnings(script, reader)]
        else:
            script = read_ssml(text, reader.manifest.language)
            lines = reader.warnings(script)
        for line in lines:
            if line not in self._warned:
                self._warned.add(line)
                typer.echo(f"tts: warning: {line}", err=True)
        return script

    def speak(self, texts: Iterable[str], wishes: Wishes) -> "Iterator[SpokenSentence]":
        """Yield the sentences of one text that comes in parts, each as soon as it is said."""
        voice, spoken = self.voice(wishes), 0
        for text in texts:
            planned = self.plan(text, wishes, spoken)
            for sentence in shaped(voice.say(planned, self.threads), wishes, voice.manifest.sample_rate):
                yield sentence
                spoken += 1

    @cached_property
    def _default_voice(self) -> str:
        """The first bundled voice, or else the first there is."""
        from voices.registry import BUNDLED, voices

        usable = [found for found in voices() if not found.problem]
        chosen = next((found for found in usable if found.folder.parent == BUNDLED), usable[0] if usable else None)
        if chosen is None:
            raise TtsError("no voice is installed; `tts voices install FILE` installs one")
        return chosen.name


def _read(path: Path) -> "Lexicon":
    from frontend.phones.lexicon import read_lexicon

    return read_lexicon(path)
