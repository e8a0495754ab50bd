"""How loud a text is as a whole, and what of it is beyond what can be written."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from frontend.features.loudness import SILENT, LoudnessMeter
from voices.speaking.plan import PlannedSentence
from voices.speaking.render import SoundingSentence

Floats = NDArray[np.float32]

_WORTH_A_WARNING = 1e-3  # share of samples; fewer are not heard
_READ_AT_ONCE = 16000  # samples


def levelled(
    sentences: Iterable[SoundingSentence], loudness_lufs: float | None, rate_hz: int, warn: Callable[[str], None]
) -> Iterator[SoundingSentence]:
    """Yield sentences at the loudness that is wanted, their samples in [-1, 1].

    Args:
        loudness_lufs: of all of them together (EBU R128); it is known only when all are there. None leaves them.
        rate_hz: of the samples.
        warn: is told, at the end, if so much is clipped for being made louder that it is heard.
    """
    level = _Level()
    if loudness_lufs is None:
        for sentence in sentences:
            yield level.applied(sentence.planned, sentence.pieces)
    else:
        with tempfile.TemporaryFile() as file:
            held = _hold(sentences, file, rate_hz)
            if held.loudness != SILENT:
                level.gain = np.float32(10 ** ((loudness_lufs - held.loudness) / 20))
            file.seek(0)
            for planned, samples in held.sentences:
                yield level.applied(planned, _read(file, samples))
    if level.clipped > _WORTH_A_WARNING * level.samples:
        warn(
            f"{level.clipped / level.samples:.1%} of the sound is clipped: its peaks are "
            f"{20 * np.log10(level.peak):.1f} dB too high; ask for less volume or loudness"
        )


class _Level:
    """A gain, and what it did to the samples so far."""

    def __init__(self) -> None:
        self.gain = np.float32(1)
        self.samples = self.clipped = 0
        self.peak = 0.0

    def applied(self, planned: PlannedSentence, pieces: Iterable[Floats]) -> SoundingSentence:
        words = 1.0 if planned.finish.gain is None else float(planned.finish.gain.max(initial=0))
        is_louder = float(self.gain) * planned.request.volume * words > 1  # else it is the vocoder's own overshooting
        return SoundingSentence(planned, self._clipped(pieces, is_louder))

    def _clipped(self, pieces: Iterable[Floats], is_louder: bool) -> Iterator[Floats]:
        for piece in pieces:
            louder = piece if self.gain == 1 else piece * self.gain
            self.samples += len(louder)
            if is_louder:
                size = np.abs(louder)
                self.clipped += int((size > 1).sum())
                self.peak = max(self.peak, float(size.max(initial=0)))
            yield np.clip(louder, -1, 1)


@dataclass(frozen=True)
class _Held:
    """Sentences whose samples lie in a file, each with how many, and how loud they are together (LUFS)."""

    sentences: list[tuple[PlannedSentence, int]]
    loudness: float


def _hold(sentences: Iterable[SoundingSentence], file: BinaryIO, rate_hz: int) -> _Held:
    meter, held = LoudnessMeter(rate_hz), []
    for sentence in sentences:
        samples = 0
        for piece in sentence.pieces:
            file.write(piece.astype(np.float32).tobytes())
            meter.add(piece)
            samples += len(piece)
        held.append((sentence.planned, samples))
    return _Held(held, meter.loudness())


def _read(file: BinaryIO, samples: int) -> Iterator[Floats]:
    for start in range(0, samples, _READ_AT_ONCE):
        yield np.frombuffer(file.read(4 * min(_READ_AT_ONCE, samples - start)), np.float32)
