"""`tts serve` as a process: what it says, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from tests.tts_server.running_server import PATIENCE_SECONDS, wait_until
from tts_cli.app import app

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(folder, *options):
    environment = {**os.environ, "TTS_VOICES": str(folder), "TTS_VOICE": "en_US-tiny", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tts_cli", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        try:
            found = re.fullmatch(r"tts: listening at (http://127\.0\.0\.1:\d+)\n", process.stderr.readline())
            assert found
            with httpx.Client(base_url=found[1], verify=False, timeout=PATIENCE_SECONDS) as client:
                wait_until(lambda: client.get("/readyz").status_code == 200)
                yield process, client
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_when_what_is_under_way_is_said(voices_folder, number):
    body = {"text": "Hello there. " * 30}
    with serving(voices_folder) as (process, client), ThreadPoolExecutor(1) as pool:
        expected = len(client.post("/v1/speech", json=body).content)
        under_way = pool.submit(client.post, "/v1/speech", json=body)
        wait_until(lambda: "tts_requests_under_way 1.0" in client.get("/metrics").text or under_way.done())
        process.send_signal(number)
        assert len(under_way.result().content) == expected
        assert process.wait(PATIENCE_SECONDS) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize(("option", "others"), [("--port", []), ("--wyoming-port", ["--wyoming", "--port", "0"])])
def test_a_port_that_is_taken_is_named(option, others):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", *others, option, str(port)])
    assert result.exit_code == 1
    assert result.output == (
        f"tts: cannot listen at 127.0.0.1, port {port}: Address already in use; {option} takes another\n"
    )


def test_an_empty_key_is_a_mistake():
    result = CliRunner().invoke(app, ["serve", "--api-key", ""])
    assert result.exit_code == 1
    assert result.output.startswith("tts: --api-key is empty")


def test_a_card_that_is_not_there_is_told_before_that_it_listens(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    result = CliRunner().invoke(app, ["serve", "--port", "0", "--device", "cuda"])
    assert result.exit_code == 1
    assert result.output.startswith("tts: device is 'cuda', but ")
    assert len(result.output.splitlines()) == 1


def test_who_lets_everybody_in_is_told_so(monkeypatch):
    monkeypatch.setattr("tts_server.run.run", lambda *_: None)
    told = CliRunner().invoke(app, ["serve", "--host", "0.0.0.0"]).output
    assert told == "tts: warning: anybody who reaches 0.0.0.0 can use this server; --api-key keeps strangers out\n"
    assert CliRunner().invoke(app, ["serve", "--host", "0.0.0.0", "--api-key", "k"]).output == ""
    assert CliRunner().invoke(app, ["serve"]).output == ""


def test_without_its_packages_it_says_how_to_get_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "tts_server.run", raising=False)
    result = CliRunner().invoke(app, ["serve"])
    assert result.exit_code == 1
    assert result.output == "tts: serving needs the package uvicorn: pip install 'tts-cli[server]'\n"
