"""What programs made for MaryTTS and for Coqui's server ask, in the few ways that they ask it."""

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tts_server.answers import sound_answer
from tts_server.encoding import FORMS
from tts_server.speaker import Speaker, Wanted
from voices.speaking.request import KNOBS
from voices.speaking.request import Request as Wishes


def router(speaker: Speaker) -> APIRouter:
    """Return their routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/process", methods=["GET", "POST"])
    async def mary(request: Request) -> Response:
        """Say a text as MaryTTS does, as WAV."""
        asked = await _asked(request)
        text = _needed(asked, "INPUT_TEXT")
        voice = asked.get("VOICE")
        markup = None if asked.get("INPUT_TYPE", "TEXT") == "SSML" else Markup.NONE
        return await sound_answer(request, speaker, Wanted(text, Wishes(voice=voice), markup), FORMS["wav"], [])

    @routes.get("/voices", response_class=PlainTextResponse)
    async def mary_voices() -> str:
        """List the voices as MaryTTS does: name, locale, gender, kind."""
        return "".join(
            f"{one['id']} {one['language'].replace('-', '_')} unknown wavenet\n" for one in speaker.names.listed()
        )

    @routes.api_route("/api/tts", methods=["GET", "POST"])
    async def coqui(request: Request) -> Response:
        """Say a text as Coqui's server does, as WAV; any setting of ours is taken too."""
        asked = await _asked(request)
        text = _needed(asked, "text")
        given = {one.name: _number(one.kind, one.name, asked[one.name]) for one in KNOBS if asked.get(one.name)}
        if asked.get("speaker_id"):
            given["speaker"] = asked["speaker_id"]
        markup = None if asked.get("ssml_input") in ("1", "true") else Markup.NONE
        return await sound_answer(request, speaker, Wanted(text, Wishes.of(given), markup), FORMS["wav"], [])

    return routes


async def _asked(request: Request) -> dict[str, str]:
    """What a request asks, in its address or as a form."""
    found = dict(request.query_params)
    if request.method == "POST":
        body = (await request.body()).decode("utf-8", "replace")
        found |= {name: values[-1] for name, values in parse_qs(body).items()}
    return found


def _needed(asked: dict[str, str], name: str) -> str:
    try:
        return asked[name]
    except KeyError:
        raise TtsError(f"{name} is missing: the text to say") from None


def _number(kind: type, name: str, text: str) -> object:
    try:
        return kind(text)
    except ValueError:
        raise TtsError(f"{name} is {text!r}, but must be a number") from None
