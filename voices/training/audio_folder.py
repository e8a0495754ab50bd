"""A folder of audio without texts as training data: babble, music, anything."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from frontend.errors import TtsError
from voices.training.packed_audio import PackedUtterance

SUFFIXES = frozenset({".wav", ".flac", ".ogg", ".opus", ".mp3"})


class UnusableAudioError(TtsError):
    """A folder holds no audio, or audio of another sample rate."""


def audio_folder(folder: Path, sample_rate: int, held_out_fraction: float = 0.02) -> Iterator[PackedUtterance]:
    """Yield every audio file below a folder, channels averaged, the last ones by name held out.

    Raises:
        UnusableAudioError: if there is none, or one has another sample rate or cannot be read.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise UnusableAudioError(f"{folder} holds no audio files ({', '.join(sorted(SUFFIXES))})")
    held_out = max(1, round(held_out_fraction * len(paths))) if len(paths) > 1 else 0
    for i, path in enumerate(paths):
        try:
            samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            raise UnusableAudioError(f"{path} cannot be read as audio ({error})") from None
        if rate != sample_rate:
            raise UnusableAudioError(f"{path} has {rate} samples a second, but {sample_rate} are needed; resample it")
        audio = np.rint(np.clip(samples.mean(1), -1, 1) * 32767).astype(np.int16)
        yield PackedUtterance(str(path.relative_to(folder)), audio, None, 0, i >= len(paths) - held_out)
