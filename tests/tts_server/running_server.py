"""A real server on a free port, in a thread of the tests' own process."""

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from tts_server.app import create_app
from tts_server.run import listen
from tts_server.settings import ServerSettings

PATIENCE_SECONDS = 120


class RunningServer:
    """Where a server listens, and what speaks for it."""

    def __init__(self, url, speaker):
        self.url, self.speaker = url, speaker
        self.client = httpx.Client(verify=False, timeout=PATIENCE_SECONDS)  # reading certificates takes long

    def post(self, path, **body):
        return self.client.post(self.url + path, json=body)

    def get(self, path, **headers):
        return self.client.get(self.url + path, headers=headers)


@contextmanager
def running(wyoming=None, **settings) -> Iterator[RunningServer]:
    """Run a server, ready to speak."""
    app = create_app(ServerSettings(**settings), wyoming)
    listening = listen("127.0.0.1", 0)
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        wait_until(lambda: server.started and app.state.speaker.is_warm)
        reached = RunningServer(f"http://127.0.0.1:{listening.getsockname()[1]}", app.state.speaker)
        with contextlib.closing(reached.client):
            yield reached
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        listening.close()
    assert not thread.is_alive()


def wait_until(is_so):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
