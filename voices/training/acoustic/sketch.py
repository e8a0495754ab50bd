"""Held-out utterances said without a vocoder, to listen to while an acoustic model learns.

Pulses where it is voiced and noise elsewhere, filtered to the predicted spectrum (Dudley's vocoder of 1939): it buzzes,
but phones, rhythm and melody are there to be judged.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from frontend.features.mel_config import MelConfig
from voices.acoustic.model import AcousticModel
from voices.conditioning.prosody import Prosody
from voices.corpus.utterances.aligned_speech import AlignedSpeech
from voices.training.acoustic.spectrum_matching import match_spectrum

Floats = NDArray[np.float32]


def write_sketches(model: AcousticModel, speech: Sequence[AlignedSpeech], config: MelConfig, folder: Path) -> None:
    """Write a wav of each utterance into `folder`, named by its speaker, prosody and spectrum as the model predicts."""
    if not speech:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for one in speech:
        prosody = model.prosody(one.contexts, one.speaker)
        waveform = sketch(prosody, model.mel(one.contexts, prosody, one.speaker), config)
        soundfile.write(folder / f"{one.speaker}.wav", np.clip(waveform, -1, 1), config.rate_hz, "PCM_16")


def sketch(prosody: Prosody, log_mel: Floats, config: MelConfig) -> Floats:
    """Return a waveform [F * hop] of that pitch, voicing and log-mel spectrum [F, bands]."""
    voiced = np.repeat(prosody.voiced, config.hop)
    cycles = np.cumsum(np.repeat(np.exp(prosody.log_f0.astype(np.float64)), config.hop) / config.rate_hz)
    pulses = np.diff(np.floor(cycles), prepend=0.0) * np.sqrt(config.rate_hz / 100.0)
    noise = np.random.default_rng(0).standard_normal(len(cycles))
    excitation = 0.1 * np.where(voiced, pulses + 0.1 * noise, noise)
    return match_spectrum(excitation.astype(np.float32), log_mel, config)
