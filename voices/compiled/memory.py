"""Arrays on whole cache lines, and large ones on huge pages: weights are read 16,000 times a second."""

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

CACHE_LINE_BYTES = 64
HUGE_PAGE_BYTES = 2 << 20

WORTH_HUGE_PAGES_BYTES = HUGE_PAGE_BYTES // 8
"""The system clears a huge page as a whole, which takes longer than a small array is used for."""


def aligned_zeros(shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
    """Return an array of zeros whose first element starts a cache line; of a large one, a huge page."""
    count = int(np.prod(shape))
    used = max(count, 1) * np.dtype(dtype).itemsize
    if used < WORTH_HUGE_PAGES_BYTES:
        everything, boundary = np.zeros(used + CACHE_LINE_BYTES, np.uint8), CACHE_LINE_BYTES
    else:
        everything, boundary = _huge_pages(used), HUGE_PAGE_BYTES
    start = -everything.ctypes.data % boundary
    return everything[start : start + used].view(dtype)[:count].reshape(shape)


def _huge_pages(used: int) -> NDArray[np.uint8]:
    pages = mmap.mmap(-1, (used // HUGE_PAGE_BYTES + 2) * HUGE_PAGE_BYTES)
    if hasattr(mmap, "MADV_HUGEPAGE"):  # where the system has them
        pages.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(pages, np.uint8)
