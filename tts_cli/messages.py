"""What an error says to the user: one line."""

from frontend.errors import TtsError
from tts_cli.printable import printable


def message(error: Exception) -> str:
    """Return what went wrong, in one line."""
    return printable(" ".join(_message(error).split()))


def _message(error: Exception) -> str:
    if isinstance(error, TtsError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
    return f"internal error ({type(error).__name__}: {error}); --debug shows where, please report it"
