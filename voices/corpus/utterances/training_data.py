"""Prepared recordings as training data for the models of a voice."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from frontend.analysis import Frontend
from frontend.linguistic.contexts import contexts, with_known_phones
from frontend.phones.inventory import Inventory
from voices.conditioning.conditioning import Acoustic, Conditioning
from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.prosody import Prosody
from voices.corpus.prepared import PreparedCorpus
from voices.corpus.utterances.aligned_speech import AlignedSpeech
from voices.corpus.utterances.packed_audio import PackedUtterance
from voices.corpus.utterances.timed_segments import timed_segments

HeldOut = Callable[[str], bool]
"""Tells by a recording's key, `speaker/id`, whether it is kept for validation."""


@dataclass(frozen=True)
class TrainingData:
    """What a voice is trained on.

    Attributes:
        inventory: the phones that occur.
        speakers: names, in the order of the speaker indices, which is that of the recordings.
        acoustic: for the acoustic model.
        vocoder: for the vocoder; features as its conditioning makes them.
        features: how spectra and pitch were measured.
    """

    inventory: Inventory
    speakers: list[str]
    acoustic: list[AlignedSpeech]
    vocoder: list[PackedUtterance]
    features: FeatureConfig

    @property
    def vocoder_channels(self) -> int:
        """Width of the vocoder's features."""
        features = self.vocoder[0].features
        return 0 if features is None else int(features.shape[1])


def load_training_data(
    prepared: PreparedCorpus,
    held_out: HeldOut,
    conditioning: Conditioning | None = None,
    inventory: Inventory | None = None,
) -> TrainingData:
    """Read what a prepared folder holds.

    Args:
        conditioning: what the vocoder hears; `Acoustic` if None.
        inventory: of a voice to start from: what it does not know becomes the phone most like it.

    Raises:
        CorpusError: a recording is too short for its text.
        BadFeaturesError: the file of one is damaged.
    """
    heard_by = conditioning or Acoustic()
    rows, config = prepared.recordings, prepared.config.features
    frontend = Frontend(prepared.config.language)
    utterances = [list(frontend.utterances(row.text)) for row in rows]
    known = inventory or Inventory.of(utterance for several in utterances for utterance in several)
    speakers = list(dict.fromkeys(row.speaker for row in rows))
    acoustic, vocoder = [], []
    for row, several in zip(rows, utterances, strict=True):
        features = prepared.features(row)
        mel = features.log_mel.astype(np.float32)
        timed, durations = timed_segments(several, row.alignment, len(mel), config.frame_seconds)
        speaker, kept = speakers.index(row.speaker), held_out(row.key)
        log_f0 = np.log(np.maximum(features.pitch_hz.astype(np.float32), 1.0))
        values = contexts(with_known_phones(timed, known), known)
        acoustic.append(AlignedSpeech(values, durations, log_f0, features.voiced, mel, speaker, kept))
        heard = heard_by.features(values, Prosody(durations, log_f0, features.voiced), mel, config)
        vocoder.append(PackedUtterance(row.key, features.audio, heard.astype(np.float16), speaker, kept))
    return TrainingData(known, speakers, acoustic, vocoder, config)
