"""`tts explain`, as people and as programs read it."""

import json
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app


@pytest.fixture(scope="module")
def voices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-tiny")
    return folder


@pytest.fixture(autouse=True)
def _installed(voices, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(voices))
    monkeypatch.setattr("voices.registry.BUNDLED", voices / "none")


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
    assert (sentence["words"][1]["text"], sentence["words"][1]["phones"]) == ("five", ["f", "ˈaɪ", "v"])
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


def test_every_phone_has_its_duration_and_the_words_follow_one_another():
    (sentence,) = json.loads(explain("Hello there, you.", "--json").stdout)["sentences"]
    for word in sentence["words"]:
        assert len(word["phones"]) == len(word["durations_ms"]) == len(word["pitch_hz"])
        assert all(duration >= 10 for duration in word["durations_ms"])
        assert all(pitch is None or 100 < pitch < 400 for pitch in word["pitch_hz"])
    first, second = sentence["words"][:2]
    assert second["start_seconds"] == pytest.approx(first["start_seconds"] + sum(first["durations_ms"]) / 1000)
    assert sentence["seconds"] > sentence["words"][2]["start_seconds"]


def test_the_terminal_view_has_milliseconds_and_pitch_under_each_phone():
    lines = explain("Hello.").stdout.splitlines()
    phones = next(number for number, line in enumerate(lines) if line.startswith("Hello "))
    count = len("h ə l ˈoʊ".split())
    assert [len(line.split()) for line in lines[phones + 1 : phones + 3]] == [count, count]
    assert all(text.isdecimal() for text in lines[phones + 1].split())
    assert "seconds, from 0.00" in explain("Hello.").stdout


def test_a_speaker_has_a_pitch_of_its_own():
    def pitches(*arguments):
        words = json.loads(explain("Hello.", "--json", *arguments).stdout)["sentences"][0]["words"]
        return [pitch for pitch in words[0]["pitch_hz"] if pitch]

    assert max(pitches("--speaker", "bob")) < min(pitches("--voice", "en_US-tiny#ann"))


def test_without_a_voice_and_in_other_languages_there_are_no_times(tmp_path, monkeypatch):
    assert "durations_ms" not in explain("Guten Tag.", "--json", "--language", "de").stdout
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    result = explain("Hello.", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["sentences"][0]["words"][0] == {
        "text": "Hello",
        "tag": "UH",
        "phones": ["h", "ə", "l", "ˈoʊ"],
        "source": "espeak",
    }
    assert "no durations and no pitch: no voice is installed" in result.stderr


def test_a_voice_and_another_language_exclude_each_other():
    result = explain("Hallo.", "--voice", "en_US-tiny", "--language", "de")
    assert result.exit_code == 2
    assert "voice en_US-tiny speaks en-us, not de" in result.stderr


@pytest.mark.parametrize("language", [(), ("--language", "de")])
def test_a_recording_that_ssml_names_is_a_pause_of_its_length(tmp_path, language):
    soundfile.write(tmp_path / "bell.wav", np.zeros(12000), 8000)
    result = explain(
        f'<speak>One <audio src="{tmp_path}/bell.wav">ding</audio> two.</speak>', "--ssml", "--json", *language
    )
    (sentence,) = json.loads(result.stdout)["sentences"]
    assert sentence["spoken"] == "One two."
    assert sentence["breaks"][0]["seconds"] == 1.5


@pytest.mark.parametrize("language", [(), ("--language", "de")])
def test_ssml_is_explained_as_it_is_spoken(language):
    ssml = '<speak>One\n<break time="2s"/> <sub alias="and two">2</sub> <tune>three</tune></speak>'
    result = explain("-", "--ssml", "--json", *language, stdin=ssml)
    (sentence,) = json.loads(result.stdout)["sentences"]
    assert (sentence["text"], sentence["spoken"]) == ("One 2 three", "One and two three")
    assert sentence["breaks"][0] == {
        "after_word": 0,
        "kind": "clause",
        "strength": 2,
        "cause": "asked for",
        "seconds": 2.0,
    }
    assert result.stderr == "tts: warning: SSML <tune> is not known here; what it holds is spoken as it stands\n"


def test_the_view_says_what_a_word_is_where_its_phones_come_from_and_why_there_is_a_pause():
    output = explain("He read it, Nguyen.").stdout
    for seen in ("VBD", "heteronym", "NNP", "dictionary", "comma ||", "it: ,; Nguyen: . end of paragraph"):
        assert seen in output


def test_markup_is_not_read_and_the_sentences_are_shown_as_they_are_written():
    text = "# Salt\n\nIt is **old**.\n\n```\nx = 1\n```"
    result = explain(text, "--json")
    found = json.loads(result.stdout)
    assert found["spoken"] == "Salt It is old."
    assert [text[one["start"] : one["end"]] for one in found["sentences"]] == [
        one["text"] for one in found["sentences"]
    ]
    assert result.stderr == "tts: warning: code between ``` is not read\n"
    assert "asterisk" in json.loads(explain("a ** b", "--json", "--markup", "none").stdout)["spoken"]


def test_html_from_standard_input_is_one_text():
    (line,) = explain("-", "--markup", "html", "--json", stdin="<p>One\n<b>two</b>.<p>Three.").stdout.splitlines()
    assert json.loads(line)["spoken"] == "One two. Three."


def test_a_difference_shows_the_words_and_pauses_that_changed_and_no_others(tmp_path):
    output = explain("He read it, and left.", "--diff", "I will read it and left.").stdout
    assert "[ɹ ˈɛ d]" in output
    assert "[ɹ ˈiː d]" in output
    assert "comma" in output
    assert "left" not in output
    saved = tmp_path / "before.json"
    saved.write_text(explain("He read it.", "--json").stdout, encoding="utf-8")
    assert "nothing differs" in explain("He read it.", "--diff", str(saved)).stdout


def test_explaining_with_a_voice_needs_no_torch():
    script = (
        "import sys; from tts_cli.app import app\n"
        "try: app(['explain', 'Hello.', '--json'])\n"
        "except SystemExit: print('torch' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert '"durations_ms"' in result.stdout
    assert result.stdout.endswith("False\n")
