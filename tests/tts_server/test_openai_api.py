"""OpenAI's own client speaks with this server, and gets what it would of theirs."""

import base64
import io
import json

import numpy as np
import openai
import pytest
import soundfile

from tts_server.encoding import OPENAI_FORMS
from voices.sound.sixteen_bits import sixteen_bits
from voices.speaking.request import Request

TEXT = "Hello there. How are you?"
RATE = 16000


@pytest.fixture
def client(server):
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="any", max_retries=0) as client:
        yield client


def spoken(server, text=TEXT, **wanted):
    """The 16-bit samples that the service itself makes."""
    speech = server.speaker.service.speak([text], Request(**wanted))
    return np.concatenate([sixteen_bits(piece) for sentence in speech for piece in sentence.pieces])


def read(data, name="wav"):
    return soundfile.read(io.BytesIO(data), dtype="int16")[0] if name != "pcm" else np.frombuffer(data, np.int16)


def test_the_samples_are_those_of_the_command_line_with_its_default_seed(server, client):
    answer = client.audio.speech.create(model="tts-1", input=TEXT, voice="bob", response_format="wav", speed=1.2)
    np.testing.assert_array_equal(read(answer.content), spoken(server, speaker="bob", speed=1.2))


@pytest.mark.parametrize("name", [name for name in OPENAI_FORMS if name not in ("pcm", "aac")])
def test_every_format_holds_the_whole_speech_and_says_what_it_is(server, client, name):
    answer = client.audio.speech.create(model="tts", input=TEXT, voice="ann", response_format=name)
    assert answer.response.headers["content-type"] == OPENAI_FORMS[name].media_type
    assert len(read(answer.content)) == pytest.approx(len(spoken(server)), abs=4 * 576)


def test_mp3_is_what_is_sent_where_nothing_else_is_asked_for(client):
    answer = client.audio.speech.create(model="tts", input=TEXT, voice="ann")
    assert soundfile.info(io.BytesIO(answer.content)).format == "MP3"


def test_pcm_is_at_the_rate_that_clients_of_openai_take_it_to_be(server, client):
    answer = client.audio.speech.create(model="tts", input=TEXT, voice="ann", response_format="pcm")
    assert len(read(answer.content, "pcm")) == pytest.approx(len(spoken(server)) * 24000 / RATE, abs=2)


def test_aac_comes_in_frames_that_say_where_they_begin(server, client):
    pytest.importorskip("av", reason="the package av is not installed")
    answer = client.audio.speech.create(model="tts", input=TEXT, voice="ann", response_format="aac")
    data, frames = answer.content, 0
    while data:
        assert data[0] == 0xFF
        assert data[1] & 0xF0 == 0xF0
        data = data[(data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5 :]
        frames += 1
    assert 1024 * frames == pytest.approx(len(spoken(server)), abs=3 * 1024)


def test_sound_is_streamed_while_it_is_made(client):
    with client.audio.speech.with_streaming_response.create(
        model="tts", input=TEXT * 4, voice="ann", response_format="wav"
    ) as answer:
        pieces = list(answer.iter_bytes())
    assert len(pieces) > 3
    assert len(pieces[0]) < 0.5 * sum(map(len, pieces))


def test_events_hold_the_same_sound_and_end_with_what_was_used(server, client):
    with client.audio.speech.with_streaming_response.create(
        model="tts", input=TEXT, voice="ann", response_format="wav", stream_format="sse"
    ) as answer:
        lines = [line.removeprefix("data: ") for line in answer.iter_lines() if line]
    *deltas, done = map(json.loads, lines)
    assert {one["type"] for one in deltas} == {"speech.audio.delta"}
    sound = b"".join(base64.b64decode(one["audio"]) for one in deltas)
    np.testing.assert_array_equal(read(sound), spoken(server))
    assert done["type"] == "speech.audio.done"
    assert done["usage"]["input_tokens"] == len(TEXT)


def test_what_is_not_used_and_whom_nobody_has_is_said_in_a_header(client):
    answer = client.audio.speech.create(model="tts", input=TEXT, voice="alloy", instructions="whisper")
    assert answer.response.headers["x-tts-warning"] == (
        "voice 'alloy' is OpenAI's; en_US-tiny speaks; instructions are not used"
    )


def test_a_voice_is_named_as_the_list_of_voices_names_it(server, client):
    listed = server.get("/v1/audio/voices").json()["data"]
    assert [one["id"] for one in listed] == ["en_US-tiny#ann", "en_US-tiny#bob"]
    assert listed[1]["speaker"] == "bob"
    answer = client.audio.speech.create(model="tts", input=TEXT, voice={"id": listed[1]["id"]}, response_format="wav")
    np.testing.assert_array_equal(read(answer.content), spoken(server, speaker="bob"))


def test_models_are_listed_and_found(client):
    assert [model.id for model in client.models.list()][:2] == ["tts", "tts-1"]
    assert client.models.retrieve("tts").id == "tts"


@pytest.mark.parametrize(
    ("wanted", "kind", "message", "param"),
    [
        ({"voice": "nobody"}, openai.BadRequestError, "there is no voice 'nobody'; voices: en_US-tiny", None),
        ({"voice": "../en_US-tiny"}, openai.BadRequestError, "there is no voice '../en_US-tiny'", None),
        ({"voice": "en_US-tiny#eve"}, openai.BadRequestError, "has no speaker 'eve'; its speakers are ann, bob", None),
        ({"model": "none"}, openai.NotFoundError, "there is no model 'none'", "model"),
        ({"input": " ... "}, openai.BadRequestError, "there is nothing to say", None),
        ({"input": ""}, openai.BadRequestError, "there is nothing to say", None),
        ({"speed": 11}, openai.BadRequestError, "speed: Input should be less than or equal to 10", "speed"),
        ({"response_format": "midi"}, openai.BadRequestError, "response_format: Input should be 'mp3'", None),
        ({"input": "a" * 5001}, openai.APIStatusError, "the text has 5001 characters, but may have 5000", "input"),
        ({"input": "a" * 30_000}, openai.APIStatusError, "the request is larger than 20000 bytes", None),
    ],
)
def test_what_cannot_be_said_is_an_error_of_the_client(client, wanted, kind, message, param):
    with pytest.raises(kind) as raised:
        client.audio.speech.create(**{"model": "tts", "input": TEXT, "voice": "ann", **wanted})
    assert message in raised.value.body["message"]
    assert raised.value.body["type"] == "invalid_request_error"
    assert param in (None, raised.value.body["param"])
