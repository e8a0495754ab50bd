"""What wetext's grammar makes of a written form, or None where it has no reading."""

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


@lru_cache(maxsize=1024)
def library_unit(symbol: str, amount: str) -> str | None:
    """Return the name wetext has for a unit after this amount ("1" or "2"); None if it knows no such unit."""
    from wetext import tag

    try:
        measured = tag(f"{amount} {symbol}", lang="en", operator="tn").startswith("measure ")
    except (AssertionError, RuntimeError):
        return None
    spoken = library_reading(f"{amount} {symbol}") if measured else None
    return spoken.partition(" ")[2] if spoken and spoken.islower() else None
