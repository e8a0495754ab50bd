"""`tts train`: recordings in, an installed voice out, and nothing lost on the way."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.voices.corpus.speech import write_speech
from tts_cli.app import app

ROOT = Path(__file__).parents[2]
TEXTS = ["One two three.", "The quick brown fox jumps.", "Over the lazy dog."] * 2
TINY_TRAINING = "{steps: 4, precision: float32, checkpoint_every: 2, validate_every: 2, log_every: 1}"
TINY_NETWORK = "{residual_channels: 16, skip_channels: 16, head_channels: 16, stacks: 1, layers_per_stack: 3}"
RECIPE = f"""
acoustic: {{hidden: 16, layers: 2, batch_size: 4, adversarial: 0.1, training: {TINY_TRAINING}}}
vocoder: {{network: {TINY_NETWORK}, crops: {{batch_size: 2, frames: 20}}, training: {TINY_TRAINING}, rendered: 1}}
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora") / "ann"
    write_corpus(folder, range(len(TEXTS)))
    (folder / "LICENSE.txt").write_text("Do what you like.")
    return folder


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("TTS_RUNS", str(tmp_path / "runs"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(RECIPE)
    return tmp_path


def write_corpus(folder, numbers):
    for number in numbers:
        write_speech(folder / f"wavs/a{number}.wav", seconds=2, seed=number)
        with (folder / "metadata.csv").open("a") as metadata:
            metadata.write(f"a{number}|{TEXTS[number % len(TEXTS)]}\n")


def tts(*arguments, code=0):
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == code, result.output
    return result.stdout + result.stderr


def train(corpus, *arguments, code=0):
    return tts("train", "--corpus", corpus, "--recipe", "tiny.yaml", "--from", "none", *arguments, code=code)


def test_recordings_become_an_installed_voice_that_speaks(corpus, workplace):
    output = train(corpus)
    assert "6 recordings prepared" in output
    assert 'tts synth "Hello!" --voice ann' in output
    tts("synth", "Hello!", "--voice", "ann", "-o", "hello.wav")
    assert soundfile.info("hello.wav").frames > 500
    about = json.loads(tts("voices", "info", "ann", "--json"))
    assert about["training"]["recordings"] == 5
    assert about["training"]["started_from"] == "nothing"
    assert "duration_rmse" in about["training"]
    assert "Do what you like." in (workplace / "voices/ann/LICENSE.txt").read_text()
    run = workplace / "runs/ann"
    assert [path.name for path in (run / "samples").iterdir()] == ["ann-0.wav"]
    for stage in ("acoustic", "vocoder"):
        steps = [json.loads(line)["step"] for line in (run / stage / "log.jsonl").read_text().splitlines()]
        assert max(steps) == 4
    assert list((run / "vocoder/samples/step-00000004").iterdir())


@pytest.mark.usefixtures("workplace")
def test_a_voice_of_one_recording_claims_no_loss(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one") / "ann"
    write_corpus(folder, range(1))
    train(folder)
    about = json.loads(tts("voices", "info", "ann", "--json"), parse_constant=pytest.fail)
    assert about["training"]["recordings"] == 1
    assert "vocoder_loss" not in about["training"]


def test_a_voice_with_a_student_has_a_second_vocoder(corpus, workplace):
    flows = "{residual_channels: 16, skip_channels: 16, layers_per_stack: 3}"
    losses = "{windows: [64, 128], critic_windows: [128], critic_channels: 4}"
    crops = "crops: {batch_size: 2, frames: 20}"
    (workplace / "tiny.yaml").write_text(
        RECIPE
        + f"student: {{teacher: {{{crops}, training: {TINY_TRAINING}}}, student: {{network: {flows}, losses: {losses}, "
        + f"{crops}, training: {TINY_TRAINING}, rendered: 1}}}}"
    )
    train(corpus, "--student")
    tts("synth", "Hello!", "--voice", "ann", "--vocoder", "parallel", "-o", "parallel.wav")
    tts("synth", "Hello!", "--voice", "ann", "-o", "own.wav")
    parallel, own = soundfile.read("parallel.wav")[0], soundfile.read("own.wav")[0]
    assert len(parallel) == len(own)
    assert not np.array_equal(parallel, own)


def test_the_same_command_again_learns_nothing_twice(corpus, workplace):
    train(corpus)
    before = (workplace / "runs/ann/vocoder/log.jsonl").read_text()
    train(corpus)
    assert (workplace / "runs/ann/vocoder/log.jsonl").read_text() == before


def test_an_interrupted_run_says_how_to_go_on_and_does(corpus, workplace):
    (workplace / "slow.yaml").write_text(RECIPE.replace("steps: 4", "steps: 100000"))
    command = [sys.executable, "-m", "tts_cli", "train", "--corpus", str(corpus), "--from", "none", "--recipe"]
    process = subprocess.Popen(
        [*command, str(workplace / "slow.yaml")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    folder = workplace / "runs/ann/acoustic"
    while not list(folder.glob("step-*")):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    errors = process.communicate()[1]
    assert process.returncode == 130
    assert "the same command goes on from there" in errors
    reached = max(int(path.stem.removeprefix("step-")) for path in folder.glob("step-*"))
    (workplace / "tiny.yaml").write_text(RECIPE.replace("steps: 4", f"steps: {reached + 2}", 1))
    train(corpus)
    steps = [json.loads(line)["step"] for line in (folder / "log.jsonl").read_text().splitlines()]
    assert max(steps) == reached + 2
    assert sorted(set(steps)) == list(range(1, reached + 3))


def test_other_recordings_do_not_go_into_a_run_under_way(workplace, tmp_path_factory):
    grown = tmp_path_factory.mktemp("grown") / "ann"
    write_corpus(grown, range(4))
    train(grown)
    write_corpus(grown, range(4, 6))
    message = train(grown, code=1)
    assert "was started with other recordings" in message
    assert "--restart forgets" in message
    kept = workplace / "runs" / "ann" / "acoustic"
    train(grown.parent / "nowhere", "--name", "ann", "--restart", code=1)
    train(grown, "--hold-out", "b*", "--restart", code=1)
    assert kept.is_dir()  # a slip of the pen loses nothing
    assert "installed ann" in train(grown, "--restart")


def test_another_speaker_starts_from_a_voice_that_is_there(corpus, workplace, tmp_path_factory):
    train(corpus, "--name", "first")
    other = tmp_path_factory.mktemp("other") / "ben"
    write_corpus(other, range(6, 9))
    recipe = "\n".join(line for line in RECIPE.splitlines()).replace("hidden: 16, layers: 2, ", "")
    (workplace / "adapt.yaml").write_text(recipe)
    output = tts("train", "--corpus", other, "--recipe", "adapt.yaml", "--from", "first")
    assert "starting from first" in output
    assert json.loads(tts("voices", "info", "ben", "--json"))["training"]["started_from"] == "first"


@pytest.mark.usefixtures("workplace")
def test_two_corpora_make_a_voice_of_two_speakers(corpus, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "ben"
    write_corpus(other, range(6, 9))
    train(corpus, "--corpus", other, "--name", "both")
    assert json.loads(tts("voices", "info", "both", "--json"))["speakers"] == ["ann", "ben"]


def test_linguistic_conditioning_makes_a_voice_too(corpus, workplace):
    (workplace / "tiny.yaml").write_text("conditioning: linguistic\n" + RECIPE)
    train(corpus)
    assert json.loads(tts("voices", "info", "ann", "--json"))["conditioning"] == "linguistic"
    tts("synth", "Hello!", "--voice", "ann", "-o", "hello.wav")


def test_audio_without_texts_becomes_a_network_that_sounds(workplace):
    (workplace / "music").mkdir()
    for name in ("a.wav", "b.wav"):
        soundfile.write(workplace / "music" / name, np.random.default_rng(0).normal(0, 0.1, 8000), 8000)
    vocoder = RECIPE.splitlines()[-1]
    (workplace / "babble.yaml").write_text(f"conditioning: none\n{vocoder}\n")
    output = tts("train", "--corpus", "music", "--recipe", "babble.yaml")
    (weights,) = re.findall(r"tts sample (\S+)", output.replace("\n", ""))
    tts("sample", weights, "-o", "babble.wav", "--seconds", "0.25")
    assert soundfile.info("babble.wav").frames == 2000


def test_a_run_can_be_exported(corpus, workplace):
    train(corpus)
    tts("voices", "export", workplace / "runs/ann", "-o", "ann.zip")
    tts("voices", "remove", "ann")
    tts("voices", "install", "ann.zip")


@pytest.mark.usefixtures("workplace")
def test_a_pattern_that_holds_out_nothing_is_said_before_anything_is_learned(corpus):
    assert "'b*' holds out none of the 6 recordings" in train(corpus, "--hold-out", "b*", code=1)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--recipe", "nothing"], "there is no recipe 'nothing': name a YAML file, or adapt, linguistic"),
        (["--from", "nobody"], "there is no voice 'nobody'"),
        (["--name", "***"], "is no name for a voice"),
        (["--minutes", "0"], "minutes is 0, but must be positive"),
    ],
)
@pytest.mark.usefixtures("workplace")
def test_what_cannot_be_is_one_clear_line(corpus, arguments, complaint):
    assert complaint in tts("train", "--corpus", corpus, *arguments, code=1)


def test_a_folder_without_a_usable_recording_is_one_clear_line(workplace):
    (workplace / "empty").mkdir()
    assert "tts: " in tts("train", "--corpus", "empty", code=1)
