"""Show what a corpus check found: a table for people, a dictionary for machines."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

    from voices.corpus.check import Report
    from voices.corpus.problem import Finding, Problem

EXAMPLES = 3
"""Recordings named for each problem in the table; `--json` names them all."""


def as_dictionary(report: Report) -> dict[str, Any]:
    """Return the report in plain types: totals, speakers, and every finding with its recording."""
    return {
        "usable": len(report.usable),
        "minutes": round(sum(item.audio.seconds for item in report.usable) / 60, 2),
        "speakers": {
            speaker: {"recordings": count, "minutes": round(seconds / 60, 2)}
            for speaker, (count, seconds) in _speakers(report).items()
        },
        "skipped": [_finding(finding) for finding in report.skipped],
        "warnings": [_finding(finding) for finding in report.warnings],
    }


def _finding(finding: Finding) -> dict[str, str]:
    kind = finding.problem.value
    return {"recording": finding.key, "problem": kind.name, "detail": finding.detail, "mend": kind.mend}


def as_tables(report: Report) -> list[RenderableType]:
    """Return a table of what will be used and, where there are findings, one of what was found."""
    from rich.table import Table

    used = Table(title="Used", title_justify="left")
    for heading in ("speaker", "recordings", "minutes"):
        used.add_column(heading, justify="left" if heading == "speaker" else "right", overflow="fold")
    for speaker, (count, seconds) in _speakers(report).items():
        used.add_row(speaker, str(count), f"{seconds / 60:.1f}")
    if not report.findings:
        return [used]
    found = Table(title="Found", title_justify="left", show_lines=True)
    for heading in ("problem", "number", "what follows", "how to mend it", "for example"):
        found.add_column(heading, overflow="fold")
    for problem, findings in _by_problem(report).items():
        kind = problem.value
        examples = "\n".join(f"{f.key}: {f.detail}" if f.detail else f.key for f in findings[:EXAMPLES])
        found.add_row(kind.name, str(len(findings)), "skipped" if kind.skips else "used", kind.mend, examples)
    return [used, found]


def _speakers(report: Report) -> dict[str, tuple[int, float]]:
    """Return each speaker's usable recordings: how many, and how many seconds."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for item in report.usable:
        seconds[item.recording.speaker].append(item.audio.seconds)
    return {speaker: (len(seconds[speaker]), sum(seconds[speaker])) for speaker in sorted(seconds)}


def _by_problem(report: Report) -> dict[Problem, list[Finding]]:
    grouped: dict[Problem, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        grouped[finding.problem].append(finding)
    order = list(type(report.findings[0].problem))
    return dict(sorted(grouped.items(), key=lambda pair: order.index(pair[0])))
