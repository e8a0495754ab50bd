"""What a converted recording says of itself."""

_TAG = "This is not a recording: converted by tts (voice {voice}) from other speech"


def tag(voice: str | None, speaker: str | None) -> str:
    """Return it; None where the default was asked for."""
    return _TAG.format(voice="#".join(filter(None, (voice, speaker))) or "default")
