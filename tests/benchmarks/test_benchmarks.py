"""Every script in benchmarks/ explains itself, and runs at a tiny setting."""

import importlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import endurance
from tests.voices.corpus.speech import write_speech
from tests.voices.pretended_card import pretend_card
from tests.voices.tiny_conversion import make_tiny_conversion, tiny_config, tiny_weights
from tests.voices.tiny_voice import make_tiny_voice
from voices.conditioning.feature_config import FeatureConfig
from voices.conversion.model import save_conversion_model
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.prepare_config import MeasurementConfig, PrepareConfig
from voices.corpus.prepared import PreparedRecording, save_prepared
from voices.corpus.recording_features import RecordingFeatures, save_features
from voices.device import NoSuchDeviceError

FOLDER = Path(__file__).parents[2] / "benchmarks"
SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.py") if "def main(" in path.read_text(encoding="utf-8"))

GENERATE = "--rounds 1 --seconds 0.02 --residual 16 --skip 16 --instruction-sets portable --precisions float32 --json"
FEWEST = {
    "fuzz": ("--minutes 0.02 --first 1 --json", "documents"),
    "frontend": ("--sentences 5 --processes 1 --json", "all, sentences/s"),
    "generate": (GENERATE, "portable float32, 1 stream"),
    "normalization": ("--json", "held_out.txt"),
    "parallel": ("--seconds 0.2 --threads 1 --rounds 1 --json", "parallel, 1 threads"),
    "pitch": ("--sentences 1 --trackers swift-f0 --json", "harmonics 80 Hz"),
    "pronunciation": ("--json", "heteronyms_unseen.txt"),
    "train": ("--rounds 1 --batch-size 1 --frames 4 --json", "the same of four bands, 2 stacks of 8 layers, bfloat16"),
}


def run(script, line, capsys):
    importlib.import_module(f"benchmarks.{script}").main(line.split())
    return capsys.readouterr().out


def test_every_script_is_tried_here():
    assert set(SCRIPTS) == {*FEWEST, "alignment", "conversion", "endurance", "server", "tool"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_help_says_what_is_measured_and_offers_json(script, capsys):
    with pytest.raises(SystemExit) as ended:
        run(script, "--help", capsys)
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert f"python -m benchmarks.{script}" in printed
    assert "--json" in printed


def test_a_card_is_measured_by_one_sentence_and_a_batch(capsys, monkeypatch):
    pretend_card(monkeypatch)
    line = "--device cuda --seconds 0.2 --threads 1 --rounds 1 --batch 3 --json"
    assert {"parallel, cuda, 1 at once", "parallel, cuda, 3 at once"} < set(json.loads(run("parallel", line, capsys)))


def test_generation_on_a_card_is_measured_by_the_flows(capsys, monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(NoSuchDeviceError, match="device is 'cuda', but"):
        run("generate", "--device cuda", capsys)


@pytest.mark.parametrize("script", FEWEST)
def test_a_tiny_run_prints_figures_as_json(script, capsys):
    line, expected = FEWEST[script]
    printed = run(script, line, capsys)
    assert expected in json.dumps(json.loads(printed))


def test_generation_is_measured_with_what_the_processor_has(monkeypatch, capsys):
    monkeypatch.setattr("voices.compiled.processor.host_features", lambda: frozenset({"neon"}))
    importlib.import_module("benchmarks.generate").main(GENERATE.replace("portable", "portable avx512").split())
    printed = capsys.readouterr()
    assert "avx512 is left out" in printed.err
    named = [row["name"] for row in json.loads(printed.out)["results"]]
    assert "portable float32, 1 stream" in named
    assert not [name for name in named if "avx512" in name]


def test_a_seed_that_failed_is_printed_and_fails_again_alone(monkeypatch, capsys):
    # In the process that draws inputs, a worker's answers stand for a program that bears nothing.
    monkeypatch.setattr("benchmarks.fuzz._Worker", NothingIsBorne)
    with pytest.raises(SystemExit, match="1"):
        run("fuzz", "--minutes 0.001 --first 7 --kinds texts", capsys)
    assert "seed 8 (texts): ValueError: 8" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="1"):
        run("fuzz", "--seed 8", capsys)
    printed = capsys.readouterr()
    assert printed.err.startswith("('")
    assert "ValueError: 8" in printed.err


def test_the_search_goes_on_when_a_process_dies(monkeypatch):
    fuzz = importlib.import_module("benchmarks.fuzz")
    monkeypatch.setattr(fuzz, "LONGEST_SECONDS", 60)
    worker = fuzz._Worker()
    worker._process.kill()
    monkeypatch.setattr(fuzz, "_Worker", iter([worker, fuzz._Worker()]).__next__)
    dead, well = fuzz._tried([4, 8], None)
    assert "ended with -9" in dead.problem
    assert not well.problem


class NothingIsBorne:
    """Answers as a process in which every input fails."""

    is_alive = True

    def tried(self, seed):
        return importlib.import_module("benchmarks.fuzz").Tried(seed, "texts", 0.0, f"ValueError: {seed}")

    def stop(self):
        pass


def test_the_aligner_is_scored_on_texts_it_did_not_learn_from(tmp_path, capsys):
    texts = [
        "Author of the danger trail.",
        "Not at this particular case.",
        "For the twentieth time.",
        "Lord, but I am glad.",
    ]
    for number, text in enumerate(texts):
        name = f"arctic_b{438 + number:04}"  # two to learn from, two held out
        write_speech(tmp_path / f"{name}.wav", 2.0, number)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    table = json.loads(run("alignment", f"{tmp_path} --json --flite", capsys))
    assert list(table) == ["espeak-ng en-us", f"two seeds on {tmp_path.name}"]
    assert table["espeak-ng en-us"]["boundaries"] > 20


def test_codes_are_probed_for_speakers_and_phones(tmp_path, capsys):
    config = replace(tiny_config(), features=FeatureConfig())
    save_conversion_model(tmp_path / "m.safetensors", config, tiny_weights(config))
    rows, random = [], np.random.default_rng(0)
    for number in range(16):
        alignment = Alignment((("a", "b", "k"),), (0.1, 0.3, 0.5), (0.3, 0.5, 0.7))
        key = f"{'slt' if number % 2 else 'bdl'}/arctic_b{432 + number:04}"
        mel = random.standard_normal((80, 80)).astype(np.float16)
        features = RecordingFeatures(
            np.zeros(12800, np.int16), mel, np.full(80, 99, np.float16), np.ones(80, bool), np.zeros(80, np.float16)
        )
        (tmp_path / "prepared" / "features").mkdir(parents=True, exist_ok=True)
        save_features(features, tmp_path / "prepared" / "features" / f"{number}.safetensors")
        rows.append(PreparedRecording(key, key[:3], "a b k", f"features/{number}.safetensors", alignment))
    save_prepared(tmp_path / "prepared", PrepareConfig(MeasurementConfig(FeatureConfig())), rows)
    line = f"{tmp_path / 'm.safetensors'} {tmp_path / 'prepared'} --every 1 --trials 20 --json"
    printed = json.loads(run("conversion", f"{line} --picture {tmp_path / 'use.png'}", capsys))
    assert printed["probes"]["chance"]["phone"] == 0.25
    assert 0 <= printed["probes"]["codes"]["ABX error across speakers"] <= 1
    assert len(printed["codes"]["perplexities"]) == 2
    assert (tmp_path / "use.png").stat().st_size > 1000


def test_whole_runs_of_the_program_are_timed(tmp_path, capsys, monkeypatch):
    make_tiny_voice(tmp_path / "en_US-tiny")
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    monkeypatch.setenv("TTS_VOICE", "en_US-tiny")
    figures = json.loads(run("tool", "--runs 1 --lines 4 --json", capsys))
    assert figures["commands"]["tts synth, cold, CPU s"] > figures["commands"]["tts --version, CPU s"] > 0
    assert figures["many lines"]["lines/s"] > 0
    assert "waveform" in figures["stages of half a minute, CPU s"]


def test_a_server_is_measured_under_load_and_when_clients_leave(tmp_path, capsys, monkeypatch):
    let_a_tiny_voice_speak(tmp_path, monkeypatch)
    line = "--clients 1 3 --seconds 0.5 --kills 6 --sleepers 2 --first-bytes 3 --json"
    measured = json.loads(run("server", line, capsys))
    assert [row["clients"] for row in measured["rows"]] == ["1", "3", "1 beside 2 asleep"]
    assert all(row["requests"] >= 1 and row["errors"] == 0 for row in measured["rows"])
    assert [row["asked"] for row in measured["first_bytes"]] == ["wav", "mp3", "opus"]  # nothing that converts is there
    assert all(0 < row["p50 ms"] <= row["p95 ms"] for row in measured["first_bytes"])
    assert measured["memory_mb"]["at the end"] > 10


def test_a_server_bears_every_kind_of_request_and_what_it_holds_is_told(tmp_path, capsys, monkeypatch):
    let_a_tiny_voice_speak(tmp_path, monkeypatch)
    make_tiny_conversion(tmp_path / "tiny-conversion")
    measured = json.loads(run("endurance", "--requests 60 --every 0.05 --json", capsys))
    assert measured["errors"] == {}
    assert measured["rows"][-1]["requests"] == 60
    assert measured["rows"][0]["RSS MB"] >= measured["rows"][0]["PSS MB"] > 10
    assert max(row["p50 ms"] for row in measured["rows"]) > 0


def test_what_a_server_answers_otherwise_than_it_must_is_an_error(monkeypatch, tmp_path, capsys):
    let_a_tiny_voice_speak(tmp_path, monkeypatch)  # and nothing that converts
    monkeypatch.setattr("benchmarks.endurance.KINDS", {endurance.convert: 1})
    measured = json.loads(run("endurance", "--requests 6 --json", capsys))
    assert sum(measured["errors"].values()) == 5  # all but the one over Wyoming


def let_a_tiny_voice_speak(folder, monkeypatch):
    make_tiny_voice(folder / "en_US-tiny")
    monkeypatch.setenv("TTS_VOICES", str(folder))
    monkeypatch.setenv("TTS_VOICE", "en_US-tiny")
