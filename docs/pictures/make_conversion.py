"""Makes conversion.png beside this file: `python docs/pictures/make_conversion.py SOURCE TARGET VOICE`.

SOURCE and TARGET are recordings of one prompt by two speakers, VOICE is such as en_US-arctic#slt, TARGET's.
"""

import sys
from pathlib import Path

import numpy as np
import soxr
from PIL import Image

from frontend.features.mel_config import MelConfig
from frontend.features.pitch import measure_pitch
from voices.conversion.service import ConversionRequest, ConversionService
from voices.sound.recording import open_recording
from voices.timings.speech_picture import DrawnSpeech, draw_speech

RATE_HZ = 16000
COLOURS = 64


def main() -> None:
    """Draw source, target and converted speech, each with its pitch."""
    source, target = (samples(Path(name)) for name in sys.argv[1:3])
    voice, _, speaker = sys.argv[3].partition("#")
    pieces = ConversionService().convert(iter([source]), RATE_HZ, ConversionRequest(voice, speaker))
    rows = {
        "source": source,
        f"{speaker}'s own recording": target,
        f"converted to {speaker}": np.concatenate([*pieces]),
    }
    picture = Path(__file__).with_name("conversion.png")
    draw_speech([drawn(name, waveform) for name, waveform in rows.items()], picture)
    Image.open(picture).convert("RGB").quantize(COLOURS).save(picture, optimize=True)


def samples(path: Path) -> np.ndarray:
    """A recording at the rate of the voice."""
    recording = open_recording(path)
    return soxr.resample(np.concatenate([*recording.blocks]), recording.rate_hz, RATE_HZ).astype(np.float32)


def drawn(title: str, waveform: np.ndarray) -> DrawnSpeech:
    """A row of the picture."""
    pitch = measure_pitch(waveform, RATE_HZ, 160, 50.0, 600.0)
    seconds = (np.arange(len(pitch.hz)) + 0.5) / 100
    return DrawnSpeech(title, waveform, MelConfig(), 0.0, seconds, np.where(pitch.voiced, pitch.hz, np.nan), [], [])


if __name__ == "__main__":
    main()
