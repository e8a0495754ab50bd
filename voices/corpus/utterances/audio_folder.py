"""A folder of audio without texts as training data: babble, music, anything."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from frontend.errors import TtsError
from voices.conditioning.feature_config import voice_features
from voices.corpus.readers.audio_files import AUDIO_SUFFIXES, audio_files
from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.sound.sixteen_bits import sixteen_bits

HELD_OUT_FRACTION = 0.02


class UnusableAudioError(TtsError):
    """A folder holds no audio, or audio of several sample rates."""


def packed_audio_folder(folder: Path) -> PackedAudio:
    """Read every audio file below a folder, channels averaged, the last ones by name held out.

    Raises:
        UnusableAudioError: if there is none, one cannot be read, or they differ in sample rate.
    """
    paths = list(audio_files(folder))
    if not paths:
        raise UnusableAudioError(f"{folder} holds no audio files ({', '.join(AUDIO_SUFFIXES)})")
    sample_rate = _read(paths[0])[1]
    header = PackedHeader(sample_rate, voice_features(sample_rate).hop, 0, [])
    return PackedAudio(header, tuple(_utterances(folder, paths, header)))


def _utterances(folder: Path, paths: list[Path], header: PackedHeader) -> Iterator[PackedUtterance]:
    held_out = max(1, round(HELD_OUT_FRACTION * len(paths))) if len(paths) > 1 else 0
    for i, path in enumerate(paths):
        samples, rate = _read(path)
        if rate != header.sample_rate:
            raise UnusableAudioError(
                f"{path} has {rate} samples a second, but {paths[0]} has {header.sample_rate}; resample one"
            )
        whole = samples[: len(samples) // header.frame_samples * header.frame_samples]
        yield PackedUtterance(
            str(path.relative_to(folder)), sixteen_bits(whole.mean(1)), None, 0, i >= len(paths) - held_out
        )


def _read(path: Path) -> tuple[np.ndarray, int]:
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise UnusableAudioError(f"{path} cannot be read as audio ({error})") from None
    return samples, rate
