"""Sinks: what is left when all goes well, and when it does not."""

import os
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from frontend.errors import TtsError
from tts_cli.synthesis.sinks import SoundFile, pour
from voices.sound.formats import WAV

SENTENCE = SimpleNamespace(samples=np.full(1000, 0.25, np.float32))


class Recorder:
    """A sink as others may add them."""

    def __init__(self):
        self.sentences, self.error = [], "still open"

    def __enter__(self):
        self.error = None

    def __exit__(self, kind, error, traceback):
        self.error = error

    def write(self, sentence):
        self.sentences.append(sentence)


def test_every_sink_gets_every_sentence_and_is_closed():
    one, other = Recorder(), Recorder()
    pour([SENTENCE, SENTENCE], [one, other])
    for sink in (one, other):
        assert sink.sentences == [SENTENCE, SENTENCE]
        assert sink.error is None


def test_a_failure_reaches_every_sink_and_leaves_the_old_file(tmp_path):
    path, other = tmp_path / "out.wav", Recorder()
    path.write_bytes(b"precious")

    def sentences():
        yield SENTENCE
        raise TtsError("no more")

    with pytest.raises(TtsError, match="no more"):
        pour(sentences(), [SoundFile(path, WAV, 16000, None), other])
    assert str(other.error) == "no more"
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out.wav", b"precious")]


def test_nothing_to_say_is_an_error_and_no_file(tmp_path):
    with pytest.raises(TtsError, match="there is nothing to say"):
        pour([], [SoundFile(tmp_path / "out.wav", WAV, 16000, None)])
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.wav").write_bytes(b"old")
    (tmp_path / "link.wav").symlink_to("real.wav")
    pour([SENTENCE], [SoundFile(tmp_path / "link.wav", WAV, 16000, None)])
    assert (tmp_path / "link.wav").is_symlink()
    assert soundfile.info(tmp_path / "real.wav").frames == 1000


def test_a_named_pipe_is_written_to_and_stays_one(tmp_path):
    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    pour([SENTENCE], [SoundFile(path, WAV, 16000, None)])
    assert len(os.read(reader, 10000)) == 44 + 2000
    assert path.is_fifo()
    os.close(reader)
