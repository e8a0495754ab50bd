"""Spoken sentences as a picture."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from voices.conditioning.feature_config import voice_features
from voices.speaking.spoken_sentence import SpokenSentence
from voices.speaking.timed_sentence import timed_sentence
from voices.timings.speech_picture import DrawnSpeech, draw_speech


def plot_sentences(sentences: Sequence[tuple[SpokenSentence, float]], path: Path) -> None:
    """Write a PNG of sentences, each with the second at which it starts in the audio.

    Raises:
        MissingDrawerError: matplotlib is not installed.
    """
    draw_speech([_drawn(sentence, offset_seconds) for sentence, offset_seconds in sentences], path)


def _drawn(sentence: SpokenSentence, offset_seconds: float) -> DrawnSpeech:
    planned = sentence.planned
    timed = timed_sentence(planned, offset_seconds)
    prosody = planned.prosody
    frame_ends = np.concatenate([[0], np.cumsum(prosody.durations)])
    segment_ends = np.concatenate([[0], planned.finish.ends]) / planned.sample_rate
    middles = np.interp(np.arange(frame_ends[-1]) + 0.5, frame_ends, segment_ends)
    return DrawnSpeech(
        timed.text,
        sentence.samples,
        voice_features(planned.rate),
        offset_seconds,
        offset_seconds + middles,
        np.where(prosody.voiced, np.exp(prosody.log_f0), np.nan),
        [(phone.start, phone.end, phone.text) for word in timed.words for phone in word.phones],
        [(word.start, word.end, word.text) for word in timed.words],
    )
