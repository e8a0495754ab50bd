"""Texts in letters that the voice's language is not written in, through the whole program."""

import pytest
import soundfile
from typer.testing import CliRunner

from tts_cli.app import app

pytestmark = pytest.mark.usefixtures("tiny_voice")


def synth(*arguments):
    return CliRunner().invoke(app, ["synth", *map(str, arguments)])


@pytest.mark.parametrize(("text", "script"), [("Привіт! Як справи?", "Cyrillic"), ("你好。今天天气很好。", "Chinese")])
def test_such_a_text_is_spoken_with_one_line_that_names_the_voices_language(tmp_path, text, script):
    result = synth(text, "-o", tmp_path / "out.wav")
    assert result.exit_code == 0
    assert f"the text is in {script} letters, but voice en_US-tiny speaks en-us" in result.stderr
    assert result.stderr.count("\n") == 1
    assert soundfile.info(tmp_path / "out.wav").duration > 0.3


def test_a_foreign_word_in_a_text_is_no_reason_to_warn(tmp_path):
    assert synth("Kyiv is Київ.", "-o", tmp_path / "out.wav").stderr == ""


def test_a_batch_of_many_such_texts_is_warned_of_once(tmp_path):
    (tmp_path / "lines.txt").write_text("Привіт!\nЯк справи?\nДобре.\n", encoding="utf-8")
    result = synth("--file", tmp_path / "lines.txt", "--output-dir", tmp_path)
    assert result.stderr.count("Cyrillic") == 1
    assert (tmp_path / "0003.wav").exists()
