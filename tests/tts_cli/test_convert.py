"""`tts convert`, `tts encode`, `tts decode`."""

import io
import signal

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.voices.conversion.test_service import vowel
from tests.voices.tiny_conversion import make_tiny_conversion
from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app
from voices.sound import recording

RATE = 16000
VOICE = ("--voice", "en_US-tiny#bob")


@pytest.fixture(scope="module")
def voices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-tiny")
    make_tiny_conversion(folder / "tiny-conversion")
    return folder


@pytest.fixture(autouse=True)
def workplace(voices, tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(voices))
    monkeypatch.chdir(tmp_path)
    soundfile.write(tmp_path / "in.wav", vowel(0.5), RATE)
    return tmp_path


def tts(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(app, list(map(str, arguments)), input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize("name", ["out.wav", "out.flac", "out.ogg", "out.opus", "out.mp3"])
def test_a_recording_is_converted_into_any_format_and_says_that_it_was(workplace, name):
    tts("convert", "in.wav", *VOICE, "-o", name)
    with soundfile.SoundFile(workplace / name) as sound:
        assert sound.frames / sound.samplerate == pytest.approx(0.5, abs=0.06)
        assert sound.comment == "This is not a recording: converted by tts (voice en_US-tiny#bob) from other speech"


def test_no_tag_leaves_nothing_in_the_file(workplace):
    tts("convert", "in.wav", *VOICE, "-o", "out.wav", "--no-tag")
    with soundfile.SoundFile(workplace / "out.wav") as sound:
        assert not sound.comment


def test_a_pipe_goes_in_and_bare_samples_come_out():
    samples = (vowel(0.5) * 32767).astype("<i2")
    bare = samples.tobytes()
    out = tts("convert", "-", *VOICE, "--raw", stdin=bare).stdout_bytes
    assert len(out) == len(bare)
    with_header = io.BytesIO()
    soundfile.write(with_header, samples, RATE, format="WAV", subtype="PCM_16")
    assert tts("convert", "-", *VOICE, "--raw", stdin=with_header.getvalue()).stdout_bytes == out


class Microphone(io.BytesIO):
    """A pipe of two seconds during whose second somebody presses Ctrl-C so many times."""

    def __init__(self, presses):
        super().__init__((vowel(2) * 32767).astype("<i2").tobytes())
        self.presses = presses

    def read1(self, size=-1):
        if self.tell() >= 2 * RATE:
            while self.presses:
                self.presses -= 1
                signal.raise_signal(signal.SIGINT)
        return super().read1(size)


def record(monkeypatch, presses):
    pipe, piped_recording = Microphone(presses), recording.piped_recording
    monkeypatch.setattr(recording, "piped_recording", lambda _, rate_hz: piped_recording(pipe, rate_hz))


def test_ctrl_c_ends_a_recording_and_keeps_what_was_said_until_then(workplace, monkeypatch):
    record(monkeypatch, presses=1)
    before = signal.getsignal(signal.SIGINT)
    tts("convert", "-", *VOICE, "-o", "out.wav")
    assert 1 <= soundfile.info(workplace / "out.wav").duration < 1.5
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_throws_the_recording_away(workplace, monkeypatch):
    record(monkeypatch, presses=2)
    assert "interrupted" in tts("convert", "-", *VOICE, "-o", "out.wav", code=130).stderr
    assert not (workplace / "out.wav").exists()


def test_ctrl_c_stops_a_conversion_that_is_heard_at_once(monkeypatch):
    record(monkeypatch, presses=1)
    tts("convert", "-", *VOICE, "--raw", code=130)


def test_many_are_converted_and_a_bad_one_does_not_stop_the_rest(workplace):
    (workplace / "bad.flac").write_bytes(b"no sound")
    soundfile.write(workplace / "more.flac", vowel(0.3), RATE)
    said = tts("convert", "in.wav", "bad.flac", "more.flac", *VOICE, "--output-dir", "out", code=1).stderr
    assert "bad.flac is no recording" in said
    assert "1 of 3 recordings could not be converted" in said
    assert sorted(path.name for path in (workplace / "out").iterdir()) == ["in.wav", "more.wav"]


def test_what_is_there_is_kept_unless_it_is_to_be_replaced(workplace):
    (workplace / "out").mkdir()
    (workplace / "out" / "in.wav").write_bytes(b"mine")
    assert "--overwrite" in tts("convert", "in.wav", *VOICE, "--output-dir", "out").stderr
    assert (workplace / "out" / "in.wav").read_bytes() == b"mine"
    tts("convert", "in.wav", *VOICE, "--output-dir", "out", "--overwrite")
    assert soundfile.info(workplace / "out" / "in.wav").frames == RATE // 2


def test_timings_of_the_source_are_kept(workplace):
    (workplace / "in.srt").write_text("1\n00:00:00,000 --> 00:00:00,400\nAh\n")
    (workplace / "in.TextGrid").write_text("a grid")
    tts("convert", "in.wav", *VOICE, "--output-dir", "out", "--timings", "keep")
    assert (workplace / "out" / "in.srt").read_text() == (workplace / "in.srt").read_text()
    assert (workplace / "out" / "in.TextGrid").read_text() == "a grid"


def test_timings_that_are_beside_the_target_already_stay_and_the_next_recording_is_converted(workplace):
    (workplace / "in.srt").write_text("mine")
    soundfile.write(workplace / "more.flac", vowel(0.3), RATE)
    (workplace / "in.wav").rename(workplace / "in.flac")
    said = tts("convert", "in.flac", "more.flac", *VOICE, "--output-dir", ".", "--timings", "keep").stderr
    assert "more.flac: no timings beside it to keep" in said
    assert (workplace / "in.srt").read_text() == "mine"
    assert (workplace / "more.wav").is_file()


def test_other_timings_at_the_target_are_kept_unless_they_are_to_be_replaced(workplace):
    (workplace / "in.srt").write_text("the source's")
    (workplace / "out.srt").write_text("mine")
    converted = ("convert", "in.wav", *VOICE, "-o", "out.wav", "--timings", "keep")
    assert "out.srt is there already; --overwrite replaces it" in tts(*converted).stderr
    assert (workplace / "out.srt").read_text() == "mine"
    tts(*converted, "--overwrite")
    assert (workplace / "out.srt").read_text() == "the source's"


def test_an_empty_recording_among_many_is_named(workplace):
    soundfile.write(workplace / "empty.wav", np.zeros(0), RATE)
    said = tts("convert", "in.wav", "empty.wav", *VOICE, "--output-dir", "out", code=1).stderr
    assert "empty.wav is empty: there is nothing to convert" in said
    assert not (workplace / "out" / "empty.wav").exists()
    assert "standard input is empty" in tts("convert", "-", *VOICE, "--raw", stdin=b"", code=1).stderr


def test_codes_are_written_and_said(workplace):
    said = tts("encode", "in.wav", "-o", "codes.npz", "--voice", "en_US-tiny").stderr
    assert "0.5 s in 412 bits a second (300 of codes, 112 of melody)" in said
    tts("decode", "codes.npz", *VOICE, "-o", "out.wav")
    assert soundfile.info(workplace / "out.wav").frames == RATE // 2


@pytest.mark.parametrize("target", ["in.wav", "./in.wav", "link.wav", "elsewhere/../in.wav"])
@pytest.mark.parametrize(
    ("source", "command"),
    [("in.wav", "convert"), ("in.wav", "decode"), ("link.wav", "convert")],
)
def test_nothing_is_written_over_what_it_is_made_of(workplace, source, command, target):
    (workplace / "elsewhere").mkdir()
    (workplace / "link.wav").symlink_to("in.wav")
    before = (workplace / "in.wav").read_bytes()
    assert f"{source} would be converted into itself" in tts(command, source, *VOICE, "-o", target, code=2).stderr
    assert (workplace / "in.wav").read_bytes() == before


def test_codes_are_not_written_over_a_sound_nor_over_what_they_are_made_of(workplace):
    soundfile.write(workplace / "other.wav", vowel(0.1), RATE)
    (workplace / "codes.npz").write_bytes((workplace / "in.wav").read_bytes())
    for source, target, complaint in (
        ("in.wav", "other.wav", "ends in .npz"),
        ("codes.npz", "codes.npz", "converted into itself"),
    ):
        before = (workplace / target).read_bytes()
        assert complaint in tts("encode", source, "-o", target, code=2).stderr
        assert (workplace / target).read_bytes() == before
    assert "there is no folder none" in tts("encode", "in.wav", "-o", "none/codes.npz", code=1).stderr


def test_a_voice_only_chooses_the_model_of_codes(workplace):
    help_text = " ".join(tts("encode", "--help").stdout.replace("│", " ").split())
    assert "Who is to be heard" not in help_text
    assert "Whose conversion model" in help_text
    for name, chosen in (("a", ("--voice", "en_US-tiny")), ("b", ("--model", "tiny-conversion"))):
        tts("encode", "in.wav", "-o", f"{name}.npz", *chosen)
    with np.load(workplace / "a.npz") as of_voice, np.load(workplace / "b.npz") as of_model:
        assert {name: of_voice[name].tolist() for name in of_voice} == {
            name: of_model[name].tolist() for name in of_model
        }


@pytest.mark.parametrize(
    ("samples", "remark"),
    [
        (np.zeros(RATE), "silent"),
        (np.clip(9 * vowel(1), -1, 1), "clipped"),
        (np.stack([vowel(1), vowel(1)], 1), "its 2 channels were averaged"),
        (np.random.default_rng(0).uniform(-0.5, 0.5, RATE), None),
    ],
)
def test_what_is_odd_is_said_in_one_line_and_converted_all_the_same(workplace, samples, remark):
    soundfile.write(workplace / "odd.wav", samples, RATE)
    said = tts("convert", "odd.wav", *VOICE, "-o", "out.wav").stderr
    assert soundfile.info(workplace / "out.wav").frames == len(samples)
    assert said.count("\n") == (0 if remark is None else 1)
    assert remark is None or remark in said


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["in.wav"], "say where the sound goes"),
        (["in.wav", "-o", "a.wav", "--output-dir", "b"], "say where the sound goes"),
        (["in.wav", "in.wav", "-o", "a.wav"], "2 recordings need --output-dir"),
        (["in.wav", "in.flac", "--output-dir", "b"], "would both become"),
        (["in.wav", "--output-dir", "."], "converted into itself"),
        (["in.wav", "-o", "a.wav", "--pitch", "high"], "auto, keep, or a number of semitones"),
        (["in.wav", "-o", "a.wav", "--pitch", "50"], "at most 36 semitones"),
        (["in.wav", "-o", "a.wav", "--timings", "srt"], "can only keep"),
        (["in.wav", "--raw", "--format", "wav"], "--raw excludes"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(arguments, complaint):
    assert complaint in " ".join(tts("convert", *arguments, code=2).stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["none.wav", "-o", "a.wav"], "there is no recording none.wav"),
        (["in.wav", "-o", "a.wav", "--voice", "en_US-tiny#eve"], "has no speaker 'eve'"),
        (["in.wav", "-o", "a.wav", "--model", "other"], "there is no conversion model 'other'"),
        (["in.wav", "-o", "a.xyz"], "has no known ending"),
        (["empty.wav", "-o", "a.wav"], "nothing to convert"),
    ],
)
def test_what_cannot_be_done_is_one_line(workplace, arguments, complaint):
    soundfile.write(workplace / "empty.wav", np.zeros(0), RATE)
    said = tts("convert", *arguments, code=1).stderr
    assert complaint in said
    assert said.count("\n") == 1
    assert not (workplace / "a.wav").exists()


def test_a_conversion_model_is_listed_beside_voices():
    listed = tts("voices", "list").stdout
    assert "tiny-conversion" in listed
    assert "to voice" in listed
    assert "tiny-conversion is whole" in tts("voices", "verify", "tiny-conversion").stderr
    assert "permission" in tts("voices", "info", "tiny-conversion").stdout
