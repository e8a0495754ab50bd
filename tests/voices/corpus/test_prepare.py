"""Preparing: the same bytes however often it was killed, and nothing done twice."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.voices.corpus.speech import write_speech
from tts_cli.app import app
from voices.conditioning.feature_config import unstated_features, voice_features
from voices.corpus.alignment.labels import read_labels
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.check import check_entries
from voices.corpus.limits import CheckLimits
from voices.corpus.prepare import prepare
from voices.corpus.prepare_config import MeasurementConfig, PrepareConfig
from voices.corpus.prepared import PreparedRecording, load_index, load_prepared, save_prepared
from voices.corpus.readers.detect import read_corpus
from voices.corpus.recording_features import BadFeaturesError, RecordingFeatures, load_features, save_features
from voices.corpus.utterances.packed_audio import read_packed_audio
from voices.corpus.utterances.training_data import load_training_data

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ann")
    for number, text in enumerate(["One two three.", "The quick brown fox jumps.", "Over the lazy dog."] * 4):
        write_speech(folder / f"wavs/a{number}.wav", seconds=2, seed=number)
        with (folder / "metadata.csv").open("a") as metadata:
            metadata.write(f"a{number}|{text}\n")
    return folder


@pytest.fixture(scope="module")
def prepared(corpus, tmp_path_factory):
    output = tmp_path_factory.mktemp("prepared")
    prepare(usable(corpus), output, PrepareConfig())
    return output


def usable(corpus):
    return check_entries(read_corpus(corpus), CheckLimits(), bool).usable


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_killed_in_the_middle_and_run_again_gives_the_same_bytes(corpus, prepared, tmp_path):
    command = [sys.executable, "-m", "tts_cli", "corpus", "prepare", str(corpus), "--output", str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    while len(list(tmp_path.rglob("*.safetensors"))) < 3:
        assert process.poll() is None
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "index.jsonl").exists()
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    remains = {name for name in contents(tmp_path) if name.endswith(".tmp")}
    assert {name: c for name, c in contents(tmp_path).items() if name not in remains} == contents(prepared)


def test_features_agree_in_their_frames_and_alignments_lie_inside_the_audio(prepared):
    for row in load_index(prepared):
        features = load_features(prepared / row.features)
        frames = len(features.voiced)
        assert features.audio.shape == (frames * 160,)
        assert features.log_mel.shape == (frames, 80)
        assert 0 <= row.alignment.starts[0] < row.alignment.ends[-1] <= frames * 0.01
        assert (np.diff(row.alignment.starts) > 0).all()


def test_a_changed_file_is_measured_anew_and_no_other_is(corpus, prepared):
    before = {path: path.stat().st_mtime_ns for path in prepared.glob("features/*")}
    write_speech(corpus / "wavs/a5.wav", seconds=2.5, seed=77)
    prepare(usable(corpus), prepared, PrepareConfig())
    after = {path: path.stat().st_mtime_ns for path in prepared.glob("features/*")}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_preparing_twice_does_nothing_the_second_time(corpus, prepared):
    prepare(usable(corpus), prepared, PrepareConfig())
    before = contents(prepared)
    again = prepare(usable(corpus), prepared, PrepareConfig())
    assert contents(prepared) == before
    assert again == load_index(prepared)


@pytest.mark.parametrize("kept", [0, 7, 100, -1])
def test_a_file_that_was_cut_short_is_named_and_measured_again(corpus, prepared, kept):
    prepare(usable(corpus), prepared, PrepareConfig())
    before = contents(prepared)
    damaged = sorted(prepared.glob("features/*"))[2]
    damaged.write_bytes(damaged.read_bytes()[:kept])
    said = []
    prepare(usable(corpus), prepared, PrepareConfig(), say=said.append)
    assert said == [f"{damaged} was damaged; it is measured again"]
    assert contents(prepared) == before


def test_alignments_that_were_cut_short_are_named_and_made_again(corpus, prepared):
    prepare(usable(corpus), prepared, PrepareConfig())
    before = contents(prepared)
    for damaged in prepared.glob("alignments/*"):
        damaged.write_bytes(damaged.read_bytes()[:500])
    said = []
    prepare(usable(corpus), prepared, PrepareConfig(), say=said.append)
    (line,) = said
    assert re.search(r"alignments/\w+\.json was damaged; the recordings are aligned again", line)
    index = str((prepared / "index.jsonl").relative_to(prepared))
    assert contents(prepared)[index] == before[index]


def test_a_list_of_recordings_that_was_cut_short_names_its_line(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "copy")
    index = tmp_path / "copy/index.jsonl"
    index.write_bytes(index.read_bytes()[:-30])
    result = CliRunner().invoke(
        app, ["corpus", "pack", "--prepared", str(tmp_path / "copy"), "-o", str(tmp_path / "x")]
    )
    assert result.exit_code == 1
    assert "index.jsonl, line 12: damaged" in result.stderr


def test_a_text_may_hold_what_other_programs_end_lines_with(tmp_path):
    alignment = Alignment((("a",),), (0.0,), (0.1,))
    recordings = [PreparedRecording(f"ann/{n}", "ann", f"One\u2028two\x85three {n}", "x", alignment) for n in (1, 2)]
    save_prepared(tmp_path, PrepareConfig(), recordings)
    assert load_index(tmp_path) == recordings


def test_a_plot_is_a_png_of_the_recording_asked_for_and_an_unknown_one_is_named(prepared, tmp_path):
    key = load_index(prepared)[0].key
    options = ["--prepared", str(prepared), "--output", str(tmp_path / "a.png")]
    assert CliRunner().invoke(app, ["corpus", "plot", key, *options]).exit_code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    missing = CliRunner().invoke(app, ["corpus", "plot", "bob/1", *options])
    assert missing.exit_code == 1
    assert "no recording 'bob/1'" in missing.stderr


def test_a_recording_that_cannot_hold_its_text_is_left_out_and_the_others_are_prepared(tmp_path):
    for number, text in enumerate(["One two three.", "The quick brown fox.", "... 🙂 ²"]):
        write_speech(tmp_path / f"ann/a{number}.wav", seconds=2, seed=number)
        (tmp_path / f"ann/a{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "ann/a1.txt").write_text("Supercalifragilistic " * 20)
    every = check_entries(read_corpus(tmp_path), CheckLimits(fastest=1e9, slowest=0), bool).usable
    assert len(every) == 3
    assert "ann/a1" not in [row.key for row in prepare(every, tmp_path / "out", PrepareConfig())]


def test_corrected_labels_win_over_the_aligner(corpus, prepared, tmp_path):
    export = CliRunner().invoke(
        app, ["corpus", "export", "--prepared", str(prepared), "-o", str(tmp_path / "grids"), f"{corpus.name}/a1"]
    )
    assert export.exit_code == 0
    assert (tmp_path / "grids" / corpus.name / "a1.wav").exists()
    grid = tmp_path / "grids" / corpus.name / "a1.TextGrid"
    aligned = {row.key: row.alignment for row in load_index(prepared)}
    key = f"{corpus.name}/a1"
    boundary, moved = (f"= {aligned[key].starts[3] + shift:.6g}\n" for shift in (0, 0.001))
    grid.write_text(grid.read_text(encoding="utf-8").replace(boundary, moved), encoding="utf-8")
    rows = prepare(usable(corpus), prepared, PrepareConfig(), corrected=tmp_path / "grids")
    found = {row.key: row.alignment for row in rows}
    assert found[key].starts[3] == pytest.approx(aligned[key].starts[3] + 0.001, abs=1e-5)
    assert {name for name in aligned if found[name] != aligned[name]} == {key}
    prepare(usable(corpus), prepared, PrepareConfig())  # as it was, for the tests that follow


def test_a_prepared_folder_is_training_data_for_acoustic_model_and_vocoder(prepared):
    data = load_training_data(load_prepared(prepared), held_out=lambda key: key.endswith("/a3"))
    assert (len(data.acoustic), len(data.vocoder), len(data.speakers)) == (12, 12, 1)
    for speech, packed in zip(data.acoustic, data.vocoder, strict=True):
        assert speech.durations.sum() == len(speech.mel) == len(packed.audio) // 160
        assert speech.held_out == packed.held_out == packed.name.endswith("/a3")
    heard = np.concatenate([packed.features for packed in data.vocoder]).astype(float)
    assert heard.shape[1] == 82  # mel, log F0, voicing
    assert np.abs(heard.mean(0)).max() < 4  # made-up speech; real speech stays below 1.5


def test_a_prepared_folder_is_packed_into_one_file_for_the_vocoder(prepared, tmp_path):
    packed = tmp_path / "data.safetensors"
    command = ["corpus", "pack", "--prepared", str(prepared), "-o", str(packed), "--hold-out", "*/a1*"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0
    assert "12 recordings in" in result.stderr
    data = read_packed_audio(packed)
    assert {one.name.rpartition("/")[2] for one in data.utterances if one.held_out} == {"a1", "a10", "a11"}
    assert data.header.conditioning_channels == 82


@pytest.fixture(scope="module")
def prepared_at_24_khz(tmp_path_factory):
    """Two seconds of 24 kHz and some more, prepared at their own rate."""
    corpus, output = tmp_path_factory.mktemp("kit"), tmp_path_factory.mktemp("prepared24")
    for number, text in enumerate(["One two three.", "The quick brown fox jumps."]):
        write_speech(corpus / f"a{number}.wav", seconds=2, seed=number, rate_hz=24000)
        (corpus / f"a{number}.txt").write_text(text)
    assert tts("corpus", "prepare", corpus, "--rate", 24000, "-o", output).exit_code == 0
    return output


def tts(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def key_of(prepared):
    return load_index(prepared)[0].key


def test_a_prepared_folder_says_what_it_was_prepared_with(prepared_at_24_khz):
    corpus = load_prepared(prepared_at_24_khz)
    assert corpus.config == PrepareConfig(MeasurementConfig(voice_features(24000)))
    assert json.loads((prepared_at_24_khz / "prepared.json").read_text())["measurement"]["features"]["hop"] == 240
    for recording in corpus.recordings:
        features = corpus.features(recording)
        assert len(features.audio) == 240 * len(features.voiced)


def test_a_recording_is_exported_at_the_speed_it_was_spoken(prepared_at_24_khz, tmp_path):
    assert tts("corpus", "export", "--prepared", prepared_at_24_khz, "-o", tmp_path).exit_code == 0
    exported = soundfile.info(tmp_path / f"{key_of(prepared_at_24_khz)}.wav")
    assert exported.samplerate == 24000
    assert exported.frames / 24000 == pytest.approx(2, abs=0.02)
    grid = (tmp_path / f"{key_of(prepared_at_24_khz)}.TextGrid").read_text(encoding="utf-8")
    assert float(re.search(r"xmax = ([\d.]+)", grid)[1]) == pytest.approx(exported.frames / 24000)


def test_a_plot_has_the_seconds_and_the_bands_that_were_measured(prepared_at_24_khz, tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr("voices.corpus.plot.draw_speech", lambda rows, _: drawn.extend(rows))
    key = key_of(prepared_at_24_khz)
    assert tts("corpus", "plot", key, "--prepared", prepared_at_24_khz, "-o", tmp_path / "a.png").exit_code == 0
    (row,) = drawn
    assert row.seconds == pytest.approx(2, abs=0.02)
    assert row.pitch_seconds[-1] == pytest.approx(row.seconds - 0.005)
    assert row.spectrum.highest_hz == 12000


def test_a_packed_file_says_how_its_features_were_measured_and_keeps_the_rate(prepared_at_24_khz, tmp_path):
    packed = tmp_path / "data.safetensors"
    assert tts("corpus", "pack", "--prepared", prepared_at_24_khz, "-o", packed).exit_code == 0
    header = read_packed_audio(packed).header
    assert (header.sample_rate, header.frame_samples, header.features) == (24000, 240, voice_features(24000))


def test_the_folder_of_a_run_stands_for_what_it_prepared(prepared, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run/prepared").symlink_to(prepared)
    key = key_of(prepared)
    result = tts("corpus", "export", key, "--prepared", tmp_path / "run", "-o", tmp_path / "out")
    assert "1 recordings written" in result.stderr
    corpus = load_prepared(prepared)
    row = corpus.find(key)
    exported, rate_hz = soundfile.read(tmp_path / f"out/{key}.wav", dtype="int16")
    assert rate_hz == 16000
    np.testing.assert_array_equal(exported, corpus.features(row).audio)
    labels = read_labels(tmp_path / f"out/{key}.TextGrid", row.alignment.words)
    assert labels.starts == pytest.approx(row.alignment.starts, abs=1e-5)
    assert labels.ends == pytest.approx(row.alignment.ends, abs=1e-5)


@pytest.mark.parametrize(("rate_hz", "hop"), [(16000, 160), (22050, 220), (24000, 240), (44100, 441)])
def test_a_folder_of_before_it_said_so_was_prepared_at_the_rate_its_frames_tell(tmp_path, rate_hz, hop):
    frames = 10
    features = RecordingFeatures(
        np.zeros(frames * hop, np.int16),
        np.zeros((frames, 80), np.float16),
        np.zeros(frames, np.float16),
        np.zeros(frames, bool),
        np.zeros(frames, np.float16),
    )
    (tmp_path / "features").mkdir()
    save_features(features, tmp_path / "features/a.safetensors")
    row = {"key": "ann/a", "speaker": "ann", "text": "A", "features": "features/a.safetensors"}
    row["alignment"] = {"words": [["eɪ"]], "starts": [0.0], "ends": [0.1]}
    (tmp_path / "index.jsonl").write_text(json.dumps(row) + "\n")
    assert load_prepared(tmp_path).config.features == unstated_features(rate_hz)


def test_only_what_is_measured_decides_whether_recordings_are_measured_again():
    usual = MeasurementConfig()
    assert json.dumps(usual.key) == (  # by which the files of folders prepared before are named
        '{"mel": {"rate_hz": 16000, "hop": 160, "window": 640, "bands": 80, "lowest_hz": 40.0, "highest_hz": 8000.0, '
        '"floor": 0.0001}, "loudness_lufs": -23.0, "keep_before_seconds": 0.1, "keep_after_seconds": 0.25, '
        '"version": 1}'
    )
    scaled = replace(usual, features=replace(usual.features, middle_log_mel=-5.0, middle_pitch_hz=200.0))
    assert scaled.key == usual.key
    for change in ({"highest_hz": 7000.0}, {"lowest_pitch_hz": 60.0}, {"highest_pitch_hz": 500.0}):
        assert replace(usual, features=replace(usual.features, **change)).key != usual.key


def test_features_that_do_not_fit_the_folder_are_damaged(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "copy")
    config = tmp_path / "copy/prepared.json"
    config.write_text(config.read_text().replace('"hop": 160', '"hop": 200'))
    corpus = load_prepared(tmp_path / "copy")
    with pytest.raises(BadFeaturesError, match=r"\.safetensors is damaged"):
        corpus.features(corpus.recordings[0])


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 99999, '{"language": "de"}', '{"colour": "red"}'])
def test_a_folder_whose_settings_are_damaged_is_one_clear_error(prepared, tmp_path, content):
    shutil.copytree(prepared, tmp_path / "copy")
    (tmp_path / "copy/prepared.json").write_text(content)
    result = tts("corpus", "export", "--prepared", tmp_path / "copy", "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "prepared.json" in result.stderr
    assert "internal error" not in result.stderr


def test_a_pattern_that_holds_out_nothing_is_said_before_anything_is_written(prepared, tmp_path):
    result = tts("corpus", "pack", "--prepared", prepared, "-o", tmp_path / "x", "--hold-out", "arctic_*")
    assert result.exit_code == 1
    assert "'arctic_*' holds out none of the 12 recordings" in result.stderr
    assert not (tmp_path / "x").exists()


def test_packing_what_was_never_prepared_is_one_clear_error(tmp_path):
    result = CliRunner().invoke(app, ["corpus", "pack", "--prepared", str(tmp_path), "-o", str(tmp_path / "x")])
    assert result.exit_code == 1
    assert "holds no index.jsonl" in result.stderr
