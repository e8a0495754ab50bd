"""`tts voices`, as people and programs use it."""

import http.server
import json
import re
import socket
import subprocess
import sys
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from typer.testing import CliRunner

from tests.voices.corpus.speech import write_speech
from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app
from voices.packs.archive import export_voice
from voices.packs.manifest import read_manifest
from voices.packs.sealing import seal_voice


@pytest.fixture
def voice(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "installed"))
    monkeypatch.setattr("voices.registry.BUNDLED", tmp_path / "bundled")
    make_tiny_voice(tmp_path / "voice")
    return tmp_path / "voice"


def run(*arguments):
    return CliRunner().invoke(app, ["voices", *map(str, arguments)])


def test_a_voice_is_installed_listed_shown_verified_and_removed(voice):
    assert "installed en_US-tiny" in run("install", voice).stderr
    listed = run("list").stdout
    assert "en_US-tiny" in listed
    assert "ann, bob" in listed
    assert "16 kHz" in listed
    assert "CC0" in run("info", "en_US-tiny").stdout
    assert "is whole: 2 files" in run("verify", "en_US-tiny").stderr
    assert run("remove", "en_US-tiny").exit_code == 0
    result = run("list")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "No voice is installed; searched" in result.stderr


def test_json_lists_everything(voice):
    run("install", voice)
    (listed,) = json.loads(run("list", "--json").stdout)
    assert (listed["name"], listed["speakers"], listed["sample_rate"]) == ("en_US-tiny", ["ann", "bob"], 16000)
    assert listed["size_bytes"] > 0
    assert json.loads(run("info", "en_US-tiny", "--json").stdout) == listed


def test_a_broken_voice_is_listed_in_the_table_with_its_problem(voice, tmp_path):
    run("install", voice)
    (tmp_path / "installed" / "en_US-tiny" / "voice.yaml").write_text("format: 9\n", encoding="utf-8")
    assert "has format 9" in " ".join(run("list").stdout.split())


def test_an_exported_voice_can_be_installed_again(voice, tmp_path):
    archive = tmp_path / "shared.zip"
    run("install", voice)
    assert run("export", "en_US-tiny", "-o", archive).exit_code == 0
    run("remove", "en_US-tiny")
    assert run("install", archive).exit_code == 0


