"""What the shell offers when the tab key is pressed."""

from frontend.errors import TtsError


def voice_names(incomplete: str) -> list[str]:
    """Return the voices, and after a "#" the speakers of one, that begin as what was typed."""
    from voices.registry import find_voice, voices

    name, hash_mark, _ = incomplete.partition("#")
    if not hash_mark:
        return [found.name for found in voices() if found.name.startswith(incomplete) and not found.problem]
    try:
        manifest = find_voice(name).manifest
    except TtsError:
        return []
    spoken = manifest.speakers if manifest else []
    return [one for speaker in spoken if (one := f"{name}#{speaker}").startswith(incomplete)]
