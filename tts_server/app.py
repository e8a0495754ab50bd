"""The server as one application: its routes, who may use it, and how it starts and ends."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from tts_server import convert_api, health, openai_api, other_apis, page, speech_api
from tts_server.answers import WARNING_HEADER
from tts_server.documented import describe
from tts_server.errors import install_handlers
from tts_server.gate import Gate
from tts_server.settings import ServerSettings
from tts_server.speaker import Speaker


def create_app(settings: ServerSettings, wyoming: socket.socket | None = None) -> FastAPI:
    """Return the server; it warms itself up when it starts, and ends what is under way when it stops.

    Args:
        wyoming: listens for Home Assistant.
    """
    speaker = Speaker(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        del app
        warming = threading.Thread(target=speaker.warm, name="warming")
        warming.start()
        if wyoming:
            from tts_server.wyoming_api import serving_wyoming

            async with serving_wyoming(speaker, wyoming):
                yield
        else:
            yield
        await asyncio.to_thread(warming.join)
        await asyncio.to_thread(speaker.close)

    app = FastAPI(
        title="tts",
        version=version("tts-cli"),
        description="Text to speech with a WaveNet.",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
    )
    app.state.speaker = speaker
    app.add_middleware(Gate, settings=settings, metrics=speaker.metrics)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=[WARNING_HEADER, convert_api.TAG_HEADER],
        )
    install_handlers(app)
    for routes in (openai_api, speech_api, convert_api, other_apis, health, page):
        app.include_router(routes.router(speaker))
    describe(app)
    return app
