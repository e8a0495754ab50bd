"""The user's own defaults: the file they are in, and the variables that are set."""

import os
from collections.abc import Iterator

from tts_cli.checks.finding import Finding, ok


def check_settings() -> Iterator[Finding]:
    """Read the file of defaults as `tts synth` does, and name the variables of ours that are set."""
    from tts_cli.synthesis.defaults import defaults_file, read_defaults

    path, values = defaults_file(), read_defaults()
    if path.exists():
        yield ok("settings", f"{path}: {', '.join(sorted(values)) or 'empty'}")
    else:
        yield ok("settings", f"none; they would be in {path}")
    variables = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith("TTS_")]
    if variables:
        yield ok("variables", " ".join(variables))
