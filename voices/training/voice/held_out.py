"""Which recordings are kept for validation."""

import hashlib
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from frontend.errors import TtsError

ONE_IN = 50


class NothingHeldOutError(TtsError):
    """A pattern matches none of the recordings."""


def held_out_test(keys: Sequence[str], pattern: str = "") -> Callable[[str], bool]:
    """Return a test that tells by a recording's key, `speaker/id`, whether it is held out.

    Args:
        pattern: those that match it; without it about one in fifty, the same ones whenever the corpus grows, and one
            at least where there are two.

    Raises:
        NothingHeldOutError: the pattern matches none of them.
    """
    if pattern:
        if not any(fnmatchcase(key, pattern) for key in keys):
            raise NothingHeldOutError(
                f"{pattern!r} holds out none of the {len(keys)} recordings; they are named speaker/id, such as "
                f"{keys[0]!r}"
            )
        return lambda key: fnmatchcase(key, pattern)
    chosen = {key for key in keys if _number(key) % ONE_IN == 0}
    if not chosen and len(keys) > 1:
        chosen = {min(keys, key=_number)}
    return chosen.__contains__


def _number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode(errors="surrogateescape")).digest()[:8], "big")
