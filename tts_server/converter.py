"""Requests to convert recordings: each is received into a temporary file, and converted in a thread."""

import asyncio
import os
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from http import HTTPStatus
from typing import IO

import anyio

from frontend.errors import TtsError
from tts_server.encoding import OpenSound, SoundForm
from tts_server.errors import RefusedError
from tts_server.handover import Handover
from tts_server.speaker import Speaker
from tts_server.under_way import UnderWay
from voices.conversion.service import Conversion, ConversionRequest, ConversionService
from voices.conversion.tag import tag
from voices.sound.recording import Floats, Recording, recording_in

RECORDING = "the recording"
RATES_HZ, MOST_CHANNELS = (1000, 384_000), 32
"""Of a recording; beyond these a quarter of a second of it might fill the memory."""

LABEL = "convert"
"""In the metrics, whatever the format."""


class Converting(UnderWay):
    """A conversion under way.

    Attributes:
        recording: a file without a name; closed by the thread that reads it.
        tag: what the sound says of itself.
        warnings: what was noticed of the recording.
    """

    def __init__(self, handover: Handover, place: AsyncExitStack) -> None:
        super().__init__(handover, place)
        self.recording: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - see above
        self.tag, self.warnings = "", list[str]()


class Converter:
    """Converts recordings, as many at a time as the server has cores, beside what is said for others."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._service = ConversionService(speaker.service.voices)
        self._cores = threading.Semaphore(speaker.settings.cores)

    async def received(self, body: AsyncIterator[bytes], wanted: ConversionRequest) -> Converting:
        """Return what is under way from now on: a place, and a recording that is there.

        Args:
            body: the recording, a file of any format.

        Raises:
            TtsError: there is no such voice, no place, or the recording does not arrive.
        """
        await self._speaker.in_thread(lambda: self._speaker.names.check(wanted.voice))
        place = AsyncExitStack()
        await place.enter_async_context(self._speaker.admission.place())
        converting = Converting(Handover(asyncio.get_running_loop()), place)
        try:
            await self._receive(body, converting.recording)
        except BaseException:
            converting.recording.close()
            await converting.close()
            raise
        return converting

    async def begin(self, converting: Converting, wanted: ConversionRequest, form: SoundForm) -> Converting:
        """Convert; return when the first bytes are there.

        Raises:
            TtsError: it cannot be converted.
        """
        await self._speaker.start(
            converting, lambda made: self._converted(converting, wanted, form, made), LABEL, time.monotonic()
        )
        return converting

    async def _receive(self, body: AsyncIterator[bytes], file: IO[bytes]) -> None:
        try:
            with anyio.fail_after(self._speaker.settings.most_seconds):
                async for data in body:
                    file.write(data)
        except TimeoutError:
            raise RefusedError(
                HTTPStatus.REQUEST_TIMEOUT, "the recording does not arrive", headers={"Connection": "close"}
            ) from None

    def _converted(
        self,
        converting: Converting,
        wanted: ConversionRequest,
        form: SoundForm,
        made: Callable[[float], None],
    ) -> Iterator[bytes]:
        with converting.recording:
            converting.warnings = self._checked(converting)
            converting.tag = tag(wanted.voice, wanted.speaker)
            with _read(converting.recording) as recording:
                blocks = _while_wanted(recording.blocks, converting.handover)
                conversion = self._service.convert(blocks, recording.rate_hz, wanted)
                pieces = self._a_core_each(conversion, converting.handover, made)
                yield from _encoded(pieces, OpenSound(form, conversion.rate, converting.tag))

    def _a_core_each(
        self, conversion: Conversion, handover: Handover, made: Callable[[float], None]
    ) -> Iterator[Floats]:
        """The pieces, for each of which this waits for a core."""
        pieces = iter(conversion)
        while True:
            with self._cores:
                handover.check()
                piece = next(pieces, None)
            if piece is None:
                return
            made(len(piece) / conversion.rate)
            yield piece

    def _checked(self, converting: Converting) -> list[str]:
        """Read it once, before anything is answered, and return what is to be said of it.

        Raises:
            TtsError: it is none, damaged, empty or too long.
        """
        samples, most = 0, self._speaker.settings.most_recording_seconds
        with _read(converting.recording) as recording:
            for block in _while_wanted(recording.blocks, converting.handover):
                samples += len(block)
                if samples > most * recording.rate_hz:
                    raise RefusedError(
                        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                        f"the recording is longer than {most:g} s; send it in parts",
                        code="recording_too_long",
                    )
        if not samples:
            raise TtsError("the recording is empty: there is nothing to convert")
        return recording.noticed.remarks()


def _encoded(pieces: Iterator[Floats], sound: OpenSound) -> Iterator[bytes]:
    try:
        for piece in pieces:
            if len(piece):
                yield sound.add(piece)
        yield sound.finish()
    finally:
        sound.close()


@contextmanager
def _read(file: IO[bytes]) -> Iterator[Recording]:
    """The recording from its beginning."""
    file.seek(0)
    with os.fdopen(os.dup(file.fileno()), "rb") as again:
        recording = recording_in(again, RECORDING)
        _check_shape(recording)
        yield recording


def _check_shape(recording: Recording) -> None:
    lowest, highest = RATES_HZ
    if not lowest <= recording.rate_hz <= highest:
        raise TtsError(f"{RECORDING} has a sample rate of {recording.rate_hz} Hz; {lowest} to {highest} can be read")
    if recording.noticed.channels > MOST_CHANNELS:
        raise TtsError(f"{RECORDING} has {recording.noticed.channels} channels; {MOST_CHANNELS} can be read")


def _while_wanted(blocks: Iterator[Floats], handover: Handover) -> Iterator[Floats]:
    for block in blocks:
        handover.check()
        yield block
