"""A server in a process of its own, and what it holds: memory, threads, open files, seconds of the processor."""

import json
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = 100
WARMING_SECONDS = 180


@dataclass(frozen=True)
class Held:
    """What a process holds.

    Attributes:
        resident_mb: of its memory, all that is shared with others counted in.
        proportional_mb: the same, with its share of what is shared.
        threads: of it.
        files: open.
    """

    resident_mb: float
    proportional_mb: float
    threads: int
    files: int


class ServerProcess:
    """A server of its own, at free ports.

    Args:
        ports: where it listens: for HTTP, and for Wyoming if it was asked to.
    """

    def __init__(self, pid: int, ports: list[int]) -> None:
        self.pid, self.port, self.wyoming_port = pid, ports[0], ports[-1]
        self.url = f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Of the processor, so far."""
        fields = self._of_kernel("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def held(self) -> Held:
        """What it holds now."""
        memory = [_number(rf"^{name}:\s+(\d+)", self._of_kernel("smaps_rollup")) / 1024 for name in ("Rss", "Pss")]
        files = sum(1 for _ in Path(f"/proc/{self.pid}/fd").iterdir())
        return Held(*memory, round(_number(r"^Threads:\s+(\d+)", self._of_kernel("status"))), files)

    def figure(self, name: str) -> float:
        """One of its metrics."""
        with urllib.request.urlopen(f"{self.url}/metrics") as answer:
            return _number(rf"^{name} (\S+)$", answer.read().decode())

    def voice(self) -> str:
        """The first of its voices."""
        with urllib.request.urlopen(f"{self.url}/v1/audio/voices") as answer:
            return str(json.load(answer)["data"][0]["name"])

    def _of_kernel(self, name: str) -> str:
        return Path(f"/proc/{self.pid}/{name}").read_text(encoding="ascii")


@contextmanager
def running(options: list[str], wyoming: bool = False) -> Iterator[ServerProcess]:
    """Run a server, warm, until it is not needed any more; what it says goes to stderr."""
    command = [sys.executable, "-m", "tts_cli", "serve", "--port", "0", *options]
    if wyoming:
        command += ["--wyoming", "--wyoming-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        ports = [int(process.stderr.readline().rpartition(":")[2]) for _ in range(1 + wyoming)]
        threading.Thread(target=_pass_on, args=(process,), daemon=True).start()
        server = ServerProcess(process.pid, ports)
        try:
            _warm(server)
            yield server
        finally:
            process.terminate()


def _pass_on(process: "subprocess.Popen[str]") -> None:
    assert process.stderr
    for line in process.stderr:
        sys.stderr.write(line)


def _warm(server: ServerProcess) -> None:
    for _ in range(WARMING_SECONDS):
        try:
            urllib.request.urlopen(f"{server.url}/readyz").close()
        except urllib.error.HTTPError as error:
            error.close()
            time.sleep(1)
        else:
            return
    raise SystemExit("the server does not get warm")


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, pattern
    return float(found[1])
