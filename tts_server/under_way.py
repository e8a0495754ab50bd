"""An answer whose bytes are made in a thread while they are sent."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

from tts_server.handover import Handover


class UnderWay:
    """One answer under way: bytes, the first of which are there.

    Args:
        place: that it holds until it is closed.
        give_up: ends what is being made for it, at once; may be called again and again.

    Attributes:
        first: bytes; empty where there are none at all.
    """

    def __init__(self, handover: Handover, place: AsyncExitStack, give_up: Callable[[], None] | None = None) -> None:
        self.handover, self._place, self.give_up = handover, place, give_up or _nothing
        self.first = b""
        self._is_closed = False

    async def sent(self) -> AsyncIterator[bytes]:
        """Yield all bytes, some whenever there are any."""
        data = self.first
        while data:
            yield data
            data = await self.handover.take()

    async def close(self) -> None:
        """Free what makes it and its place, whether or not all was sent.

        It forgets what makes it: an error on its way through the tasks of a cancelled answer is part of a circle, which
        keeps this alive until somebody looks for circles.
        """
        if not self._is_closed:
            self._is_closed = True
            self.give_up()
            self.give_up = _nothing
            self.handover.stop()
            await self._place.aclose()


def _nothing() -> None:
    pass
