"""Wyoming's own client is answered as Home Assistant expects."""

import asyncio

import numpy as np
import pytest
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.info import Describe, Info
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeTextFormat,
    SynthesizeVoice,
)

from tests.tts_server.running_server import PATIENCE_SECONDS, running
from tts_server.run import listen
from voices.sound.sixteen_bits import sixteen_bits
from voices.speaking.request import Request


@pytest.fixture(scope="module")
def wyoming(only_the_tiny_voice):
    assert only_the_tiny_voice is None
    listening = listen("127.0.0.1", 0)
    with running(wyoming=listening) as server:
        server.port = listening.getsockname()[1]
        yield server


def talk(server, told, last):
    """All that the server answers to what it is told, up to the event `last`."""

    async def talked():
        answers = []
        async with AsyncTcpClient("127.0.0.1", server.port) as client:
            for one in told:
                await client.write_event(one.event())
            while not answers or not last.is_type(answers[-1].type):
                answers.append(await asyncio.wait_for(client.read_event(), PATIENCE_SECONDS))
                assert answers[-1] is not None
        return answers

    return asyncio.run(talked())


def samples(answers):
    assert AudioStart.from_event(answers[0]).rate == 16000
    chunks = [AudioChunk.from_event(one) for one in answers if AudioChunk.is_type(one.type)]
    return np.frombuffer(b"".join(chunk.audio for chunk in chunks), np.int16)


def spoken(server, text, **wanted):
    speech = server.speaker.service.speak([text], Request(**wanted))
    return np.concatenate([sixteen_bits(piece) for sentence in speech for piece in sentence.pieces])


def test_it_says_which_voices_there_are(wyoming):
    (answer,) = talk(wyoming, [Describe()], Info)
    (program,) = Info.from_event(answer).tts
    assert [voice.name for voice in program.voices] == ["en_US-tiny"]
    assert [speaker.name for speaker in program.voices[0].speakers] == ["ann", "bob"]
    assert program.supports_synthesize_streaming


def test_a_text_is_said_by_the_speaker_that_is_asked_for(wyoming):
    voice = SynthesizeVoice(name="en_US-tiny", speaker="bob")
    answers = talk(wyoming, [Synthesize("Hello there. How are you?", voice)], AudioStop)
    np.testing.assert_array_equal(samples(answers), spoken(wyoming, "Hello there. How are you?", speaker="bob"))


def test_a_stream_of_words_is_said_sentence_by_sentence_once(wyoming):
    told = [SynthesizeChunk(text) for text in ("Hello th", "ere. How", " are you?")]
    told = [SynthesizeStart(), *told, Synthesize("Hello there. How are you?"), SynthesizeStop()]
    answers = talk(wyoming, told, SynthesizeStopped)
    assert len(samples(answers)) == sum(len(spoken(wyoming, text)) for text in ("Hello there.", "How are you?"))
    assert [one.type for one in answers if not AudioChunk.is_type(one.type)] == [
        "audio-start",
        "audio-stop",
        "synthesize-stopped",
    ]


def test_ssml_is_read_as_such(wyoming):
    wanted = Synthesize("<speak>Hello.</speak>", text_format=SynthesizeTextFormat.SSML)
    script = wyoming.speaker.service.script("<speak>Hello.</speak>", None)
    np.testing.assert_array_equal(samples(talk(wyoming, [wanted], AudioStop)), spoken(wyoming, script))


def test_what_cannot_be_said_is_an_error_and_the_next_text_is_said(wyoming):
    told = [Synthesize("Hello.", SynthesizeVoice(name="../x")), Synthesize("Hello.")]
    error, *answers = talk(wyoming, told, AudioStop)
    assert "there is no voice '../x'" in Error.from_event(error).text
    assert len(samples(answers)) == len(spoken(wyoming, "Hello."))
