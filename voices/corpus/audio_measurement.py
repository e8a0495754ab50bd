"""What can be told of an audio file by decoding it once: how long, how loud, and whether it is whole."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

CLIPPED_RUN = 3
"""Samples in a row at the file's own peak that count as clipped: a wave that was not cut has one or two."""
LARGEST_BYTES = 1024**3
"""Of a file that is looked into; a sentence takes a thousandth of that."""
MOST_VALUES = 64 * 1024**2
"""That are decoded of a file, all channels together: over 20 minutes at 48 kHz, whatever its header promises."""
_BLOCK_BYTES = 1024**2
UNKNOWN_SIZES = (0, 0xFFFFFFFF)
"""What a WAV header says where the size was not known when it was written, as in a stream."""


@dataclass(frozen=True)
class AudioMeasurement:
    """One audio file, decoded.

    Attributes:
        digest: SHA-256 of the file's bytes; empty when there is no file.
        error: why it could not be decoded, or None; then the rest is zero.
        truncated: the header promises more than the file holds.
        peak: largest absolute sample, 1 is full scale; NaN when there are samples that are no numbers.
        clipped_share: of all samples, those in runs at the peak.
    """

    digest: str = ""
    error: str | None = None
    missing: bool = False
    truncated: bool = False
    rate_hz: int = 0
    channels: int = 0
    seconds: float = 0.0
    peak: float = 0.0
    clipped_share: float = 0.0


def measure_audio(path: Path) -> AudioMeasurement:
    """Open and decode the file; whatever is wrong with it comes back in the measurement, never as an error."""
    try:
        refusal = _refusal(path)
        if refusal:
            return refusal
        digest, size, head = _digest_of(path)
    except OSError as error:
        return AudioMeasurement(error=error.strerror or str(error))
    if not size:
        return AudioMeasurement(digest)
    try:
        with soundfile.SoundFile(path) as file:
            return _decode(file, digest, _wav_is_cut_short(head, size))
    except (soundfile.SoundFileError, RuntimeError) as error:
        return AudioMeasurement(digest, error=str(error).rpartition(": ")[2])


def _refusal(path: Path) -> AudioMeasurement | None:
    """What is the matter with a file that is not even to be opened: a pipe or a device may never end."""
    try:
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return AudioMeasurement(missing=True)
    except ValueError:
        return AudioMeasurement(error="its name holds a NUL character")
    if stat.S_ISDIR(about.st_mode):
        return AudioMeasurement(missing=True)
    if not stat.S_ISREG(about.st_mode):
        return AudioMeasurement(error="it is a pipe or a device, not a file")
    if about.st_size > LARGEST_BYTES:
        return AudioMeasurement(error=f"its {about.st_size} bytes are more than any recording of a sentence")
    return None


def _digest_of(path: Path) -> tuple[str, int, bytes]:
    """The SHA-256 of a file, its size and its first bytes."""
    digest, size, head = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            size += len(block)
            head = head or block[:12]
    return digest.hexdigest(), size, head


def _decode(file: soundfile.SoundFile, digest: str, cut_short: bool) -> AudioMeasurement:
    most = MOST_VALUES // file.channels
    try:
        samples = file.read(min(file.frames, most), dtype="float32", always_2d=True)
    except soundfile.SoundFileError:  # the header was sound, what follows is not
        return AudioMeasurement(digest, truncated=True)
    cut_short = cut_short or len(samples) < min(file.frames, most)
    return _measure_samples(samples, file.samplerate, digest, cut_short, max(file.frames, len(samples)))


def _measure_samples(
    samples: NDArray[np.float32], rate_hz: int, digest: str, truncated: bool, frames: int
) -> AudioMeasurement:
    peak = float(np.abs(samples).max()) if samples.size else 0.0
    return AudioMeasurement(
        digest=digest,
        truncated=truncated,
        rate_hz=rate_hz,
        channels=samples.shape[1],
        seconds=(len(samples) if truncated else frames) / rate_hz,
        peak=peak,
        clipped_share=_clipped_share(samples, peak),
    )


def _clipped_share(samples: NDArray[np.float32], peak: float) -> float:
    if not peak > 0:
        return 0.0
    at_peak = (np.abs(samples) >= 0.9999 * peak).any(axis=1).astype(np.int8)
    edges = np.flatnonzero(np.diff(at_peak, prepend=0, append=0))
    runs = edges[1::2] - edges[::2]
    return float(runs[runs >= CLIPPED_RUN].sum() / len(samples))


def _wav_is_cut_short(head: bytes, size: int) -> bool:
    # libsndfile quietly believes the file's length instead of its header's.
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return False
    promised = int.from_bytes(head[4:8], "little")
    return promised not in UNKNOWN_SIZES and promised + 8 > size + 1
