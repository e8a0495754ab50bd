"""`tts synth`, from a text to a file, a pipe or a loudspeaker."""

import json
import sys

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from frontend.features.loudness import loudness
from tests.frontend.markup.epub_book import write_book
from tests.voices.pretended_card import pretend_card
from tests.voices.tiny_voice import give_parallel_vocoder, make_tiny_voice
from tts_cli.app import app
from voices.speaking.service import SpeechService

pytestmark = pytest.mark.usefixtures("tiny_voice")


def synth(*arguments, stdin=None):
    return CliRunner().invoke(app, ["synth", *map(str, arguments)], input=stdin)


@pytest.fixture
def said(tmp_path):
    """What a command says, as whole numbers [T]."""

    def say(*arguments, stdin=None):
        result = synth(*arguments, "-o", tmp_path / "said.wav", stdin=stdin)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        return soundfile.read(tmp_path / "said.wav", dtype="int16")[0]

    return say


@pytest.mark.parametrize(
    ("ending", "kind"), [("wav", "WAV"), ("flac", "FLAC"), ("ogg", "OGG"), ("opus", "OGG"), ("mp3", "MP3")]
)
def test_a_text_becomes_a_sound_file(tmp_path, ending, kind):
    path = tmp_path / f"out.{ending}"
    path.write_bytes(b"what was there before")
    assert synth("Hello AIUkraine!", "-o", path).exit_code == 0
    found = soundfile.info(path)
    assert (found.samplerate, found.channels, found.format) == (16000, 1, kind)
    assert found.duration > 0.3
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("arguments", [["-"], []])
def test_stdin_is_read_and_the_same_seed_gives_the_same_samples(said, arguments):
    text = "Hello.\nHow are you?\n\nFine."
    np.testing.assert_array_equal(said(*arguments, "--seed", 5, stdin=text), said(text, "--seed", 5))


def test_files_are_said_one_after_another(tmp_path, said):
    (tmp_path / "one.txt").write_text("Hello.")
    (tmp_path / "two.txt").write_text("Goodbye.")
    found = said("--file", tmp_path / "one.txt", "-f", tmp_path / "two.txt")
    np.testing.assert_array_equal(found, said("Hello.\n\nGoodbye."))
    found = said("--file", tmp_path / "one.txt", "-f", "-", stdin="Goodbye.")
    np.testing.assert_array_equal(found, said("Hello.\n\nGoodbye."))


def test_a_speaker_is_named_beside_the_voice_or_with_it_or_numbered(said):
    bob = said("Hello.", "--voice", "en_US-tiny#bob")
    np.testing.assert_array_equal(bob, said("Hello.", "--speaker", "bob"))
    np.testing.assert_array_equal(bob, said("Hello.", "--model", "en_US-tiny", "-s", 1))
    assert not np.array_equal(bob, said("Hello."))


def test_length_scale_is_the_inverse_of_speed(said):
    slow = said("Hello.", "--length-scale", 2)
    np.testing.assert_array_equal(slow, said("Hello.", "--speed", 0.5))
    assert len(slow) == pytest.approx(2 * len(said("Hello.")), rel=0.2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["--sentence_silence", 0.25], ["--sentence-silence", 0.25]),
        (["--noise_scale=0.3"], ["--temperature", 0.3]),
        (["--length_scale", 1.5], ["--length-scale", 1.5]),
    ],
)
def test_peers_spellings_mean_the_same(said, one, other):
    np.testing.assert_array_equal(said("Hello.", *one), said("Hello.", *other))
    assert not np.array_equal(said("Hello.", *one), said("Hello."))


@pytest.mark.parametrize("option", [["--volume", 0.5], ["--seed", 1], ["--temperature", 0]])
def test_every_control_is_heard(said, option):
    assert not np.array_equal(said("Hello.", *option), said("Hello."))


def test_a_book_is_said_chapter_by_chapter(said, tmp_path):
    write_book(tmp_path / "book.epub")
    book = said("--file", tmp_path / "book.epub")
    (tmp_path / "text.html").write_text(
        "<p>The North Wind</p><p>Once there was a king and a queen.</p><p>They had two sons.</p>"
    )
    np.testing.assert_array_equal(book, said("--file", tmp_path / "text.html"))


@pytest.mark.parametrize("other", [["--speed", 1], ["--length-scale", 1]])
def test_words_a_minute_and_a_speed_exclude_each_other(tmp_path, other):
    result = synth("Hello.", "-o", tmp_path / "out.wav", "--wpm", 160, *other)
    assert result.exit_code == 2
    assert "--wpm excludes --speed and --length-scale" in result.stderr


