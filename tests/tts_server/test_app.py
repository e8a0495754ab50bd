"""What the server promises whatever it is asked: who may use it, how many, and that it forgets who leaves."""

import gc
import json
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from frontend.errors import TtsError
from tests.tts_server.running_server import PATIENCE_SECONDS, running, wait_until
from tts_server.settings import ServerSettings
from tts_server.speaker import Speaker
from voices.speaking.shared_cores import _Stream

SPEECH = {"model": "tts", "input": "Hello there. How are you?", "voice": "ann", "response_format": "wav"}
LONG = {**SPEECH, "input": "The quick brown fox jumps over the lazy dog. " * 100, "speed": 0.1}


def figure(server, name):
    lines = server.get("/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name} ", f"{name}{{")))


def test_it_says_that_it_is_there_and_ready(server):
    assert server.get("/healthz").text == "ok\n"
    assert server.get("/readyz").text == "ready\n"


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_what_reads_numbers_is_loaded_before_anybody_waits(monkeypatch):
    speaker, read = Speaker(ServerSettings()), []
    plan = speaker.service.plan
    monkeypatch.setattr(speaker.service, "plan", lambda text: read.append(text) or plan(text))
    speaker.warm()
    speaker.close()
    assert any(re.search(r"\d", text) for text in read)


def test_requests_are_counted_and_timed(server):
    before = [figure(server, name) for name in ("tts_first_byte_seconds_count", "tts_turns_total")]
    assert server.post("/v1/audio/speech", **SPEECH).status_code == 200
    after = [figure(server, name) for name in ("tts_first_byte_seconds_count", "tts_turns_total")]
    assert after[0] == before[0] + 1
    assert after[1] > before[1]
    assert 'tts_requests_total{endpoint="/v1/audio/speech",status="200"}' in server.get("/metrics").text


def test_what_is_not_there_is_an_error_in_the_same_shape(server):
    answer = server.get("/v1/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"] == {
        "message": "Not Found: GET /v1/nothing",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }


def test_pages_from_elsewhere_may_not_use_it(server):
    assert "access-control-allow-origin" not in server.get("/healthz", Origin="https://elsewhere.example").headers


def test_the_description_names_every_route_and_no_answer_that_never_comes(server):
    described = server.get("/openapi.json").json()
    assert {"/v1/audio/speech", "/v1/speech", "/v1/explain", "/v1/models", "/readyz"} <= set(described["paths"])
    assert "422" not in json.dumps(described["paths"])
    assert described["components"]["schemas"]["OwnSpeechBody"]["properties"]["speed"]["maximum"] == 10


def test_who_sends_too_much_may_send_it_all_and_then_read_so(server):
    url = httpx.URL(server.url)
    head = "POST /v1/speech HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
    sizes = "Content-Length: 8000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n7a1200\r\n"
    for size in sizes:
        with socket.create_connection((url.host, url.port), PATIENCE_SECONDS) as client:
            client.sendall((head + size).encode() + b" " * 8_000_000 + b"\r\n0\r\n\r\n" * ("chunked" in size))
            received = b"".join(iter(lambda: client.recv(1000), b""))
        assert received.startswith(b"HTTP/1.1 413 ")
        assert b"the request is larger than 20000 bytes" in received


def test_who_asks_whether_too_much_may_be_sent_is_told_at_once(server):
    head = "POST /v1/speech HTTP/1.1\r\nHost: here\r\nContent-Length: 8000000\r\nExpect: 100-continue\r\n\r\n"
    url = httpx.URL(server.url)
    with socket.create_connection((url.host, url.port), PATIENCE_SECONDS) as client:
        client.sendall(head.encode())
        assert client.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.usefixtures("only_the_tiny_voice")
@pytest.mark.parametrize("path", ["/v1/speech", "/api/tts"])
def test_a_request_that_does_not_arrive_is_not_waited_for(path):
    with running(stall_seconds=0.2) as server:
        url = httpx.URL(server.url)
        with socket.create_connection((url.host, url.port), PATIENCE_SECONDS) as client:
            head = f"POST {path} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n"
            client.sendall(head.encode() + b"{")
            received = b"".join(iter(lambda: client.recv(1000), b""))  # and then it hangs up
        assert received.startswith(b"HTTP/1.1 408 ")
        assert b"the request does not arrive" in received


@pytest.mark.parametrize(("error", "told"), [(TtsError, "TtsError"), (ZeroDivisionError, "Traceback")])
def test_the_log_tells_what_broke_an_answer_off_but_no_text_of_a_stranger(server, caplog, monkeypatch, error, told):
    plan = server.speaker.service.plan

    def broken_plan(*arguments):
        yield next(iter(plan(*arguments)))
        raise error("".join(reversed("terces a")) if error is TtsError else "")

    monkeypatch.setattr(server.speaker.service, "plan", broken_plan)
    with pytest.raises(httpx.RemoteProtocolError):
        server.post("/v1/audio/speech", **SPEECH)
    last = server.post("/v1/audio/speech", **SPEECH, stream_format="sse").text.strip().splitlines()[-1]
    assert json.loads(last.removeprefix("data: "))["type"] == "error"
    assert told in caplog.text
    assert "a secret" not in caplog.text


