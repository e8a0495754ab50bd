"""Sentences with times worked by hand."""

import pytest

from voices.timings.timed import TimedPhone, TimedSentence, TimedWord


def timed(text, spoken, start=0.0, each=0.5):
    """A sentence whose spoken words last equally long, after a pause as long as one of them."""
    words = []
    for number, word in enumerate(spoken.split(), start=1):
        begins, ends = start + number * each, start + (number + 1) * each
        words.append(TimedWord(word, begins, ends, (TimedPhone("ə", begins, ends, 200.0),)))
    return TimedSentence(text, start, words[-1].end + each, tuple(words))


@pytest.fixture(name="timed")
def _timed():
    return timed
