"""A running server (`tts serve`) in place of the service in this process: what it says comes as events."""

import base64
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from voices.speaking.request import KNOBS, Request
from voices.timings.timed import TimedMark, TimedPhone, TimedSentence, TimedWord

if TYPE_CHECKING:
    from urllib.error import HTTPError

    import numpy as np
    from numpy.typing import NDArray

    from tts_cli.synthesis.batch import Failed, Job

    Floats = NDArray[np.float32]

KEY_VARIABLE = "TTS_API_KEY"
_WAIT_SECONDS = 600.0
_BROKEN_OFF = "the server broke off before the end"


class ServerError(TtsError):
    """The server cannot be reached, or refuses."""


@dataclass(frozen=True)
class RemoteText:
    """A text that the server is to read; `markup` is None for SSML."""

    text: str
    markup: Markup | None


@dataclass(frozen=True)
class Place:
    """The characters `[start, end)` of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class RemoteSentence:
    """What is known of a sentence that the server says: its place, and a function that tells its times."""

    utterance: Place
    timed: Callable[[float], TimedSentence]


@dataclass(frozen=True)
class RemoteSound:
    """A sentence whose sound comes in pieces, as `voices.speaking.render.SoundingSentence`."""

    planned: RemoteSentence
    pieces: "Iterator[Floats]"


class RemoteSpeech:
    """Sentences as the server says them; used as `voices.speaking.service.Speech`.

    Attributes:
        rate: of the samples, Hz.
        warnings: what could not be said as it was meant; complete when the last sentence is said.
    """

    def __init__(self, rate: int, sentences: Iterator[RemoteSound], warnings: list[str]) -> None:
        self.rate, self.warnings, self._sentences = rate, warnings, sentences

    def __iter__(self) -> Iterator[RemoteSound]:
        return self._sentences


class RemoteService:
    """A server that speaks; what `tts synth` asks of a `SpeechService`, by HTTP.

    Args:
        url: of the server.
        lexicon: the text of the user's lexicon.
    """

    def __init__(self, url: str, lexicon: str | None = None) -> None:
        self._url, self._lexicon = url.rstrip("/"), lexicon

    def speak(self, texts: Iterable[RemoteText], request: Request) -> RemoteSpeech:
        """Return the speech that the parts of a text are, each asked for when those before it are said.

        Raises:
            ServerError: the server cannot be reached, or refuses.
        """
        warnings: list[str] = []
        events = self._events(texts, request)
        first = next(events, None)
        if first is None:
            return RemoteSpeech(1, iter(()), warnings)  # of nothing
        rate = int(first["sample_rate"])
        return RemoteSpeech(rate, _sentences(events, warnings), warnings)

    def _events(self, texts: Iterable[RemoteText], request: Request) -> Iterator[dict[str, Any]]:
        """All events, with characters counted from the start of the first text."""
        number = start = 0
        for text in texts:
            if not text.text.strip():
                start += len(text.text)
                continue
            for event in self._posted(self._body(text, request, number)):
                if event["type"] == "speech.sentence":
                    number += 1
                    event["characters"] = [start + place for place in event["characters"]]
                yield event
            start += len(text.text)

    def _body(self, text: RemoteText, request: Request, number: int) -> Mapping[str, Any]:
        wishes = {one.name: getattr(request, one.field) for one in KNOBS}
        return {
            "text": text.text,
            "ssml": text.markup is None,
            "markup": (text.markup or Markup.AUTO).value,
            "lexicon": self._lexicon,
            "format": "f32",
            "stream": "events",
            "first_sentence": number,
            **{name: value for name, value in wishes.items() if value is not None},
        }

    def _posted(self, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        import urllib.request
        from http.client import HTTPException, IncompleteRead
        from urllib.error import HTTPError, URLError

        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY_VARIABLE):
            headers["Authorization"] = f"Bearer {key}"
        try:
            wanted = urllib.request.Request(f"{self._url}/v1/speech", json.dumps(body).encode(), headers)
            with urllib.request.urlopen(wanted, timeout=_WAIT_SECONDS) as answer:
                yield from _read(answer)
        except HTTPError as error:
            raise ServerError(_refusal(error)) from None
        except URLError as error:
            reason = f"the server {self._url} cannot be reached ({error.reason}); `tts serve` starts one"
            raise ServerError(reason) from None
        except IncompleteRead:
            raise ServerError(_BROKEN_OFF) from None
        except (OSError, ValueError, HTTPException) as error:
            raise ServerError(f"the server {self._url}: {str(error).strip() or type(error).__name__}") from None


class RemoteBatch:
    """Says jobs, several at a time, as `tts_cli.synthesis.batch.BatchRun` does with a service of its own."""

    def __init__(
        self,
        service: RemoteService,
        markup: Markup | None,
        at_once: int,
        record: "Callable[[Job, Any], None]",
        failed: "Failed",
    ) -> None:
        self._service, self._markup, self._at_once = service, markup, at_once
        self._record, self._failed = record, failed

    def jobs(self, jobs: "Iterable[Job]") -> "Iterator[Job]":
        """Say jobs, and yield each when its file is written or it has failed."""
        with ThreadPoolExecutor(self._at_once) as pool:
            waiting = list(jobs)
            for job, speech in zip(waiting, pool.map(self._said, waiting), strict=True):
                try:
                    if isinstance(speech, Exception):
                        raise speech
                    self._record(job, speech)
                except TtsError as error:
                    self._failed(job.line, error)
                yield job

    def _said(self, job: "Job") -> "RemoteSpeech | Exception":
        """A job's speech, all of it there."""
        try:
            speech = self._service.speak([RemoteText(job.text, self._markup)], job.request)
            said = [(sentence.planned, list(sentence.pieces)) for sentence in speech]
        except Exception as error:  # of this job alone
            return error
        return RemoteSpeech(speech.rate, (RemoteSound(one, iter(pieces)) for one, pieces in said), speech.warnings)