def test_the_pitch_is_asked_of_the_voice_in_semitones(said, monkeypatch):
    asked, plan = [], SpeechService.plan
    monkeypatch.setattr(SpeechService, "plan", lambda *arguments: asked.append(arguments[2]) or plan(*arguments))
    said("Hello.", "--pitch", -2.5)
    assert [request.semitones for request in asked] == [-2.5]


def test_sentence_silence_is_that_many_samples_of_silence_after_each_sentence(said):
    plain, apart = (said("Hello. Bye.", "--sentence-silence", seconds) for seconds in (0, 0.25))
    assert len(apart) == len(plain) + 2 * 4000
    assert not apart[-4000:].any()


def test_another_sample_rate_has_as_many_samples_as_it_needs(tmp_path):
    synth("Hello.", "-o", tmp_path / "plain.wav")
    synth("Hello.", "-o", tmp_path / "fine.flac", "--sample-rate", 44100)
    plain, fine = (soundfile.info(tmp_path / name) for name in ("plain.wav", "fine.flac"))
    assert fine.samplerate == 44100
    assert fine.duration == pytest.approx(plain.duration, abs=1e-4)


def test_a_higher_bit_rate_makes_a_larger_file(tmp_path):
    for kilobits in (16, 128):
        assert synth("Hello.", "-o", tmp_path / f"{kilobits}.mp3", "--bitrate", kilobits).exit_code == 0
    assert (tmp_path / "128.mp3").stat().st_size > 4 * (tmp_path / "16.mp3").stat().st_size


def test_the_format_option_wins_over_the_ending(tmp_path):
    assert synth("Hello.", "-o", tmp_path / "out.wav", "--format", "flac").exit_code == 0
    assert soundfile.info(tmp_path / "out.wav").format == "FLAC"


def test_standard_output_gets_the_samples_of_the_file(said):
    expected = said("Hello. Bye.").astype("<i2").tobytes()
    assert synth("Hello. Bye.", "--raw").stdout_bytes == expected
    streamed = synth("Hello. Bye.", "-o", "-").stdout_bytes
    assert (streamed[:4], streamed[44:]) == (b"RIFF", expected)


def test_a_raw_file_is_the_samples_and_nothing_else(tmp_path, said):
    expected = said("Hello.").astype("<i2").tobytes()
    for arguments in (["-o", tmp_path / "out.raw"], ["-o", tmp_path / "out.bin", "--output-raw"]):
        synth("Hello.", *arguments)
        assert arguments[1].read_bytes() == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Hello.", "-o", "out.xyz"], "out.xyz has no known ending"),
        (["Hello.", "-o", "out.wav", "--format", "aac"], "there is no format 'aac'"),
        (["Hello.", "-o", "out.opus", "--sample-rate", "44100"], "opus does not hold 44100 Hz; it holds 8000, 12000"),
        (["Hello.", "-o", "out.wav", "--bitrate", "64"], "the bit rate of wav cannot be chosen; that of opus, mp3 can"),
        (["?!", "-o", "out.wav"], "there is nothing to say"),
        (["", "-o", "out.wav"], "there is nothing to say"),
        (["Hello.", "-o", "none/out.wav"], "there is no folder none"),
        (["Hello.", "-o", "out.wav", "--voice", "nobody"], "there is no voice 'nobody'; voices: en_US-tiny"),
        (["Hello.", "-o", "out.wav", "--speaker", "eve"], "no speaker 'eve'"),
        (["Hello.", "-o", "out.wav", "--speaker", "2"], "no speaker '2'; its speakers are ann, bob"),
        (["[[5]]", "-o", "out.wav"], "is not a phone"),
        (["--file", "none.txt", "-o", "out.wav"], "No such file or directory: none.txt"),
        (["--file", ".", "-o", "out.wav"], "Is a directory: ."),
        (["Hello.", "-o", "out.wav", "--lexicon", "none.txt"], "cannot read lexicon none.txt"),
    ],
)
def test_bad_input_gets_one_line_and_keeps_what_was_there(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out.wav").write_bytes(b"precious")
    result = synth(*arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out.wav", b"precious")]


def test_a_card_speaks_by_the_parallel_vocoder(tmp_path, monkeypatch, said):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "voices"))
    make_tiny_voice(tmp_path / "voices" / "en_US-both")
    give_parallel_vocoder(tmp_path / "voices" / "en_US-both")
    pretend_card(monkeypatch)
    expected = said("Hello.", "--vocoder", "parallel")
    assert np.abs(said("Hello.", "--device", "cuda").astype(int) - expected).max() <= 3
    monkeypatch.setenv("TTS_DEVICE", "cuda")
    assert np.abs(said("Hello.", "--vocoder", "auto").astype(int) - expected).max() <= 3


