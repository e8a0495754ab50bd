"""Recordings said again in a voice, over HTTP."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from tts_server.answers import CLIENT_LEFT, SpokenAnswer, header_text, headers_with, unless_gone
from tts_server.converter import Converter
from tts_server.documented import CONVERTED, ERRORS
from tts_server.encoding import OPENAI_FORMS, OPENAI_PCM_RATE
from tts_server.errors import RefusedError
from tts_server.gate import CONVERT_PATH
from tts_server.openai_api import ResponseFormat
from tts_server.speaker import Speaker
from voices.conversion.melody import AUTO, PitchChange, PitchChangeError, pitch_change
from voices.conversion.service import ConversionRequest

TAG_HEADER = "X-TTS-Tag"
_SOUND = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The recording: a file of any format that libsndfile reads.",
        "content": {"audio/*": _SOUND, "application/octet-stream": _SOUND},
    }
}


def router(speaker: Speaker) -> APIRouter:
    """Return the API's routes."""
    routes = APIRouter(tags=["speech"], responses=ERRORS)
    converter = Converter(speaker)

    @routes.post(CONVERT_PATH, response_class=Response, responses=CONVERTED, openapi_extra=_BODY)
    async def convert(
        request: Request,
        voice: Annotated[str | None, Query(description="VOICE or VOICE#SPEAKER; else the conversion model's.")] = None,
        speaker_name: Annotated[str | None, Query(alias="speaker", description="Of the voice.")] = None,
        pitch: Annotated[str, Query(description="auto, keep, or semitones.")] = AUTO,
        seed: Annotated[int, Query(ge=0, lt=2**63, description="Equal seeds give equal samples.")] = 0,
        response_format: ResponseFormat = ResponseFormat.MP3,
    ) -> Response:
        """Say a recording again in a voice, in the same words at the same time."""
        _check_media_type(request.headers.get("content-type", ""))
        name, _, of_voice = (voice or "").partition("#")
        wanted = ConversionRequest(name or None, speaker_name or of_voice or None, None, _change(pitch), seed)
        form = OPENAI_FORMS[response_format.value]
        form = form.at(OPENAI_PCM_RATE if form.name == "pcm" else None)
        try:
            received = await converter.received(request.stream(), wanted)
            converting = await unless_gone(request, converter.begin(received, wanted, form))
        except ClientDisconnect:
            converting = None
        if converting is None:
            speaker.metrics.cancelled.inc()
            return Response(status_code=CLIENT_LEFT)
        headers = {**headers_with(converting.warnings), TAG_HEADER: header_text(converting.tag)}
        return SpokenAnswer(converting, speaker.settings, form.media_type, headers)

    return routes


def _check_media_type(given: str) -> None:
    kind = given.partition(";")[0].strip().lower()
    if not kind.startswith("audio/") and kind not in ("application/octet-stream", "application/ogg"):
        raise RefusedError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "the body is to be the recording itself, with Content-Type audio/* or application/octet-stream"
            + (f", not {kind}" if kind else ""),
        )


def _change(pitch: str) -> PitchChange:
    try:
        return pitch_change(pitch)
    except PitchChangeError as error:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"pitch {error}", param="pitch") from None
