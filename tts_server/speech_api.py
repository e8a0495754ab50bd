"""This program's own API: everything that can be wanted of speech, and how a text is read."""

from enum import Enum
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool, create_model

from frontend.markup.kinds import Markup
from tts_server.answers import CLIENT_LEFT, sound_answer, spoken_answer, unless_gone
from tts_server.any_text import AnyTextResponse
from tts_server.documented import ERRORS, SOUND_OR_EVENTS
from tts_server.encoding import FORMS
from tts_server.events import timed_events
from tts_server.speaker import Speaker, Wanted
from voices.speaking.knob import Knob
from voices.speaking.request import KNOBS
from voices.speaking.request import Request as Wishes

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon

LEXICON = "the lexicon of the request"

SoundFormName = Enum("SoundFormName", {name.upper(): name for name in FORMS}, type=str)  # type: ignore[misc]


class StreamForm(str, Enum):
    """What an answer is made of."""

    AUDIO = "audio"
    EVENTS = "events"


class ReadBody(BaseModel):
    """A text and how it is read."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="What to say: as it stands, marked up, or SSML.")
    ssml: StrictBool = Field(False, description="The text is SSML: one <speak> element.")
    markup: Markup = Field(Markup.AUTO, description="How the text is marked up; what only marks it up is not read.")
    lexicon: str | None = Field(None, description="Pronunciations: lines of `word  phones`.")

    def wanted(self) -> Wanted:
        """Return what is to be said.

        Raises:
            TtsError: a value is out of range, or the lexicon makes no sense.
        """
        given = {one.name: value for one in KNOBS if (value := getattr(self, one.name, None)) is not None}
        return Wanted(
            self.text,
            Wishes.of(given),
            None if self.ssml else self.markup,
            self._lexicon(),
            getattr(self, "first_sentence", 0),
        )

    def _lexicon(self) -> "Lexicon | None":
        if not self.lexicon:
            return None
        from frontend.phones.lexicon import parse_lexicon

        return parse_lexicon(self.lexicon, LEXICON)


def _field(knob: Knob) -> Any:
    kind: Any = knob.kind | None if knob.default is None else knob.kind
    limits: dict[str, Any] = {}
    if knob.limits:
        lowest, highest = knob.limits
        limits = {"minimum": lowest} | ({} if highest == float("inf") else {"maximum": highest})
    return kind, Field(knob.default, description=knob.help, json_schema_extra=limits, allow_inf_nan=_inf(knob))


def _inf(knob: Knob) -> bool | None:
    return False if knob.kind is float else None


_WISHES = {one.name: _field(one) for one in KNOBS}

ExplainBody = create_model(
    "ExplainBody",
    __base__=ReadBody,
    __doc__="A text that is to be explained.",
    **{k: _WISHES[k] for k in ("voice", "speaker")},
)
OwnSpeechBody = create_model(
    "OwnSpeechBody",
    __base__=ReadBody,
    __doc__="Everything that can be wanted of speech.",
    **_WISHES,
    format=(SoundFormName, Field(SoundFormName("wav"), description="How the sound is sent; f32 is bare floats.")),
    first_sentence=(int, Field(0, ge=0, le=10**9, description="Number of the first: each has its own noise.")),
    sample_rate=(int | None, Field(None, ge=4000, le=192000, description="Hz. Default: the voice's.")),
    stream=(StreamForm, Field(StreamForm.AUDIO, description="Sound, or events with the times of words.")),
)


def router(speaker: Speaker) -> APIRouter:
    """Return the API's routes."""
    routes = APIRouter(prefix="/v1", tags=["speech"], responses=ERRORS)

    @routes.post("/speech", response_class=Response, responses=SOUND_OR_EVENTS)
    async def speak(body: OwnSpeechBody, request: Request) -> Response:  # type: ignore[valid-type]
        """Say a text with all that can be wanted; as events, with when everything is said."""
        form = FORMS[body.format.value].at(body.sample_rate)  # type: ignore[attr-defined]
        wanted = body.wanted()  # type: ignore[attr-defined]
        if body.stream is StreamForm.AUDIO:  # type: ignore[attr-defined]
            return await sound_answer(request, speaker, wanted, form, [])
        return await spoken_answer(request, speaker, wanted, lambda speech: timed_events(speech, form), "events")

    @routes.post("/explain", response_class=AnyTextResponse)
    async def explain(body: ExplainBody, request: Request) -> Response:  # type: ignore[valid-type]
        """Show what becomes of a text: sentences, spoken words, their phones with durations and pitch, pauses."""
        explained = await unless_gone(request, speaker.explain(body.wanted()))  # type: ignore[attr-defined]
        if explained is None:
            speaker.metrics.cancelled.inc()
            return Response(status_code=CLIENT_LEFT)
        return AnyTextResponse(explained)

    return routes
