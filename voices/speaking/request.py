"""What is wanted of speech this time, apart from what a voice is: every setting there is, once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from voices.speaking.knob import Knob, knob, knobs

SPEED_LIMITS = (0.1, 10.0)
PITCH_LIMITS = (-12.0, 12.0)
"""Semitones."""


@dataclass(frozen=True)
class Request:
    """What is wanted of speech this time; a field's help says what it does, and None is the voice's own."""

    voice: str | None = knob(
        None, "Name or folder of a voice, NAME#SPEAKER too.", spellings=("-v", "--model", "-m"), unit="NAME"
    )
    speaker: str | None = knob(
        None,
        "One of the voice's speakers, by name or number from 0.",
        spellings=("-s",),
        unit="NAME",
        positional=True,
    )
    speed: float = knob(1.0, "Above 1 is faster.", SPEED_LIMITS)
    words_per_minute: float | None = knob(
        None, "Words of ordinary text, whatever the voice's own rate; in place of a speed.", (10.0, 2000.0), name="wpm"
    )
    semitones: float = knob(0.0, "Semitones up or down.", PITCH_LIMITS, name="pitch")
    volume: float = knob(1.0, "Factor of the amplitude: above 1 is louder.", (0.0, 10.0))
    sentence_silence: float | None = knob(
        None,
        "Silence after each sentence, besides the voice's own. Default: what a reader's pause lacks.",
        (0.0, 60.0),
        unit="SECONDS",
    )
    temperature: float | None = knob(
        None, "Lower is smoother, higher rougher. Default: the voice's.", (0.0, 2.0), spellings=("--noise-scale",)
    )
    loudness: float | None = knob(
        None, "Of the whole sound, in LUFS (EBU R128); it is heard when all is said.", (-60.0, -5.0), unit="LUFS"
    )
    vocoder: str | None = knob(
        None, "Another vocoder of the voice than its own, by name, or auto: the soonest.", unit="NAME"
    )
    seed: int = knob(0, "The same seed, the same samples.", (0, float("inf")))

    def __post_init__(self) -> None:
        for one in KNOBS:
            one.check(getattr(self, one.field))

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Request":
        """Return the request that values by the names of knobs make.

        Raises:
            OutOfRangeError: one is beyond its limits.
        """
        return cls(**{one.field: values[one.name] for one in KNOBS if one.name in values})

    def changed(self, values: Mapping[str, Any]) -> "Request":
        """Return this request with other values, by the names of knobs.

        A speaker stays only with its voice, and words a minute only where there is no other speed.

        Raises:
            OutOfRangeError: one is beyond its limits.
        """
        if "voice" in values and "speaker" not in values:
            values = {**values, "speaker": None}
        if "speed" in values and "wpm" not in values:
            values = {**values, "wpm": None}
        return replace(self, **{one.field: values[one.name] for one in KNOBS if one.name in values})

    @property
    def voice_name(self) -> str | None:
        """The voice without its speaker; None for the default voice."""
        return (self.voice or "").partition("#")[0] or None

    @property
    def speaker_name(self) -> str | None:
        """The speaker, whether it stands by itself or beside the voice; None for the voice's first."""
        return self.speaker or (self.voice or "").partition("#")[2] or None


KNOBS: tuple[Knob, ...] = knobs(Request)
