"""Our own API takes everything that can be wanted, and tells when everything is said."""

import base64
import json
import time

import httpx
import numpy as np
import pytest
import soundfile

from frontend.markup.kinds import Markup
from frontend.phones.lexicon import parse_lexicon
from tests.tts_server.running_server import wait_until
from tests.tts_server.test_app import figure
from voices.speaking.request import KNOBS, Request
from voices.speaking.timed_sentence import timed_sentence

TEXT = "Hello there, 5 foxes. How are you?"
SSML = '<speak>Hello <mark name="here"/>there. <voice name="bob">How are you?</voice></speak>'


def said(server, script, request=None, lexicon=None):
    """The samples that the service itself makes, and when each word is said."""
    samples, words = [], []
    for sentence in server.speaker.service.speak([script], request, lexicon):
        words += timed_sentence(sentence.planned, sum(map(len, samples)) / 16000).words
        samples += sentence.pieces
    return np.concatenate(samples), words


def floats(answer):
    assert answer.status_code == 200
    return np.frombuffer(answer.content, "<f4")


def events(answer):
    assert answer.headers["content-type"].startswith("text/event-stream")
    return [json.loads(line.removeprefix("data: ")) for line in answer.text.splitlines() if line]


def test_every_knob_of_a_request_is_heard(server):
    wanted = {"speaker": "bob", "speed": 1.3, "pitch": 2.0, "volume": 0.5, "sentence_silence": 0.1, "temperature": 0.5}
    wanted |= {"loudness": -20.0, "seed": 3}
    assert set(wanted) | {"voice", "vocoder", "wpm"} == {one.name for one in KNOBS}
    expected, _ = said(server, TEXT, Request.of(wanted))
    np.testing.assert_array_equal(floats(server.post("/v1/speech", text=TEXT, format="f32", **wanted)), expected)


def test_ssml_and_a_lexicon_are_read_as_on_the_command_line(server):
    script = server.speaker.service.script(SSML, None)
    lexicon = "hello  h ə l ˈoʊ l ˈoʊ"
    expected, _ = said(server, script, lexicon=parse_lexicon(lexicon, "mine"))
    answer = server.post("/v1/speech", text=SSML, ssml=True, lexicon=lexicon, format="f32")
    np.testing.assert_array_equal(floats(answer), expected)


def test_no_file_that_a_request_names_is_read(server, tmp_path):
    path = tmp_path / "half.wav"
    soundfile.write(path, np.full(8000, 0.5), 8000)
    expected, _ = said(server, "One ding two.")
    text = f'<speak>One <audio src="{path}">ding</audio> two.</speak>'
    answer = server.post("/v1/speech", text=text, ssml=True, format="f32")
    np.testing.assert_array_equal(floats(answer), expected)


def test_markup_is_read_as_it_is_said_to_be(server):
    expected, _ = said(server, server.speaker.service.script("*Hello* there.", Markup.MARKDOWN))
    answer = server.post("/v1/speech", text="*Hello* there.", markup="markdown", format="f32")
    np.testing.assert_array_equal(floats(answer), expected)


def test_events_tell_each_word_just_before_its_sound(server):
    found = events(server.post("/v1/speech", text=TEXT, format="f32", stream="events"))
    expected, words = said(server, TEXT)
    sound, heard_until, sentences, told = [], 0.0, [], []
    for event in found:
        if event["type"] == "speech.audio.delta":
            sound.append(np.frombuffer(base64.b64decode(event["audio"]), "<f4"))
            heard_until += len(sound[-1]) / 16000
        elif event["type"] == "speech.word":
            assert event["start"] >= heard_until - 0.2
            told.append((event["text"], event["start"], event["end"]))
        elif event["type"] == "speech.sentence":
            sentences.append(event)
    np.testing.assert_array_equal(np.concatenate(sound), expected)
    assert told == [(word.text, word.start, word.end) for word in words]
    assert [one["text"] for one in sentences] == ["Hello there, 5 foxes.", "How are you?"]
    assert [TEXT[slice(*one["characters"])] for one in sentences] == [one["text"] for one in sentences]
    assert [one["text"] for one in sentences[0]["written"]] == ["Hello", "there,", "5", "foxes."]
    assert found[0] == {"type": "speech.started", "sample_rate": 16000, "format": "f32"}
    assert found[-1] == {"type": "speech.audio.done", "seconds": len(expected) / 16000}


