"""A waveform that comes in pieces, encoded as it comes."""

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from voices.files.interruption import deferred_interruption
from voices.sound.formats import RAW, WAV, SoundFormat
from voices.sound.sixteen_bits import sixteen_bits

Floats = NDArray[np.float32]
_MP3_SYNC = b"\xff"  # nothing but zeros is between it and the next in the frame that is kept free for the length
_MP3_LEVEL = 0.5  # 80 kbit/s at 16 kHz; players of a stream tell its length by its constant rate
_UNKNOWN = 0xFFFFFFFF  # the sizes in the header of a WAV whose end nobody knows yet


class Encoder:
    """Writes a waveform to a binary file.

    Args:
        file: open for writing; stays open.
        kind: how to encode it.
        voice_rate: of the waveform, Hz.
        rate: to write it at, Hz.
        seekable: whether headers can be mended at the end; a pipe's cannot, so formats that need that are written at
            the end.
        kilobits: a second; None for the format's own.
        comment: to put into the file, where its format has a place for one; "" for none.
    """

    def __init__(
        self,
        file: BinaryIO,
        kind: SoundFormat,
        voice_rate: int,
        rate: int,
        *,
        seekable: bool,
        kilobits: int | None = None,
        comment: str = "",
    ) -> None:
        self._resampler = _resampler(voice_rate, rate)
        compression = kind.compression(rate, kilobits)
        self._sound = _plain(file, kind, rate, seekable, comment) or (
            _Encoded(file, kind, rate, compression, comment)
            if seekable
            else _Streamed(file, kind, rate, compression, comment)
        )

    def write(self, waveform: Floats) -> None:
        """Encode the next samples [T], each in [-1, 1]."""
        self._write(self._resampler.resample_chunk(waveform) if self._resampler else waveform)

    def finish(self) -> None:
        """Encode what is still inside, and complete the file."""
        if self._resampler:
            self._write(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        self._sound.close()

    def abandon(self) -> None:
        """Let go of the file, incomplete as it is."""
        self._sound.abandon()

    def _write(self, waveform: Floats) -> None:
        if len(waveform):
            self._sound.write(sixteen_bits(waveform))


def wav_header(rate: int, comment: str = "") -> bytes:
    """Return the header of a WAV of 16-bit mono samples, of unknown length."""
    shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16)
    begins = struct.pack("<4sI4s", b"RIFF", _UNKNOWN, b"WAVE") + shape
    return begins + _wav_comment(comment) + struct.pack("<4sI", b"data", _UNKNOWN)


def _wav_comment(comment: str) -> bytes:
    if not comment:
        return b""
    text = comment.encode() + b"\0"
    text += b"\0" * (len(text) % 2)  # chunks begin at even places
    return struct.pack("<4sI4s4sI", b"LIST", len(text) + 12, b"INFO", b"ICMT", len(text)) + text


def _resampler(voice_rate: int, rate: int) -> Any:
    if rate == voice_rate:
        return None
    import soxr

    return soxr.ResampleStream(voice_rate, rate, 1, dtype="float32")


def _plain(file: BinaryIO, kind: SoundFormat, rate: int, seekable: bool, comment: str) -> "_Plain | None":
    if kind is RAW:
        return _Plain(file, b"")
    return _Plain(file, wav_header(rate, comment)) if kind is WAV and not seekable else None


class _Plain:
    """Bare samples after a header."""

    def __init__(self, file: BinaryIO, header: bytes) -> None:
        self._file = file
        self._file.write(header)

    def write(self, samples: NDArray[np.int16]) -> None:
        self._file.write(samples.tobytes())
        self._file.flush()

    def close(self) -> None:
        self._file.flush()

    def abandon(self) -> None:
        pass


class _Encoded:
    """libsndfile at work in a file."""

    def __init__(self, file: BinaryIO, kind: SoundFormat, rate: int, compression: float | None, comment: str) -> None:
        import soundfile

        self._file = _ErrorKeeper(file)
        how: dict[str, Any] = (
            {} if compression is None else {"compression_level": compression, "bitrate_mode": kind.bitrate_mode}
        )
        with self._file.listening():
            self._sound = soundfile.SoundFile(
                self._file, "w", rate, channels=1, subtype=kind.subtype, format=kind.container, **how
            )
            if comment:
                self._sound.comment = comment

    def write(self, samples: NDArray[np.int16]) -> None:
        with self._file.listening():
            self._sound.write(samples)

    def close(self) -> None:
        with self._file.listening():
            self._sound.close()

    def abandon(self) -> None:
        self._file.mute()
        self._sound.close()


class _Streamed:
    """libsndfile at work in memory, its bytes handed on as soon as they are final."""

    def __init__(self, file: BinaryIO, kind: SoundFormat, rate: int, compression: float | None, comment: str) -> None:
        self._file, self._kind, self._sent = file, kind, 0
        self._memory = io.BytesIO()
        if compression is None and kind.begins_with_length:
            compression = _MP3_LEVEL
        self._sound = _Encoded(self._memory, kind, rate, compression, comment)

    def write(self, samples: NDArray[np.int16]) -> None:
        self._sound.write(samples)
        if self._kind.begins_with_length and not self._sent:
            made = self._memory.getvalue()
            found = made.find(_MP3_SYNC, _id3_bytes(made) + len(_MP3_SYNC))
            if found < 0:
                return
            self._send_comment_and_skip_to(found)
        if self._kind.grows:
            self._send()

    def close(self) -> None:
        if self._kind.begins_with_length and not self._sent:
            self._send_comment_and_skip_to(
                len(self._memory.getbuffer())
            )  # so short a sound that only the frame of its length is there
        self._sound.close()
        self._send()

    def abandon(self) -> None:
        self._sound.abandon()

    def _send_comment_and_skip_to(self, place: int) -> None:
        made = self._memory.getvalue()
        self._file.write(made[: _id3_bytes(made)])
        self._sent = place

    def _send(self) -> None:
        self._file.write(self._memory.getbuffer()[self._sent :])
        self._file.flush()
        self._sent = len(self._memory.getbuffer())


def _id3_bytes(data: bytes) -> int:
    """How long the comment is that an MP3 begins with (an ID3v2 tag, whose size has 7 bits a byte)."""
    if not data.startswith(b"ID3") or len(data) < 10:
        return 0
    return 10 + sum(byte << 7 * (3 - place) for place, byte in enumerate(data[6:10]))


class _ErrorKeeper:
    """A file for libsndfile to call.

    Given a file of its own, libsndfile says "System error." of a full disk, and nothing at all if the disk is full when
    it closes the file. And an exception that leaves a callback, Ctrl-C among them, is printed and forgotten.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None
        self._muted = False
        self.tell, self.read = file.tell, file.read

    def write(self, data: bytes) -> int:
        """Write, or keep the error."""
        return len(data) if self._muted else self._kept(lambda: self._file.write(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, which writes what is in the buffer, or keep the error."""
        return self._kept(lambda: self._file.seek(offset, whence))

    def _kept(self, act: Callable[[], int]) -> int:
        try:
            return act()
        except OSError as error:
            self._error = self._error or error
            return 0

    def mute(self) -> None:
        """Write no more."""
        self._muted = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Let libsndfile call, and raise afterwards what happened meanwhile."""
        try:
            with deferred_interruption() as interruption:
                yield
        finally:
            if self._error:
                raise self._error from None
        if interruption.requested:
            raise KeyboardInterrupt
