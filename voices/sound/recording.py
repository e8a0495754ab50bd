"""Recordings as they come: files of any format, length and number of channels, or a pipe; mono, block by block."""

import struct
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.sound.level_range import LevelRange

Floats = NDArray[np.float32]

BLOCK_SECONDS = 0.25
CLIPPED, WORTH_A_WORD = 0.999, 1e-3
"""From where on a sample counts as clipped, and the share of such samples that is worth a word."""

SILENT = 1e-4
"""No sample of a silent recording is this far from zero."""

LEAST_RANGE_DB = 18
"""Between loud and quiet moments of clean speech: 285 recordings of 15 voices had 22 and more, noise 15 dB below speech
leaves it 19."""

_KNOWN_BEGINNINGS = (b"RIFF", b"RF64", b"FORM", b"fLaC", b"OggS", b"ID3", b"caff", b".snd")
_NO_SIZE = 0x7FFFF000
"""Sizes from here on, and 0, are what programs write into a pipe whose end they do not know."""


class UnreadableRecordingError(TtsError):
    """A recording is missing, damaged or no recording."""


@dataclass
class Noticed:
    """What was noticed of a recording so far."""

    channels: int
    levels: LevelRange
    samples: int = 0
    clipped: int = 0
    not_numbers: int = 0
    loudest: float = 0.0

    def remarks(self) -> list[str]:
        """Return what a listener should know of it, a line each."""
        lines = []
        if self.channels > 1:
            lines.append(f"its {self.channels} channels were averaged")
        if self.not_numbers:
            lines.append(f"{self.not_numbers} samples are no numbers; they were taken for silence")
        if self.clipped > WORTH_A_WORD * max(self.samples, 1):
            lines.append(f"{self.clipped / self.samples:.1%} of it is clipped; that is heard in the result")
        if self.loudest < SILENT:
            lines.append("it is silent")
        elif (decibels := self.levels.decibels()) is not None and decibels < LEAST_RANGE_DB:
            lines.append(
                f"its quiet moments are only {decibels} dB below its loud ones: noise or music is in it, and is taken "
                "for speech"
            )
        return lines


@dataclass(frozen=True)
class Recording:
    """A recording that is read once.

    Attributes:
        blocks: [T], mono, each as soon as it is there.
        noticed: of what was read so far.
    """

    rate_hz: int
    blocks: Iterator[Floats]
    noticed: Noticed


def open_recording(path: Path) -> Recording:
    """Open a recording in any format that libsndfile reads.

    Raises:
        UnreadableRecordingError: it is missing or no recording; when blocks are taken, that it is damaged.
    """
    return _opened(Path(path), str(path))


def recording_in(file: BinaryIO, name: str) -> Recording:
    """Read a recording in any format that libsndfile reads from a file that is open, and closed after its last block.

    Args:
        name: of it, in errors.

    Raises:
        UnreadableRecordingError: as `open_recording`.
    """
    return _opened(file, name)


def piped_recording(stream: BinaryIO, rate_hz: int) -> Recording:
    """Read a recording from a pipe while it is made: WAV, bare 16-bit samples, or any other format when it is whole.

    Args:
        rate_hz: of bare samples.

    Raises:
        UnreadableRecordingError: it begins as a format and is none.
    """
    begins = _exactly(stream, 4)
    if not begins.startswith(_KNOWN_BEGINNINGS) and not _is_mp3_frame(begins):
        return _bare(stream, begins, rate_hz, 1, None)
    if begins != b"RIFF":
        return _spooled(stream, begins)
    head = begins + _exactly(stream, 8)
    shape = None
    while len(chunk := _exactly(stream, 8)) == 8:
        kind, size = struct.unpack("<4sI", chunk)
        head += chunk
        if kind == b"data" and shape is not None and shape[0] == 1 and shape[3] == 16:
            return _bare(stream, b"", shape[2], shape[1], None if size == 0 or size >= _NO_SIZE else size)
        if kind == b"data":
            break
        body = _exactly(stream, min(size + size % 2, 1 << 16))
        head += body
        if kind == b"fmt " and len(body) >= 16:
            code, channels, rate, _, _, bits = struct.unpack("<HHIIHH", body[:16])
            shape = (code, max(channels, 1), rate, bits)
    return _spooled(stream, head)


