"""From a waveform of any loudness and length to codes and melody, window by window."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from frontend.features.loudness import SILENT, LoudnessMeter
from frontend.features.mel import log_mel
from frontend.features.pitch import measure_pitch
from voices.conversion.coded import CodedSpeech, Source
from voices.conversion.config import ConversionConfig
from voices.conversion.heard import cepstra, surroundings, usual_surroundings
from voices.conversion.memory import Stretch, remembering, speech
from voices.conversion.model import ConversionModel
from voices.conversion.windows import windows

Floats = NDArray[np.float32]

LEVEL_LUFS = -23.0
"""At which models are trained."""

MOST_GAIN = 100.0
"""That makes a faint recording loud enough; what is fainter is mostly noise."""

REMEMBERED_SECONDS = 20.0
"""Of speech, pauses left out, by which the model knows what is usual in this recording."""

MEASURING_FRAMES = 2
"""Frames at each end of a window whose spectrum misses what is beyond it."""


def listen(model: ConversionModel, blocks: Iterable[Floats], frames: int) -> Iterator[CodedSpeech]:
    """Yield speech as codes, in stretches of so many frames, each as soon as what comes after it is known.

    Args:
        blocks: the waveform [T] at the model's rate, in pieces of any length.
        frames: a multiple of `frames_per_code`.
    """
    config, features = model.config, model.config.features
    meter, memory = LoudnessMeter(features.rate_hz), list[Stretch]()
    remembered_frames = round(REMEMBERED_SECONDS / features.frame_seconds)
    for window in windows(_metered(blocks, meter), features.hop, frames, context_frames(config)):
        loudness = meter.loudness()
        gain = 1.0 if loudness == SILENT else min(10 ** ((LEVEL_LUFS - loudness) / 20), MOST_GAIN)
        samples = np.clip(gain * window.samples, -1, 1).astype(np.float32)
        spectrum = log_mel(samples, features)
        heard = cepstra(spectrum, config.coefficients)
        usual, source = usual_surroundings(config.coefficients), None
        if loudness != SILENT:
            source = Source(heard, speech(memory, Stretch(heard, gain)))
            usual = surroundings(source.speech)
            now = Stretch(heard[window.before :][: window.frames], gain)
            memory = remembering(memory, now, remembered_frames)
        pitch = measure_pitch(
            samples, features.rate_hz, features.hop, features.lowest_pitch_hz, features.highest_pitch_hz
        )
        log_f0 = np.log(np.maximum(pitch.hz, 1.0)).astype(np.float32)
        latents = model.latents(spectrum, usual)
        codes = model.quantise(latents)
        yield CodedSpeech(codes, log_f0, pitch.voiced, window.before, window.frames, latents, source)


def context_frames(config: ConversionConfig) -> int:
    """Return how many frames before and after it a stretch is heard with: whole codes."""
    each = config.frames_per_code
    return -(-(config.context_frames + MEASURING_FRAMES) // each) * each


def _metered(blocks: Iterable[Floats], meter: LoudnessMeter) -> Iterator[Floats]:
    for block in blocks:
        meter.add(block)
        yield block
