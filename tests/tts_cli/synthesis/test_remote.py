"""A running server speaks for the command line, and nobody hears a difference."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

from tests.tts_server.running_server import running
from tts_cli.app import app

TEXT = "Hello there, 5 foxes. The quick brown fox. How are you?"


@pytest.fixture
def synth(tiny_voice):
    """Runs `tts synth` here, or with a server."""
    assert tiny_voice
    with running(api_key="secret") as server:

        def run(*arguments, remote, code=0, **options):
            given = [*map(str, arguments), *(("--server", server.url) if remote else ())]
            result = CliRunner(env={"TTS_API_KEY": "secret"}).invoke(app, ["synth", *given], **options)
            assert result.exit_code == code, result.output
            return result

        yield run


def test_a_server_writes_the_files_that_this_process_writes(synth, tmp_path):
    (tmp_path / "mine.txt").write_text("fox  h ə l ˈoʊ\n", encoding="utf-8")
    options = ["-s", "bob", "--speed", 1.2, "--seed", 5, "--lexicon", tmp_path / "mine.txt", "--loudness", -20]
    for name, remote in (("here", False), ("there", True)):
        for ending, timings in (("wav", "json"), ("mp3", "TextGrid"), ("flac", "srt")):
            outputs = ["-o", tmp_path / f"{name}.{ending}", "--timings", tmp_path / f"{name}.{timings}"]
            synth(TEXT, *options, *outputs, "--sample-rate", 22050, remote=remote)
    for ending in ("wav", "mp3", "flac", "json", "TextGrid", "srt"):
        assert (tmp_path / f"there.{ending}").read_bytes() == (tmp_path / f"here.{ending}").read_bytes()


def test_the_parts_of_a_long_text_have_their_own_noise_there_too(synth, tmp_path):
    text = "Hello there.\n\nHow are you?\n\nHello there.\n"
    for name, remote in (("here", False), ("there", True)):
        outputs = ["-o", tmp_path / f"{name}.wav", "--timings", tmp_path / f"{name}.vtt"]
        synth(*outputs, remote=remote, input=text * 3)
    assert (tmp_path / "there.wav").read_bytes() == (tmp_path / "here.wav").read_bytes()
    assert (tmp_path / "there.vtt").read_bytes() == (tmp_path / "here.vtt").read_bytes()


def test_a_batch_is_said_by_a_server_and_bad_rows_fail_alone(synth, tmp_path):
    rows = "id,text,voice\na,Hello.,\nb,Hi.,nobody\nc,Foxes.,\n"
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    said = [
        synth("--batch", tmp_path / "rows.csv", "--output-dir", tmp_path / name, remote=remote, code=1).output
        for name, remote in (("here", False), ("there", True))
    ]
    assert "line 3: there is no voice 'nobody'" in said[1]
    assert "2 written, 1 failed" in said[1]
    for name in ("a.wav", "c.wav"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_what_the_server_refuses_is_said_as_it_says_it(synth, tmp_path):
    said = synth(TEXT, "-v", "nobody", "-o", tmp_path / "out.wav", remote=True, code=1).output
    assert said == "tts: there is no voice 'nobody'; voices: en_US-tiny\n"
    assert not (tmp_path / "out.wav").exists()
    nothing = synth("...", "-o", tmp_path / "out.wav", remote=True, code=1).output
    assert nothing == "tts: there is nothing to say: the text holds no letter, digit or symbol\n"


def test_a_server_that_is_not_there_is_named(tmp_path):
    result = CliRunner().invoke(app, ["synth", "Hi.", "-o", str(tmp_path / "o.wav"), "--server", "http://127.0.0.1:9"])
    assert result.exit_code == 1
    assert "http://127.0.0.1:9 cannot be reached (" in result.output


STARTED = b'data: {"type": "speech.started", "sample_rate": 16000, "format": "f32"}\n\n'
EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "the server URL: SSH-2.0-OpenSSH_9.2"),
        (b"", "the server URL: Remote end closed connection without response"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", "the server broke off before the end"),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>", "the server answers 502 Bad Gateway"),
        (EVENTS + b"\r\n" + STARTED + b'data: {"typ', "the server broke off before the end"),
        (EVENTS + b"Transfer-Encoding: chunked\r\n\r\n1000\r\n" + STARTED, "the server broke off before the end"),
        (EVENTS + b"Transfer-Encoding: chunked\r\n\r\n4a\r\n" + STARTED, "the server broke off before the end"),
    ],
)
def test_a_server_that_answers_otherwise_or_dies_leaves_a_line_and_no_file(tmp_path, answer, told):
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as pool:
        pool.submit(answer_once, listening, answer)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        result = CliRunner().invoke(app, ["synth", "Hi.", "-o", str(tmp_path / "o.wav"), "--server", url])
    assert result.output == f"tts: {told.replace('URL', url)}\n"
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def answer_once(listening, answer):
    client, _ = listening.accept()
    with client:
        asked = b""
        while not asked.endswith(b"}"):
            asked += client.recv(65536)
        client.sendall(answer)


def test_a_picture_is_drawn_only_here(tmp_path):
    arguments = ["synth", "Hi.", "-o", str(tmp_path / "o.wav"), "--plot", "p.png", "--server", "http://127.0.0.1:9"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
