"""Waveforms in pieces, written and read again."""

import errno
import io
import signal

import numpy as np
import pytest
import soundfile

from voices.sound.encoder import Encoder, wav_header
from voices.sound.formats import FORMATS, UnknownFormatError
from voices.sound.sixteen_bits import sixteen_bits

RATE = 16000
TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)
PIECES = np.split(TONE, [1, 700, 9000])


def encoded(name, pieces=PIECES, rate=RATE, *, seekable=True, kilobits=None):
    file = io.BytesIO()
    encoder = Encoder(file, FORMATS[name], RATE, rate, seekable=seekable, kilobits=kilobits)
    for piece in pieces:
        encoder.write(piece)
    encoder.finish()
    return file.getvalue()


def test_whole_numbers_are_rounded_and_clipped():
    np.testing.assert_array_equal(
        sixteen_bits(np.array([0, 1, -1, 3, -3, 0.6 / 32767], np.float32)), [0, 32767, -32767, 32767, -32767, 1]
    )


@pytest.mark.parametrize("name", ["wav", "flac"])
def test_lossless_formats_hold_exactly_the_samples(name):
    samples, rate = soundfile.read(io.BytesIO(encoded(name)), dtype="int16")
    assert rate == RATE
    np.testing.assert_array_equal(samples, sixteen_bits(TONE))


@pytest.mark.parametrize("name", ["ogg", "opus", "mp3"])
@pytest.mark.parametrize("seekable", [True, False])
def test_lossy_formats_hold_something_very_like_them(name, seekable):
    samples, rate = soundfile.read(io.BytesIO(encoded(name, seekable=seekable)), dtype="float32")
    assert rate == RATE
    spectrum = np.abs(np.fft.rfft(samples[2000:10000] * np.hanning(8000)))
    assert spectrum.argmax() == 220  # bins of 2 Hz
    assert samples[2000:10000].std() == pytest.approx(TONE.std(), rel=0.1)


@pytest.mark.parametrize(
    ("name", "rate", "kilobits"),
    [
        ("mp3", 16000, 160),
        ("mp3", 16000, 32),
        ("mp3", 16000, 8),
        ("mp3", 48000, 64),
        ("mp3", 8000, 24),
        ("opus", 16000, 64),
        ("opus", 48000, 24),
    ],
)
@pytest.mark.parametrize("seekable", [True, False])
def test_a_compressed_file_has_the_bit_rate_that_is_asked_for(name, rate, kilobits, seekable):
    noise = 0.1 * np.random.default_rng(0).standard_normal(10 * RATE).astype(np.float32)
    written = encoded(name, [noise], rate, seekable=seekable, kilobits=kilobits)
    assert 8 * len(written) / 10_000 == pytest.approx(kilobits, rel=0.15)


@pytest.mark.parametrize(
    ("name", "kilobits", "message"),
    [
        ("wav", 64, "the bit rate of wav cannot be chosen; that of opus, mp3 can"),
        ("raw", 64, "the bit rate of raw cannot be chosen"),
        ("ogg", 64, "the bit rate of ogg cannot be chosen"),
        ("mp3", 320, "mp3 at 16000 Hz has from 8 to 160 kilobits a second, not 320"),
        ("opus", 5, "opus at 16000 Hz has from 6 to 256 kilobits a second, not 5"),
    ],
)
def test_a_bit_rate_that_a_format_has_not_is_refused(name, kilobits, message):
    with pytest.raises(UnknownFormatError, match=message):
        encoded(name, kilobits=kilobits)


def test_raw_samples_are_little_endian_and_nothing_else():
    assert encoded("raw") == sixteen_bits(TONE).astype("<i2").tobytes()


def test_a_streamed_wav_has_a_header_of_unknown_length_and_then_the_samples():
    streamed = encoded("wav", seekable=False)
    assert streamed[:44] == wav_header(RATE)
    assert streamed[4:8] == streamed[40:44] == b"\xff\xff\xff\xff"
    assert streamed[44:] == encoded("raw")
    assert streamed[8:40] == encoded("wav")[8:40]  # libsndfile's header of the same sound


@pytest.mark.parametrize("name", ["wav", "raw", "ogg", "opus", "mp3"])
def test_formats_that_grow_are_sent_while_they_are_made(name):
    file = io.BytesIO()
    encoder = Encoder(file, FORMATS[name], RATE, RATE, seekable=False)
    for _ in range(10):
        encoder.write(TONE)
    early = len(file.getvalue())
    encoder.finish()
    assert 0.5 * len(file.getvalue()) < early


