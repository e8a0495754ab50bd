"""`tts serve` for an hour: short requests of every kind, and what the server holds meanwhile. Shows what leaks.

    python -m benchmarks.endurance [--minutes 60] [--requests 50000] [--clients 4] [--every 5] [--json]

It ends with the minutes or the requests, whichever are over first. No two texts are alike. Of every hundred requests
some sixty are heard to the end in one format or other, fifteen clients leave in the middle, twelve ask for what is
refused, and the others convert recordings, have a text explained, or speak Wyoming. Whatever is answered otherwise than
it must be is an error. In the first minutes all that is kept for good is loaded; what is held must not grow after them.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, takewhile
from typing import Any

import httpx
from wyoming.audio import AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.tts import Synthesize

from benchmarks.server_process import Held, ServerProcess, running

WORDS = (
    "the train parcel weather letter is was arrives costs light early Tuesday London music with and over quiet".split()
)
OPENAI, OWN = "/v1/audio/speech", "/v1/speech"
COLUMNS = ("minute", "requests", "errors", "p50 ms", "p95 ms", "p99 ms", "RSS MB", "PSS MB", "threads", "files")
"""Of the table: milliseconds to the first byte of sound since the last row."""


@dataclass(frozen=True)
class Wish:
    """One request over HTTP, and how it must be answered.

    Attributes:
        status: that it must have.
        ending: what the answer must hold near its end.
        leaves: whether the client leaves at the first bytes.
    """

    path: str
    body: object = None
    content: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    ending: bytes = b""
    leaves: bool = False


@dataclass(frozen=True)
class Known:
    """What the server has: a voice, and a recording of it."""

    voice: str
    speakers: tuple[str, ...]
    recording: bytes = b""


def text(chance: random.Random) -> str:
    """Return a short text that was never said before: words, an unheard-of name, now and then an amount."""
    name = "".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou") for _ in range(3)).title()
    amount = f"${chance.randint(1, 9999) / 100:.2f}" if chance.random() < 0.25 else ""
    return " ".join((*chance.choices(WORDS, k=chance.randint(1, 4)), name, amount)).strip() + chance.choice(".?!")


def openai(chance: random.Random, known: Known, form: str, **more: str) -> Wish:
    """A text in some format, as OpenAI's clients ask for it."""
    body = {
        "model": "tts",
        "input": text(chance),
        "voice": chance.choice(known.speakers),
        "response_format": form,
        **more,
    }
    return Wish(OPENAI, body, ending=b"speech.audio.done" if more else b"")


def own(chance: random.Random, known: Known) -> Wish:
    """A text with a lexicon and all that can be wanted of a voice, as events."""
    body = {
        "text": f"<speak>{text(chance)} <mark name='here'/> <prosody rate='fast'>{text(chance)}</prosody></speak>",
        "ssml": True,
        "lexicon": f"{chance.choice(WORDS)} h ə l oʊ",
        "speaker": chance.choice(known.speakers),
        "pitch": chance.uniform(-3, 3),
        "temperature": chance.uniform(0.6, 1),
        "seed": chance.randrange(10**6),
        "stream": "events",
    }
    return Wish(OWN, body, ending=b"speech.audio.done")


def leaving(chance: random.Random, known: Known) -> Wish:
    """A client who leaves in the middle of a longer text."""
    del known
    form, stream = chance.choice(("wav", "mp3", "opus", "aac")), chance.choice(("audio", "events"))
    return Wish(OWN, {"text": text(chance) * 20, "format": form, "stream": stream}, leaves=True)


def refused(chance: random.Random, known: Known) -> Wish:
    """What cannot be served."""
    body = {"model": "tts", "input": text(chance), "voice": known.speakers[0]}
    return chance.choice(
        (
            Wish(OPENAI, body | {"voice": f"nobody{chance.random()}"}, status=400),
            Wish(OPENAI, body | {"input": "... "}, status=400),
            Wish(OPENAI, body | {"input": "so " * 40_000}, status=413),
            Wish(OPENAI, body | {"model": f"model{chance.random()}"}, status=404),
            Wish(OPENAI, content=b'{"model": ', headers={"Content-Type": "application/json"}, status=400),
            Wish(OWN, {"text": "<speak>never closed", "ssml": True}, status=400),
            Wish(f"/v1/nothing/{chance.random()}", status=404),
            Wish("/v1/convert?pitch=high", content=b"RIFF", headers={"Content-Type": "audio/wav"}, status=400),
            Wish("/v1/convert", content=chance.randbytes(3000), headers={"Content-Type": "audio/wav"}, status=400),
        )
    )


def convert(chance: random.Random, known: Known, leaves: bool = False) -> Wish:
    """A recording that is to be said again by another."""
    asked = f"/v1/convert?voice={known.voice}&speaker={chance.choice(known.speakers)}&seed={chance.randrange(10**6)}"
    return Wish(asked, content=known.recording, headers={"Content-Type": "audio/wav"}, leaves=leaves)


Kind = Callable[[random.Random, Known], Wish]
KINDS: dict[Kind, int] = {
    partial(openai, form="wav"): 25,
    partial(openai, form="mp3"): 12,
    partial(openai, form="opus"): 3,
    partial(openai, form="flac"): 3,
    partial(openai, form="aac"): 3,
    partial(openai, form="pcm"): 4,
    partial(openai, form="mp3", stream_format="sse"): 8,
    own: 10,
    leaving: 14,
    refused: 12,
    convert: 1,
    partial(convert, leaves=True): 1,
    lambda chance, known: Wish("/v1/explain", {"text": text(chance), "voice": known.voice}, ending=b"}"): 2,
    lambda chance, known: Wish(f"/api/tts?text={text(chance)}&speaker_id={chance.choice(known.speakers)}"): 1,
    lambda chance, known: Wish(f"/process?INPUT_TEXT={text(chance)}&VOICE={known.voice}"): 1,
}
"""How often each kind comes of a hundred requests over HTTP."""


