"""Prepared recordings as training data for the models of a voice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.analysis import Frontend
from frontend.linguistic.contexts import contexts
from frontend.phones.inventory import Inventory
from voices.acoustic.aligned_speech import AlignedSpeech
from voices.acoustic.vocoder_features import PITCH_CHANNELS, vocoder_features
from voices.corpus.prepared import PreparedRecording, load_index
from voices.corpus.recording_features import load_features
from voices.corpus.timed_segments import timed_segments
from voices.training.packed_audio import PackedUtterance

HeldOut = Callable[[str], bool]
"""Tells by a recording's key, `speaker/id`, whether it is kept for validation."""


@dataclass(frozen=True)
class TrainingData:
    """What a voice is trained on.

    Attributes:
        inventory: the phones that occur.
        speakers: names, in the order of the speaker indices, which is that of the recordings.
        mel_mean, mel_deviation: [bands], of the log-mel spectrum before it was normalised.
        acoustic: for the acoustic model; mel is normalised.
        vocoder: for the vocoder; features as in `vocoder_features`.
    """

    inventory: Inventory
    speakers: list[str]
    mel_mean: NDArray[np.float32]
    mel_deviation: NDArray[np.float32]
    acoustic: list[AlignedSpeech]
    vocoder: list[PackedUtterance]

    @property
    def vocoder_channels(self) -> int:
        """Width of the vocoder's features."""
        return len(self.mel_mean) + PITCH_CHANNELS


def load_training_data(folder: Path, language: str, frame_seconds: float, held_out: HeldOut) -> TrainingData:
    """Read a prepared folder.

    Raises:
        CorpusError: the folder was not prepared, or a recording is too short for its text.
    """
    rows = load_index(folder)
    frontend = Frontend(language)
    utterances = [list(frontend.utterances(row.text)) for row in rows]
    inventory = Inventory.of(utterance for several in utterances for utterance in several)
    speakers = list(dict.fromkeys(row.speaker for row in rows))
    mel_mean, mel_deviation = _mel_scales(folder, rows)
    acoustic, vocoder = [], []
    for row, several in zip(rows, utterances, strict=True):
        features = load_features(folder / row.features)
        mel = ((features.log_mel - mel_mean) / mel_deviation).astype(np.float32)
        timed, durations = timed_segments(several, row.alignment, len(mel), frame_seconds)
        speaker, kept = speakers.index(row.speaker), held_out(row.key)
        log_f0 = np.log(np.maximum(features.pitch_hz.astype(np.float32), 1.0))
        speech = AlignedSpeech(contexts(timed, inventory), durations, log_f0, features.voiced, mel, speaker, kept)
        acoustic.append(speech)
        heard = vocoder_features(mel, log_f0, features.voiced).astype(np.float16)
        vocoder.append(PackedUtterance(row.key, features.audio, heard, speaker, kept))
    return TrainingData(inventory, speakers, mel_mean, mel_deviation, acoustic, vocoder)


def _mel_scales(folder: Path, rows: Sequence[PreparedRecording]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and deviation of each band, summed up file by file."""
    count = 0
    total: NDArray[np.float64] = np.zeros(1)
    squares: NDArray[np.float64] = np.zeros(1)
    for row in rows:
        mel = load_features(folder / row.features).log_mel.astype(np.float64)
        count += len(mel)
        total, squares = total + mel.sum(0), squares + (mel**2).sum(0)
    mean = total / count
    deviation = np.sqrt(np.maximum(squares / count - mean**2, 1e-6))
    return mean.astype(np.float32), deviation.astype(np.float32)
