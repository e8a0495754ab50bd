"""`tts explain`, as people and as programs read it."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tts_cli.app import app


def explain(*arguments, stdin=None):
    return CliRunner().invoke(app, ["explain", *arguments], input=stdin)


def test_the_terminal_view_shows_every_stage():
    output = explain("Hello AIUkraine! It costs $5.").stdout
    for stage in ("Hello AIUkraine!", "characters 17 to 29", "It costs five dollars.", "hə.lˈoʊ", "exclamation ||||"):
        assert stage in output


def test_json_holds_the_text_its_words_with_phones_and_the_breaks():
    (line,) = explain("It's 5, Dr. No!", "--json").stdout.splitlines()
    found = json.loads(line)
    assert found["text"] == "It's 5, Dr. No!"
    assert found["spoken"] == "It's five, Doctor No!"
    (sentence,) = found["sentences"]
    assert sentence["words"][1] == {"text": "five", "phones": ["f", "ˈaɪ", "v"]}
    assert [(one["after_word"], one["kind"]) for one in sentence["breaks"]] == [(1, "comma"), (3, "exclamation")]


def test_stdin_gives_one_json_object_for_each_line_even_an_empty_one():
    lines = explain("-", "--json", stdin="One.\n\n...\nTwo? Three!\n").stdout.splitlines()
    texts = [json.loads(line) for line in lines]
    assert [len(text["sentences"]) for text in texts] == [1, 0, 1, 2]
    assert [text["spoken"] for text in texts] == ["One.", "", "...", "Two? Three!"]


def test_a_text_without_speech_says_so():
    assert "Nothing here can be spoken" in explain("?!").stdout


def test_bytes_that_are_not_utf8_still_give_valid_json():
    command = [sys.executable, "-m", "tts_cli", "explain", "-", "--json"]
    result = subprocess.run(command, input=b"caf\xe9 5\n", capture_output=True, check=True)
    assert json.loads(result.stdout.decode("utf-8"))["spoken"].endswith("five")


def test_the_lexicon_option_changes_a_word(tmp_path):
    lexicon = tmp_path / "mine.txt"
    lexicon.write_text("gif  dʒ ˈɪ f\n", encoding="utf-8")
    found = json.loads(explain("A GIF.", "--json", "--lexicon", str(lexicon)).stdout)
    assert found["sentences"][0]["words"][1]["phones"] == ["dʒ", "ˈɪ", "f"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hi", "--lexicon", "no-such.txt"], "cannot read lexicon no-such.txt: No such file or directory"),
        (["hi", "--language", "xx"], "espeak-ng does not speak 'xx'"),
        (["[[q5]]"], "'5' in 'q5' is not a phone"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_1(arguments, message):
    result = explain(*arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
