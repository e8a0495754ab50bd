"""How many requests are served at once, how many wait, and who is turned away."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from tts_server.errors import RefusedError

_FORGETTING = 0.1  # of the average of seconds that a request lasts, with each that ends


class Admission:
    """Places for those who are served, and a queue before them.

    Args:
        at_once: places.
        queue: that may wait for one.
    """

    def __init__(self, at_once: int, queue: int) -> None:
        self._places, self._at_once, self._queue = asyncio.Semaphore(at_once), at_once, queue
        self.waiting = self.served = 0
        self._seconds = 1.0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place, and hold it.

        Raises:
            RefusedError: too many wait already.
        """
        if self._places.locked() and self.waiting >= self._queue:
            raise RefusedError(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"the server is busy: {self.served} requests are under way and {self.waiting} wait; try again later",
                "rate_limit_error",
                code="queue_full",
                headers={"Retry-After": str(self._retry_seconds())},
            )
        self.waiting += 1
        try:
            await self._places.acquire()
        finally:
            self.waiting -= 1
        self.served += 1
        started = time.monotonic()
        try:
            yield
        finally:
            self.served -= 1
            self._places.release()
            self._seconds += _FORGETTING * (time.monotonic() - started - self._seconds)

    def _retry_seconds(self) -> int:
        """In how many seconds those who wait now will be served, as far as one can tell."""
        return max(math.ceil((self.waiting + 1) / self._at_once * self._seconds), 1)
