"""`tts train --recipe conversion`: recordings in, an installed conversion model out."""

import json
import shutil

import numpy as np
import pytest
import soundfile
import yaml

from tests.tts_cli.test_train import TEXTS, TINY_TRAINING, tts, write_corpus
from tests.voices.conversion.test_service import vowel
from tests.voices.tiny_conversion import make_tiny_conversion
from tests.voices.tiny_voice import make_tiny_voice
from voices.packs.conversion_manifest import verify_conversion

RECIPE = f"""
trains: conversion
model:
  network: {{coefficients: 6, codes: 8, code_width: 4, hidden: 16, layers: 2}}
  crops: {{batch_size: 2, codes: 20}}
  losses: {{adversarial: 0.1, confusion: 0.1, free_steps: 1}}
  training: {TINY_TRAINING}
"""
DIRECT = f"direct: {{crops: {{batch_size: 2, frames: 20}}, training: {TINY_TRAINING}, rendered: 1}}\n"


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora")
    for first, speaker in enumerate(("ann", "bob")):
        write_corpus(folder / speaker, range(first * len(TEXTS), (first + 1) * len(TEXTS)))
        (folder / speaker / "LICENSE.txt").write_text(f"Do what you like, says {speaker}.")
    return folder


@pytest.fixture(autouse=True)
def workplace(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("TTS_RUNS", str(tmp_path / "runs"))
    monkeypatch.chdir(tmp_path)
    make_tiny_voice(tmp_path / "voices" / "en_US-tiny")
    (tmp_path / "tiny.yaml").write_text(RECIPE)
    (tmp_path / "direct.yaml").write_text(RECIPE + DIRECT)
    return tmp_path


def next_command(said):
    """The words of the `tts convert ...` that the end of a training speaks of."""
    return said.partition("Now:")[2].split()[1:]


def train(corpora, recipe, speakers, *more, code=0):
    folders = [word for speaker in speakers for word in ("--corpus", corpora / speaker)]
    return tts("train", *folders, "--recipe", recipe, "--from", "en_US-tiny", "--name", "mine", *more, code=code)


def test_a_model_is_trained_installed_and_converts(corpora, workplace):
    said = train(corpora, "tiny.yaml", ["ann", "bob"], "--permission", "Ann and Bob agreed")
    assert "installed mine" in said
    manifest = verify_conversion(workplace / "voices" / "mine")
    assert (manifest.voice, manifest.speakers, manifest.permission) == (
        "en_US-tiny",
        ["ann", "bob"],
        "Ann and Bob agreed",
    )
    assert "says bob" in (workplace / "voices" / "mine" / "LICENSE.txt").read_text()
    soundfile.write("in.wav", vowel(0.5), 16000)
    tts("convert", "in.wav", "--voice", "en_US-tiny#bob", "--model", "mine", "-o", "out.wav")
    assert soundfile.info("out.wav").frames == 8000


def test_a_wavenet_may_hear_the_codes_themselves(corpora, workplace):
    train(corpora, "direct.yaml", ["ann", "bob"], "--permission", "")
    manifest = verify_conversion(workplace / "voices" / "mine")
    assert manifest.direct in manifest.files
    soundfile.write("in.wav", vowel(0.5), 16000)
    tts("convert", "in.wav", "--voice", "en_US-tiny#ann", "-o", "one.wav")
    tts("convert", "in.wav", "--voice", "en_US-tiny#bob", "-o", "two.wav")
    one, two = (soundfile.read(name)[0] for name in ("one.wav", "two.wav"))
    assert len(one) == len(two) == 8000
    assert not np.array_equal(one, two)


def test_a_wavenet_of_codes_needs_recordings_of_all_speakers_before_anything_is_trained(corpora, workplace):
    assert "those of bob are missing" in train(corpora, "direct.yaml", ["ann"], code=1)
    assert not (workplace / "runs/mine/conversion").exists()


def test_a_wavenet_of_codes_begins_anew_when_the_codes_have_changed_and_goes_on_when_not(corpora, workplace):
    log = workplace / "runs/mine/direct/log.jsonl"

    def steps(model, direct):
        """The steps that the WaveNet has taken, when the model went on to so many of its own and it to so many."""
        lengths = RECIPE.replace("steps: 4", f"steps: {model}") + DIRECT.replace("steps: 4", f"steps: {direct}")
        (workplace / "direct.yaml").write_text(lengths)
        train(corpora, "direct.yaml", ["ann", "bob"])
        lines = map(json.loads, log.read_text().splitlines())
        return [line["step"] for line in lines if "learning_rate" in line]

    assert steps(4, 2) == [1, 2]
    assert steps(4, 4) == [1, 2, 3, 4]
    assert steps(6, 2) == [1, 2]


def test_recordings_of_nobody_in_the_voice_are_refused(corpora, workplace):
    shutil.copytree(corpora / "ann", workplace / "eve")
    said = train(workplace, "tiny.yaml", ["eve"], code=1)
    assert "none of eve is a speaker of voice en_US-tiny, which has ann, bob" in said


def test_restart_forgets_nothing_where_something_is_wrong_with_the_command(corpora, workplace):
    train(corpora, "tiny.yaml", ["ann"])
    learned = workplace / "runs" / "mine" / "conversion" / "step-00000004.safetensors"
    shutil.copytree(corpora / "ann", workplace / "eve")
    train(workplace, "tiny.yaml", ["nowhere"], "--restart", code=1)
    train(workplace, "tiny.yaml", ["eve"], "--restart", code=1)
    train(corpora, "tiny.yaml", ["ann"], "--from", "nobody", "--restart", code=1)
    assert learned.is_file()
    mark = learned.with_name("mark")
    mark.touch()
    train(corpora, "tiny.yaml", ["ann"], "--restart")
    assert learned.is_file()
    assert not mark.exists()  # it was learned anew


def test_who_says_nothing_of_permission_is_told_that_the_pack_says_nothing(corpora, workplace):
    assert "--permission is not given" in train(corpora, "tiny.yaml", ["ann"])
    values = yaml.safe_load((workplace / "voices" / "mine" / "conversion.yaml").read_text())
    assert values["permission"] == ""
    assert values["speakers"] == ["ann"]


def test_what_is_said_to_come_next_works_for_a_model_of_one_speaker_who_is_not_the_voices_first(corpora, workplace):
    make_tiny_conversion(workplace / "voices" / "another")
    said = train(corpora, "tiny.yaml", ["bob"])
    assert "--model mine --voice en_US-tiny#bob" in said
    soundfile.write("speech.wav", vowel(0.5), 16000)
    tts(*next_command(said))
    assert soundfile.info("out.wav").frames == 8000


def test_the_name_of_a_voice_is_refused_before_anything_is_trained(corpora, workplace):
    said = train(corpora, "tiny.yaml", ["ann"], "--name", "en_US-tiny", code=1)
    assert "a voice is named en_US-tiny" in said
    assert not (workplace / "runs").exists()
    make_tiny_conversion(workplace / "voices" / "ann", "ann")
    said = tts("train", "--corpus", corpora / "ann", "--permission", "", code=1)
    assert "a conversion model is named ann" in said
    assert not (workplace / "runs").exists()


def test_a_model_is_not_named_as_the_voice_of_the_same_recordings(corpora, workplace):
    make_tiny_voice(workplace / "voices" / "ann-conversion", "ann-conversion")
    said = tts("train", "--corpus", corpora / "ann", "--recipe", "tiny.yaml", "--from", "en_US-tiny", code=1)
    assert "a voice is named ann-conversion" in said


def test_a_run_is_held_to_its_recordings_their_order_and_what_is_held_out(corpora, workplace):
    for number, speaker in enumerate(("eve", "joe")):
        write_corpus(workplace / speaker, range(20 + number, 22 + number))
    shutil.copytree(corpora / "ann", workplace / "ann")
    train(workplace, "tiny.yaml", ["ann", "eve", "joe"])
    for speakers, options, changed in (
        (["ann", "joe", "eve"], [], "order of corpora;"),
        (["ann", "eve"], [], "recordings and order of corpora;"),
        (["ann", "eve", "joe"], ["--hold-out", "ann/*0"], "held_out;"),
    ):
        said = train(workplace, "tiny.yaml", speakers, *options, code=1)
        assert f"was started with other {changed}" in " ".join(said.split())
    train(workplace, "tiny.yaml", ["ann", "joe", "eve"], "--restart")


def test_a_pattern_that_holds_out_nothing_is_refused(corpora, workplace):
    said = train(corpora, "tiny.yaml", ["ann"], "--hold-out", "ann/b*", code=1)
    assert "'ann/b*' holds out none of the 6 recordings" in said
    assert not (workplace / "runs/mine/conversion").exists()


def test_where_nothing_of_the_voices_speakers_is_held_out_no_loss_is_claimed(corpora, workplace):
    shutil.copytree(corpora / "ann", workplace / "ann")
    write_corpus(workplace / "eve", range(20, 22))
    train(workplace, "tiny.yaml", ["ann", "eve"], "--hold-out", "eve/*")
    about = json.loads(tts("voices", "info", "mine", "--json"), parse_constant=pytest.fail)
    assert about["training"]["steps"] == 4
    assert "loss" not in about["training"]


def test_two_corpora_of_one_name_are_refused(corpora, workplace):
    shutil.copytree(corpora / "ann", workplace / "more" / "ann")
    said = train(corpora, "tiny.yaml", ["ann"], "--corpus", workplace / "more" / "ann", code=1)
    assert "two of the corpora are named ann" in said


def test_a_process_that_is_not_the_first_neither_prepares_nor_installs(corpora, workplace, monkeypatch):
    train(corpora, "tiny.yaml", ["ann"])
    tts("voices", "remove", "mine")
    (workplace / "runs/mine/pack/README.md").unlink()
    monkeypatch.setattr("voices.training.loop.processes.process_rank", lambda: 1)
    assert "prepared" not in train(corpora, "tiny.yaml", ["ann"], "--permission", "")
    assert not (workplace / "voices" / "mine").exists()
    assert not (workplace / "runs/mine/pack/README.md").exists()


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--student"], "--student"),
        (["--rate", "16000"], "--rate"),
        (["--from", "none"], "--from none"),
        (["--rate", "8000", "--student"], "--student and --rate"),
    ],
)
def test_what_only_voices_have_is_refused_for_a_conversion_model(corpora, workplace, options, named):
    said = " ".join(train(corpora, "tiny.yaml", ["ann"], *options, code=2).replace("│", "").split())
    assert f"{named}: a conversion model speaks with a voice that is there" in said
    assert not (workplace / "runs").exists()
