"""Sound files: which kinds can be written here."""

from collections.abc import Iterator
from io import BytesIO

from tts_cli.checks.finding import Finding, ok, problem, warning

_KINDS = {
    "WAV": ("WAV", "PCM_16"),
    "FLAC": ("FLAC", "PCM_16"),
    "OGG": ("OGG", "VORBIS"),
    "Opus": ("OGG", "OPUS"),
    "MP3": ("MP3", "MPEG_LAYER_III"),
}


def check_audio() -> Iterator[Finding]:
    """Write a moment of silence in every kind of file."""
    import soundfile

    failed = [kind for kind, how in _KINDS.items() if not _can_write(*how)]
    about = f"soundfile {soundfile.__version__}, libsndfile {soundfile.__libsndfile_version__}"
    written = ", ".join(kind for kind in _KINDS if kind not in failed)
    if not failed:
        yield ok("sound files", f"{written} ({about})")
        return
    report = problem if "WAV" in failed else warning
    mend = "pip install --upgrade soundfile, whose wheels bring a libsndfile that can"
    yield report("sound files", f"cannot write {', '.join(failed)} ({about})", mend)


def _can_write(container: str, encoding: str) -> bool:
    import numpy as np
    import soundfile

    try:
        soundfile.write(BytesIO(), np.zeros(1600, np.float32), 16000, format=container, subtype=encoding)
    except (soundfile.LibsndfileError, ValueError):  # ValueError: a libsndfile too old to know the kind
        return False
    return True
