"""What is wanted of a voice this time, apart from what the voice is."""

from dataclasses import dataclass

from frontend.errors import TtsError

SPEED_LIMITS = (0.1, 10.0)


@dataclass(frozen=True)
class Request:
    """What is wanted of a voice this time.

    Attributes:
        speaker: name, or number from "0"; None for the voice's first.
        speed: above 1 is faster.
        semitones: added to the pitch.
        temperature: of the vocoder's draws, lower is smoother; None for the voice's own.
        seed: the same text, voice, request and seed give the same samples.
    """

    speaker: str | None = None
    speed: float = 1.0
    semitones: float = 0.0
    temperature: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        limits = {"speed": SPEED_LIMITS, "semitones": (-48.0, 48.0), "temperature": (0.0, 2.0)}
        for name, (lowest, highest) in limits.items():
            value = getattr(self, name)
            if value is not None and not lowest <= value <= highest:
                raise TtsError(f"{name} is {value:g}, but must be from {lowest:g} to {highest:g}")
