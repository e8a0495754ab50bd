"""Coded speech in a file: codes, and the melody in a few bits."""

import json
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.conditioning.frames import between_voiced
from voices.conversion.coded import CodedSpeech
from voices.conversion.config import ConversionConfig
from voices.files.atomic_file import replace_file

FORMAT_VERSION = 1

FRAMES_PER_PITCH = 8
"""Frames for which one value of the pitch is kept; between them it runs straight."""

PITCH_LEVELS, LOWEST_HZ, HIGHEST_HZ = 32, 50.0, 600.0
"""Values of the pitch, evenly spaced in its logarithm: 1.4 semitones from one to the next."""

_MOST_BYTES = 1 << 28


class BadCodesError(TtsError):
    """A file of codes is missing, damaged, or of another model."""


@dataclass(frozen=True)
class CodeRates:
    """Bits a second of coded speech: of the codes, and of pitch and voicing."""

    codes: float
    melody: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.codes + self.melody


def code_rates(config: ConversionConfig) -> CodeRates:
    """Return how many bits a second codes and melody take, as they are, before anything packs them."""
    frames_per_second = 1 / config.features.frame_seconds
    codes = config.codes_per_second * config.codebooks * math.log2(config.codes)
    pitch = frames_per_second / FRAMES_PER_PITCH * math.log2(PITCH_LEVELS)
    return CodeRates(codes, pitch + frames_per_second / config.frames_per_code)


def save_codes(path: Path, coded: CodedSpeech, model: str, config: ConversionConfig) -> None:
    """Write coded speech without context to an .npz file, atomically."""
    each = config.frames_per_code
    arrays = {
        "about": np.array(json.dumps({"format": FORMAT_VERSION, "model": model, "frames": coded.frames})),
        "codes": coded.codes.astype(np.uint8 if config.codes <= 256 else np.uint16),
        "pitch": _pitch_levels(coded),
        "voiced": np.packbits(coded.voiced[::each]),
    }

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:  # given a path, numpy would add an ending to it
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]

    replace_file(path, write)


def model_of(path: Path) -> str:
    """Return the name of the model that made a file of codes.

    Raises:
        BadCodesError: the file is missing or damaged.
    """
    return str(_read(path)[0]["model"])


def load_codes(path: Path, config: ConversionConfig) -> CodedSpeech:
    """Read what `save_codes` wrote.

    Raises:
        BadCodesError: the file is missing, damaged or of a model of another shape.
    """
    about, arrays = _read(path)
    each, frames = config.frames_per_code, int(about["frames"])
    steps = -(-frames // each)
    codes, pitch = arrays["codes"], arrays["pitch"]
    voiced = np.unpackbits(arrays["voiced"])[:steps].astype(bool)
    shapes = (codes.shape, pitch.shape, voiced.shape)
    if frames < 1 or shapes != ((steps, config.codebooks), (-(-frames // FRAMES_PER_PITCH),), (steps,)):
        raise BadCodesError(f"{path} does not hold the codes of {frames} frames of this model")
    if codes.max() >= config.codes or pitch.max() >= PITCH_LEVELS:
        raise BadCodesError(f"{path} holds codes that this model does not have")
    middles = np.arange(len(pitch)) * FRAMES_PER_PITCH + (FRAMES_PER_PITCH - 1) / 2
    log_f0 = np.interp(np.arange(frames), middles, _log_hz(pitch)).astype(np.float32)
    return CodedSpeech(codes.astype(np.uint16), log_f0, np.repeat(voiced, each)[:frames], 0, frames)


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[np.uint8]]]:
    if not path.is_file():
        raise BadCodesError(f"there is no file of codes {path}")
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise BadCodesError(f"{path} holds more than codes; it is made to harm")
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("codes", "pitch", "voiced")}
            about = json.loads(str(file["about"]))
        whole = all(array.dtype in (np.uint8, np.uint16) for array in arrays.values())
        if (
            not whole
            or about["format"] != FORMAT_VERSION
            or not isinstance(about["frames"], int)
            or "model" not in about
        ):
            raise ValueError("it is of another version")
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError) as error:
        raise BadCodesError(f"{path} is damaged or no file of codes ({error})") from None
    return about, arrays


def _pitch_levels(coded: CodedSpeech) -> NDArray[np.uint8]:
    log_f0 = between_voiced(coded.log_f0, coded.voiced) if coded.voiced.any() else np.zeros_like(coded.log_f0)
    padded = np.pad(log_f0, (0, -len(log_f0) % FRAMES_PER_PITCH), mode="edge")
    means = padded.reshape(-1, FRAMES_PER_PITCH).mean(1)
    lowest, highest = math.log(LOWEST_HZ), math.log(HIGHEST_HZ)
    levels = np.round((means - lowest) / (highest - lowest) * (PITCH_LEVELS - 1))
    clipped: NDArray[np.uint8] = np.clip(levels, 0, PITCH_LEVELS - 1).astype(np.uint8)
    return clipped


def _log_hz(levels: NDArray[np.uint8]) -> NDArray[np.float64]:
    lowest, highest = math.log(LOWEST_HZ), math.log(HIGHEST_HZ)
    log_hz: NDArray[np.float64] = lowest + (highest - lowest) * levels / (PITCH_LEVELS - 1)
    return log_hz
