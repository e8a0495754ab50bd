"""From times in seconds to frames of segments."""

import pytest

from frontend.analysis import Frontend
from frontend.phones.ipa import PAUSE
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.readers.recording import CorpusError
from voices.corpus.utterances.timed_segments import joined, timed_segments


def spoken(text):
    return list(Frontend().utterances(text))


def alignment_of(utterances, starts, ends):
    words = tuple(tuple(phone.symbol for phone in word.phones) for one in utterances for word in one.words)
    return Alignment(words, tuple(starts), tuple(ends))


def test_pauses_are_where_they_were_spoken_and_frames_add_up():
    utterances = spoken("No, a dog.")  # n oʊ | ɐ | d ɑː ɡ
    starts, ends = (0.1, 0.2, 0.3, 0.5, 0.6, 0.7), (0.2, 0.3, 0.4, 0.6, 0.7, 0.8)
    row, durations = timed_segments(utterances, alignment_of(utterances, starts, ends), 100, 0.01)
    assert "".join(segment.phone.symbol for segment in row) == "_noʊɐ_dɑːɡ_"
    assert durations.tolist() == [10, 10, 10, 10, 10, 10, 10, 10, 20]


def test_a_silence_too_short_for_a_pause_belongs_to_the_phone_before_it():
    utterances = spoken("a dog")
    starts, ends = (0.1, 0.23, 0.3, 0.4), (0.2, 0.3, 0.4, 0.5)
    row, durations = timed_segments(utterances, alignment_of(utterances, starts, ends), 60, 0.01)
    assert "".join(segment.phone.symbol for segment in row) == "_ɐdɑːɡ_"
    assert durations.tolist() == [10, 13, 7, 10, 10, 10]


def test_every_segment_has_a_frame_however_short_it_is():
    utterances = spoken("a dog")
    starts, ends = (0.0, 0.001, 0.002, 0.003), (0.001, 0.002, 0.003, 0.004)
    _, durations = timed_segments(utterances, alignment_of(utterances, starts, ends), 8, 0.01)
    assert durations.sum() == 8
    assert durations.min() == 1
    late = tuple(0.079 + time for time in starts)
    _, durations = timed_segments(utterances, alignment_of(utterances, late, late), 8, 0.01)
    assert (durations.sum(), durations.min()) == (8, 1)


def test_too_few_frames_are_an_error():
    utterances = spoken("a dog")
    with pytest.raises(CorpusError, match="a recording of 5 frames cannot hold 6"):
        timed_segments(utterances, alignment_of(utterances, (0.0,) * 4, (0.0,) * 4), 5, 0.01)


def test_several_sentences_become_one_row_with_a_pause_between_them():
    utterances = spoken("No. A dog.")
    whole = joined(utterances)
    assert [word.text for word in whole.words] == ["No", "A", "dog"]
    assert [boundary.after_word for boundary in whole.breaks] == [0, 2]
    phones = sum(len(word.phones) for word in whole.words)
    starts = [0.1 + 0.1 * place + (0.2 if place >= 2 else 0) for place in range(phones)]
    ends = [start + 0.1 for start in starts]
    row, durations = timed_segments(utterances, alignment_of(utterances, starts, ends), 120, 0.01)
    assert [segment.phone.symbol for segment in row].count(PAUSE) == 3
    assert durations.sum() == 120
