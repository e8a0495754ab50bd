"""Arrays on whole cache lines, and on huge pages where the system has them: weights are read 16,000 times a second."""

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

HUGE_PAGE_BYTES = 2 << 20


def aligned_zeros(shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
    """Return an array of zeros whose first element starts a huge page."""
    count = int(np.prod(shape))
    used = max(count, 1) * np.dtype(dtype).itemsize
    pages = mmap.mmap(-1, (used // HUGE_PAGE_BYTES + 2) * HUGE_PAGE_BYTES)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        pages.madvise(mmap.MADV_HUGEPAGE)
    everything = np.frombuffer(pages, np.uint8)
    start = -everything.ctypes.data % HUGE_PAGE_BYTES
    return everything[start : start + used].view(dtype)[:count].reshape(shape)
