"""Batches: many texts through one process."""

import errno
import json
import weakref

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from frontend.features.loudness import loudness
from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app
from voices.speaking import service

pytestmark = pytest.mark.usefixtures("tiny_voice")


def synth(*arguments, stdin=None):
    return CliRunner().invoke(app, ["synth", *map(str, arguments)], input=stdin)


def samples(path):
    return soundfile.read(path, dtype="int16")[0]


@pytest.fixture
def batch(tmp_path):
    def write(*rows):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        return path

    return write


def test_a_row_sounds_as_the_same_text_alone_to_the_last_bit(tmp_path, batch, voices_folder):
    path = batch(
        {"text": "Hello. How are you?", "id": "a"},
        {"text": "Fine.", "id": "b", "speaker": "bob", "speed": 2, "pitch": 3, "seed": 5, "temperature": 0.5},
        {"text": "A third, longer sentence than those.", "id": "c", "voice": str(voices_folder / "en_US-tiny")},
        {"text": "Four.", "output": "deep/down/d.flac", "volume": 0.5, "sentence_silence": 0.3},
    )
    result = synth("--batch", path, "--output-dir", tmp_path / "out", "--seed", 9, "--threads", 2)
    assert (result.exit_code, result.stderr) == (0, "4 written, 0 failed\n")
    alone = {
        "a.wav": ["Hello. How are you?"],
        "b.wav": ["Fine.", "--speaker", "bob", "--speed", 2, "--pitch", 3, "--seed", 5, "--temperature", 0.5],
        "c.wav": ["A third, longer sentence than those."],
        "deep/down/d.flac": ["Four.", "--volume", 0.5, "--sentence-silence", 0.3],
    }
    for name, arguments in alone.items():
        synth("--seed", 9, "-o", tmp_path / "alone.wav", *arguments)
        np.testing.assert_array_equal(samples(tmp_path / "out" / name), samples(tmp_path / "alone.wav"))


def test_bad_rows_are_reported_by_line_and_the_others_are_said(tmp_path, batch):
    path = batch(
        {"text": "One."},
        {"text": ""},
        {"text": "Hi.", "voice": "nobody"},
        {"text": "Hi.", "speaker": "eve"},
        {"text": "[[5]]"},
        {"text": "?!"},
        {"text": "Again.", "output": "0001.wav"},
        {"text": "Hi.", "speed": 99},
        {"text": "Hi.", "output": "x.doc"},
        {"text": "Hi.", "output": "0001.wav/x.wav"},
        {"text": "Two."},
    )
    result = synth("--batch", path, "--output-dir", tmp_path / "out")
    assert result.exit_code == 1
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == ["0001.wav", "0011.wav"]
    *lines, summary = result.stderr.splitlines()
    reported = {int(line.split(":")[1].split()[1]): line for line in lines}
    assert summary == "2 written, 9 failed"
    for line, message in {
        2: "it has no text",
        3: "there is no voice 'nobody'; voices: en_US-tiny",
        4: "has no speaker 'eve'",
        5: "is not a phone",
        6: "there is nothing to say",
        7: "0001.wav is the output of line 1 already",
        8: "speed is 99, but must be from 0.1 to 10",
        9: "x.doc has no known ending",
        10: "0001.wav/x.wav",
    }.items():
        assert message in reported[line]


def test_a_second_run_does_only_what_is_missing(tmp_path, batch):
    path, out = batch({"text": "One."}, {"text": "Two."}, {"text": "Three."}), tmp_path / "out"
    synth("--batch", path, "--output-dir", out)
    whole = (out / "0002.wav").read_bytes()
    (out / "0001.wav").write_bytes(b"kept")
    (out / "0002.wav").unlink()
    result = synth("--batch", path, "--output-dir", out)
    assert (result.exit_code, result.stderr) == (
        0,
        "2 finished before; --overwrite makes them again\n1 written, 0 failed\n",
    )
    assert (out / "0001.wav").read_bytes() == b"kept"
    assert (out / "0002.wav").read_bytes() == whole
    assert synth("--batch", path, "--output-dir", out, "--overwrite").stderr == "3 written, 0 failed\n"
    assert (out / "0001.wav").read_bytes() != b"kept"


def test_every_line_of_a_text_becomes_a_file(tmp_path):
    (tmp_path / "story.txt").write_text("One.\n\nTwo. And more.\n")
    assert synth("--output-dir", tmp_path / "a", stdin="One.\n\nTwo. And more.").exit_code == 0
    assert synth("--file", tmp_path / "story.txt", "--output-dir", tmp_path / "b", "--format", "flac").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["0001.wav", "0003.wav"]
    for name in ("0001", "0003"):
        np.testing.assert_array_equal(samples(tmp_path / "a" / f"{name}.wav"), samples(tmp_path / "b" / f"{name}.flac"))