@pytest.mark.parametrize(
    ("device", "message"),
    [("cuda", "device is 'cuda', but"), ("gpu", "device is 'gpu', but must be auto, cpu or cuda")],
)
def test_a_device_that_is_not_there_is_an_error_of_one_line(tmp_path, monkeypatch, device, message):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    result = synth("Hello.", "-o", tmp_path / "out.wav", "--device", device)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert message in result.stderr
    assert not (tmp_path / "out.wav").exists()


def test_a_server_has_a_device_of_its_own(tmp_path):
    result = synth("Hello.", "-o", tmp_path / "out.wav", "--device", "auto", "--server", "http://127.0.0.1:9")
    assert result.exit_code == 2
    assert "--device auto with --server cannot be used here" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Hello."], "say where the sound goes"),
        (["Hello.", "-f", "x.txt", "-o", "out.wav"], "TEXT beside --file"),
        (["Hello.", "-o", "out.wav", "--speed", "2", "--length-scale", "2"], "exclude each other"),
        (["Hello.", "-o", "out.wav", "--raw", "--format", "mp3"], "exclude each other"),
        (["Hello.", "-o", "out.wav", "--seed", "-1"], "seed is -1, but must be at least 0"),
        (["Hello.", "-o", "out.wav", "--speed", "0"], "speed is 0, but must be from 0.1 to 10"),
        (["Hello.", "-o", "out.wav", "--speed", "nan"], "speed is nan, but must be from 0.1 to 10"),
        (["Hello.", "-o", "out.wav", "--volume", "99"], "volume is 99, but must be from 0 to 10"),
        (["Hello.", "-o", "out.wav", "--loudness", "3"], "loudness is 3, but must be from -60 to -5"),
    ],
)
def test_a_command_that_makes_no_sense_is_a_usage_error(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    result = synth(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == []


def test_without_any_voice_the_message_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "empty"))
    result = synth("Hello.", "-o", tmp_path / "out.wav")
    assert result.exit_code == 1
    assert "no voice is installed; `tts voices install" in result.stderr


