"""`tts serve` under load: clients that listen, leave in the middle and read slowly; throughput, waiting, memory.

    python -m benchmarks.server [--clients 1 4 16] [--seconds 60] [--kills 200] [--json]

The server is a process of its own; its seconds of the processor are counted beside those of the clock.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks.server_process import ServerProcess, running

TEXTS = (
    "Hello there, how are you today?",
    "The train to Kyiv leaves at 7:45 from platform 3.",
    "Your parcel has arrived.",
    "It costs $16.50, and that includes the delivery.",
    "Good morning. The weather is fine, and the wind is light.",
)
LONG = "The quick brown fox jumps over the lazy dog, and nobody knows why it does so. " * 60
SAMPLE_RATE = 16000

COLUMNS = ("clients", "requests", "a second", "sound/s", "sound/CPU-s", "p50 ms", "p95 ms", "p99 ms", "errors")
"""Of the table: seconds of sound for a second of the clock, and of the processor; milliseconds to the first byte."""


FIRST_BYTE_COLUMNS = ("asked", "p50 ms", "p95 ms", "CPU ms")
"""Of the second table: milliseconds to the first byte of one client at a time; of the processor, for such a request."""

SPEECH, CONVERT = "/v1/audio/speech", "/v1/convert?response_format=wav&voice="


@dataclass
class Figures:
    """What clients saw."""

    first_bytes: list[float] = field(default_factory=list)
    sound_bytes: int = 0
    errors: int = 0

    def row(self, clients: str, seconds: float, cpu: float, rate_bytes: int) -> dict[str, str | float]:
        """Return a row of the table."""
        requests, sound = len(self.first_bytes), self.sound_bytes / rate_bytes
        points = statistics.quantiles(self.first_bytes, n=100) if requests > 1 else [0.0] * 99
        waits = [round(1000 * points[at - 1]) for at in (50, 95, 99)]
        each = [round(value, 1) for value in (requests / seconds, sound / seconds, sound / max(cpu, 0.01))]
        return dict(zip(COLUMNS, [clients, requests, *each, *waits, self.errors], strict=True))


@asynccontextmanager
async def asked(server: ServerProcess, path: str, body: object) -> AsyncIterator[asyncio.StreamReader]:
    """Send JSON, or a recording, and yield where the answer comes from; at the end leave, whatever is still to come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    data, kind = (body, "audio/wav") if isinstance(body, bytes) else (json.dumps(body).encode(), "application/json")
    head = f"POST {path} HTTP/1.0\r\nHost: here\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}"
    try:
        writer.write(f"{head}\r\n\r\n".encode() + data)
        yield reader
    finally:
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


def _speech(text: str, form: str = "wav") -> dict[str, str]:
    return {"model": "tts", "input": text, "voice": "alloy", "response_format": form}


async def listen(server: ServerProcess, figures: Figures, number: int) -> None:
    """Ask once, and hear it to the end."""
    started = time.perf_counter()
    try:
        async with asked(server, SPEECH, _speech(TEXTS[number % len(TEXTS)])) as reader:
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n")[0]:
                figures.errors += 1
                return
            size = len(await reader.read(1))
            figures.first_bytes.append(time.perf_counter() - started)
            while data := await reader.read(65536):
                size += len(data)
        figures.sound_bytes += size
    except OSError:
        figures.errors += 1


async def first_bytes(server: ServerProcess, requests: int) -> list[dict[str, str | float]]:
    """Let one client at a time ask in each way and leave at the first byte; return rows of the second table."""
    async with asked(server, SPEECH, _speech(" ".join(TEXTS))) as reader:
        recording = (await reader.read()).partition(b"\r\n\r\n")[2]
    seconds = round(len(recording) / 2 / SAMPLE_RATE)
    ways: dict[str, tuple[str, object]] = {form: (SPEECH, _speech(TEXTS[0], form)) for form in ("wav", "mp3", "opus")}
    ways[f"a recording of {seconds} s, converted"] = (f"{CONVERT}{server.voice()}", recording)
    rows: list[dict[str, str | float]] = []
    for label, (path, body) in ways.items():
        waits, cpu = [], server.cpu_seconds()
        for _ in range(requests):
            started = time.perf_counter()
            async with asked(server, path, body) as reader:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.read(1)
            if b" 200 " in head.split(b"\r\n")[0]:
                waits.append(time.perf_counter() - started)
        if len(waits) > 1:
            points, spent = statistics.quantiles(waits, n=20), (server.cpu_seconds() - cpu) / requests
            values = [label, *(round(1000 * wait) for wait in (points[9], points[18], spent))]
            rows.append(dict(zip(FIRST_BYTE_COLUMNS, values, strict=True)))
    return rows