def test_voices_are_loaded_once(tmp_path, batch, voices_folder, monkeypatch):
    from voices.speaking import loaded_voices

    make_tiny_voice(tmp_path / "other", "en_US-other")
    loaded, load = [], loaded_voices.read_voice
    monkeypatch.setattr(loaded_voices, "read_voice", lambda name: loaded.append(name) or load(name))
    names = [str(voices_folder / "en_US-tiny"), str(tmp_path / "other")] * 3
    path = batch(*({"text": "Hi.", "voice": name} for name in names))
    assert synth("--batch", path, "--output-dir", tmp_path / "out").exit_code == 0
    assert sorted(loaded) == sorted(set(names))


def test_a_full_disk_stops_the_batch(tmp_path, batch, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("voices.sound.encoder.Encoder.write", full)
    result = synth("--batch", batch({"text": "One."}, {"text": "Two."}), "--output-dir", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr == f"tts: No space left on device: {tmp_path / 'out' / '0001.wav'}\n"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_batch_that_cannot_begin_is_one_line(tmp_path, batch):
    (tmp_path / "file").touch()
    for arguments, stdin, message in [
        (["--output-dir", tmp_path / "out"], "\n \n", "there is nothing to say: no line holds a text"),
        (["--output-dir", tmp_path / "file"], "Hi.", f"File exists: {tmp_path / 'file'}"),
        (["--batch", tmp_path / "none.csv"], None, f"No such file or directory: {tmp_path / 'none.csv'}"),
        (["--batch", batch({"text": "Hi."}), "--format", "aac"], None, "there is no format 'aac'"),
        (["--batch", batch({"text": "Hi."}), "--lexicon", "none.txt"], None, "cannot read lexicon none.txt"),
    ]:
        result = synth(*arguments, stdin=stdin)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert result.stderr.startswith(f"tts: {message}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "rows.jsonl"]


def test_the_format_option_is_for_rows_whose_output_does_not_say(tmp_path, batch):
    path = batch(
        {"text": "One.", "id": "one"}, {"text": "Two.", "output": "two.flac"}, {"text": "Three.", "output": "x"}
    )
    assert synth("--batch", path, "--output-dir", tmp_path / "out", "--format", "ogg").exit_code == 0
    found = {path.name: soundfile.info(path).format for path in (tmp_path / "out").iterdir()}
    assert found == {"one.ogg": "OGG", "two.flac": "FLAC", "x": "OGG"}


@pytest.mark.parametrize(
    "arguments", [["TEXT"], ["-o", "out.wav"], ["--play"], ["--file", "x.txt"]], ids=lambda arguments: arguments[0]
)
def test_what_makes_no_sense_beside_a_batch_is_a_usage_error(batch, arguments):
    assert synth("--batch", batch({"text": "Hi."}), *arguments).exit_code == 2


def test_any_error_of_a_row_is_of_that_row_alone(tmp_path, batch, monkeypatch):
    from voices.speaking import service

    def plan(voice, utterance, *rest):
        if "poison" in utterance.text:
            raise ZeroDivisionError("in the middle of it")
        return plan_sentence(voice, utterance, *rest)

    plan_sentence = service.plan_sentence
    monkeypatch.setattr(service, "plan_sentence", plan)
    path = batch(
        {"text": "One.", "id": "one"},
        {"text": "Some poison.", "id": "two"},
        {"text": "Three.", "id": "\ud800"},
        {"text": "Four.", "output": "nul\0.wav"},
        {"text": "Five.", "id": "\u00e9" * 200},
        {"text": "Six.", "id": "six"},
    )
    result = synth("--batch", path, "--output-dir", tmp_path / "out")
    *lines, summary = result.stderr.splitlines()
    assert (result.exit_code, summary) == (1, "2 written, 4 failed")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one.wav", "six.wav"]
    for line, message in {
        2: "line 2: internal error (ZeroDivisionError: in the middle of it)",
        3: r"line 3: id holds \ud800, which is half of a character",
        4: "line 4: ",
        5: "line 5: File name too long",
    }.items():
        assert sum(message in one for one in lines) == 1, (line, lines)


def test_a_sentence_whose_sound_fails_fails_its_row_alone(tmp_path, batch, monkeypatch):
    from voices.speaking import render

    def sound_together(planned, threads):
        if any("poison" in one.utterance.text for one in planned):
            raise FloatingPointError("no sound")
        return make(planned, threads)

    make = render.sound_together
    monkeypatch.setattr(render, "sound_together", sound_together)
    path = batch(*({"text": text} for text in ("One.", "Two.", "Some poison. And more.", "Four.")))
    result = synth("--batch", path, "--output-dir", tmp_path / "out")
    assert result.stderr.splitlines()[0].startswith("tts: line 3: internal error (FloatingPointError: no sound)")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0001.wav", "0002.wav", "0004.wav"]


def test_each_file_is_there_as_soon_as_it_is_made(tmp_path, monkeypatch):
    from voices.speaking import render

    there = []

    def sound_together(planned, threads):
        there.append(len(list((tmp_path / "out").iterdir())))
        return make(planned, threads)

    make = render.sound_together
    monkeypatch.setattr(render, "sound_together", sound_together)
    (tmp_path / "lines.txt").write_text("Hello.\n" * 20)
    assert synth("--file", tmp_path / "lines.txt", "--output-dir", tmp_path / "out", "--threads", 1).exit_code == 0
    assert there == [0, 4, 8, 12, 16]


def test_few_sentences_are_held_at_a_time_however_many_rows_there_are(tmp_path, monkeypatch):
    held, most, plan = [], [], service.plan_sentence

    def counted(*arguments):
        planned = plan(*arguments)
        held.append(weakref.ref(planned))
        most.append(sum(one() is not None for one in held))
        return planned

    monkeypatch.setattr(service, "plan_sentence", counted)
    monkeypatch.setattr("tts_cli.synthesis.batch.AT_ONCE", 4)
    (tmp_path / "lines.txt").write_text("Hello.\n" * 60)
    assert synth("--file", tmp_path / "lines.txt", "--output-dir", tmp_path / "out", "--threads", 1).exit_code == 0
    assert len(most) == 60
    assert max(most) <= 12


def test_a_row_of_more_sentences_than_are_planned_at_once_sounds_as_it_does_alone(tmp_path, batch):
    text = " ".join(f"This is number {number}." for number in range(20))
    path = batch({"text": "First.", "id": "a"}, {"text": text, "id": "long"}, {"text": "Last.", "id": "b"})
    assert synth("--batch", path, "--output-dir", tmp_path / "out", "--threads", 1).exit_code == 0
    synth(text, "-o", tmp_path / "alone.wav")
    np.testing.assert_array_equal(samples(tmp_path / "out" / "long.wav"), samples(tmp_path / "alone.wav"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.wav", "b.wav", "long.wav"]


@pytest.mark.parametrize("output", ["../x.wav", "deep/../../x.wav", "/ABSOLUTE/x.wav"])
def test_an_output_stays_in_its_folder_unless_a_flag_lets_it_out(tmp_path, batch, output):
    output = output.replace("/ABSOLUTE", str(tmp_path))
    (tmp_path / "x.wav").write_text("precious")
    (tmp_path / "out" / "deep").mkdir(parents=True)
    arguments = ["--batch", batch({"text": "Hi.", "output": output}), "--output-dir", tmp_path / "out", "--overwrite"]
    result = synth(*arguments)
    assert result.exit_code == 1
    assert f"line 1: output {output!r} is outside the folder of all outputs; --output-anywhere" in result.stderr
    assert (tmp_path / "x.wav").read_text() == "precious"
    assert synth(*arguments, "--output-anywhere").exit_code == 0
    assert soundfile.info(tmp_path / "x.wav").format == "WAV"


def test_timings_of_rows_are_beside_their_sounds(tmp_path, batch):
    path = batch({"text": "One.", "id": "one"}, {"text": "Two.", "output": "deep/two.flac"})
    assert synth("--batch", path, "--output-dir", tmp_path / "out", "--timings", "srt").exit_code == 0
    assert "One." in (tmp_path / "out" / "one.srt").read_text()
    assert "Two." in (tmp_path / "out" / "deep" / "two.srt").read_text()


@pytest.mark.parametrize(
    "content",
    ['{"text": "Hello.", "id": "a"}\n', "id,text\na,Hello.\n", "id\ttext\na\tHello.\n", "\ufeffid,text\na,Hello.\n"],
)
def test_a_batch_comes_from_standard_input_in_any_of_its_forms(tmp_path, content):
    result = synth("--batch", "-", "--output-dir", tmp_path, stdin=content)
    assert (result.exit_code, result.stderr) == (0, "1 written, 0 failed\n")
    assert (tmp_path / "a.wav").exists()


def test_a_batch_without_a_folder_says_where_it_writes(tmp_path, batch, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = synth("--batch", batch({"text": "Hello.", "id": "a"}))
    assert result.stderr == f"no --output-dir: writing into {tmp_path}\n1 written, 0 failed\n"
    assert (tmp_path / "a.wav").exists()


def test_a_knob_of_a_row_is_heard_in_that_row_alone(tmp_path, batch):
    path = batch({"text": "Hello.", "id": "a", "loudness": -30}, {"text": "Hello.", "id": "b"})
    assert synth("--batch", path, "--output-dir", tmp_path).exit_code == 0
    found = [loudness(soundfile.read(tmp_path / f"{name}.wav", dtype="float32")[0], 16000) for name in "ab"]
    assert found[0] == pytest.approx(-30, abs=0.1)
    assert abs(found[1] + 30) > 3
