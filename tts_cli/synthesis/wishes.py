"""How a text is to be said: what the command line, a row of a batch or the defaults ask for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from frontend.errors import TtsError

if TYPE_CHECKING:
    from voices.voice import Request, SpokenSentence

LOUDEST = 10.0
LONGEST_SILENCE = 60.0  # seconds


@dataclass(frozen=True)
class Wishes:
    """What is wanted for one text.

    Attributes:
        voice: name or folder, NAME#SPEAKER too; None for the default voice.
        speaker: name or index; None for the voice's first.
        speed: above 1 is faster.
        pitch: semitones up or down.
        volume: factor of the amplitude.
        sentence_silence: seconds after each sentence, besides the voice's own pause.
        temperature: of the vocoder's draws; None for the voice's own.
        seed: of the vocoder's draws.
    """

    voice: str | None = None
    speaker: str | None = None
    speed: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0
    sentence_silence: float = 0.0
    temperature: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        for name, highest in {"volume": LOUDEST, "sentence_silence": LONGEST_SILENCE}.items():
            value = getattr(self, name)
            if not 0 <= value <= highest:
                raise TtsError(f"{name} is {value:g}, but must be from 0 to {highest:g}")

    @property
    def voice_name(self) -> str | None:
        """The voice without its speaker."""
        return (self.voice or "").partition("#")[0] or None

    @property
    def request(self) -> "Request":
        """What the voice is asked for.

        Raises:
            TtsError: a value is out of range.
        """
        from voices.voice import Request

        speaker = self.speaker or (self.voice or "").partition("#")[2] or None
        return Request(speaker, self.speed, self.pitch, self.temperature, self.seed)

    def changed(self, values: Mapping[str, Any]) -> "Wishes":
        """Return these wishes with others in place of some; a speaker stays only with its voice."""
        if "voice" in values and "speaker" not in values:
            values = {**values, "speaker": None}
        return replace(self, **values)


def shaped(sentences: "Iterable[SpokenSentence]", wishes: Wishes, rate: int) -> "Iterator[SpokenSentence]":
    """Yield sentences as loud as wished, each with the silence after it; `rate` is the voice's, Hz."""
    import numpy as np

    from frontend.utterance import BreakStrength

    silence = np.zeros(round(wishes.sentence_silence * rate), np.float32)
    for sentence in sentences:
        ends = sentence.utterance.breaks[-1].strength >= BreakStrength.SENTENCE  # not at a clause of a long one
        samples = np.clip(sentence.samples * np.float32(wishes.volume), -1, 1)
        yield replace(sentence, samples=np.concatenate([samples, silence]) if ends else samples)
