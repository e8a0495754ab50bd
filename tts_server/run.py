"""Starting the server, and ending it when it is asked to."""

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack

import uvicorn
from fastapi import FastAPI

from frontend.errors import TtsError
from tts_server.app import create_app
from tts_server.memory import share_free_memory
from tts_server.settings import ServerSettings

_SWITCH_SECONDS = 0.001
"""For which one thread keeps Python's lock while others want it: a fifth of the usual, for whoever waits to hear."""

_BACKLOG = 1024
"""Connections that wait to be taken."""


class ListenError(TtsError):
    """The address cannot be listened at."""


def run(
    settings: ServerSettings,
    host: str,
    port: int,
    tell: Callable[[str], None],
    wyoming_port: int | None = None,
) -> None:
    """Serve until a signal ends it; then what is under way has its time to finish.

    Args:
        tell: is given a line when the server listens.
        wyoming_port: where it listens for Home Assistant.

    Raises:
        ListenError: the address is taken, or is none of this machine's.
        NoSuchDeviceError: there is no such device.
    """
    logging.basicConfig(level=logging.WARNING, format="tts: %(message)s", stream=sys.stderr)
    share_free_memory(1 + settings.cores)
    sys.setswitchinterval(_SWITCH_SECONDS)
    with ExitStack() as listening:
        http = listening.enter_context(listen(host, port))
        wyoming = None
        if wyoming_port is not None:
            wyoming = listening.enter_context(listen(host, wyoming_port, "--wyoming-port"))
        app = create_app(settings, wyoming)
        shown = f"[{host}]" if ":" in host else host
        tell(f"tts: listening at http://{shown}:{http.getsockname()[1]}")
        if wyoming:
            tell(f"tts: Wyoming at tcp://{shown}:{wyoming.getsockname()[1]}")
        _serve(app, settings, http)


def _serve(app: FastAPI, settings: ServerSettings, http: socket.socket) -> None:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
    server = uvicorn.Server(config)
    try:
        server.run([http])
    except (KeyboardInterrupt, SystemExit):  # the signal that ended it, which uvicorn raises again: it was obeyed
        if not server.started:
            raise


def listen(host: str, port: int, option: str = "--port") -> socket.socket:
    """Return a socket that listens.

    Args:
        option: by which somebody chooses another port.

    Raises:
        ListenError: it cannot.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise ListenError(
            f"cannot listen at {host}, port {port}: {error.strerror or error}; {option} takes another"
        ) from None
    return listening
