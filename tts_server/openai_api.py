"""OpenAI's speech API: what programs and people already know how to talk to."""

from enum import Enum
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from tts_server.answers import sound_answer, spoken_answer
from tts_server.documented import ERRORS, SOUND_OR_EVENTS
from tts_server.encoding import OPENAI_FORMS, OPENAI_PCM_RATE
from tts_server.errors import RefusedError
from tts_server.events import openai_events
from tts_server.speaker import Speaker, Wanted
from voices.speaking.request import SPEED_LIMITS
from voices.speaking.request import Request as Wishes

MODELS = ("tts", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""All the same one; clients that know OpenAI's alone may ask for those."""

_CREATED = 1_767_225_600  # of the models' list; clients expect some date


class ResponseFormat(str, Enum):
    """How the sound is sent."""

    MP3, OPUS, AAC, FLAC, WAV, PCM = OPENAI_FORMS


class CustomVoice(BaseModel):
    """A voice by its id."""

    id: str


class SpeechBody(BaseModel):
    """As OpenAI's; `pcm` is 16-bit little-endian mono at 24 kHz, as theirs."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"model": "tts", "input": "Hello there.", "voice": "alloy"}}
    )

    model: str = Field(description="tts; OpenAI's names mean the same.")
    input: str = Field(description="What to say.")
    voice: str | CustomVoice = Field(description="A voice, NAME#SPEAKER or a speaker; OpenAI's names mean the default.")
    response_format: ResponseFormat = ResponseFormat.MP3
    speed: Annotated[float, Field(ge=SPEED_LIMITS[0], le=SPEED_LIMITS[1], allow_inf_nan=False)] = 1.0
    stream_format: Literal["audio", "sse"] = "audio"
    instructions: str | None = Field(None, description="Not used; a header of the answer says so.")


class Model(BaseModel):
    """A model, as OpenAI lists it."""

    id: str
    object: Literal["model"] = "model"
    created: int = _CREATED
    owned_by: str = "tts"


class ModelList(BaseModel):
    """The models there are."""

    object: Literal["list"] = "list"
    data: list[Model]


class VoiceFacts(BaseModel):
    """A voice with one of its speakers: `id` is what to ask for."""

    id: str
    object: Literal["voice"] = "voice"
    name: str
    speaker: str
    language: str
    sample_rate: int
    temperature: float
    licence: str


class VoiceList(BaseModel):
    """The voices there are."""

    object: Literal["list"] = "list"
    data: list[VoiceFacts]


def router(speaker: Speaker) -> APIRouter:
    """Return the API's routes."""
    routes = APIRouter(prefix="/v1", tags=["OpenAI"], responses=ERRORS)

    @routes.post("/audio/speech", response_class=Response, responses=SOUND_OR_EVENTS)
    async def create_speech(body: SpeechBody, request: Request) -> Response:
        """Say a text."""
        if body.model not in MODELS:
            raise _unknown_model(body.model)
        form = OPENAI_FORMS[body.response_format.value]
        form = form.at(OPENAI_PCM_RATE if form.name == "pcm" else None)
        wanted, warnings = await _wanted(speaker, body)
        if body.stream_format == "audio":
            return await sound_answer(request, speaker, wanted, form, warnings)
        characters = len(body.input)
        return await spoken_answer(
            request, speaker, wanted, lambda speech: openai_events(speech, form, characters), "sse", warnings=warnings
        )

    @routes.get("/models")
    async def list_models() -> ModelList:
        """List the models."""
        return ModelList(data=[Model(id=name) for name in MODELS])

    @routes.get("/models/{model}")
    async def retrieve_model(model: str) -> Model:
        """Return one model."""
        if model not in MODELS:
            raise _unknown_model(model)
        return Model(id=model)

    @routes.get("/audio/voices")
    def list_voices() -> VoiceList:
        """List the voices and their speakers."""
        return VoiceList(data=[VoiceFacts(**one) for one in speaker.names.listed()])

    return routes


async def _wanted(speaker: Speaker, body: SpeechBody) -> tuple[Wanted, list[str]]:
    named = body.voice.id if isinstance(body.voice, CustomVoice) else body.voice
    knobs, warnings = await speaker.in_thread(lambda: speaker.names.of_openai(named, speaker.service.voice()))
    if body.instructions:
        warnings.append("instructions are not used")
    wishes: dict[str, Any] = {**knobs, "speed": body.speed}
    return Wanted(body.input, Wishes.of(wishes)), warnings


def _unknown_model(name: str) -> RefusedError:
    return RefusedError(
        HTTPStatus.NOT_FOUND,
        f"there is no model {name!r}; models: {', '.join(MODELS)}",
        param="model",
        code="model_not_found",
    )
