"""Recordings on this computer that an SSML text names."""

import re
from pathlib import Path
from urllib.parse import unquote

from frontend.errors import TtsError
from frontend.script import Sound
from voices.sound.recording import open_recording

LONGEST_SECONDS = 600.0
RATES_HZ = (1000, 384000)

_FILE_URL = re.compile(r"file:(?://(?:localhost)?(?=/))?(?!//)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*://|data:|file:", re.IGNORECASE)


class UnplayableSoundError(TtsError):
    """What is named is no recording on this computer, or too long."""


def local_sound(source: str) -> Sound:
    """Return the recording that a name or a file: URL is of, read to its end once, for only so is its length sure.

    Raises:
        UnplayableSoundError: it is not on this computer, holds nothing or is too long.
        UnreadableRecordingError: there is none, or it cannot be read.
    """
    if not source:
        raise UnplayableSoundError("it names no file; it needs src=...")
    url = _FILE_URL.match(source)
    if not url and _ELSEWHERE.match(source):
        raise UnplayableSoundError(f"{source} is not a file on this computer")
    path = Path(unquote(source[url.end() :]) if url else source)
    try:
        return Sound(path.absolute(), _seconds(path))
    except OSError as error:
        raise UnplayableSoundError(f"{path} cannot be read ({error.strerror})") from None


def _seconds(path: Path) -> float:
    recording, samples = open_recording(path), 0
    lowest, highest = RATES_HZ
    if not lowest <= recording.rate_hz <= highest:
        raise UnplayableSoundError(
            f"{path} has a sample rate of {recording.rate_hz} Hz; {lowest} to {highest} can be played"
        )
    for block in recording.blocks:
        samples += len(block)
        if samples > LONGEST_SECONDS * recording.rate_hz:
            raise UnplayableSoundError(f"{path} lasts longer than {LONGEST_SECONDS:.0f} seconds")
    if not samples:
        raise UnplayableSoundError(f"{path} holds no sound")
    return samples / recording.rate_hz
