"""Programs made for other servers are answered as by those."""

import io

import httpx
import numpy as np
import pytest
import soundfile

from voices.sound.sixteen_bits import sixteen_bits
from voices.speaking.request import Request

TEXT = "Hello there. How are you?"


def spoken(server, text=TEXT, **wanted):
    speech = server.speaker.service.speak([text], Request(**wanted))
    return np.concatenate([sixteen_bits(piece) for sentence in speech for piece in sentence.pieces])


def read(answer):
    assert answer.headers["content-type"] == "audio/wav"
    return soundfile.read(io.BytesIO(answer.content), dtype="int16")[0]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_mary_is_asked_in_the_address_or_by_a_form(server, method):
    asked = {"INPUT_TEXT": TEXT, "INPUT_TYPE": "TEXT", "OUTPUT_TYPE": "AUDIO", "AUDIO": "WAVE_FILE"}
    asked |= {"LOCALE": "en_US", "VOICE": "en_US-tiny#bob"}
    given = {"params": asked} if method == "GET" else {"data": asked}
    np.testing.assert_array_equal(
        read(httpx.request(method, f"{server.url}/process", **given)), spoken(server, speaker="bob")
    )


def test_mary_lists_voices_that_it_takes(server):
    assert server.get("/voices").text == "en_US-tiny#ann en_us unknown wavenet\nen_US-tiny#bob en_us unknown wavenet\n"


def test_coquis_server_is_asked_for_a_speaker_and_ours_for_more(server):
    asked = {"text": TEXT, "speaker_id": "bob", "style_wav": "", "language_id": "", "speed": "1.5"}
    answer = httpx.get(f"{server.url}/api/tts", params=asked)
    np.testing.assert_array_equal(read(answer), spoken(server, speaker="bob", speed=1.5))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/process", "INPUT_TEXT is missing: the text to say"),
        ("/api/tts", "text is missing: the text to say"),
        ("/api/tts?text=Hi&speed=fast", "speed is 'fast', but must be a number"),
        ("/api/tts?text=Hi&speed=nan", "speed is nan, but must be from 0.1 to 10"),
        ("/process?INPUT_TEXT=Hi&VOICE=/tmp", "there is no voice '/tmp'; voices: en_US-tiny"),
    ],
)
def test_what_makes_no_sense_is_refused(server, path, message):
    answer = server.get(path)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message
