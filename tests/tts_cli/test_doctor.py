"""`tts doctor`, as a user and a program read it, on a healthy installation and on one with something broken."""

import json
import re

import pytest
from typer.testing import CliRunner

from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app

pytestmark = pytest.mark.usefixtures("tiny_voice")


def doctor(*arguments):
    return CliRunner().invoke(app, ["doctor", *arguments])


def test_a_healthy_installation_is_said_to_work():
    result = doctor("--json")
    report = json.loads(result.stdout)
    assert [finding for finding in report["findings"] if finding["state"] == "problem"] == []
    assert (result.exit_code, report["works"]) == (0, True)
    named = {finding["name"] for finding in report["findings"]}
    assert {"tts", "Python", "espeak-ng", "instruction set", "voice en_US-tiny", "synthesis", "generation"} <= named
    assert {"training", "compiled code"} <= named
    (training,) = (finding["detail"] for finding in report["findings"] if finding["name"] == "training")
    assert re.fullmatch(r"in \w+, en_US-tiny: [\d,]+ samples/s of a core in float32(, [\d,]+ samples.*)?", training)


def test_the_table_names_what_is_broken_how_to_mend_it_and_the_rest_all_the_same(tmp_path, monkeypatch):
    make_tiny_voice(tmp_path / "en_US-broken", "en_US-broken")
    (tmp_path / "en_US-broken" / "vocoder.safetensors").write_bytes(b"short")
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    result = doctor()
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    broken = next(number for number, line in enumerate(lines) if "vocoder.safetensors is damaged" in line)
    assert lines[broken].split()[:3] == ["problem", "voice", "en_US-broken"]
    assert "to mend it: delete" in lines[broken + 1]
    assert any(line.startswith("ok") and "espeak-ng" in line for line in lines)
    assert lines[-1].endswith("of what is needed does not work.")


def test_a_check_that_fails_in_an_unforeseen_way_is_a_problem_and_the_others_go_on(monkeypatch):
    def fail():
        raise ZeroDivisionError("division by zero")
        yield

    monkeypatch.setattr("tts_cli.checks.processor.check_processor", fail)
    result = doctor("--json")
    findings = {finding["name"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert result.exit_code == 1
    assert findings["processor"]["detail"] == "ZeroDivisionError: division by zero"
    assert findings["synthesis"]["state"] == "ok"