def test_a_folder_that_cannot_be_written_in_is_one_line_before_anything_is_said(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.touch", refuse)
    monkeypatch.setattr("voices.speaking.service.SpeechService.plan", lambda *_: pytest.fail("it spoke"))
    result = synth("Hello.", "-o", tmp_path / "out.wav")
    assert (result.exit_code, result.stderr) == (1, f"tts: Permission denied: {tmp_path / 'out.wav'}\n")


def test_playing_without_miniaudio_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    result = synth("Hello.", "--play")
    assert (result.exit_code, result.stderr) == (
        1,
        "tts: playing needs miniaudio: pip install 'tts-cli[play]'; or write a file with -o\n",
    )


def test_played_sound_is_that_of_the_file(said, monkeypatch):
    played = []

    class Player:
        def __init__(self, rate):
            played.append(rate)

        def write(self, waveform):
            played.append(waveform)

        def finish(self):
            played.append("finished")

        def stop(self):
            played.append("stopped")

    monkeypatch.setattr("voices.sound.player.Player", Player)
    written = said("Hello. Bye.", "--play")
    rate, *pieces, finished, stopped = played
    assert (rate, finished, stopped) == (16000, "finished", "stopped")
    np.testing.assert_allclose(np.concatenate(pieces) * 32767, written, atol=0.6)


class Player:
    """A loudspeaker that remembers."""

    played: list[int] = []  # noqa: RUF012 - each test begins it anew

    def __init__(self, rate):
        type(self).played = [rate]

    def write(self, waveform):
        self.played.append(len(waveform))

    def finish(self):
        pass

    def stop(self):
        pass


@pytest.fixture
def loudspeaker(monkeypatch):
    monkeypatch.setattr("voices.sound.player.Player", Player)
    monkeypatch.setattr("voices.sound.player.check_playback", lambda: None)
    return Player


@pytest.mark.parametrize("command", [["synth", "Hello there."], ["Hello there."], ["--debug", "Hello there."]])
def test_a_text_is_played_where_nothing_else_is_said_and_there_is_a_loudspeaker(loudspeaker, command):
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert sum(loudspeaker.played) > 5000


@pytest.mark.usefixtures("loudspeaker")
def test_a_mistyped_command_is_not_spoken():
    result = CliRunner().invoke(app, ["snyth", "Hello there."])
    assert result.exit_code == 2
    assert "No such command 'snyth'" in result.stderr


def test_interactive_lines_are_said_one_by_one_and_a_bad_one_ends_nothing(loudspeaker, said):
    expected = len(said("Hello there.")) + len(said("Bye."))
    result = synth("--interactive", stdin="Hello there.\n?!\n[[5]]\nBye.\n")
    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert "is not a phone" in result.stderr
    assert sum(loudspeaker.played[1:]) == expected


def test_loudness_is_that_of_the_file(tmp_path):
    result = synth("Hello. How are you, my dear?", "-o", tmp_path / "x.wav", "--loudness", -25)
    assert result.exit_code == 0
    assert loudness(soundfile.read(tmp_path / "x.wav", dtype="float32")[0], 16000) == pytest.approx(-25, abs=0.1)


def test_what_is_clipped_is_a_warning(tmp_path):
    result = synth("Hello.", "-o", tmp_path / "x.wav", "--volume", 10)
    assert result.exit_code == 0
    assert "tts: warning: " in result.stderr
    assert "of the sound is clipped" in result.stderr


@pytest.mark.parametrize(
    ("text", "option", "read"),
    [
        ("# Hello\n\nThis is **very** good.\n", "auto", "Hello\n\nThis is very good."),
        ("This is [very](http://x.org/y) good.", "markdown", "This is very good."),
        ("<p>This &amp; <b>that</b></p>", "html", "This & that"),
    ],
)
def test_what_only_marks_a_text_up_is_not_read(said, text, option, read):
    expected = said(read, "--markup", "none")
    for arguments, stdin in (([text], None), (["-"], text)):
        np.testing.assert_array_equal(said(*arguments, "--markup", option, stdin=stdin), expected)
    assert len(said(text, "--markup", "none")) > len(expected)


def test_files_are_read_as_they_are_marked_up_and_plain_text_stays_as_it_is(tmp_path, said):
    (tmp_path / "read.md").write_text("# Hello\n\n- one\n- two\n")
    np.testing.assert_array_equal(
        said("--file", tmp_path / "read.md"), said("# Hello\n\n- one\n- two\n", "--markup", "markdown")
    )
    text = "2 < 3, and a_b is 4 * 5."
    np.testing.assert_array_equal(said(text), said(text, "--markup", "none"))


def test_ssml_is_no_other_markup():
    assert synth("<speak>Hi.</speak>", "-o", "x.wav", "--ssml", "--markup", "html").exit_code == 2


def test_a_recording_that_ssml_names_is_heard_and_told_in_the_times(tmp_path, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    soundfile.write("half.flac", np.full(16000, 0.5), 8000)
    spoken = said('<speak>One fish. <break time="0s"/> Two fish.</speak>', "--ssml")
    ssml = '<speak>One fish. <audio src="half.flac">ding</audio> Two fish.</speak>'
    found = said(ssml, "--ssml", "--timings", "times.json")
    assert len(found) == pytest.approx(len(spoken) + 2.06 * 16000, abs=1000)
    assert (abs(found / 32768 - 0.5) < 0.01).sum() == pytest.approx(32000, abs=500)
    first, second = json.loads((tmp_path / "times.json").read_text())["sentences"]
    assert second["words"][0]["start"] - first["words"][-1]["end"] == pytest.approx(2.06, abs=0.05)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("none.wav", "there is no recording none.wav"),
        ("http://example.com/a.wav", "http://example.com/a.wav is not a file on this computer"),
    ],
)
def test_what_stands_for_a_recording_that_cannot_be_played_is_said(tmp_path, said, source, problem):
    ssml = f'<speak>One fish. <audio src="{source}">Ding.</audio> Two fish.</speak>'
    result = synth(ssml, "--ssml", "-o", tmp_path / "a.wav")
    assert result.exit_code == 0
    assert result.stderr == f"tts: warning: SSML <audio> is not played, what it holds is said in its place: {problem}\n"
    found = soundfile.read(tmp_path / "a.wav", dtype="int16")[0]
    np.testing.assert_array_equal(found, said("<speak>One fish. Ding. Two fish.</speak>", "--ssml"))
