"""Whether the server is there, whether it can speak, and its figures."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from tts_server.speaker import Speaker

_TEXT = {"text/plain": {"schema": {"type": "string"}}}


def router(speaker: Speaker) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", response_class=PlainTextResponse)
    async def is_there() -> str:
        """Say that the server runs."""
        return "ok\n"

    @routes.get(
        "/readyz",
        response_class=PlainTextResponse,
        responses={503: {"description": "The voice is still being loaded.", "content": _TEXT}},
    )
    async def is_ready() -> PlainTextResponse:
        """Say whether the voice is loaded, so that the next request is heard at once."""
        if speaker.is_warm:
            return PlainTextResponse("ready\n")
        return PlainTextResponse("warming up\n", HTTPStatus.SERVICE_UNAVAILABLE)

    @routes.get("/metrics", response_class=PlainTextResponse)
    def figures() -> Response:
        """Return what Prometheus reads."""
        return Response(generate_latest(speaker.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return routes
