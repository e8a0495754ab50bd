"""Wyoming's events as strangers send them: none too large, and refused where they make no sense."""

import asyncio
from typing import TypeVar, cast

from wyoming.event import Event, Eventable, async_read_event

from frontend.errors import TtsError

_NO_WYOMING = (ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""What the package `wyoming` raises over what is no event, or lacks something."""

_Kind = TypeVar("_Kind", bound=Eventable)


async def next_event(reader: asyncio.StreamReader, most_bytes: int) -> Event | None:
    """Return the next event; None where the client is gone, speaks something else, or sends more than it may."""
    try:
        event = await async_read_event(cast("asyncio.StreamReader", _Bounded(reader, most_bytes)))
    except (OSError, EOFError, *_NO_WYOMING):
        return None
    return event if event and isinstance(event.type, str) and isinstance(event.data, dict) else None


def read_as(kind: type[_Kind], event: Event) -> _Kind:
    """Return what an event says.

    Raises:
        TtsError: it makes no sense.
    """
    try:
        said = cast("_Kind", kind.from_event(event))
    except _NO_WYOMING:
        pass
    else:
        voice = getattr(said, "voice", None)
        names = (voice.name, voice.speaker) if voice else ()
        if isinstance(getattr(said, "text", ""), str) and all(isinstance(name, str | None) for name in names):
            return said
    raise TtsError(f"the event {event.type!r} makes no sense: texts and names are strings, and a text is needed")


class _Bounded:
    """What `async_read_event` reads from; a line has asyncio's own bound."""

    def __init__(self, reader: asyncio.StreamReader, most_bytes: int) -> None:
        self.readline, self._readexactly, self._most = reader.readline, reader.readexactly, most_bytes

    async def readexactly(self, count: int) -> bytes:
        if count > self._most:
            raise ValueError(f"an event of {count} bytes")
        return await self._readexactly(count)
