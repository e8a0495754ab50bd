"""The aligner on a toy language whose phones are tones, so that every boundary is known."""

import numpy as np
import pytest

from voices.corpus.alignment.aligner import AlignerConfig, AlignmentError, Spoken, align_corpus
from voices.corpus.alignment.cepstra import observe

RATE_HZ = 16000
TONES = {"a": 400, "e": 800, "i": 1600, "o": 2700, "u": 4500}


def say(words, rng, speaker_scale=1.0):
    """Return the waveform of tones of random lengths with a pause after some words, and each phone's start and end."""
    pieces, starts, ends, now = [np.zeros(1600)], [], [], 0.1
    for word in words:
        for phone in word:
            seconds = rng.integers(10, 30) / 200
            time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
            pieces.append(0.3 * np.sin(2 * np.pi * TONES[phone] * speaker_scale * time))
            starts.append(now)
            now += seconds
            ends.append(now)
        if rng.random() < 0.3:
            pieces.append(np.zeros(1600))
            now += 0.1
    pieces.append(np.zeros(1600))
    waveform = np.concatenate(pieces)
    return (waveform + 1e-3 * rng.standard_normal(len(waveform))).astype(np.float32), starts, ends


@pytest.fixture(scope="module")
def toy():
    rng = np.random.default_rng(1)
    rows, truth = [], []
    for number in range(40):
        # Each tone once in a word: between two equal ones there is no boundary to find.
        words = tuple(tuple(rng.permutation(list(TONES))[: rng.integers(1, 4)]) for _ in range(5))
        waveform, starts, ends = say(words, rng, 1.0 if number % 2 else 1.1)
        rows.append(Spoken("odd" if number % 2 else "even", words, observe(waveform, RATE_HZ), teaches=number < 30))
        truth.append((starts, ends))
    return rows, truth


def errors(found, truth):
    return np.abs(np.concatenate([[*a.starts, *a.ends] for a in found]) - np.concatenate([[*s, *e] for s, e in truth]))


def test_boundaries_and_pauses_of_sentences_it_did_not_learn_from_are_found(toy):
    rows, truth = toy
    found = align_corpus(rows, AlignerConfig())
    assert (errors(found[30:], truth[30:]) <= 0.02).mean() > 0.95


def test_the_same_seed_gives_the_same_alignment_to_the_last_bit(toy):
    rows, _ = toy
    config = AlignerConfig(seed=3, shared_passes=3, speaker_passes=1)
    assert align_corpus(rows, config) == align_corpus(rows, config)


def test_sentences_that_do_not_teach_change_nothing_for_the_others(toy):
    rows, _ = toy
    config = AlignerConfig(shared_passes=2, speaker_passes=0)
    louder = [*rows[:30], *(Spoken(r.speaker, rows[0].words, r.observation, teaches=False) for r in rows[30:])]
    assert align_corpus(rows, config)[:10] == align_corpus(louder, config)[:10]


def test_a_recording_too_short_for_its_text_is_refused_with_the_text(toy):
    rows, _ = toy
    short = Spoken("odd", (("a", "e") * 20,), observe(np.zeros(1600, np.float32), RATE_HZ))
    with pytest.raises(AlignmentError, match=r"0\.10 s cannot hold the 40 phones of 'aeae"):
        align_corpus([*rows, short], AlignerConfig())


def test_a_config_that_learns_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one shared pass"):
        AlignerConfig(shared_passes=0)
