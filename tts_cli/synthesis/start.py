"""What speaks for a command: the service, started when something is to be said."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon
    from voices.speaking.service import SpeechService


def start_service(device: str = "cpu") -> "SpeechService":
    """Return the service that speaks; it plays the recordings on this computer that SSML names.

    Args:
        device: where waveforms are made, one of `voices.device.DEVICES`.

    Raises:
        TtsError: there is no such device.
    """
    # Matrices here are small: a second thread for them, that numpy would start, waits more than it works. One
    # sentence on a busy machine took 0.01 s of processor time instead of 1.1 s.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from voices.speaking.local_sound import local_sound
    from voices.speaking.service import SpeechService

    return SpeechService(sounds=local_sound, device=device)


def lexicon_of(path: Path | None) -> "Lexicon | None":
    """Return the user's own pronunciations, if there is a file of them.

    Raises:
        TtsError: it cannot be read.
    """
    if path is None:
        return None
    from frontend.phones.lexicon import read_lexicon

    return read_lexicon(path)


def warn_once() -> Callable[[str], None]:
    """Return what prints each warning on stderr the first time it is given it."""
    given: set[str] = set()

    def warn(line: str) -> None:
        if line not in given:
            given.add(line)
            typer.echo(f"tts: warning: {line}", err=True)

    return warn
