"""Look at every recording before hours are spent on it: what can be used, what cannot, and why."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from voices.corpus.audio_measurement import AudioMeasurement, measure_audio
from voices.corpus.check_corpus import findings_among
from voices.corpus.check_recording import problems_of
from voices.corpus.checked import CheckedRecording
from voices.corpus.limits import CheckLimits
from voices.corpus.problem import Finding, Problem
from voices.corpus.readers.recording import Entry, Recording, UnusableEntry

Progress = Callable[[Iterable[AudioMeasurement], int], Iterable[AudioMeasurement]]
"""Wraps the measurements as they come, given how many there will be."""


@dataclass(frozen=True)
class Report:
    """The outcome of a check: what will be used, and everything found."""

    usable: tuple[CheckedRecording, ...]
    findings: tuple[Finding, ...]

    @property
    def skipped(self) -> tuple[Finding, ...]:
        """One finding for each recording or entry that is left out."""
        return tuple(finding for finding in self.findings if finding.problem.value.skips)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings about recordings that are used all the same."""
        return tuple(finding for finding in self.findings if not finding.problem.value.skips)


def check_entries(
    entries: Sequence[Entry],
    limits: CheckLimits,
    speakable: Callable[[str], bool],
    progress: Progress = lambda measurements, _: measurements,
) -> Report:
    """Decode every file, compare the recordings with the limits, then those that pass with each other.

    Args:
        speakable: tells whether a text has anything to say.
        progress: called once, around the measuring.
    """
    unusable = [Finding(e.where, Problem.ENTRY, e.reason) for e in entries if isinstance(e, UnusableEntry)]
    recordings, repeated = _with_names_of_their_own([entry for entry in entries if isinstance(entry, Recording)])
    checked = _measure(recordings, progress)
    alone = [
        Finding(item.recording.key, problem, detail)
        for item in checked
        for problem, detail in problems_of(item.recording, item.audio, limits, speakable)
    ]
    passed = _without(checked, alone)
    among = findings_among(passed, limits)
    return Report(tuple(_without(passed, among)), (*unusable, *repeated, *_consistent(alone, among)))


def _measure(recordings: Sequence[Recording], progress: Progress) -> list[CheckedRecording]:
    with ThreadPoolExecutor() as pool:  # decoding releases the interpreter's lock
        measurements = pool.map(measure_audio, [recording.audio for recording in recordings])
        return [
            CheckedRecording(*pair) for pair in zip(recordings, progress(measurements, len(recordings)), strict=True)
        ]


def _with_names_of_their_own(recordings: Sequence[Recording]) -> tuple[list[Recording], list[Finding]]:
    by_key: dict[str, Recording] = {}
    repeated = []
    for recording in recordings:
        if by_key.setdefault(recording.key, recording) is not recording:
            repeated.append(Finding(recording.key, Problem.SAME_NAME, str(recording.audio)))
    return list(by_key.values()), repeated


def _without(checked: Sequence[CheckedRecording], findings: Sequence[Finding]) -> list[CheckedRecording]:
    skipped = {finding.key for finding in findings if finding.problem.value.skips}
    return [item for item in checked if item.recording.key not in skipped]


def _consistent(alone: Sequence[Finding], among: Sequence[Finding]) -> list[Finding]:
    """Drop the warnings of recordings that turned out to be skipped, and all but one reason for skipping."""
    skips: dict[str, Finding] = {}
    for finding in (*alone, *among):
        if finding.problem.value.skips:
            skips.setdefault(finding.key, finding)
    return [f for f in (*alone, *among) if f.key not in skips or f is skips[f.key]]
