"""A recording goes in and the same words in a voice come out, as `tts convert` has them."""

import io
import re
import socket

import httpx
import numpy as np
import pytest
import soundfile

from tests.tts_server.running_server import PATIENCE_SECONDS, running, wait_until
from tests.tts_server.test_app import figure
from tests.voices.conversion.test_service import vowel
from tests.voices.tiny_conversion import make_tiny_conversion
from tests.voices.tiny_voice import make_tiny_voice
from voices.conversion.service import ConversionRequest, ConversionService
from voices.sound.sixteen_bits import sixteen_bits

RATE = 16000
TAG = "This is not a recording: converted by tts (voice en_US-tiny#bob) from other speech"
WAV = {"Content-Type": "audio/wav"}


def file_of(sound, kind="WAV", rate=RATE):
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format=kind)
    return file.getvalue()


def convert(server, body, headers=WAV, **wanted):
    wanted = {"voice": "en_US-tiny", "speaker": "bob", "response_format": "wav", **wanted}
    return server.client.post(f"{server.url}/v1/convert", content=body, headers=headers, params=wanted)


def samples(answer):
    assert answer.status_code == 200, answer.text
    return np.frombuffer(answer.content[answer.content.index(b"data") + 8 :], "<i2")


def error(answer, status):
    assert answer.status_code == status
    return answer.json()["error"]


@pytest.fixture(scope="module")
def converter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("converting")
    make_tiny_voice(folder / "en_US-tiny")
    make_tiny_conversion(folder / "tiny-conversion")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_VOICES", str(folder))
        patch.setattr("voices.registry.BUNDLED", folder / "none")
        with running(most_recording_seconds=400, most_recording_bytes=3_000_000, most_body_bytes=5000) as server:
            yield server


def test_it_is_what_the_service_makes(converter):
    sound = np.frombuffer(sixteen_bits(vowel(1.2)).tobytes(), "<i2").astype(np.float32) / 32768
    expected = ConversionService().convert([sound], RATE, ConversionRequest("en_US-tiny", "bob", pitch=3.0, seed=5))
    heard = samples(convert(converter, file_of(sound), pitch="3", seed=5))
    np.testing.assert_array_equal(heard, sixteen_bits(np.concatenate(list(expected))))


def test_a_speaker_may_stand_behind_the_voice_and_pitch_is_heard(converter):
    body = file_of(vowel(0.5))
    answer = samples(convert(converter, body))
    both = converter.client.post(
        f"{converter.url}/v1/convert?voice=en_US-tiny%23bob&response_format=wav", content=body, headers=WAV
    )
    np.testing.assert_array_equal(samples(both), answer)
    assert not np.array_equal(samples(convert(converter, body, pitch="keep")), answer)
    assert not np.array_equal(samples(convert(converter, body, speaker="ann")), answer)


@pytest.mark.parametrize("form", ["wav", "flac", "opus", "mp3", "pcm"])
def test_every_format_says_that_it_was_converted(converter, form):
    answer = convert(converter, file_of(vowel(0.5), "FLAC"), {"Content-Type": "audio/flac"}, response_format=form)
    assert answer.status_code == 200
    assert answer.headers["x-tts-tag"] == TAG
    if form == "pcm":
        assert len(answer.content) == pytest.approx(24000, abs=100)
    else:
        with soundfile.SoundFile(io.BytesIO(answer.content)) as sound:
            assert sound.comment == TAG
            assert sound.read().size / sound.samplerate == pytest.approx(0.5, abs=0.1)  # MP3 begins early


def test_what_is_noticed_of_a_recording_is_said(converter):
    answer = convert(converter, file_of(np.stack([vowel(0.3)] * 2, 1)), {"Content-Type": "application/octet-stream"})
    assert answer.headers["x-tts-warning"] == "its 2 channels were averaged"


