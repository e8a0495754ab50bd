"""Transcriptions compared by what a listener hears."""

import pytest

from frontend.english.folding import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("sˈɛpɚɹˌeɪt", "sˈɛpəɹeɪt"), ("ɹᵻkˈɔːɹd", "ɹəkˈoːɹd"), ("sˈɪɾi", "sˈɪti"), ("əbˈaʊt", "ɐbˈaʊt")],
)
def test_shades_of_one_reading_are_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("ɹˈɛkɚd", "ɹᵻkˈɔːɹd"), ("jˈuːz", "jˈuːs"), ("ˈɛstᵻmət", "ˈɛstᵻmeɪt")])
def test_two_readings_are_not(one, other):
    assert folded(one) != folded(other)
