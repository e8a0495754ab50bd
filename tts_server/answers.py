"""Speech as an HTTP answer: sent while it is made, ended with the client."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import anyio
from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from frontend.errors import TtsError
from tts_server.encoding import SoundForm, encoded
from tts_server.events import MEDIA_TYPE, error_event
from tts_server.settings import ServerSettings
from tts_server.speaker import Rendering, Speaker, Wanted
from tts_server.under_way import UnderWay

WARNING_HEADER = "X-TTS-Warning"
CLIENT_LEFT = 499
"""The status of an answer that nobody waits for, as nginx counts it."""

_Result = TypeVar("_Result")
log = logging.getLogger("tts.server")


class SpokenAnswer(StreamingResponse):
    """What is under way to one client; a client that leaves, or reads nothing for too long, ends it."""

    def __init__(self, under_way: UnderWay, settings: ServerSettings, media_type: str, headers: dict[str, str]) -> None:
        super().__init__(_sent(under_way, media_type), headers=headers, media_type=media_type)
        self._under_way, self._settings = under_way, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it all."""

        async def send_in_time(message: Message) -> None:
            with anyio.fail_after(self._settings.stall_seconds):
                await send(message)

        try:
            with anyio.move_on_after(self._settings.most_seconds):
                await super().__call__(scope, receive, send_in_time)
        except TimeoutError:
            log.warning("gave up a client that reads nothing")
        except _BrokenOffError:
            pass  # the log has it
        finally:
            with anyio.CancelScope(shield=True):
                await self._under_way.close()


async def sound_answer(
    request: Request, speaker: Speaker, wanted: Wanted, form: SoundForm, warnings: list[str]
) -> Response:
    """Return what is wanted as sound.

    Args:
        warnings: besides those of the speech.

    Raises:
        TtsError: it cannot be said.
    """
    return await spoken_answer(
        request, speaker, wanted, lambda speech: encoded(speech, form), form.name, form.media_type, warnings
    )


async def spoken_answer(
    request: Request,
    speaker: Speaker,
    wanted: Wanted,
    rendering: Rendering,
    label: str,
    media_type: str = MEDIA_TYPE,
    warnings: list[str] | None = None,
) -> Response:
    """Return what is wanted, rendered; events where no other media type is named.

    Raises:
        TtsError: it cannot be said.
    """
    talk = await unless_gone(request, speaker.say(wanted, rendering, label))
    if talk is None:
        speaker.metrics.cancelled.inc()
        return Response(status_code=CLIENT_LEFT)
    headers = headers_with([*(warnings or []), *talk.warnings])
    if talk.speech:
        headers["X-TTS-Voice-Rate"] = str(talk.speech.rate)
    return SpokenAnswer(talk, speaker.settings, media_type, headers)


def headers_with(warnings: list[str]) -> dict[str, str]:
    """Return the headers of sound that is sent while it is made."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    if warnings:
        headers[WARNING_HEADER] = header_text("; ".join(warnings))
    return headers


async def unless_gone(request: Request, work: Awaitable[_Result]) -> _Result | None:
    """Return what work makes, or None as soon as the client is gone."""
    doing = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(request.receive))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await doing if doing.done() else None
    finally:
        for task in (doing, leaving):
            if not task.done():
                task.cancel()
                await asyncio.wait({task})


async def _gone(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _BrokenOffError(Exception):
    """What was begun cannot be finished; the connection is closed, so that nobody takes it for whole."""


async def _sent(under_way: UnderWay, media_type: str) -> AsyncIterator[bytes]:
    try:
        async for data in under_way.sent():
            yield data
    except Exception as error:
        # Texts of ours may quote what is said, which is not for the log; where all others were raised is.
        own = isinstance(error, TtsError)
        log.error("an answer was broken off: %s", type(error).__name__, exc_info=None if own else error)
        if media_type != MEDIA_TYPE:
            raise _BrokenOffError from error
        yield error_event(error)


def header_text(text: str) -> str:
    """Return a text as a header may hold it."""
    printable = " ".join(text.split())[:1000]
    return printable.encode("ascii", "backslashreplace").decode()
