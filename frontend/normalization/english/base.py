"""The library underneath: what wetext's grammar makes of a written form, or None where it has no reading."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def library_reading(written: str) -> str | None:
    """Return the words wetext reads `written` as; None if it cannot read it, or returns it as it was."""
    from wetext import normalize  # 0.3 s: only a text that needs it pays

    try:
        spoken: str = normalize(written, lang="en", operator="tn")
    except (AssertionError, RuntimeError):  # characters outside its alphabet
        return None
    return None if spoken == written or any(character.isdecimal() for character in spoken) else spoken
