"""Which recordings are kept for validation."""

import hashlib
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

ONE_IN = 50


def held_out_test(keys: Sequence[str], pattern: str = "") -> Callable[[str], bool]:
    """Return a test that tells by a recording's key, `speaker/id`, whether it is held out.

    Args:
        pattern: those that match it; without it about one in fifty, the same ones whenever the corpus grows, and one
            at least where there are two.
    """
    if pattern:
        return lambda key: fnmatchcase(key, pattern)
    chosen = {key for key in keys if _number(key) % ONE_IN == 0}
    if not chosen and len(keys) > 1:
        chosen = {min(keys, key=_number)}
    return chosen.__contains__


def _number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode(errors="surrogateescape")).digest()[:8], "big")
