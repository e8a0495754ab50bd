"""Sinks: what is left when all goes well, and when it does not."""

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from frontend.errors import TtsError
from tts_cli.synthesis.sinks import Encoding, SoundFile, record
from voices.sound.formats import WAV

PIECES = [np.full(600, 0.25, np.float32), np.full(400, 0.25, np.float32)]


def say(sentences, sinks):
    """Record as many sentences of two pieces, or what a generator yields; return the warnings."""
    warned = []
    many = (sentence() for _ in range(sentences)) if isinstance(sentences, int) else sentences
    record(Speech(many), sinks, warned.append)
    return warned


def sentence():
    return SimpleNamespace(planned="planned", pieces=iter(PIECES))


class Speech:
    def __init__(self, sentences):
        self.warnings, self._sentences = [], sentences

    def __iter__(self):
        yield from self._sentences
        self.warnings.append("clipped")


class Recorder:
    """A sink as others may add them."""

    def __init__(self):
        self.taken, self.error = [], "still open"

    def __enter__(self):
        self.error = None

    def __exit__(self, kind, error, traceback):
        self.error = error

    def begin(self, planned):
        self.taken.append(planned)

    def write(self, samples):
        self.taken.append(len(samples))


def test_every_sink_gets_every_sentence_and_is_closed():
    one, other = Recorder(), Recorder()
    assert say(2, [one, other]) == ["clipped"]
    for sink in (one, other):
        assert sink.taken == ["planned", 600, 400] * 2
        assert sink.error is None


def test_a_failure_reaches_every_sink_and_leaves_the_old_file(tmp_path):
    path, other = tmp_path / "out.wav", Recorder()
    path.write_bytes(b"precious")

    def sentences():
        yield sentence()
        raise TtsError("no more")

    with pytest.raises(TtsError, match="no more"):
        say(sentences(), [SoundFile(path, Encoding(WAV, 16000)), other])
    assert str(other.error) == "no more"
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out.wav", b"precious")]


def test_nothing_to_say_is_an_error_and_no_file(tmp_path):
    with pytest.raises(TtsError, match="there is nothing to say"):
        say(0, [SoundFile(tmp_path / "out.wav", Encoding(WAV, 16000))])
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.wav").write_bytes(b"old")
    (tmp_path / "link.wav").symlink_to("real.wav")
    say(1, [SoundFile(tmp_path / "link.wav", Encoding(WAV, 16000))])
    assert (tmp_path / "link.wav").is_symlink()
    assert soundfile.info(tmp_path / "real.wav").frames == 1000


def test_a_named_pipe_is_written_to_and_stays_one(tmp_path):
    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    say(1, [SoundFile(path, Encoding(WAV, 16000))])
    assert len(os.read(reader, 10000)) == 44 + 2000
    assert path.is_fifo()
    os.close(reader)


@pytest.mark.parametrize("named", ["pipe.wav", "link.wav"])
def test_a_pipe_that_is_reached_by_a_link_is_written_to(tmp_path, named):
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "link.wav").symlink_to("pipe.wav")
    reader = os.open(tmp_path / "pipe.wav", os.O_RDONLY | os.O_NONBLOCK)
    say(1, [SoundFile(tmp_path / named, Encoding(WAV, 16000))])
    assert len(os.read(reader, 10000)) == 44 + 2000
    os.close(reader)


def test_an_open_file_of_this_process_is_written_to_and_not_replaced(tmp_path):
    with (tmp_path / "kept.wav").open("wb") as file:
        say(1, [SoundFile(Path(f"/dev/fd/{file.fileno()}"), Encoding(WAV, 16000))])
        assert os.fstat(file.fileno()).st_size == 44 + 2000
