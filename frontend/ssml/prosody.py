"""The values of SSML's prosody, emphasis and break, as numbers (SSML 1.1, sections 3.2.2 to 3.2.4)."""

import math
import re
from dataclasses import replace

from frontend.utterance import Delivery

LONGEST_BREAK_SECONDS = 60.0

RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "fast": 1.25, "x-fast": 1.6, "default": 1.0}
PITCHES = {"x-low": -6.0, "low": -3.0, "medium": 0.0, "high": 3.0, "x-high": 6.0, "default": 0.0}
VOLUMES = {
    "silent": 0.0,
    "x-soft": 0.25,
    "soft": 0.5,
    "medium": 1.0,
    "loud": 1.41,
    "x-loud": 2.0,
    "default": 1.0,
}
"""Semitones, and factors of amplitude."""

BREAKS = {"none": 0.0, "x-weak": 0.1, "weak": 0.25, "medium": 0.5, "strong": 0.75, "x-strong": 1.0}
"""Seconds."""

EMPHASES = {
    "strong": Delivery(rate=0.85, semitones=2.0, gain=1.41),
    "moderate": Delivery(rate=0.92, semitones=1.0, gain=1.19),
    "reduced": Delivery(rate=1.1, semitones=-1.0, gain=0.8),
    "none": Delivery(),
}

_RATE_LIMITS, _SEMITONE_LIMIT, _HERTZ_LIMIT, _GAIN_LIMIT = (0.1, 10.0), 48.0, 500.0, 10.0
_LOWEST_BASELINE_HZ = 20.0
_NUMBER = r"(?P<sign>[+-]?)(?P<number>\d+(?:\.\d*)?|\.\d+)"
_RATE = re.compile(rf"{_NUMBER}(?P<unit>%?)")
_PITCH = re.compile(rf"{_NUMBER}\s?(?P<unit>%|st|[Hh]z)")
_VOLUME = re.compile(rf"{_NUMBER}(?P<unit>dB|%?)", re.IGNORECASE)
_TIME = re.compile(r"\+?(?P<number>\d+(?:\.\d*)?|\.\d+)(?P<unit>m?s)")


def with_rate(delivery: Delivery, value: str) -> Delivery:
    """Return a delivery with another rate: a level, "80%" of the voice's own, or "+10%" of what it is here.

    Raises:
        ValueError: it is none of these, or out of range.
    """
    match = _RATE.fullmatch(value)
    if value in RATES:
        rate = RATES[value]
    elif match and match["sign"] and match["unit"]:
        rate = delivery.rate * (1 + _signed(match) / 100)
    elif match and not match["sign"]:
        rate = float(match["number"]) / (100 if match["unit"] else 1)
    else:
        raise ValueError(f"rate is {value!r}, but must be {', '.join(RATES)}, or like 80% or +10%")
    lowest, highest = _RATE_LIMITS
    if not lowest <= rate <= highest:
        raise ValueError(f"rate {value!r} makes {rate:.0%}, but must stay from {lowest:.0%} to {highest:.0%}")
    return replace(delivery, rate=rate)


def with_pitch(delivery: Delivery, value: str) -> Delivery:
    """Return a delivery with another pitch: a level, an average in Hz, or a change: "+2st", "+10%", "-20Hz".

    Raises:
        ValueError: it is none of these, or out of range.
    """
    match = _PITCH.fullmatch(value)
    if value in PITCHES:
        changed = replace(delivery, semitones=PITCHES[value], hertz=0.0, baseline_hz=None)
    elif match and match["unit"].lower() == "hz" and not match["sign"]:
        changed = replace(delivery, semitones=0.0, hertz=0.0, baseline_hz=float(match["number"]))
    elif match and match["sign"]:
        changed = _changed_pitch(delivery, _signed(match), match["unit"].lower())
    else:
        raise ValueError(f"pitch is {value!r}, but must be {', '.join(PITCHES)}, or like +2st, -10%, +20Hz or 150Hz")
    out_of_range = abs(changed.semitones) > _SEMITONE_LIMIT or abs(changed.hertz) > _HERTZ_LIMIT
    if out_of_range or not _LOWEST_BASELINE_HZ <= (changed.baseline_hz or _HERTZ_LIMIT) <= _HERTZ_LIMIT:
        raise ValueError(
            f"pitch {value!r} goes too far; it may change by {_SEMITONE_LIMIT:g}st or {_HERTZ_LIMIT:g}Hz, to "
            f"{_LOWEST_BASELINE_HZ:g}Hz at lowest and {_HERTZ_LIMIT:g}Hz at most"
        )
    return changed


def _changed_pitch(delivery: Delivery, change: float, unit: str) -> Delivery:
    if unit == "hz":
        return replace(delivery, hertz=delivery.hertz + change)
    if unit == "%":
        change = 12 * math.log2(max(1 + change / 100, 2.0**-_SEMITONE_LIMIT))
    return replace(delivery, semitones=delivery.semitones + change)


def with_volume(delivery: Delivery, value: str) -> Delivery:
    """Return a delivery with another volume: a level, a change in dB or percent, or a number from 0 to 100.

    Raises:
        ValueError: it is none of these, or out of range.
    """
    match = _VOLUME.fullmatch(value)
    if value in VOLUMES:
        gain = VOLUMES[value]
    elif match and match["unit"].lower() == "db":
        gain = delivery.gain * 10 ** (min(_signed(match), 100.0) / 20)
    elif match and match["sign"]:
        gain = delivery.gain * (1 + _signed(match) / 100)
    elif match and float(match["number"]) <= 100:
        gain = float(match["number"]) / 100
    else:
        raise ValueError(f"volume is {value!r}, but must be {', '.join(VOLUMES)}, or like +6dB, -3dB, or 0 to 100")
    if not 0 <= gain <= _GAIN_LIMIT:
        raise ValueError(
            f"volume {value!r} makes {gain:.2g} times the amplitude, but must stay from 0 to {_GAIN_LIMIT:g}"
        )
    return replace(delivery, gain=gain)


def emphasised(delivery: Delivery, level: str) -> Delivery:
    """Return a delivery with emphasis: slower, higher and louder, or the opposite for "reduced".

    Raises:
        ValueError: the level is none of SSML's.
    """
    if level not in EMPHASES:
        raise ValueError(f"level is {level!r}, but must be {', '.join(EMPHASES)}")
    added = EMPHASES[level]
    return replace(
        delivery,
        rate=delivery.rate * added.rate,
        semitones=delivery.semitones + added.semitones,
        gain=delivery.gain * added.gain,
    )


def break_seconds(time: str | None, strength: str | None) -> float:
    """Return how long a break is; its time counts, where it has both.

    Raises:
        ValueError: the time or the strength is none of SSML's, or too long.
    """
    if time is None:
        if strength is not None and strength not in BREAKS:
            raise ValueError(f"strength is {strength!r}, but must be {', '.join(BREAKS)}")
        return BREAKS[strength or "medium"]
    match = _TIME.fullmatch(time)
    if match is None:
        raise ValueError(f"time is {time!r}, but must be like 500ms or 1.5s")
    seconds = float(match["number"]) / (1000 if match["unit"] == "ms" else 1)
    if seconds > LONGEST_BREAK_SECONDS:
        raise ValueError(f"time is {time!r}, but must be {LONGEST_BREAK_SECONDS:g}s at most")
    return seconds


def _signed(match: re.Match[str]) -> float:
    return float(match["sign"] + match["number"])
