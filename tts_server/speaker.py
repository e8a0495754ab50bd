"""Requests to speech: each in a thread that plans and encodes, their sound made together on the cores all share."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import takewhile
from typing import Any, TypeVar

from frontend.markup.kinds import Markup
from frontend.phones.lexicon import Lexicon
from frontend.script import Script
from tts_server.admission import Admission
from tts_server.errors import RefusedError
from tts_server.handover import Handover
from tts_server.metrics import Metrics
from tts_server.settings import ServerSettings
from tts_server.under_way import UnderWay
from tts_server.voice_names import VoiceNames
from voices.speaking.explained import as_dictionary, explained_sentences
from voices.speaking.plan import PlannedSentence
from voices.speaking.request import Request
from voices.speaking.service import Speech, SpeechService
from voices.speaking.shared_cores import Listener, SharedCores
from voices.vocoders.sampling.group import GROUP

_WARMING_TEXT = "Good day."
_WITH_NUMBERS = "It costs $16.50 at 7:45."
"""Read once before anybody waits: what reads numbers takes a third of a second to load."""

_Result = TypeVar("_Result")

Rendering = Callable[[Speech], Iterator[bytes]]
"""How speech becomes bytes."""

Making = Callable[[Callable[[float], None]], Iterator[bytes]]
"""Makes the bytes of an answer; is given what is to be told the seconds of sound that are made."""


@dataclass(frozen=True)
class Wanted:
    """What is to be said, and how; `markup` is None for SSML, `first_sentence` the number of the first."""

    text: str
    request: Request = field(default_factory=Request)
    markup: Markup | None = Markup.AUTO
    lexicon: Lexicon | None = None
    first_sentence: int = 0


class Talk(UnderWay):
    """Speech under way.

    Attributes:
        speech: where its bytes come from.
    """

    speech: Speech | None = None

    @property
    def warnings(self) -> list[str]:
        """What of it cannot be said as it is meant, as far as that is known by now."""
        return list(self.speech.warnings) if self.speech else []

    async def close(self) -> None:
        """Free its streams and its place, whether or not all was said."""
        await super().close()
        self.speech = None


class Speaker:
    """Says what is wanted, for all requests of one server.

    Attributes:
        is_warm: whether the voice is loaded and compiled.
    """

    def __init__(self, settings: ServerSettings, service: SpeechService | None = None) -> None:
        self.settings, self.metrics, self.names = settings, Metrics(), VoiceNames()
        self.service = service or SpeechService(settings.voice, device=settings.device)
        self.admission = Admission(settings.at_once, settings.queue)
        self._cores = SharedCores(settings.cores, self._advanced)
        self.pool = ThreadPoolExecutor(settings.at_once + 2, "request")
        self.is_warm = False
        self.metrics.watch("tts_requests_under_way", "Requests that are being served.", lambda: self.admission.served)
        self.metrics.watch("tts_queue", "Requests that wait.", lambda: self.admission.waiting)
        self.metrics.watch("tts_streams", "Sentences that are being made.", lambda: self._cores.under_way)

    def warm(self) -> None:
        """Load the voice, and compile what it needs, before anybody waits for it."""
        planned = list(self.service.plan(_WARMING_TEXT))
        list(self.service.plan(_WITH_NUMBERS))
        with ThreadPoolExecutor(GROUP) as pool:
            list(pool.map(lambda _: self._warmed(planned * GROUP), range(GROUP)))
        self.is_warm = True

    def close(self) -> None:
        """Stop; what is under way ends."""
        self._cores.close()
        self.pool.shutdown(wait=True, cancel_futures=True)

    def check(self, wanted: Wanted) -> None:
        """Refuse a text that is too long.

        Raises:
            RefusedError: it is.
        """
        most = self.settings.most_characters
        if len(wanted.text) > most:
            raise RefusedError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"the text has {len(wanted.text)} characters, but may have {most} at most; send it in parts",
                param="input",
                code="text_too_long",
            )

    async def say(self, wanted: Wanted, rendering: Rendering, label: str) -> Talk:
        """Return what was said, once its first bytes are there.

        Args:
            rendering: in what form.
            label: of it, in the metrics.

        Raises:
            TtsError: it cannot be said, or not now.
        """
        self.check(wanted)
        started = time.monotonic()
        place = AsyncExitStack()
        await place.enter_async_context(self.admission.place())
        listener = self._cores.listener()
        talk = Talk(Handover(asyncio.get_running_loop()), place, listener.cancel)
        await self.start(talk, lambda made: self._said(wanted, rendering, talk, listener, made), label, started)
        return talk

    async def start(self, under_way: UnderWay, making: Making, label: str, started: float) -> None:
        """Let a thread make the bytes of an answer; return when the first are there.

        Args:
            label: of it, in the metrics.
            started: when it was asked for (monotonic clock).

        Raises:
            TtsError: they cannot be made.
        """
        try:
            self.pool.submit(self._produce, under_way, making, started)
            under_way.first = await under_way.handover.take()
            self.metrics.first_byte.labels(label).observe(time.monotonic() - started)
        except BaseException:
            await under_way.close()
            raise

    async def in_thread(self, work: Callable[[], _Result]) -> _Result:
        """Return what work makes that the event loop must not wait for."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    async def explain(self, wanted: Wanted) -> dict[str, Any]:
        """Return what becomes of a text, in plain types; who gives this up ends it at the next sentence.

        Raises:
            TtsError: it cannot be read, or not now.
        """
        self.check(wanted)
        over = threading.Event()
        async with self.admission.place():
            try:
                return await self.in_thread(lambda: self._explained(wanted, over))
            finally:
                over.set()

    def _explained(self, wanted: Wanted, over: threading.Event) -> dict[str, Any]:
        script = self._script(wanted)
        sentences = explained_sentences(
            self.service, wanted.text, wanted.markup, script, wanted.request, wanted.lexicon
        )
        found = as_dictionary(wanted.text, list(takewhile(lambda _: not over.is_set(), sentences)))
        return {**found, "warnings": self.service.warnings(script, wanted.request)}

    def _script(self, wanted: Wanted) -> Script:
        self.names.check(wanted.request.voice_name)
        own = self.service.voice(wanted.request)
        script = self.service.script(wanted.text, wanted.markup, wanted.request)
        self.names.check_script(script, own)
        return script

    def begin(self, wanted: Wanted, listener: Listener, made: Callable[[float], None] = lambda _: None) -> Speech:
        """Return the speech that is wanted; it is made as it is asked for.

        Args:
            made: is told the seconds of each sentence.
        """
        request = wanted.request
        planned = _told(self.service.plan(self._script(wanted), request, wanted.lexicon, wanted.first_sentence), made)
        return Speech(listener.sound(planned), request, self.service.rate(request))

    def _said(
        self,
        wanted: Wanted,
        rendering: Rendering,
        talk: Talk,
        listener: Listener,
        made: Callable[[float], None],
    ) -> Iterator[bytes]:
        talk.speech = self.begin(wanted, listener, made)
        yield from rendering(talk.speech)

    def _produce(self, under_way: UnderWay, making: Making, started: float) -> None:
        seconds: list[float] = []
        try:
            for data in making(seconds.append):
                if data:
                    under_way.handover.put(data)
            under_way.handover.end()
            self.metrics.real_time_factor.observe((time.monotonic() - started) / max(sum(seconds), 0.01))
        except BaseException as error:  # it is raised where the answer is waited for
            if isinstance(error, CancelledError):
                self.metrics.cancelled.inc()
            under_way.handover.end(error)
        finally:
            under_way.give_up()
            self.metrics.sound.inc(sum(seconds))

    def _warmed(self, planned: list[PlannedSentence]) -> None:
        for sentence in self._cores.listener().sound(planned):
            for _ in sentence.pieces:
                pass

    def _advanced(self, streams: int) -> None:
        self.metrics.lock_step.labels(streams).inc()


def _told(planned: Iterable[PlannedSentence], made: Callable[[float], None]) -> Iterator[PlannedSentence]:
    for one in planned:
        made(float(one.finish.ends[-1]) / one.sample_rate)
        yield one
