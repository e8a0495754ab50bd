"""Wyoming's own client is answered as Home Assistant expects."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
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

from tests.tts_server.running_server import PATIENCE_SECONDS, running, wait_until
from tests.tts_server.test_app import figure
from tts_server.run import listen
from voices.sound.sixteen_bits import sixteen_bits
from voices.speaking.request import Request

LONG = "The quick brown fox jumps over the lazy dog. " * 40


@contextmanager
def talking(**settings):
    listening = listen("127.0.0.1", 0)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000)  # so that who reads nothing is noticed soon
    with running(wyoming=listening, **settings) as server:
        server.port = listening.getsockname()[1]
        yield server


@pytest.fixture(scope="module")
def wyoming(only_the_tiny_voice):
    assert only_the_tiny_voice is None
    with talking(most_characters=3000) as server:
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


class Raw:
    """An event that no client of Wyoming's would send."""

    def __init__(self, **data):
        self.data = data

    def event(self):
        return Event("synthesize", self.data)


def test_events_that_make_no_sense_are_errors_and_the_next_text_is_said(wyoming):
    senseless = [Raw(), Raw(text=5), Raw(text=None), Raw(text="Hello.", voice=7), Raw(text="a", voice={"name": ["x"]})]
    *errors, _ = talk(wyoming, [*senseless, Describe()], Info)
    assert {Error.from_event(error).text for error in errors} == {
        "the event 'synthesize' makes no sense: texts and names are strings, and a text is needed"
    }
    assert len(errors) == len(senseless)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"[]\n",
        b'{"type": 5}\n',
        b'{"data": {}}\n',
        b'{"type": "synthesize", "data": [1]}\n',
        b'{"type": "synthesize", "data_length": "5"}\n',
        b'{"type": "describe", "payload_length": 1000000000000}\n' + bytes(100_000),
        b'{"type": "describe", "data_length": 1000000001}\n' + bytes(100_000),
        b"[" * 60_000 + b"\n",
        b"x" * 200_000,
    ],
)
def test_a_client_who_speaks_something_else_is_left(wyoming, caplog, sent):
    with socket.create_connection(("127.0.0.1", wyoming.port), PATIENCE_SECONDS) as client:
        try:
            client.sendall(sent)
            assert client.recv(100) == b""
        except ConnectionError:  # it hung up while more was coming
            pass
    assert talk(wyoming, [Describe()], Info)
    assert not caplog.records


def test_a_client_who_leaves_in_the_middle_of_an_event_is_no_error(wyoming, caplog):
    with socket.create_connection(("127.0.0.1", wyoming.port), PATIENCE_SECONDS) as client:
        client.sendall(b'{"type": "synthesize", "data_length": 100}\n{"text"')
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100) == b""
    assert not caplog.records


def test_a_stream_whose_sentence_never_ends_is_refused_and_forgotten(wyoming):
    told = [SynthesizeStart(), *[SynthesizeChunk("so " * 600)] * 2, SynthesizeChunk("Hello."), SynthesizeStop()]
    error, *answers = talk(wyoming, told, SynthesizeStopped)
    assert Error.from_event(error).text == "the text has 3600 characters, but may have 3000 at most; send it in parts"
    assert len(samples(answers)) == len(spoken(wyoming, "Hello."))


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_a_client_who_reads_nothing_is_given_up():
    with talking(stall_seconds=0.5) as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        body = b'{"text": "%s"}' % LONG.encode()
        client.sendall(b'{"type": "synthesize", "data_length": %d}\n%s' % (len(body), body))
        wait_until(lambda: figure(server, "tts_requests_under_way") == 1)
        wait_until(lambda: figure(server, "tts_requests_under_way") == 0)


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_what_is_being_said_is_finished_when_the_server_ends_and_nobody_else_is_waited_for():
    with ThreadPoolExecutor(1) as pool, socket.socket() as idle:
        with talking() as server:
            idle.connect(("127.0.0.1", server.port))
            expected = len(spoken(server, LONG))
            under_way = pool.submit(talk, server, [Synthesize(LONG)], AudioStop)
            wait_until(lambda: server.speaker.admission.served == 1)
        assert len(samples(under_way.result())) == expected
        assert idle.recv(1) == b""
