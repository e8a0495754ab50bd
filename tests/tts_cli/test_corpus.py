"""`tts corpus check`: what is printed where, and the exit codes."""

import json

import pytest
from typer.testing import CliRunner

from tests.voices.corpus.speech import write_speech
from tts_cli.app import app


@pytest.fixture
def corpus(tmp_path):
    for number in range(2):
        write_speech(tmp_path / f"wavs/a{number}.wav", seed=number)
    (tmp_path / "metadata.csv").write_text("a0|The quick brown fox [sic]\na1|Jumps over the lazy dog\n")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)])


def test_a_sound_corpus_exits_0_and_says_what_will_be_used(corpus):
    result = run("check", corpus, "--strict")
    assert result.exit_code == 0
    assert "2 recordings will be used, 0 are skipped" in result.stdout


def test_a_skipped_recording_exits_1_only_with_strict(corpus):
    (corpus / "wavs/a1.wav").unlink()
    assert run("check", corpus).exit_code == 0
    assert run("check", corpus, "--strict").exit_code == 1


def test_nothing_usable_exits_1(corpus):
    for path in corpus.glob("wavs/*"):
        path.unlink()
    result = run("check", corpus)
    assert result.exit_code == 1
    assert "0 recordings will be used, 2 are skipped" in result.stdout


def test_json_names_every_finding_with_its_recording_and_how_to_mend_it(corpus):
    (corpus / "wavs/a1.wav").write_bytes(b"")
    report = json.loads(run("check", corpus, "--json").stdout)
    assert report["usable"] == 1
    assert report["speakers"][corpus.name]["recordings"] == 1
    assert report["skipped"] == [
        {
            "recording": f"{corpus.name}/a1",
            "problem": "audio file empty",
            "detail": "",
            "mend": "copy the file again, or take it out",
        }
    ]


def test_two_corpora_are_checked_together(corpus, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    write_speech(other / "b.wav", seed=7)
    (other / "b.txt").write_text("Two corpora in one run")
    report = json.loads(run("check", corpus, other, "--json").stdout)
    assert set(report["speakers"]) == {corpus.name, other.name}


def test_a_folder_without_a_corpus_gets_one_line_on_stderr(tmp_path):
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "holds no corpus" in result.stderr


def test_folders_may_be_named_with_corpus_options_and_one_is_needed(corpus):
    assert "2 recordings will be used" in run("check", "--corpus", corpus).stdout
    nothing = run("check")
    assert nothing.exit_code == 2
    assert "name at least one folder" in nothing.stderr
