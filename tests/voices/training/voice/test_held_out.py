"""Which recordings are held out."""

import pytest

from voices.training.voice.held_out import NothingHeldOutError, held_out_test

KEYS = [f"ann/a{number}" for number in range(1000)]


def test_about_one_in_fifty_is_held_out_and_stays_so_when_the_corpus_grows():
    few, many = held_out_test(KEYS[:500]), held_out_test(KEYS)
    chosen = [key for key in KEYS if many(key)]
    assert 10 <= len(chosen) <= 35
    assert [key for key in KEYS[:500] if few(key)] == [key for key in chosen if key in KEYS[:500]]


def test_one_of_two_is_held_out_but_not_the_only_one():
    assert sum(map(held_out_test(KEYS[:2]), KEYS[:2])) == 1
    assert not held_out_test(KEYS[:1])(KEYS[0])


def test_a_pattern_decides_alone():
    test = held_out_test(KEYS, "*/a99?")
    assert [key for key in KEYS if test(key)] == KEYS[990:]


def test_a_pattern_that_matches_nothing_is_an_error_that_shows_what_there_is():
    with pytest.raises(NothingHeldOutError, match=r"'ann/b\*' holds out none of the 1000 recordings.* 'ann/a0'"):
        held_out_test(KEYS, "ann/b*")