def test_marks_are_told_when_they_are_reached(server):
    found = events(server.post("/v1/speech", text=SSML, ssml=True, stream="events"))
    (mark,) = [one for one in found if one["type"] == "speech.mark"]
    (there,) = [one for one in found if one["type"] == "speech.word" and one["text"] == "there"]
    assert (mark["name"], mark["seconds"]) == ("here", there["start"])


def test_what_fails_after_the_first_sound_is_told_as_an_event(server):
    text = "Hello there. " + "<break time='10s'/>" * 61
    answer = server.post("/v1/speech", text=f"<speak><s>Hello.</s><s>{text}</s></speak>", ssml=True, stream="events")
    *_, last = events(answer)
    assert last["type"] == "error"
    assert "may last 600 at most" in last["error"]["message"]


def test_a_text_is_explained_as_on_the_command_line(server):
    explained = server.post("/v1/explain", text="It costs $5.", speaker="bob").json()
    assert explained["spoken"] == "It costs five dollars."
    assert [word["text"] for word in explained["sentences"][0]["words"]] == ["It", "costs", "five", "dollars"]
    assert explained["sentences"][0]["seconds"] > 0


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"speed": 0}, "speed is 0, but must be from 0.1 to 10"),
        ({"seed": -1}, "seed is -1, but must be at least 0"),
        ({"voice": "/etc/passwd"}, "there is no voice '/etc/passwd'"),
        ({"voice": "en_US-tiny/../en_US-tiny"}, "there is no voice 'en_US-tiny/../en_US-tiny'"),
        ({"vocoder": "../../x"}, "has no vocoder '../../x'"),
        ({"text": "<speak", "ssml": True}, "SSML, line 1, column 1: unclosed token"),
        ({"text": '<speak><voice name="/tmp/v">Hi</voice></speak>', "ssml": True}, "there is no voice '/tmp/v'"),
        ({"lexicon": "hello"}, "the lexicon of the request, line 1: 'hello' has no phones"),
        ({"lexicon": "hello 42"}, "the lexicon of the request, line 1"),
        ({"ssml": 0}, "ssml: Input should be a valid boolean"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"format": "opus", "sample_rate": 44100}, "opus does not hold 44100 Hz"),
    ],
)
def test_what_makes_no_sense_is_refused_in_the_words_of_the_command_line(server, wanted, message):
    answer = server.post("/v1/speech", **{"text": TEXT, **wanted})
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]


@pytest.mark.parametrize("body", [b'{"text": "Hello', b"[]", b"\xff", b'{"text": 5}', b""])
def test_what_is_no_text_is_an_error_of_the_client(server, body):
    answer = httpx.post(f"{server.url}/v1/speech", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("half", ["\\ud800", "\\udc80"])
def test_half_of_a_surrogate_pair_harms_nothing(server, half):
    def post(path, body):
        headers = {"Content-Type": "application/json"}
        return server.client.post(server.url + path, content=body.replace("HALF", half), headers=headers)

    explained = post("/v1/explain", '{"text": "Hello HALF there."}')
    assert explained.status_code == 200
    assert explained.json()["text"] == json.loads(f'"Hello {half} there."')
    assert "speech.audio.done" in post("/v1/speech", '{"text": "Hello HALF.", "stream": "events"}').text
    for path, body in (
        ("/v1/speech", '{"text": "Hello.", "lexicon": "HALF"}'),
        ("/v1/speech", '{"text": "<speak>HALF</p>", "ssml": true}'),
        ("/v1/audio/speech", '{"model": "tts", "input": "Hello.", "voice": "HALF"}'),
    ):
        assert post(path, body).status_code == 400


def test_nothing_is_explained_to_who_left(server, monkeypatch):
    explained = []

    def slowly(*_):
        for number in range(1000):
            time.sleep(0.02)
            explained.append(number)
            yield number

    monkeypatch.setattr("tts_server.speaker.explained_sentences", slowly)
    before = figure(server, "tts_cancelled_total")
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{server.url}/v1/explain", json={"text": "Hello."}, timeout=0.5)
    wait_until(lambda: figure(server, "tts_cancelled_total") == before + 1)
    time.sleep(0.1)
    so_far = len(explained)
    time.sleep(0.3)
    assert len(explained) == so_far < 1000