async def convert(server: ServerProcess) -> Figures:
    """Let a client hear a recording to the end, said again."""
    async with asked(server, SPEECH, _speech(" ".join(TEXTS * 2))) as reader:
        recording = (await reader.read()).partition(b"\r\n\r\n")[2]
    figures, started = Figures(), time.perf_counter()
    async with asked(server, f"{CONVERT}{server.voice()}", recording) as reader:
        figures.errors += b" 200 " not in await reader.readline()
        figures.first_bytes.append(time.perf_counter() - started)
        figures.sound_bytes += len(await reader.read())
    return figures


async def load(server: ServerProcess, clients: int, seconds: float) -> Figures:
    """Let clients ask one thing after the other for some time."""
    figures, until, number = Figures(), time.perf_counter() + seconds, 0

    async def client() -> None:
        nonlocal number
        while time.perf_counter() < until:
            number += 1
            await listen(server, figures, number)

    await asyncio.gather(*(client() for _ in range(clients)))
    return figures


async def kill(server: ServerProcess, kills: int, at_once: int = 16) -> tuple[float, float]:
    """Let clients leave in the middle of a long text; return the seconds until nothing is made for them, and of those.

    Each leaves at another place: before the first byte, at it, or some way on.
    """
    gate = asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        async with gate, asked(server, SPEECH, _speech(LONG)) as reader:
            if number % 3:
                await reader.read(1 if number % 3 == 1 else 4096)

    started = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(kills)))
    left = time.perf_counter()
    while server.figure("tts_streams") or server.figure("tts_requests_under_way"):
        await asyncio.sleep(0.02)
    return time.perf_counter() - left, left - started


async def beside_sleepers(server: ServerProcess, sleepers: int, seconds: float) -> Figures:
    """Let one client ask while others have begun to read and do not go on."""
    async with AsyncExitStack() as asleep:
        for _ in range(sleepers):
            reader = await asleep.enter_async_context(asked(server, SPEECH, _speech(LONG)))
            await reader.read(1)
        return await load(server, 1, seconds)


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=60.0, help="of each row")
    parser.add_argument("--kills", type=int, default=200, help="clients that leave in the middle")
    parser.add_argument("--sleepers", type=int, default=8, help="clients that read nothing beside one that does")
    parser.add_argument("--first-bytes", type=int, default=25, help="requests of each kind, for the second table")
    parser.add_argument("--threads", default="1", help="of the server")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args(arguments)
    with running(["--threads", given.threads]) as server:
        measured = asyncio.run(_measured(server, given))
    if given.json:
        print(json.dumps(measured))
        return
    print("| " + " | ".join(COLUMNS) + " |\n|" + "--:|" * len(COLUMNS))
    for row in measured["rows"]:
        print("| " + " | ".join(map(str, row.values())) + " |")
    print("\n| " + " | ".join(FIRST_BYTE_COLUMNS) + " |\n|---|" + "--:|" * (len(FIRST_BYTE_COLUMNS) - 1))
    for row in measured["first_bytes"]:
        print("| " + " | ".join(map(str, row.values())) + " |")
    print(f"\nmemory, MB: {measured['memory_mb']}")
    print(
        f"{given.kills} clients left within {measured['kill_seconds']} s; nothing was made for them "
        f"{measured['freed_seconds']} s later"
    )


async def _measured(server: ServerProcess, given: argparse.Namespace) -> dict[str, Any]:
    rows = []
    memory = {"before": round(server.held().resident_mb)}

    async def measure(label: str, work: Awaitable[Figures]) -> None:
        started, cpu = time.perf_counter(), server.cpu_seconds()
        figures = await work
        seconds, spent = time.perf_counter() - started, server.cpu_seconds() - cpu
        rows.append(figures.row(label, seconds, spent, 2 * SAMPLE_RATE))

    for clients in given.clients:
        await measure(str(clients), load(server, clients, given.seconds))
    memory["after load"] = round(server.held().resident_mb)
    freed, taken = await kill(server, given.kills)
    memory["after kills"] = round(server.held().resident_mb)
    await measure(f"1 beside {given.sleepers} asleep", beside_sleepers(server, given.sleepers, min(given.seconds, 20)))
    first = await first_bytes(server, given.first_bytes)
    if any("converted" in str(row["asked"]) for row in first):
        await measure("1, converting", convert(server))
    memory["at the end"] = round(server.held().resident_mb)
    return {
        "rows": rows,
        "first_bytes": first,
        "memory_mb": memory,
        "freed_seconds": round(freed, 2),
        "kill_seconds": round(taken, 1),
    }


if __name__ == "__main__":
    main()
