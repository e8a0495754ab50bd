"""What a recording must be to be trained on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckLimits:
    """Where usable ends; the defaults suit read sentences.

    Attributes:
        rate_hz: the voice's sample rate; recordings below it are used, and warned of.
        silent_peak: a file whose largest sample is below this is silent; 0.003 is -50 dB of full scale.
        clipped_share: of all samples, above which a file counts as clipped.
        pace_ratio: how many times faster or slower than the speaker's median pace a text may be.
        pause_seconds: how much silence a recording may have beside its speech before it counts as slow.
        slowest, fastest: characters a second, where a speaker has too few recordings for a median.
    """

    rate_hz: int = 16000
    shortest_seconds: float = 0.3
    longest_seconds: float = 30.0
    silent_peak: float = 0.003
    clipped_share: float = 0.0005
    pace_ratio: float = 2.5
    pause_seconds: float = 1.5
    slowest: float = 1.5
    fastest: float = 40.0

    def __post_init__(self) -> None:
        if not 0 <= self.shortest_seconds < self.longest_seconds:
            raise ValueError(f"shortest {self.shortest_seconds} s must be below longest {self.longest_seconds} s")
        if self.pace_ratio <= 1:
            raise ValueError(f"pace_ratio must be above 1, not {self.pace_ratio}")