def test_what_cannot_be_converted_is_refused_as_on_the_command_line(converter):
    good = file_of(vowel(0.3))
    assert re.fullmatch(
        r"the recording is no recording that can be read \([^<>]+\)",
        error(convert(converter, b"no sound"), 400)["message"],
    )
    empty = error(convert(converter, file_of(np.zeros(0, np.float32))), 400)
    assert empty["message"] == "the recording is empty: there is nothing to convert"
    pitch = error(convert(converter, good, pitch="high"), 400)
    assert (pitch["message"], pitch["param"]) == ("pitch high: auto, keep, or a number of semitones", "pitch")
    assert error(convert(converter, good, pitch="nan"), 400)["message"].startswith("pitch nan: at most 36")
    assert "there is no voice '../en_US-tiny'" in error(convert(converter, good, voice="../en_US-tiny"), 400)["message"]
    assert "eve" in error(convert(converter, good, speaker="eve"), 400)["message"]
    for form in ("application/json", "multipart/form-data"):
        assert "Content-Type audio/*" in error(convert(converter, good, {"Content-Type": form}), 415)["message"]
    assert "500 Hz" in error(convert(converter, file_of(vowel(0.3), rate=500)), 400)["message"]


def refused_as_too_large(server):
    counted = re.findall(r'^tts_requests_total\{.*status="413"\} (\S+)$', server.get("/metrics").text, re.M)
    return sum(map(float, counted))


def test_long_recordings_and_large_bodies_are_refused(converter):
    before = refused_as_too_large(converter)
    long = error(convert(converter, file_of(np.zeros(401 * 1000, np.float32), rate=1000)), 413)
    assert long["code"] == "recording_too_long"
    for body in (bytes(3_000_001), (bytes(100_000) for _ in range(40))):  # the second of no declared length
        assert error(convert(converter, body), 413)["code"] == "request_too_large"
    wait_until(lambda: refused_as_too_large(converter) == before + 3)
    wait_until(lambda: figure(converter, "tts_requests_under_way") == 0)


def test_it_is_counted(converter):
    before = figure(converter, "tts_sound_seconds_total")
    convert(converter, file_of(vowel(1.0)))
    assert figure(converter, "tts_sound_seconds_total") == pytest.approx(before + 1.0, abs=0.01)
    metrics = converter.get("/metrics").text
    assert 'tts_requests_total{endpoint="/v1/convert",status="200"}' in metrics
    assert 'tts_first_byte_seconds_count{format="convert"}' in metrics


def test_a_client_who_leaves_stops_the_work(converter):
    body, params = file_of(vowel(390.0, rate=1000), rate=1000), {"voice": "en_US-tiny", "response_format": "wav"}
    before = [figure(converter, name) for name in ("tts_sound_seconds_total", "tts_cancelled_total")]
    url = f"{converter.url}/v1/convert"
    with httpx.stream("POST", url, content=body, params=params, headers=WAV, timeout=PATIENCE_SECONDS) as answer:
        assert answer.status_code == 200, answer.read()
        pieces = answer.iter_raw()
        next(pieces)
        assert figure(converter, "tts_requests_under_way") == 1
    wait_until(lambda: figure(converter, "tts_cancelled_total") == before[1] + 1)
    assert figure(converter, "tts_requests_under_way") == 0
    assert figure(converter, "tts_sound_seconds_total") < before[0] + 390


def test_a_client_who_leaves_while_sending_frees_its_place(converter):
    def broken_off():
        yield bytes(1000)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        convert(converter, broken_off())
    wait_until(lambda: figure(converter, "tts_requests_under_way") == 0)


@pytest.mark.usefixtures("converter")
def test_a_recording_that_does_not_arrive_is_not_waited_for():
    head = "POST /v1/convert HTTP/1.1\r\nHost: here\r\nContent-Type: audio/wav\r\nContent-Length: 1000\r\n\r\n"
    with running(stall_seconds=0.2) as server:
        url = httpx.URL(server.url)
        with socket.create_connection((url.host, url.port), PATIENCE_SECONDS) as client:
            client.sendall(head.encode() + b"RIFF")
            assert client.recv(100).startswith(b"HTTP/1.1 408 ")
        wait_until(lambda: figure(server, "tts_requests_under_way") == 0)
