"""Wyoming, which Home Assistant speaks: a text in, samples out while they are made, over a plain connection."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

import anyio
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event, Eventable, async_write_event
from wyoming.info import Attribution, Describe, Info, TtsProgram, TtsVoice, TtsVoiceSpeaker
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeTextFormat,
    SynthesizeVoice,
)

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tts_server.encoding import FORMS, encoded
from tts_server.errors import facts_of
from tts_server.speaker import Speaker, Talk, Wanted
from tts_server.wyoming_reading import next_event, read_as
from voices.speaking.request import Request

if TYPE_CHECKING:
    from voices.speaking.service import Speech

PORT = 10200
"""Where Home Assistant looks for a voice."""

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?…])[\"'”’)\]]*\s+(?=\S)")
_SAMPLE_BYTES = 2
_AT_ONCE = 4096  # bytes of one event


@asynccontextmanager
async def serving_wyoming(speaker: Speaker, listening: socket.socket) -> AsyncIterator[None]:
    """Talk with whoever connects; at the end finish what is being said, and let go who asks for nothing."""
    under_way: dict[asyncio.Task[None], _Conversation] = {}

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        under_way[task] = _Conversation(reader, writer, speaker)
        try:
            await under_way[task].run()
        except OSError:  # the client is gone, or reads nothing
            writer.transport.abort()
        finally:
            del under_way[task]
            writer.close()

    server = await asyncio.start_server(talk, sock=listening)
    try:
        yield
    finally:
        server.close()
        for conversation in under_way.values():
            conversation.leave()
        if under_way:
            await asyncio.wait(under_way, timeout=speaker.settings.grace_seconds)
        for task in under_way:
            task.cancel()


class _Conversation:
    """One connection.

    Attributes:
        _pending: text of a stream of chunks that is not said yet; None where there is no stream.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, speaker: Speaker) -> None:
        self._reader, self._writer, self._speaker = reader, writer, speaker
        self._is_leaving = self._is_answering = False
        self._pending: str | None = None
        self._start = SynthesizeStart()
        self._parts = 0
        self._rate = 0

    async def run(self) -> None:
        """Answer events until the client or this server leaves.

        Raises:
            OSError: the client is gone, or reads nothing.
        """
        while not self._is_leaving or self._pending is not None:
            event = await next_event(self._reader, self._speaker.settings.most_body_bytes)
            if event is None:
                return
            self._is_answering = True
            try:
                await self._answer(event)
            except TtsError as error:
                await self._tell_error(error)
            self._is_answering = False

    def leave(self) -> None:
        """Go when nothing is being said."""
        self._is_leaving = True
        if not self._is_answering and self._pending is None:
            self._reader.feed_eof()

    async def _answer(self, event: Event) -> None:
        if Describe.is_type(event.type):
            await self._tell(self._info())
        elif Synthesize.is_type(event.type):
            if self._pending is None:  # in a stream this is the same text again, for servers that know no streams
                wanted = read_as(Synthesize, event)
                await self._say(wanted.text, wanted.voice, wanted.text_format)
                await self._finish()
        elif SynthesizeStart.is_type(event.type):
            self._start, self._pending, self._parts = read_as(SynthesizeStart, event), "", 0
        elif SynthesizeChunk.is_type(event.type) and self._pending is not None:
            await self._add(read_as(SynthesizeChunk, event).text)
        elif SynthesizeStop.is_type(event.type) and self._pending is not None:
            rest, self._pending = self._pending, None
            if rest.strip() or not self._parts:
                await self._say(rest, self._start.voice, self._start.text_format)
            await self._finish()
            await self._tell(SynthesizeStopped())

    async def _add(self, text: str) -> None:
        """Say the sentences of a stream that are complete."""
        text, self._pending = (self._pending or "") + text, ""
        self._speaker.check(Wanted(text))
        self._pending = text
        if self._start.text_format == SynthesizeTextFormat.SSML:
            return  # one document
        ends = list(_SENTENCE_END.finditer(self._pending))
        if ends:
            cut = ends[-1].end()
            complete, self._pending = self._pending[:cut], self._pending[cut:]
            await self._say(complete, self._start.voice, self._start.text_format)

    async def _say(self, text: str, voice: SynthesizeVoice | None, form: "SynthesizeTextFormat | str | None") -> None:
        markup = None if form == SynthesizeTextFormat.SSML else Markup.AUTO
        try:
            wishes = Request(voice=voice.name, speaker=voice.speaker) if voice else Request()
            wanted = Wanted(text, wishes, markup, first_sentence=self._parts)
            talk = await self._speaker.say(wanted, _samples, "wyoming")
            self._parts += 1
            try:
                await self._send(talk)
            finally:
                await talk.close()
        except TtsError as error:
            await self._tell_error(error)

    async def _send(self, talk: Talk) -> None:
        assert talk.speech
        if not self._rate:
            self._rate = talk.speech.rate
            await self._tell(AudioStart(self._rate, _SAMPLE_BYTES, 1))
        async for data in talk.sent():
            for start in range(0, len(data), _AT_ONCE):
                await self._tell(AudioChunk(self._rate, _SAMPLE_BYTES, 1, data[start : start + _AT_ONCE]))

    async def _finish(self) -> None:
        if self._rate:
            await self._tell(AudioStop())
        self._rate = 0

    async def _tell(self, event: Eventable) -> None:
        with anyio.fail_after(self._speaker.settings.stall_seconds):
            await async_write_event(event.event(), self._writer)

    async def _tell_error(self, error: TtsError) -> None:
        await self._tell(Error(facts_of(error).message, type(error).__name__))

    def _info(self) -> Info:
        voices = []
        for found in self._speaker.names.usable():
            assert found.manifest
            speakers = [TtsVoiceSpeaker(name) for name in found.manifest.speakers]
            whose = Attribution(found.manifest.credits or found.name, found.manifest.origin)
            languages = [found.manifest.language]
            voices.append(TtsVoice(found.name, whose, True, found.manifest.licence, None, languages, speakers))
        program = TtsProgram(
            "tts", Attribution("tts", ""), True, "Text to speech with a WaveNet", version("tts-cli"), voices, True
        )
        return Info(tts=[program])


def _samples(speech: "Speech") -> Iterator[bytes]:
    """16-bit samples at the voice's rate."""
    yield from encoded(speech, FORMS["pcm"])
