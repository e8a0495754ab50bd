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
    """Send a request, and yield where its answer comes from; at the end leave, whatever is still to come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    data = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.0\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: {len(data)}"
    try:
        writer.write(f"{head}\r\n\r\n".encode() + data)
        yield reader
    finally:
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


def _speech(text: str) -> dict[str, str]:
    return {"model": "tts", "input": text, "voice": "alloy", "response_format": "wav"}


async def listen(server: ServerProcess, figures: Figures, number: int) -> None:
    """Ask once, and hear it to the end."""
    started = time.perf_counter()
    try:
        async with asked(server, "/v1/audio/speech", _speech(TEXTS[number % len(TEXTS)])) as reader:
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
        async with gate, asked(server, "/v1/audio/speech", _speech(LONG)) as reader:
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
            reader = await asleep.enter_async_context(asked(server, "/v1/audio/speech", _speech(LONG)))
            await reader.read(1)
        return await load(server, 1, seconds)


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=60.0, help="of each row")
    parser.add_argument("--kills", type=int, default=200, help="clients that leave in the middle")
    parser.add_argument("--sleepers", type=int, default=8, help="clients that read nothing beside one that does")
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
    memory["at the end"] = round(server.held().resident_mb)
    return {"rows": rows, "memory_mb": memory, "freed_seconds": round(freed, 2), "kill_seconds": round(taken, 1)}


if __name__ == "__main__":
    main()
