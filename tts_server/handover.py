"""From the thread that makes something to the event loop that sends it, never far ahead."""

import asyncio
import threading
from collections import deque
from concurrent.futures import CancelledError

MOST_BYTES = 256 * 1024
"""That wait to be sent; whoever makes them then waits."""


class Handover:
    """Bytes on their way, in order; the end, or an error, is the last.

    Args:
        loop: of whoever takes them.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._arrived = loop, asyncio.Event()
        self._room = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._stopped = self._ended = False
        self._error: BaseException | None = None

    def put(self, data: bytes) -> None:
        """Hand bytes over, from the thread that makes them, once there is room.

        Raises:
            CancelledError: nobody wants them any more.
        """
        with self._room:
            self._room.wait_for(lambda: self._stopped or self._bytes < MOST_BYTES)
            if self._stopped:
                raise CancelledError
            self._waiting.append(data)
            self._bytes += len(data)
        self._tell()

    def check(self) -> None:
        """Find out, in the thread that makes something, whether it is still wanted.

        Raises:
            CancelledError: nobody wants it any more.
        """
        if self._stopped:
            raise CancelledError

    def end(self, error: BaseException | None = None) -> None:
        """Say that there is no more, and why."""
        with self._room:
            # An error holds the frames it went through, and those hold this: a circle, kept only for who will ask why.
            self._ended, self._error = True, None if self._stopped else error
        self._tell()

    def stop(self) -> None:
        """Take no more."""
        with self._room:
            self._stopped, self._error = True, None
            self._waiting.clear()
            self._room.notify_all()

    async def take(self) -> bytes:
        """Return all that is there, after waiting for something; nothing at the end.

        Raises:
            Exception: what ended it.
        """
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            with self._room:
                data = b"".join(self._waiting)
                self._waiting.clear()
                self._bytes = 0
                self._room.notify_all()
                if self._ended:
                    self._arrived.set()  # whoever takes again finds the end
                    if not data and self._error:
                        error, self._error = self._error, None
                        try:
                            raise error
                        finally:
                            del error  # holds this frame
                    if not data:
                        return b""
            if data:
                return data

    def _tell(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._arrived.set)
        except RuntimeError:  # the loop is closed: nobody waits
            self.stop()