def _refusal(error: "HTTPError") -> str:
    try:
        return str(json.load(error)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"the server answers {error.code} {error.reason}"


def _read(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The events of an answer.

    Raises:
        ServerError: one says that the rest cannot be said, or the end is missing.
    """
    event: dict[str, Any] = {"type": ""}
    for line in lines:
        if line.startswith(b"data: "):
            try:
                event = json.loads(line[len(b"data: ") :])
            except ValueError:
                raise ServerError(_BROKEN_OFF) from None
            if event["type"] == "error":
                raise ServerError(event["error"]["message"])
            yield event
    if event["type"] != "speech.audio.done":
        raise ServerError(_BROKEN_OFF)


def _sentences(events: Iterator[dict[str, Any]], warnings: list[str]) -> Iterator[RemoteSound]:
    """The sentences that events tell of; each one's pieces are to be taken before the next."""
    following: list[dict[str, Any]] = []

    def pieces() -> "Iterator[Floats]":
        import numpy as np

        for event in events:
            if event["type"] == "speech.audio.delta":
                yield np.frombuffer(base64.b64decode(event["audio"]), "<f4")
            elif event["type"] == "speech.warning":
                warnings.append(event["message"])
            elif event["type"] == "speech.sentence":
                following.append(event)
                return

    for _ in pieces():
        raise ServerError("the server sends sound of no sentence")
    while following:
        yield RemoteSound(_sentence(following.pop()), pieces())


def _sentence(said: Mapping[str, Any]) -> RemoteSentence:
    def moved(one: Mapping[str, Any], later: float) -> tuple[str, float, float]:
        return one["text"], one["start"] + later, one["end"] + later

    def timed(offset_seconds: float) -> TimedSentence:
        later = offset_seconds - said["start"]
        words = tuple(
            TimedWord(*moved(word, later), tuple(TimedPhone(*moved(one, later), one["hz"]) for one in word["phones"]))
            for word in said["words"]
        )
        marks = tuple(TimedMark(one["name"], one["seconds"] + later) for one in said["marks"])
        return TimedSentence(" ".join(said["text"].split()), offset_seconds, said["end"] + later, words, marks)

    return RemoteSentence(Place(*said["characters"]), timed)
