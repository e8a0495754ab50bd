"""Speech as codes, with its melody: what is left of a recording when the voice is taken out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.uint16]


@dataclass(frozen=True)
class Source:
    """What codes were made of, as `heard.cepstra` tell it.

    Attributes:
        heard: [F, K], of the frames that are coded.
        speech: [M, K], of the last seconds of speech in the recording, pauses left out; M is at least 1.
    """

    heard: Floats
    speech: Floats


@dataclass(frozen=True)
class CodedSpeech:
    """A stretch of coded speech, of F frames and the N codes that stand for them, with context on both sides.

    Attributes:
        codes: [N, codebooks].
        log_f0: [F], ln Hz, in between where unvoiced.
        voiced: [F].
        before: frames of context that come first.
        frames: of the stretch itself; the rest is context after it.
        latents: [N, vector_width + detail_width], of which the codes are the nearest; None where only these are known.
        source: what was heard; None where it is not known, or nothing was to be heard yet.
    """

    codes: Codes
    log_f0: Floats
    voiced: NDArray[np.bool_]
    before: int
    frames: int
    latents: Floats | None = None
    source: Source | None = None


def joined(pieces: list[CodedSpeech], frames_per_code: int) -> CodedSpeech:
    """Return pieces that follow each other as one, without context; all but the last are whole codes long."""
    own = [slice(one.before, one.before + one.frames) for one in pieces]
    of_codes = [slice(frames.start // frames_per_code, -(-frames.stop // frames_per_code)) for frames in own]
    codes = np.concatenate([one.codes[steps] for one, steps in zip(pieces, of_codes, strict=True)])
    log_f0 = np.concatenate([one.log_f0[frames] for one, frames in zip(pieces, own, strict=True)])
    voiced = np.concatenate([one.voiced[frames] for one, frames in zip(pieces, own, strict=True)])
    return CodedSpeech(codes, log_f0, voiced, 0, len(voiced))


def cut(whole: CodedSpeech, frames_per_code: int, frames: int, context: int) -> Iterator[CodedSpeech]:
    """Yield a whole in stretches of so many frames, with context; both are whole codes long."""
    for start in range(0, whole.frames, frames):
        first, last = max(start - context, 0), min(start + frames + context, whole.frames)
        steps = slice(first // frames_per_code, -(-last // frames_per_code))
        length = min(frames, whole.frames - start)
        yield CodedSpeech(whole.codes[steps], whole.log_f0[first:last], whole.voiced[first:last], start - first, length)