class Crowd:
    """Clients that ask one thing after the other until it is time to stop.

    Attributes:
        waits: for first bytes of sound, in seconds, since they were taken.
        errors: how often which answer came that must not.
    """

    def __init__(self, server: ServerProcess, seconds: float, requests: int, seed: int) -> None:
        self._server, self._until, self._requests = server, time.monotonic() + seconds, requests
        self._chance = random.Random(seed)
        self._numbers = takewhile(self._is_on, count())
        self._http = httpx.AsyncClient(base_url=server.url, timeout=300)
        self.waits: list[float] = []
        self.errors: Counter[str] = Counter()
        self.asked = 0

    async def ask(self, clients: int) -> None:
        """Let so many clients ask at a time."""
        async with self._http:
            voices = (await self._http.get("/v1/audio/voices")).json()["data"]
            voice = voices[0]["name"]
            known = Known(voice, tuple(one["speaker"] for one in voices if one["name"] == voice))
            said = await self._http.post(OPENAI, json=openai(self._chance, known, "wav").body)
            known = replace(known, recording=said.content)
            await asyncio.gather(*(self._client(known) for _ in range(clients)))

    def _is_on(self, number: int) -> bool:
        return number < self._requests and time.monotonic() < self._until

    async def _client(self, known: Known) -> None:
        for number in self._numbers:
            self.asked += 1
            try:
                if number % 25 == 0:
                    await self._speak_wyoming()
                else:
                    (kind,) = self._chance.choices(list(KINDS), list(KINDS.values()))
                    await self._send(kind(self._chance, known))
            except (httpx.HTTPError, OSError) as error:
                self.errors[f"{type(error).__name__}: {error}"] += 1

    async def _send(self, wish: Wish) -> None:
        started, heard = time.perf_counter(), b""
        method = "GET" if wish.body is None and wish.content is None else "POST"
        options: dict[str, Any] = {"json": wish.body} if wish.body is not None else {"content": wish.content}
        async with self._http.stream(method, wish.path, headers=wish.headers, **options) as answer:
            async for data in answer.aiter_raw():
                if not heard and wish.status == 200 and "audio" in answer.headers["content-type"]:
                    self.waits.append(time.perf_counter() - started)
                heard = (heard + data)[-400:]
                if wish.leaves:
                    break
        if answer.status_code != wish.status or not heard or wish.ending not in heard:
            self.errors[f"{answer.status_code}: {wish} {heard[-100:]!r}"[:1000]] += 1

    async def _speak_wyoming(self) -> None:
        async with AsyncTcpClient("127.0.0.1", self._server.wyoming_port) as client:
            await client.write_event(Synthesize(text(self._chance)).event())
            while event := await client.read_event():
                if AudioStop.is_type(event.type):
                    return
        self.errors["Wyoming: no end"] += 1


def row(minute: float, crowd: Crowd, held: Held) -> dict[str, float]:
    """Return a row of the table; the crowd's waits begin anew."""
    waits, crowd.waits = crowd.waits, []
    points = statistics.quantiles(waits, n=100) if len(waits) > 1 else [0.0] * 99
    milliseconds = [round(1000 * points[at - 1]) for at in (50, 95, 99)]
    memory = [round(held.resident_mb, 1), round(held.proportional_mb, 1), held.threads, held.files]
    values = [round(minute, 1), crowd.asked, crowd.errors.total(), *milliseconds, *memory]
    return dict(zip(COLUMNS, values, strict=True))


async def watched(server: ServerProcess, crowd: Crowd, clients: int, every_minutes: float) -> list[dict[str, float]]:
    """Let clients ask until it is over; return the table, whose rows are told as they come."""
    rows, started = [], time.monotonic()

    def note() -> None:
        rows.append(row((time.monotonic() - started) / 60, crowd, server.held()))
        print(*rows[-1].values(), sep=" | ", file=sys.stderr, flush=True)

    note()
    asking = asyncio.create_task(crowd.ask(clients))
    while not asking.done():
        await asyncio.wait({asking}, timeout=60 * every_minutes)
        note()
    await asking
    while server.figure("tts_requests_under_way"):
        await asyncio.sleep(0.05)
    note()
    return rows


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--every", type=float, default=5.0, help="minutes, a row of the table")
    parser.add_argument("--threads", default="1", help="of the server")
    parser.add_argument("--seed", type=int, default=0, help="of what is asked")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args(arguments)
    with running(["--threads", given.threads], wyoming=True) as server:
        crowd = Crowd(server, 60 * given.minutes, given.requests, given.seed)
        rows = asyncio.run(watched(server, crowd, given.clients, given.every))
    if given.json:
        print(json.dumps({"rows": rows, "errors": crowd.errors}))
        return
    print("| " + " | ".join(COLUMNS) + " |\n|" + "--:|" * len(COLUMNS))
    for one in rows:
        print("| " + " | ".join(map(str, one.values())) + " |")
    for error, times in crowd.errors.items():
        print(f"{times} x {error}")


if __name__ == "__main__":
    main()