@contextmanager
def served(folder):
    """Serve a folder, and yield its address."""
    handler = partial(_QuietHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_voice_is_installed_from_the_network(voice, tmp_path):
    export_voice(voice, tmp_path / "served" / "tiny.zip")
    with served(tmp_path / "served") as address:
        missing = run("install", f"{address}/none.zip")
        assert run("install", f"{address}/tiny.zip").exit_code == 0
    assert missing.exit_code == 1
    assert "cannot fetch" in missing.stderr
    assert missing.stderr.count("\n") == 1


def test_a_voice_of_a_catalogue_is_installed_by_its_name(voice, tmp_path):
    export_voice(voice, tmp_path / "shelf" / "tiny.zip")
    assert run("catalogue", tmp_path / "shelf").exit_code == 0
    with served(tmp_path / "shelf") as address:
        wanted = ("--catalogue", f"{address}/catalogue.json")
        assert "installed" not in run("available", *wanted).stdout
        assert run("install", "en_US-tiny", *wanted).exit_code == 0
        assert "installed" in run("available", *wanted).stdout
        assert json.loads(run("available", "--json", *wanted).stdout)[0]["name"] == "en_US-tiny"
        unknown = run("install", "de_DE-tiny", *wanted)
    assert (unknown.exit_code, unknown.stderr.count("\n")) == (1, 1)
    assert "has no voice 'de_DE-tiny'; it has en_US-tiny" in unknown.stderr


def test_a_catalogue_on_a_disk_that_is_shared_is_read_as_well(voice, tmp_path, monkeypatch):
    export_voice(voice, tmp_path / "shelf" / "tiny.zip")
    run("catalogue", tmp_path / "shelf", "-o", tmp_path / "shelf" / "list.json")
    monkeypatch.setenv("TTS_CATALOGUE", str(tmp_path / "shelf" / "list.json"))
    assert run("install", "en_US-tiny").exit_code == 0
    assert (tmp_path / "installed" / "en_US-tiny" / "voice.yaml").exists()


def test_an_installed_voice_is_replaced_by_force_only(voice):
    run("install", voice)
    refused = run("install", voice)
    assert refused.exit_code == 1
    assert "is installed already" in refused.stderr
    assert "--force replaces it" in refused.stderr
    seal_voice(voice, replace(read_manifest(voice), licence="MIT"))
    assert run("install", voice, "--force").exit_code == 0
    assert json.loads(run("info", "en_US-tiny", "--json").stdout)["licence"] == "MIT"


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("http://", b""),
        ("http://[::1", b""),
        ("http://a b/", b""),
        ("http://127.0.0.1:{port}/x.zip", b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nno zip"),
        ("http://127.0.0.1:{port}/x.zip", b"no HTTP at all\r\n\r\n"),
        ("http://127.0.0.1:{port}/x.zip", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ncut short"),
    ],
)
def test_addresses_and_answers_that_make_no_sense_are_one_line(address, answer):
    with socket.create_server(("127.0.0.1", 0)) as server:
        if answer:
            threading.Thread(target=_answer, args=(server, answer), daemon=True).start()
        address = address.format(port=server.getsockname()[1])
        result = run("install", address)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "internal error" not in result.stderr
    assert address in result.stderr


def _answer(server, answer):
    connection, _ = server.accept()
    with connection:
        connection.recv(10_000)
        connection.sendall(answer)


HOSTILE = "CC0 \x1b[31mred\x9b2J\x07 \u202eback\r"


@pytest.mark.parametrize(
    "command", [("list",), ("info", "en_US-tiny"), ("list", "--json"), ("info", "en_US-tiny", "--json")]
)
def test_what_a_voice_says_of_itself_commands_no_terminal(voice, command):
    seal_voice(voice, replace(read_manifest(voice), licence=HOSTILE, credits=HOSTILE))
    run("install", voice)
    shown = run(*command).stdout
    assert not set(HOSTILE) & set("\x1b\x9b\x07\u202e\r") & set(shown)
    assert r"CC0 \u001b[31mred" in shown
    if "--json" in command:
        about = json.loads(shown)
        assert (about[0] if isinstance(about, list) else about)["licence"] == HOSTILE


def test_what_an_error_quotes_commands_no_terminal(voice):
    values = (voice / "voice.yaml").read_text(encoding="utf-8")
    (voice / "voice.yaml").write_text(values.replace("name: en_US-tiny", 'name: "\\e[31mred"'), encoding="utf-8")
    assert "\x1b" not in run("verify", voice).stderr
    assert run("info", voice / "\x1b[31m").stderr.count("\x1b") == 0


def test_an_export_replaces_no_file_unless_it_is_told_to(voice, tmp_path):
    run("install", voice)
    (tmp_path / "mine.zip").write_text("years of work")
    refused = run("export", "en_US-tiny", "-o", tmp_path / "mine.zip")
    assert refused.exit_code == 1
    assert "mine.zip is there already; --overwrite replaces it" in refused.stderr
    assert (tmp_path / "mine.zip").read_text() == "years of work"
    assert run("export", "en_US-tiny", "-o", tmp_path / "mine.zip", "--overwrite").exit_code == 0
    assert zipfile.is_zipfile(tmp_path / "mine.zip")


@pytest.mark.usefixtures("voice")
def test_a_whole_voice_that_cannot_speak_is_not_installed(tmp_path):
    make_tiny_voice(tmp_path / "mute", models={"acoustic": "vocoder.safetensors", "vocoder": "acoustic.safetensors"})
    result = run("install", tmp_path / "mute")
    assert result.exit_code == 1
    assert f"{tmp_path}/mute/vocoder.safetensors says nothing about a model of kind 'acoustic'" in result.stderr
    assert "No voice is installed" in run("list").stderr


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.mark.parametrize(
    "arguments", [("info", "x"), ("verify", "x"), ("remove", "x"), ("export", "x"), ("install", "none.zip")]
)
@pytest.mark.usefixtures("voice")
def test_bad_names_get_one_line_and_exit_code_1(arguments):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("tts: there is no ")
    assert result.stderr.count("\n") == 1


def test_two_programs_install_the_same_voice_at_once_and_one_is_told_it_was_late(voice, tmp_path):
    export_voice(voice, tmp_path / "tiny.zip")
    command = [sys.executable, "-m", "tts_cli", "voices", "install", str(tmp_path / "tiny.zip")]
    programs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [program.communicate()[1] for program in programs]
    assert sorted(program.returncode for program in programs) == [0, 1]
    assert sorted(line.startswith("tts: voice en_US-tiny is installed already") for line in said) == [False, True]
    assert "en_US-tiny is whole" in run("verify", "en_US-tiny").stderr


COLOUR = re.compile("\x1b\\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7])m")
PLAIN_TABLES = [
    ["voices", "list"],
    ["voices", "info", "en_US-tiny"],
    ["explain", "Hello, you."],
    ["corpus", "check", "recordings"],
    ["doctor"],
]


@pytest.mark.parametrize("command", PLAIN_TABLES, ids=" ".join)
def test_a_table_has_no_colour_where_none_is_wanted_and_no_codes_at_all_without_a_terminal(
    voice, tmp_path, monkeypatch, command
):
    run("install", voice)
    write_speech(tmp_path / "recordings" / "one.wav")
    (tmp_path / "recordings" / "one.txt").write_text("One two three.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert "\x1b" not in CliRunner().invoke(app, command).stdout
    for name, value in {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm-256color"}.items():
        monkeypatch.setenv(name, value)
    printed = CliRunner().invoke(app, command).stdout
    assert "\x1b" in printed
    assert not COLOUR.search(printed)


def test_a_voice_of_one_slow_vocoder_is_not_written_as_onnx(voice):
    refused = run("export", voice, "--onnx", "-o", voice.parent / "onnx")
    assert refused.exit_code == 1
    assert "has no vocoder of flows" in refused.output
    (voice.parent / "onnx").mkdir(exist_ok=True)
    assert "is there already" in run("export", voice, "--onnx", "-o", voice.parent / "onnx").output
