"""Recordings of every kind, hostile ones too."""

import io
import struct

import numpy as np
import pytest
import soundfile

from voices.sound.encoder import wav_header
from voices.sound.recording import UnreadableRecordingError, open_recording, piped_recording

RATE = 8000
TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)
SIXTEEN = (TONE * 32767).astype("<i2")


class Pipe:
    """Bytes that come a few at a time and cannot be gone back in."""

    def __init__(self, content, at_once=999):
        self._file, self._at_once = io.BytesIO(content), at_once

    def read(self, count=-1):
        return self._file.read(count)

    def read1(self, count=-1):
        return self._file.read(min(count, self._at_once))


def all_of(recording):
    return np.concatenate([np.zeros(0, np.float32), *recording.blocks])


def file_of(samples, kind="WAV", subtype=None, rate=RATE):
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=kind, subtype=subtype)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [("WAV", "PCM_16"), ("WAV", "FLOAT"), ("WAV", "PCM_U8"), ("FLAC", None), ("AIFF", None), ("AU", None)],
)
@pytest.mark.parametrize("piped", [False, True])
def test_formats_are_read_from_files_and_pipes(tmp_path, kind, subtype, piped):
    content = file_of(TONE, kind, subtype)
    (tmp_path / "a").write_bytes(content)
    recording = piped_recording(Pipe(content), 1234) if piped else open_recording(tmp_path / "a")
    assert recording.rate_hz == RATE
    assert np.abs(all_of(recording) - TONE).max() < 0.01
    assert recording.noticed.remarks() == []


@pytest.mark.parametrize(("kind", "subtype"), [("OGG", "VORBIS"), ("MP3", None)])
def test_compressed_formats_are_read_from_pipes(kind, subtype):
    recording = piped_recording(Pipe(file_of(TONE, kind, subtype)), 1234)
    assert recording.rate_hz == RATE
    assert np.sqrt((all_of(recording) ** 2).mean()) == pytest.approx(0.35, rel=0.1)


@pytest.mark.parametrize("at_once", [1, 2, 3, 1001, 100000])
def test_bare_samples_are_the_same_however_they_come(at_once):
    recording = piped_recording(Pipe(SIXTEEN.tobytes(), at_once), RATE)
    np.testing.assert_array_equal(all_of(recording), SIXTEEN.astype(np.float32) / 32768)


def test_half_a_sample_at_the_end_is_none():
    assert len(all_of(piped_recording(Pipe(SIXTEEN.tobytes() + b"\1"), RATE))) == len(SIXTEEN)


def test_a_wav_whose_length_nobody_knows_is_read_as_it_comes():
    taken = io.BytesIO(wav_header(RATE) + SIXTEEN.tobytes())
    recording = piped_recording(taken, 1)
    next(recording.blocks)
    assert taken.tell() < 3 * RATE / 2  # not read to its end first
    assert recording.rate_hz == RATE


def test_what_follows_the_samples_of_a_wav_is_not_heard():
    content = file_of(TONE, "WAV", "PCM_16") + b"LIST\4\0\0\0abcd"
    assert len(all_of(piped_recording(Pipe(content), 1))) == len(TONE)


def test_channels_are_averaged_and_that_is_said():
    recording = piped_recording(Pipe(file_of(np.stack([TONE, -TONE, TONE], 1))), 1)
    assert np.abs(all_of(recording) - TONE / 3).max() < 1e-3
    assert recording.noticed.remarks() == ["its 3 channels were averaged"]


def test_clipping_and_silence_are_noticed(tmp_path):
    for name, samples, remark in (("loud", np.clip(4 * TONE, -1, 1), "clipped"), ("quiet", 0 * TONE, "silent")):
        soundfile.write(tmp_path / f"{name}.wav", samples, RATE)
        recording = open_recording(tmp_path / f"{name}.wav")
        all_of(recording)
        assert [remark in line for line in recording.noticed.remarks()] == [True]


def test_what_is_as_loud_all_the_time_is_noticed(tmp_path):
    random = np.random.default_rng(0)
    shape = np.repeat(np.tile([1.0, 0.6, 0.02], 10), RATE // 6)
    words = shape * random.standard_normal(len(shape))
    for name, samples, noticed in (
        ("clean", 0.1 * words, False),
        ("noisy", 0.1 * words + 0.03 * random.standard_normal(len(words)), True),
        ("short", np.tile(TONE, 10)[:RATE], False),
    ):
        soundfile.write(tmp_path / f"{name}.wav", samples, RATE)
        recording = open_recording(tmp_path / f"{name}.wav")
        all_of(recording)
        assert ["noise or music" in line for line in recording.noticed.remarks()] == [True] * noticed


def test_samples_that_are_no_numbers_are_silence(tmp_path):
    broken = TONE.copy()
    broken[[3, 700]] = np.nan, np.inf
    soundfile.write(tmp_path / "a.wav", broken, RATE, subtype="FLOAT")
    recording = open_recording(tmp_path / "a.wav")
    assert np.isfinite(all_of(recording)).all()
    assert recording.noticed.remarks() == ["2 samples are no numbers; they were taken for silence"]


@pytest.mark.parametrize("content", [b"", b"RIFF", b"hello, this is a text", b"\0" * 100, b"fLaC" + b"\xff" * 50])
def test_a_file_that_is_no_recording_is_named(tmp_path, content):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(UnreadableRecordingError, match=r"a\.wav is no recording"):
        open_recording(tmp_path / "a.wav")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableRecordingError, match=r"there is no recording .*a\.wav"):
        open_recording(tmp_path / "a.wav")


@pytest.mark.parametrize("content", [b"fLaC" + b"\xff" * 50, b"RIFF\0\0\0\0WAVE", b"OggS" + bytes(30)])
def test_a_pipe_that_begins_as_a_format_and_is_none_is_refused(content):
    with pytest.raises(UnreadableRecordingError, match="standard input is no recording"):
        piped_recording(Pipe(content), RATE)


def test_a_header_with_no_rate_is_refused():
    header = wav_header(RATE).replace(struct.pack("<I", RATE), bytes(4), 1)
    with pytest.raises(UnreadableRecordingError, match="sample rate of 0 Hz"):
        piped_recording(Pipe(header + SIXTEEN.tobytes()), RATE)


def test_an_empty_pipe_holds_nothing():
    assert len(all_of(piped_recording(Pipe(b""), RATE))) == 0
