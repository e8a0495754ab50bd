"""`tts doctor`: look at everything that speech needs, and say how to mend what does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tts_cli.checks.finding import Check, Finding

EXIT_PROBLEM = 1


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at all that speech needs, and say how to mend what does not work (then the exit code is 1)."""
    from tts_cli.checks.finding import State
    from tts_cli.progress import progress_bar

    checks = _checks()
    findings = [finding for check in progress_bar("Examining")(checks, len(checks)) for finding in check.findings()]
    if as_json:
        _print_json(findings)
    else:
        _print_table(findings)
    if any(finding.state == State.PROBLEM for finding in findings):
        raise typer.Exit(EXIT_PROBLEM)


def _checks() -> list[Check]:
    from tts_cli.checks import audio, folders, generation, processor, program, settings, speech, training
    from tts_cli.checks.finding import Check

    again = "pip install --force-reinstall"
    return [
        Check("versions", program.check_versions, "install the program: pip install . in its folder"),
        Check("packages", program.check_packages),
        Check("extras", program.check_extras),
        Check("tts on PATH", program.check_path),
        Check("processor", processor.check_processor, "unset TTS_INSTRUCTION_SET"),
        Check("voices folder", folders.check_voices_folder),
        Check("settings", settings.check_settings, "mend the file, or take it away; docs/synthesis.md lists its keys"),
        Check("disk", folders.check_disk),
        Check("sound files", audio.check_audio, f"{again} soundfile"),
        Check("voices", speech.check_voices),
        Check("speech", speech.check_speech, "mend what is above first; then see docs/troubleshooting.md"),
        Check("generation", generation.check_generation, "mend what is above first"),
        Check("training", training.check_training, "mend what is above first"),
        Check("compiled code", folders.check_compiled),
    ]


def _print_json(findings: list[Finding]) -> None:
    import json
    from dataclasses import asdict

    from tts_cli.checks.finding import State

    works = all(finding.state != State.PROBLEM for finding in findings)
    print(json.dumps({"works": works, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))


def _print_table(findings: list[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tts_cli.checks.finding import State
    from tts_cli.console import TableConsole

    colours = {State.OK: "green", State.WARNING: "yellow", State.PROBLEM: "bold red"}
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for finding in findings:
        detail = Text(finding.detail, overflow="fold")
        if finding.mend:
            detail.append(f"\nto mend it: {finding.mend}", style="bold")
        table.add_row(Text(finding.state.value, style=colours[finding.state]), Text(finding.name, style="bold"), detail)
    console = TableConsole(highlight=False)
    console.print(table)
    problems = sum(finding.state == State.PROBLEM for finding in findings)
    console.print("Everything needed works." if not problems else f"{problems} of what is needed does not work.")
