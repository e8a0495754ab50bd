"""What the OpenAPI description says of answers."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from tts_server.encoding import FORMS, OPENAI_FORMS
from tts_server.errors import ErrorAnswer

_WHEN = {
    400: "The request makes no sense, or cannot be said.",
    401: "The key is missing or wrong.",
    404: "There is no such thing.",
    408: "The request does not arrive.",
    413: "The text, the recording or the request is too long.",
    415: "The request is not what is read here: JSON, or a recording.",
    429: "Too many wait already; Retry-After says when to come again.",
    501: "A format that this server lacks a package for.",
}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": when} for status, when in _WHEN.items()
}
_SOUND = {"schema": {"type": "string", "format": "binary"}}
SOUND_OR_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The sound, as it is made; or events.",
        "content": {
            **dict.fromkeys(sorted({form.media_type for form in FORMS.values()}), _SOUND),
            "text/event-stream": {},
        },
        "headers": {"X-TTS-Warning": {"schema": {"type": "string"}, "description": "What is not said as it is meant."}},
    }
}
CONVERTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The sound, as it is made.",
        "content": dict.fromkeys(sorted({form.media_type for form in OPENAI_FORMS.values()}), _SOUND),
        "headers": {
            "X-TTS-Tag": {"schema": {"type": "string"}, "description": "That it was converted, and to which voice."},
            "X-TTS-Warning": {"schema": {"type": "string"}, "description": "What was noticed of the recording."},
        },
    }
}


def describe(app: FastAPI) -> None:
    """Let the description leave out what this server never answers: FastAPI's own errors of validation."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for path in found["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign] # as FastAPI's manual has it
