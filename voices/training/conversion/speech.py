"""What a conversion model learns from: spectra and pitch, and which phone is said when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.phones.ipa import PAUSE
from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.prosody import Prosody
from voices.conditioning.vocoder_features import with_pitch
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.prepared import PreparedCorpus
from voices.corpus.readers.recording import CorpusError
from voices.files.configuration import ConfigError

Floats = NDArray[np.float32]
HeldOut = Callable[[str], bool]


@dataclass(frozen=True)
class ConversionSpeech:
    """One utterance.

    Attributes:
        key: `speaker/id`, of no other utterance.
        log_mel: float16 [F, bands].
        pitch: float16 [F, 2], scaled log F0 and voicing, as vocoders hear them.
        phones: int16 [F], indices of what is said.
        speaker: index.
        held_out: whether it is for validation only.
        text: that is said; what other speakers say of it is known by that, and nothing is of an empty one.
    """

    key: str
    log_mel: NDArray[np.float16]
    pitch: NDArray[np.float16]
    phones: NDArray[np.int16]
    speaker: int
    held_out: bool = False
    text: str = ""


@dataclass(frozen=True)
class ConversionData:
    """What a conversion model is trained on: utterances, and the names of their speakers and phones."""

    speech: tuple[ConversionSpeech, ...]
    speakers: tuple[str, ...]
    phones: tuple[str, ...]
    features: FeatureConfig


def load_conversion_data(
    corpora: Sequence[PreparedCorpus], held_out: HeldOut, first: Sequence[str] = ()
) -> ConversionData:
    """Read what prepared folders hold, speakers in the order of the folders but for the `first` ones.

    Raises:
        BadFeaturesError: a file is damaged.
        ConfigError: the folders were not measured alike.
        CorpusError: two of them have a recording of the same key, or one has two.
    """
    _require_different_keys(corpora)
    features = corpora[0].config.features
    speakers = {name: number for number, name in enumerate(first)}
    phones: dict[str, int] = {PAUSE: 0}
    speech = []
    for corpus in corpora:
        if corpus.config.features != features:
            raise ConfigError(f"{corpus.folder} and {corpora[0].folder} were measured in different ways")
        for row in corpus.recordings:
            measured = corpus.features(row)
            mel = measured.log_mel
            log_f0 = np.log(np.maximum(measured.pitch_hz.astype(np.float32), 1.0))
            prosody = Prosody(np.zeros(0, np.int64), log_f0, measured.voiced)
            pitch = with_pitch(np.zeros((len(mel), 0), np.float32), prosody, features).astype(np.float16)
            labels = phone_frames(row.alignment, phones, len(mel), features.frame_seconds)
            speaker = speakers.setdefault(row.speaker, len(speakers))
            speech.append(ConversionSpeech(row.key, mel, pitch, labels, speaker, held_out(row.key), row.text))
    return ConversionData(tuple(speech), tuple(speakers), tuple(phones), features)


def _require_different_keys(corpora: Sequence[PreparedCorpus]) -> None:
    known: dict[str, Path] = {}
    for corpus in corpora:
        for row in corpus.recordings:
            if row.key in known:
                raise CorpusError(
                    f"recording {row.key!r} is in {known[row.key]} and in {corpus.folder}; leave one of them out, or "
                    "give its speaker's folder another name and prepare it anew"
                )
            known[row.key] = corpus.folder


def phone_frames(alignment: Alignment, phones: dict[str, int], frames: int, frame_seconds: float) -> NDArray[np.int16]:
    """Return which phone is said in each frame [F], the pause where none is; phones not yet known are added."""
    labels = np.zeros(frames, np.int16)
    symbols = [phone for word in alignment.words for phone in word]
    for symbol, start, end in zip(symbols, alignment.starts, alignment.ends, strict=True):
        labels[round(start / frame_seconds) : round(end / frame_seconds)] = phones.setdefault(symbol, len(phones))
    return labels
