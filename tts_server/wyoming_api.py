"""Wyoming, which Home Assistant speaks: a text in, samples out while they are made, over a plain connection."""

import asyncio
import logging
import re
import socket
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.info import Attribution, Describe, Info, TtsProgram, TtsVoice, TtsVoiceSpeaker
from wyoming.server import AsyncEventHandler
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
from tts_server.speaker import Speaker, Wanted
from voices.speaking.request import Request

if TYPE_CHECKING:
    from voices.speaking.service import Speech

PORT = 10200
"""Where Home Assistant looks for a voice."""

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?…])[\"'”’)\]]*\s+(?=\S)")
_SAMPLE_BYTES = 2
_AT_ONCE = 4096  # bytes of one event

log = logging.getLogger("tts.server")


async def serve_wyoming(speaker: Speaker, listening: socket.socket) -> asyncio.Server:
    """Return a server that has begun to listen."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Conversation(reader, writer, speaker).run()
        except (OSError, ValueError, KeyError) as error:  # the client is gone, or speaks something else
            log.info("a Wyoming connection ended: %s", error)
        finally:
            writer.close()

    return await asyncio.start_server(answer, sock=listening)


class _Conversation(AsyncEventHandler):
    """One connection.

    Attributes:
        _pending: text of a stream of chunks that is not said yet; None where there is no stream.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, speaker: Speaker) -> None:
        super().__init__(reader, writer)
        self._speaker = speaker
        self._pending: str | None = None
        self._start = SynthesizeStart()
        self._parts = 0
        self._rate = 0

    async def handle_event(self, event: Event) -> bool:
        """Answer one event; false ends the connection."""
        if Describe.is_type(event.type):
            await self._tell(self._info())
        elif Synthesize.is_type(event.type):
            if self._pending is None:  # in a stream this is the same text again, for servers that know no streams
                wanted = Synthesize.from_event(event)
                await self._say(wanted.text, wanted.voice, wanted.text_format)
                await self._finish()
        elif SynthesizeStart.is_type(event.type):
            self._start, self._pending, self._parts = SynthesizeStart.from_event(event), "", 0
        elif SynthesizeChunk.is_type(event.type) and self._pending is not None:
            await self._add(SynthesizeChunk.from_event(event).text)
        elif SynthesizeStop.is_type(event.type) and self._pending is not None:
            rest, self._pending = self._pending, None
            if rest.strip() or not self._parts:
                await self._say(rest, self._start.voice, self._start.text_format)
            await self._finish()
            await self._tell(SynthesizeStopped())
        return True

    async def _add(self, text: str) -> None:
        """Say the sentences of a stream that are complete."""
        self._pending = (self._pending or "") + text
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
        except TtsError as error:
            await self._tell(Error(facts_of(error).message, type(error).__name__))
            return
        self._parts += 1
        try:
            assert talk.speech
            if not self._rate:
                self._rate = talk.speech.rate
                await self._tell(AudioStart(self._rate, _SAMPLE_BYTES, 1))
            async for data in talk.sent():
                for start in range(0, len(data), _AT_ONCE):
                    await self._tell(AudioChunk(self._rate, _SAMPLE_BYTES, 1, data[start : start + _AT_ONCE]))
        finally:
            await talk.close()

    async def _finish(self) -> None:
        if self._rate:
            await self._tell(AudioStop())
        self._rate = 0

    async def _tell(self, event: Eventable) -> None:
        await self.write_event(event.event())

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