def test_a_client_who_leaves_frees_its_stream_at_once(server):
    cancelled = figure(server, "tts_cancelled_total")
    with httpx.stream("POST", f"{server.url}/v1/audio/speech", json=LONG, timeout=PATIENCE_SECONDS) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        assert figure(server, "tts_streams") > 0
    wait_until(lambda: figure(server, "tts_streams") == figure(server, "tts_requests_under_way") == 0)
    wait_until(lambda: figure(server, "tts_cancelled_total") == cancelled + 1)


def test_what_was_made_for_clients_who_left_is_forgotten_though_nobody_collects_garbage(server):
    def streams():
        return sum(type(one) is _Stream for one in gc.get_objects())  # isinstance asks proxies, which may be dead

    gc.collect()
    gc.disable()
    try:
        for _ in range(6):
            with httpx.stream("POST", f"{server.url}/v1/audio/speech", json=LONG, timeout=PATIENCE_SECONDS) as answer:
                pieces = answer.iter_raw()
                next(pieces)
        wait_until(lambda: figure(server, "tts_requests_under_way") == 0)
        wait_until(lambda: streams() <= 2)  # the last that each core was busy with
    finally:
        gc.enable()


def test_a_client_who_leaves_before_the_first_byte_is_noticed(server):
    held = threading.Event()
    plan = server.speaker.service.plan

    def slow_plan(*arguments):
        held.wait(PATIENCE_SECONDS)
        return plan(*arguments)

    server.speaker.service.plan = slow_plan
    try:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{server.url}/v1/audio/speech", json=SPEECH, timeout=0.5)
        wait_until(lambda: figure(server, "tts_requests_under_way") == 0)
    finally:
        held.set()
        server.speaker.service.plan = plan


def test_a_client_who_reads_slowly_holds_nobody_up(server):
    with httpx.stream("POST", f"{server.url}/v1/audio/speech", json=LONG, timeout=PATIENCE_SECONDS) as answer:
        pieces = answer.iter_raw(1000)
        next(pieces)
        for _ in range(3):
            assert server.post("/v1/audio/speech", **SPEECH).status_code == 200


def test_many_at_once_share_lock_step_and_each_hears_its_own(server):
    texts = [f"Hello number {name}. How are you?" for name in ("one", "two", "three", "four", "five", "six")]

    def said(text):
        return server.post("/v1/audio/speech", **{**SPEECH, "input": text}).content

    alone = list(map(said, texts))
    with ThreadPoolExecutor(6) as pool:
        shared = list(
            pool.map(lambda text: server.post("/v1/audio/speech", **{**SPEECH, "input": text}).content, texts)
        )
    assert shared == alone
    assert len(set(shared)) == 6


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_a_key_is_asked_for_but_not_to_see_the_page_or_whether_it_is_there():
    with running(api_key="secret") as server:
        refused = server.post("/v1/audio/speech", **SPEECH)
        assert refused.status_code == 401
        assert refused.json()["error"]["code"] == "invalid_api_key"
        assert server.get("/metrics").status_code == 401
        assert server.get("/v1/models", Authorization="Bearer secre").status_code == 401
        assert server.get("/v1/models", Authorization="Bearer secret").status_code == 200
        assert server.get("/healthz").status_code == server.get("/").status_code == 200


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_more_than_may_wait_are_turned_away_and_told_when_to_come_again():
    with (
        running(at_once=1, queue=1) as server,
        httpx.stream("POST", f"{server.url}/v1/audio/speech", json=LONG, timeout=PATIENCE_SECONDS) as answer,
        ThreadPoolExecutor(1) as pool,
    ):
        pieces = answer.iter_raw(10_000)
        next(pieces)
        waiting = pool.submit(server.post, "/v1/audio/speech", **SPEECH)
        wait_until(lambda: server.speaker.admission.waiting == 1)
        refused = server.post("/v1/audio/speech", **SPEECH)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["error"]["code"] == "queue_full"
        answer.close()
        assert waiting.result().status_code == 200


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_a_client_who_reads_nothing_is_given_up():
    small = httpx.HTTPTransport(socket_options=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
    with (
        running(stall_seconds=0.5) as server,
        httpx.Client(transport=small, timeout=PATIENCE_SECONDS) as client,
        client.stream("POST", f"{server.url}/v1/audio/speech", json=LONG) as answer,
    ):
        pieces = answer.iter_raw(10_000)
        next(pieces)
        wait_until(lambda: figure(server, "tts_requests_under_way") == 0)


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_what_is_under_way_is_finished_when_the_server_ends():
    with ThreadPoolExecutor(1) as pool:
        with running() as server:
            expected = len(server.post("/v1/audio/speech", **{**SPEECH, "input": "Hello there. " * 20}).content)
            under_way = pool.submit(server.post, "/v1/audio/speech", **{**SPEECH, "input": "Hello there. " * 20})
            wait_until(lambda: server.speaker.admission.served == 1)
            time.sleep(0.05)
        assert len(under_way.result().content) == expected


@pytest.mark.usefixtures("only_the_tiny_voice")
def test_pages_from_origins_that_are_named_may_use_it():
    with running(cors_origins=("https://mine.example",)) as server:
        allowed = server.get("/healthz", Origin="https://mine.example").headers
        assert allowed["access-control-allow-origin"] == "https://mine.example"
        assert "access-control-allow-origin" not in server.get("/healthz", Origin="https://other.example").headers
