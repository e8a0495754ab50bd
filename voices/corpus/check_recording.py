"""What is wrong with one recording, looked at by itself."""

import unicodedata
from collections.abc import Callable, Iterator

from voices.corpus.audio_measurement import AudioMeasurement
from voices.corpus.limits import CheckLimits
from voices.corpus.problem import Problem
from voices.corpus.readers.recording import Recording

Seen = tuple[Problem, str]


def problems_of(
    recording: Recording, audio: AudioMeasurement, limits: CheckLimits, speakable: Callable[[str], bool]
) -> list[Seen]:
    """Return the gravest problem that leaves the recording out, or else all its warnings, each with what was seen."""
    for seen in (*_file_problems(recording, audio), *_length_problems(audio, limits)):
        return [seen]
    for seen in _text_problems(recording.text, speakable):
        return [seen]
    return list(_warnings(audio, limits))


def _file_problems(recording: Recording, audio: AudioMeasurement) -> Iterator[Seen]:
    if audio.missing:
        yield Problem.MISSING, str(recording.audio)
    elif audio.error:
        yield Problem.UNREADABLE, audio.error
    elif audio.truncated:
        yield Problem.TRUNCATED, f"{audio.seconds:.2f} s are there"
    elif not audio.seconds:
        yield Problem.EMPTY, ""


def _length_problems(audio: AudioMeasurement, limits: CheckLimits) -> Iterator[Seen]:
    if audio.peak != audio.peak or audio.peak == float("inf"):
        yield Problem.NOT_A_NUMBER, ""
    elif audio.peak < limits.silent_peak:
        yield Problem.SILENT, f"largest sample {audio.peak:.4f} of 1"
    elif audio.seconds < limits.shortest_seconds:
        yield Problem.TOO_SHORT, f"{audio.seconds:.2f} s, at least {limits.shortest_seconds:g} s"
    elif audio.seconds > limits.longest_seconds:
        yield Problem.TOO_LONG, f"{audio.seconds:.1f} s, at most {limits.longest_seconds:g} s"


def _text_problems(text: str, speakable: Callable[[str], bool]) -> Iterator[Seen]:
    if any("\udc80" <= character <= "\udcff" or character == "\ufffd" for character in text):
        yield Problem.ENCODING, printable(text)
    elif any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
        yield Problem.CONTROL, printable(text)
    elif not text.strip():
        yield Problem.NO_TEXT, ""
    elif not speakable(text):
        yield Problem.NOT_SPEAKABLE, printable(text)


def _warnings(audio: AudioMeasurement, limits: CheckLimits) -> Iterator[Seen]:
    if audio.clipped_share > limits.clipped_share:
        yield Problem.CLIPPED, f"{100 * audio.clipped_share:.1f} % of the samples"
    if audio.rate_hz < limits.rate_hz:
        yield Problem.LOW_RATE, f"{audio.rate_hz} Hz, the voice has {limits.rate_hz} Hz"
    if audio.channels > 1:
        yield Problem.SEVERAL_CHANNELS, f"{audio.channels} channels"


def printable(text: str, length: int = 60) -> str:
    """Return the text fit to be shown: short, and without control characters and surrogates."""
    shown = text.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="backslashreplace")
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
    return shown if len(shown) <= length else shown[: length - 1] + "…"