def test_a_format_whose_header_must_hold_the_length_is_sent_when_it_is_known():
    assert encoded("flac", seekable=False) == encoded("flac")


@pytest.mark.parametrize("samples", [1, 300, 1000, 2000, 5000])
def test_a_streamed_mp3_of_any_shortness_can_be_played(samples):
    data = encoded("mp3", [TONE[:samples]], seekable=False)
    with soundfile.SoundFile(io.BytesIO(data)) as sound:
        assert samples <= len(sound.read()) <= samples + 4 * 576


@pytest.mark.parametrize("rate", [16000, 24000, 44100])
def test_a_streamed_mp3_begins_with_sound_and_tells_its_length_by_its_rate(rate):
    file = io.BytesIO()
    encoder = Encoder(file, FORMATS["mp3"], RATE, rate, seekable=False)
    for _ in range(20):
        encoder.write(TONE)
    encoder.finish()
    data = file.getvalue()
    assert data[0] == 0xFF
    assert b"Xing" not in data
    assert b"Info" not in data
    file.seek(0)
    with soundfile.SoundFile(file) as sound:
        seconds = sound.frames / sound.samplerate
        assert len(sound.read()) == pytest.approx(sound.frames, abs=1152)
    assert seconds == pytest.approx(20 * len(TONE) / RATE, abs=0.15)


@pytest.mark.parametrize("rate", [8000, 22050, 48000])
def test_another_rate_is_the_same_in_pieces_as_at_once(rate):
    at_once = np.frombuffer(encoded("raw", [TONE], rate), "<i2")
    assert len(at_once) == pytest.approx(rate, abs=1)
    np.testing.assert_array_equal(np.frombuffer(encoded("raw", PIECES, rate), "<i2"), at_once)
    spectrum = np.abs(np.fft.rfft(at_once[: rate // 2] * np.hanning(rate // 2)))
    assert spectrum.argmax() == 220


class FullDisk(io.BytesIO):
    def write(self, data):
        if self.tell() + len(data) > 6000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_an_error_that_says_so(name, capfd):
    file = FullDisk()
    encoder = Encoder(file, FORMATS[name], RATE, RATE, seekable=True)
    noise = np.random.default_rng(0).uniform(-1, 1, RATE).astype(np.float32)
    with pytest.raises(OSError, match="No space left"):
        encoder.write(np.tile(noise, 20))
    encoder.abandon()
    file.close()
    del encoder
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["flac", "ogg", "opus", "mp3"])
def test_a_disk_that_is_full_at_the_very_end_is_an_error_too(name):
    class NearlyFull(io.BytesIO):
        def write(self, data):
            if self.tell() + len(data) >= whole:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)

    whole = len(encoded(name))
    encoder = Encoder(NearlyFull(), FORMATS[name], RATE, RATE, seekable=True)
    encoder.write(TONE)
    with pytest.raises(OSError, match="No space left"):
        encoder.finish()


def test_ctrl_c_inside_libsndfile_is_heard_after_it(capfd):
    class Interrupted(io.BytesIO):
        def write(self, data):
            signal.raise_signal(signal.SIGINT)
            return super().write(data)

    file = Interrupted()
    encoder = Encoder(file, FORMATS["flac"], RATE, RATE, seekable=True)
    with pytest.raises(KeyboardInterrupt):
        encoder.write(TONE)
    encoder.abandon()
    assert file.getvalue().startswith(b"fLaC")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["wav", "flac", "ogg", "opus", "mp3"])
@pytest.mark.parametrize("seekable", [True, False])
def test_a_comment_is_in_the_file_and_the_sound_as_without_it(name, seekable):
    contents = []
    said = "this was converted, and it says so in more letters than the thirty of a tag at the end of an MP3"
    for comment in ("", said):
        file = io.BytesIO()
        encoder = Encoder(file, FORMATS[name], RATE, RATE, seekable=seekable, comment=comment)
        encoder.write(TONE)
        encoder.finish()
        contents.append(file.getvalue())
    sound = soundfile.SoundFile(io.BytesIO(contents[1]))
    assert sound.comment == said
    np.testing.assert_allclose(sound.read(), soundfile.read(io.BytesIO(contents[0]))[0], atol=1e-6)