def _why(error: Exception) -> str:
    """What libsndfile says, without its name for the file, which may be none."""
    return str(getattr(error, "error_string", error)).rstrip(".")


def _opened(file: Path | Any, name: str) -> Recording:
    import soundfile

    if isinstance(file, Path) and not file.is_file():
        raise UnreadableRecordingError(f"there is no recording {name}")
    held = nullcontext() if isinstance(file, Path) else file
    try:
        sound = soundfile.SoundFile(file)
    except (soundfile.LibsndfileError, OSError, TypeError) as error:  # TypeError: *.raw, which says not what it holds
        with held:
            pass
        raise UnreadableRecordingError(f"{name} is no recording that can be read ({_why(error)})") from None
    noticed = Noticed(sound.channels, LevelRange(sound.samplerate))
    return Recording(sound.samplerate, _blocks_of(sound, held, name, noticed), noticed)


def _blocks_of(sound: Any, held: Any, name: str, noticed: Noticed) -> Iterator[Floats]:
    import soundfile

    with held, sound:
        size = max(round(BLOCK_SECONDS * sound.samplerate), 1)
        try:
            while len(block := sound.read(size, dtype="float32", always_2d=True)):
                yield _mono(block, noticed)
        except soundfile.LibsndfileError as error:
            raise UnreadableRecordingError(f"{name} is damaged ({error})") from None


def _spooled(stream: BinaryIO, begun: bytes) -> Recording:
    """The whole of a pipe, in a temporary file: most formats cannot be read from front to end."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed when its last block was taken
    spool.write(begun)
    while piece := stream.read(1 << 16):
        spool.write(piece)
    spool.seek(0)
    return _opened(spool, "standard input")


def _bare(stream: BinaryIO, begun: bytes, rate_hz: int, channels: int, size: int | None) -> Recording:
    if not 1000 <= rate_hz <= 384000:
        raise UnreadableRecordingError(f"standard input has a sample rate of {rate_hz} Hz; 1000 to 384000 can be read")
    noticed = Noticed(channels, LevelRange(rate_hz))
    return Recording(rate_hz, _samples(stream, begun, rate_hz, channels, size, noticed), noticed)


def _samples(
    stream: BinaryIO, begun: bytes, rate_hz: int, channels: int, size: int | None, noticed: Noticed
) -> Iterator[Floats]:
    frame, held, left = 2 * channels, begun, size
    read = getattr(stream, "read1", stream.read)  # what is there, rather than as much as was asked for
    while left is None or left > 0:
        wanted = max(round(BLOCK_SECONDS * rate_hz), 1) * frame
        piece = read(wanted if left is None else min(wanted, left))
        if not piece:
            break
        left = None if left is None else left - len(piece)
        held += piece
        whole = len(held) // frame * frame
        if whole:
            values = np.frombuffer(held[:whole], "<i2").astype(np.float32) / np.float32(32768)
            yield _mono(values.reshape(-1, channels), noticed)
        held = held[whole:]


def _mono(block: Floats, noticed: Noticed) -> Floats:
    numbers = np.isfinite(block)
    if not numbers.all():
        noticed.not_numbers += int((~numbers).sum())
        block = np.where(numbers, block, 0)
    mono: Floats = block.mean(axis=1, dtype=np.float32)
    noticed.samples += len(block)
    noticed.clipped += int((np.abs(block) >= CLIPPED).any(axis=1).sum())
    noticed.loudest = max(noticed.loudest, float(np.abs(mono).max()))
    noticed.levels.add(mono)
    return mono


def _is_mp3_frame(head: bytes) -> bool:
    """Whether four bytes are the header of a frame of MPEG layer III; a sample of -1025 alone would be half of one."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] & 0x18 == 0x08:
        return False
    return head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C


def _exactly(stream: BinaryIO, count: int) -> bytes:
    held = b""
    while len(held) < count and (piece := stream.read(count - len(held))):
        held += piece
    return held
