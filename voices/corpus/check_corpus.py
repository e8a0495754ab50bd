"""What is wrong with recordings among their fellows: odd rates, texts and paces."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from voices.corpus.check_recording import printable
from voices.corpus.checked import CheckedRecording
from voices.corpus.limits import CheckLimits
from voices.corpus.problem import Finding, Problem

FEWEST_FOR_MEDIAN = 5
"""Recordings of one speaker from which a median pace means something."""


def findings_among(checked: Sequence[CheckedRecording], limits: CheckLimits) -> list[Finding]:
    """Return what sets recordings apart from the others of the run, or of their speaker."""
    if not checked:
        return []
    by_speaker: dict[str, list[CheckedRecording]] = defaultdict(list)
    for item in checked:
        by_speaker[item.recording.speaker].append(item)
    findings = [*_odd_rates(checked), *_same_audio(checked)]
    for items in by_speaker.values():
        findings += [*_same_texts(items), *_odd_paces(items, limits)]
    return findings


def _odd_rates(checked: Sequence[CheckedRecording]) -> Iterator[Finding]:
    usual = Counter(item.audio.rate_hz for item in checked).most_common(1)[0][0]
    for item in checked:
        if item.audio.rate_hz != usual:
            detail = f"{item.audio.rate_hz} Hz, most have {usual} Hz"
            yield Finding(item.recording.key, Problem.MIXED_RATE, detail)


def _same_audio(checked: Sequence[CheckedRecording]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for item in checked:
        key = item.recording.key
        if (other := first.setdefault(item.audio.digest, key)) != key:
            yield Finding(key, Problem.SAME_AUDIO, f"the file of {other}")


def _same_texts(items: Sequence[CheckedRecording]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for item in items:
        words = "".join(character for character in item.recording.text.casefold() if character.isalnum())
        if (other := first.setdefault(words, item.recording.key)) != item.recording.key:
            yield Finding(item.recording.key, Problem.SAME_TEXT, f"as {other}: {printable(item.recording.text)}")


def _odd_paces(items: Sequence[CheckedRecording], limits: CheckLimits) -> Iterator[Finding]:
    """Compare each text's length with its recording's, in characters a second."""
    slowest, fastest = limits.slowest, limits.fastest
    if len(items) >= FEWEST_FOR_MEDIAN:
        usual = median(_characters(item) / item.audio.seconds for item in items)
        slowest, fastest = usual / limits.pace_ratio, usual * limits.pace_ratio
    for item in items:
        characters, seconds = _characters(item), item.audio.seconds
        detail = f"{characters} characters in {seconds:.1f} s"
        if characters > fastest * seconds:
            yield Finding(item.recording.key, Problem.TEXT_TOO_LONG, detail)
        elif characters < slowest * (seconds - limits.pause_seconds):
            yield Finding(item.recording.key, Problem.TEXT_TOO_SHORT, detail)


def _characters(item: CheckedRecording) -> int:
    return sum(not character.isspace() for character in item.recording.text)
