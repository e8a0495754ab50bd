"""How much free memory the C library keeps for later."""

import ctypes
import sys

_ARENA_MAX = -8  # mallopt's number of it


def share_free_memory(heaps: int) -> None:
    """Let all threads share a few heaps, where the C library is GNU's; to be called before there are threads.

    It gives each thread a heap of its own, and each of those keeps what one long text ever needed: several hundred
    megabytes for the threads of thirty requests.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt:
        mallopt(_ARENA_MAX, heaps)
